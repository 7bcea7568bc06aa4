import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { columnLetters } from '../workbook/address.ts';
import { type Row, type Sheet, windowLimit } from '../workbook/sheet.ts';
import { type CompiledList, columnLabel, compileList } from './compiled.ts';
import type { FormDefinition, ListDefinition, TableDefinition } from './definition.ts';
import { compactText, lineText } from './fields/cell-text.ts';
import { formCandidates } from './form-scan.ts';
import { type Grid, makeGrid } from './grid.ts';
import { type HeaderMatch, headerText, matchHeader } from './header-block.ts';
import { type Heading, readHeading } from './headings.ts';
import type { Recognition, TableLocation } from './record.ts';

export interface RecogniseOptions {
  /** `--table`: look for this table only. */
  readonly only?: string | undefined;
}

/** A header begins in one of these rows at the latest. */
const lastHeaderTop = 60;
/** Most header rows one above the other. */
const deepestHeader = 4;
/** Longest text of a heading cell. */
const longestHeading = 60;
/** Headings named in a message. */
const namedHeadings = 24;

/** One way to read the sheet. */
interface Reading {
  readonly definition: TableDefinition;
  readonly locations: readonly TableLocation[];
  readonly findings: readonly Finding[];
  /** Whether everything the table needs is there. */
  readonly complete: boolean;
  readonly score: number;
  /** Words above the table, or the sheet's name, speak for it. */
  readonly named: 'title' | 'sheet' | null;
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
  return { locations: best.complete ? best.locations : [], findings: best.findings };
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

function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '无';
  const more = texts.length > namedHeadings ? ` 等 ${texts.length} 个` : '';
  return texts.slice(0, namedHeadings).join('、') + more;
}

/** Whether the title rows above `top`, or else the sheet's name, speak for a table. */
function namedBy(grid: Grid, sheet: Sheet, top: number, definition: TableDefinition): Reading['named'] {
  const words = definition.titleWords.map(compactText);
  const speaks = (text: string) => words.some((word) => compactText(text).includes(word));
  for (const row of grid.rows) {
    if (row.number >= top) break;
    if (row.cells.some((cell) => cell.content.type === 'text' && speaks(cell.content.value))) return 'title';
  }
  return speaks(sheet.name) ? 'sheet' : null;
}

function readLists(
  sheet: Sheet,
  grid: Grid,
  definitions: readonly ListDefinition[],
  all: readonly TableDefinition[],
  asked: boolean,
): Reading[] {
  const roles = all.flatMap((definition) =>
    definition.kind === 'list'
      ? Object.entries(definition.parents).flatMap(([name, others]) => [name, ...others].map(readHeading))
      : [],
  );
  return definitions.flatMap((definition) => {
    const list = compileList(definition);
    let best: HeaderMatch | undefined;
    const worded = grid.rows.filter((row) => speaksOf(row, list)).map((row) => row.number);
    for (const { number: top } of grid.rows) {
      if (top > lastHeaderTop) break;
      if (!worded.some((row) => row >= top && row < top + deepestHeader)) continue;
      for (let depth = 1; depth <= deepestHeader; depth++) {
        const match = matchHeader(grid, list, top, top + depth - 1, roles);
        if (match.score > 0 && (!best || isBetter(match, best))) best = match;
      }
    }
    if (!best) return [];
    // Merges may have drawn further rows into the header: read it once more with all of them.
    const whole = matchHeader(grid, list, best.top, best.bottom, roles);
    if (whole.score >= best.score - 1e-9) best = whole;
    best = withParentsAbove(grid, best, roles);
    const named = namedBy(grid, sheet, best.top, definition);
    return isEvidence(best, named, asked) ? [readingOf(sheet, best, named)] : [];
  });
}

/** More headings understood; of equals the block with fewer rows, which leaves titles above out, then the upper one. */
function isBetter(match: HeaderMatch, than: HeaderMatch): boolean {
  const gain = match.score - than.score;
  const rows = (each: HeaderMatch) => each.bottom - each.top;
  return Math.abs(gain) > 1e-9 ? gain > 0 : rows(match) < rows(than);
}

const signature = /[:：]|填[报表]|制表|单位|日期|时间|\d{4}年|^附件|^表\d/;

/**
 * A header that was understood without the row right above it, where that row holds headings over some of its
 * columns (举办者, 基本信息): read with them, because they may tell that a column is somebody else's.
 */
