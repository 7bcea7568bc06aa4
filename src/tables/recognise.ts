import { makeFinding } from '../findings/catalogue.ts';
import { type Sheet, windowLimit } from '../workbook/sheet.ts';
import type { FormDefinition, TableDefinition } from './definition.ts';
import { lineText } from './fields/cell-text.ts';
import { formCandidates } from './form-scan.ts';
import { type Grid, makeGrid } from './grid.ts';
import { deepestHeader, lastHeaderTop, listed, namedBy, type Reading, readLists } from './list-readings.ts';
import type { Recognition, TableLocation } from './record.ts';

export interface RecogniseOptions {
  /** `--table`: look for this table only. */
  readonly only?: string | undefined;
}

/**
 * Which official tables stand on the sheet, and where: lists by the paths of their headings, forms by their
 * labels, both anywhere in the first rows. A sheet with nothing on it gives nothing; a sheet with something that
 * is no official table gives `table-unknown`.
 */
export async function recognise(
  sheet: Sheet,
  definitions: readonly TableDefinition[],
  options: RecogniseOptions = {},
): Promise<Recognition> {
  const head = makeGrid(await sheet.window(1, lastHeaderTop + deepestHeader), sheet.merges);
  if (head.rows.length === 0) return { locations: [], findings: [] };
  const wanted = definitions.filter((definition) => !options.only || definition.id === options.only);
  const lists = wanted.filter((definition) => definition.kind === 'list');
  const forms = wanted.filter((definition) => definition.kind === 'form');
  const readings = [
    ...readLists(sheet, head, lists, definitions, options.only !== undefined),
    ...(forms.length > 0 ? await readForms(sheet, head, forms) : []),
  ].sort((one, other) => other.score - one.score);
  const place = { sheet: sheet.name };

  const best = choose(readings);
  if (!best) {
    const parameters = { sheet: sheet.name, headings: seenHeadings(head), tables: tableNames(wanted) };
    return { locations: [], findings: [makeFinding('table-unknown', parameters, place)] };
  }
  if (best.complete) {
    const rival = readings.find(
      (other) => other !== best && other.complete && other.score === best.score && other.named === best.named,
    );
    if (rival) {
      const tables = `${best.definition.name}、${rival.definition.name}`;
      return {
        locations: [],
        findings: [makeFinding('table-ambiguous', { sheet: sheet.name, tables }, place)],
      };
    }
  }
  if (!best.complete) return { locations: [], findings: best.findings };
  const all = [best, ...readings.filter((other) => other !== best && standsApart(other, best))];
  return {
    locations: inOrder(
      head,
      all.flatMap((reading) => reading.locations),
    ),
    findings: all.flatMap((reading) => reading.findings),
  };
}

/** Whether another table stands on the sheet besides the best one: whole, and in rows of its own. */
function standsApart(other: Reading, best: Reading): boolean {
  return (
    other.complete &&
    other.locations.every((one) =>
      best.locations.every((two) => one.headerBottom < two.headerTop || one.headerTop > two.headerBottom),
    )
  );
}

/** Tables from the top down; each ends above the title of the next. */
function inOrder(grid: Grid, locations: readonly TableLocation[]): TableLocation[] {
  const sorted = [...locations].sort((one, other) => one.headerTop - other.headerTop);
  return sorted.map((location, index) => {
    const next = sorted[index + 1];
    if (!next) return location;
    let lastRow = next.headerTop - 1;
    const isTitle = (row: number) => {
      const cells = grid.rows.find(({ number }) => number === row)?.cells ?? [];
      return cells.length <= 1;
    };
    while (lastRow > location.headerBottom && isTitle(lastRow)) lastRow--;
    return { ...location, lastRow };
  });
}

/**
 * The best reading. A title that names another table outweighs columns that happen to fit: that table's missing
 * columns are then what the clerk has to hear of.
 */
function choose(readings: readonly Reading[]): Reading | undefined {
  const best = readings[0];
  if (!best || best.named === 'title') return best;
  return readings.find((reading) => reading.named === 'title') ?? best;
}

function tableNames(definitions: readonly TableDefinition[]): string {
  return definitions.map((definition) => definition.name).join('、');
}

/** The texts of the row that looks most like a heading row, for messages. */
function seenHeadings(grid: Grid): string {
  let best: string[] = [];
  for (const row of grid.rows) {
    const texts = row.cells.flatMap((cell) => {
      const text = cell.content.type === 'text' ? lineText(cell.content.value) : '';
      return text !== '' && text.length <= 30 ? [text] : [];
    });
    if (texts.length > best.length) best = texts;
  }
  return listed(best);
}

async function readForms(
  sheet: Sheet,
  head: Grid,
  definitions: readonly FormDefinition[],
): Promise<Reading[]> {
  const readings: Reading[] = [];
  let whole: Grid | undefined;
  for (const definition of definitions) {
    if (formCandidates(head, sheet, definition).length === 0) continue;
    // Several forms may stand one below the other.
    whole ??= makeGrid(await sheet.window(1, windowLimit), sheet.merges);
    const candidates = formCandidates(whole, sheet, definition);
    const score = Math.max(...candidates.map((candidate) => candidate.score));
    const first = candidates[0]?.location.headerTop ?? 1;
    readings.push({
      definition,
      complete: true,
      named: namedBy(head, sheet, first, definition),
      findings: [],
      score,
      locations: candidates.map((candidate) => candidate.location),
    });
  }
  return readings;
}