function withParentsAbove(grid: Grid, match: HeaderMatch, roles: readonly Heading[]): HeaderMatch {
  const row = grid.rows.find(({ number }) => number === match.top - 1);
  if (!row || row.cells.some((cell) => cell.content.type !== 'text')) return match;
  const width = match.headers.length;
  const covers = row.cells.map((cell) => {
    const merge = grid.mergeAt(cell.row, cell.column);
    return {
      cell,
      span: merge ? merge.right - merge.left + 1 : 1,
      high: merge ? merge.top < row.number : false,
    };
  });
  const isParentRow =
    covers.every(
      ({ cell, high }) => !high && !signature.test(compactText(grid.text(cell.row, cell.column))),
    ) &&
    (covers.length >= 2 || covers.some(({ span }) => span >= 2 && span < width));
  return isParentRow ? matchHeader(grid, match.list, match.top - 1, match.bottom, roles) : match;
}

/** Whether a row holds at least one of the table's words: only near such rows can its header be. */
function speaksOf(row: Row, list: CompiledList): boolean {
  return row.cells.some((cell) => {
    if (cell.content.type !== 'text' || cell.content.value.length > longestHeading) return false;
    const { full, bare, remark } = readHeading(cell.content.value);
    return list.words.has(full) || list.words.has(bare) || list.words.has(remark);
  });
}

/** Whether enough headings speak for the table to say anything about it at all. */
function isEvidence(match: HeaderMatch, named: Reading['named'], asked: boolean): boolean {
  const complete = match.missing.length === 0;
  const share = match.matched / Math.max(1, match.headers.length);
  if (asked) return match.matched >= 1;
  if (named === 'title' && match.related >= 3) return true;
  if (match.matched < 2) return false;
  if (named) return true;
  return complete ? share >= 0.3 || match.matched >= 5 : match.matched >= 3 && share >= 0.5;
}

function readingOf(sheet: Sheet, match: HeaderMatch, named: Reading['named']): Reading {
  const { definition } = match.list;
  const findings: Finding[] = [];
  const table = definition.name;
  const place = { sheet: sheet.name };
  const headings = listed(match.headers.map(headerText));
  for (const duplicate of match.duplicates) {
    findings.push(
      makeFinding(
        'column-duplicate',
        { table, field: columnLabel(duplicate.column), cells: duplicate.cells.join('、') },
        { ...place, cell: duplicate.cells[0] },
      ),
    );
  }
  if (match.missing.length > 0) {
    const missing = match.missing.map(columnLabel).join('、');
    findings.push(
      makeFinding(
        'column-missing',
        { table, missing, headings, row: match.top },
        { ...place, cell: `A${match.top}` },
      ),
    );
  }
  const complete = findings.length === 0;
  if (complete) findings.push(...remarks(sheet, match));
  const needed = definition.columns.length;
  return {
    definition,
    complete,
    named,
    findings,
    score: match.score,
    locations: [
      {
        table: definition.id,
        sheet: sheet.name,
        sheetIndex: sheet.index,
        headerTop: match.top,
        headerBottom: match.bottom,
        columns: match.columns,
        unknownHeadings: match.unknown,
        confidence: Math.min(1, (0.75 * match.score) / needed + (named ? 0.25 : 0.1)),
      },
    ],
  };
}

/** What is to be said about a header that can be read. */
function remarks(sheet: Sheet, match: HeaderMatch): Finding[] {
  const findings: Finding[] = [];
  const place = { sheet: sheet.name };
  if (match.byOrder) {
    const fields = match.list.columns.filter(({ parents }) => parents.length > 0);
    findings.push(
      makeFinding(
        'columns-by-order',
        { fields: fields.map(({ column }) => columnLabel(column)).join('、') },
        { ...place, cell: `A${match.top}` },
      ),
    );
  }
  for (const { column, heading, cell } of match.loose) {
    const parameters = { value: heading, field: columnLabel(column) };
    findings.push(makeFinding('heading-loose', parameters, { ...place, cell }));
  }
  for (const { heading, cell } of match.unknown) {
    findings.push(makeFinding('heading-unknown', { value: heading }, { ...place, cell }));
  }
  const isHidden = (column: number) =>
    sheet.hiddenColumns.some((hidden) => column >= hidden.from && column <= hidden.to);
  const hidden = Object.values(match.columns).filter(isHidden);
  if (hidden.length > 0) {
    const letters = hidden
      .sort((one, other) => one - other)
      .map(columnLetters)
      .join('、');
    findings.push(makeFinding('hidden-columns', { columns: letters }, place));
  }
  return findings;
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
