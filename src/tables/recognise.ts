import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { type Sheet, windowLimit } from '../workbook/sheet.ts';
import type { FormDefinition, ListDefinition, TableDefinition } from './definition.ts';
import { lineText } from './fields/cell-text.ts';
import { deepestHeader, lastHeaderTop } from './find-header.ts';
import { formCandidates } from './form-candidates.ts';
import { type Grid, makeGrid } from './grid.ts';
import type { HandMapping } from './hand-mapping.ts';
import { readHeading } from './headings.ts';
import { listed, namedBy, type Reading, readListOf } from './list-readings.ts';
import type { Recognition, TableLocation } from './record.ts';

export interface RecogniseOptions {
  /** `--table`: look for this table only. */
  readonly only?: string | undefined;
  /** `--map`: headings told by hand. */
  readonly mappings?: readonly HandMapping[] | undefined;
  /** What was told by hand of a sender's layout before: used where the same headings come again. */
  readonly remembered?: readonly RememberedMapping[] | undefined;
}

/** Headings told by hand for one table under one sequence of headings. */
export interface RememberedMapping {
  readonly table: string;
  /** As `TableLocation.layout`. */
  readonly layout: string;
  readonly mappings: readonly HandMapping[];
}

/**
 * Which official tables stand on the sheet, and where: lists by the paths of their headings, forms by their
 * labels, both anywhere in the first rows. A sheet with nothing on it gives nothing; a sheet with something that
 * is no official table gives `table-unknown`. Of two readings of equal right neither is taken: the finding names
 * both, and `question` says what a person would have to answer.
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
    ...lists.flatMap((definition) => readWithMemory(sheet, head, definition, definitions, options) ?? []),
    ...(forms.length > 0 ? await readForms(sheet, head, forms, options) : []),
  ]
    .filter((reading) => options.only !== undefined || !isHalfRegister(reading))
    .sort((one, other) => likelihood(other) - likelihood(one));
  const place = { sheet: sheet.name };
  const headings = headingsOf(head);

  const best = choose(readings);
  if (!best) {
    const parameters = { sheet: sheet.name, headings: seenHeadings(head), tables: tableNames(wanted) };
    return { locations: [], findings: [makeFinding('table-unknown', parameters, place)], headings };
  }
  const rivals = readings.filter((other) => other !== best && other.complete && !standsApart(other, best));
  if (best.complete) {
    const rival = rivals.find(
      (other) => Math.abs(other.score - best.score) < 1e-9 && other.named === best.named,
    );
    if (rival) return { ...refuseBoth(sheet, best, rival), headings };
  }
  if (!best.complete) {
    return { locations: [], findings: best.findings, question: best.question, headings };
  }
  const next = Math.max(0, ...rivals.map(({ score }) => score));
  const told = best.locations.some(({ byHand }) => byHand?.some(({ key }) => key !== null));
  const surely = best.named !== null || options.only !== undefined || told;
  const sureness = surely ? 1 : (1 - next / best.score / 2) * (1 - unreadShare(best) / 2);
  const all = [
    best,
    ...readings.filter(
      (other) => other !== best && standsApart(other, best) && !repeatsHeader(head, other, best),
    ),
  ];
  return {
    locations: inOrder(
      head,
      all.flatMap((reading) =>
        reading.locations.map((location) => ({
          ...location,
          confidence: hundredths(location.confidence * (reading === best ? sureness : 1)),
        })),
      ),
    ),
    findings: [...hiddenSheet(sheet), ...all.flatMap((reading) => reading.findings)],
    headings,
  };
}

/** A table on a sheet that nobody sees, last year's say, is read like any other; it is said. */
function hiddenSheet({ name, visibility }: Sheet): Finding[] {
  if (visibility === 'visible') return [];
  const way =
    visibility === 'veryHidden' ? '右键菜单里也看不到，要用宏编辑器才能显示' : '用“取消隐藏”可以看到';
  return [makeFinding('hidden-sheet', { sheet: name, way }, { sheet: name })];
}

/**
 * Registers are many and small: one of them is meant only by a sheet that has all it needs, or that says so; else a
 * few common headings would take another table's sheets.
 */
const isHalfRegister = ({ definition, complete, named }: Reading) =>
  definition.kind === 'list' && definition.isRegister === true && !complete && named === null;

/** What speaks for a reading, less what speaks against it: columns that the table needs and that are not there. */
const likelihood = ({ score, lacking }: Reading) => score - lacking * 0.75;

const hundredths = (share: number) => Math.round(share * 100) / 100;

/** How many of the headings are of no use to the table. */
function unreadShare({ locations }: Reading): number {
  const unread = locations.reduce((sum, { unknownHeadings }) => sum + unknownHeadings.length, 0);
  const read = locations.reduce((sum, { columns }) => sum + Object.keys(columns).length, 0);
  return unread / Math.max(1, unread + read);
}

/** Two tables fit equally well: both are named, with the headings that speak for each. */
function refuseBoth(sheet: Sheet, best: Reading, rival: Reading): Recognition {
  const tables = [best, rival].map(({ definition, locations }) => {
    const [location] = locations;
    const row = location ? `表头第 ${location.headerTop} 行` : '';
    return `“${definition.name}”（--table ${definition.id}，${row}）`;
  });
  const place = { sheet: sheet.name, cell: `A${best.locations[0]?.headerTop ?? 1}` };
  const parameters = { sheet: sheet.name, tables: tables.join('又像'), id: best.definition.id };
  return {
    locations: [],
    findings: [makeFinding('table-ambiguous', parameters, place)],
    question: {
      message: `工作表“${sheet.name}”像两张表，按哪一张读？`,
      option: `--table ${best.definition.id}`,
      choices: [best, rival].map(({ definition }) => ({
        name: definition.name,
        table: definition.id,
        mappings: [],
      })),
    },
  };
}

/**
 * A list's reading with what was told by hand: now, and before of the very same headings, which has to lead to
 * the same header again.
 */
function readWithMemory(
  sheet: Sheet,
  head: Grid,
  definition: ListDefinition,
  all: readonly TableDefinition[],
  options: RecogniseOptions,
): Reading | undefined {
  const given = options.mappings ?? [];
  const tools = { all, asked: options.only !== undefined };
  const plain = readListOf(sheet, head, definition, { ...tools, mappings: given });
  for (const remembered of options.remembered ?? []) {
    if (remembered.table !== definition.id) continue;
    const kept = remembered.mappings.filter(({ from }) => !given.some((each) => each.from === from));
    const reading = readListOf(sheet, head, definition, { ...tools, mappings: [...given, ...kept] });
    const [location] = reading?.locations ?? [];
    if (!reading || location?.layout !== remembered.layout) continue;
    const now = location.byHand?.some(({ mapping }) => given.includes(mapping)) ?? false;
    return { ...reading, locations: [{ ...location, remembered: !now }] };
  }
  return plain;
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

/**
 * Whether what looks like another table's header is the best one's, pasted in again further down: nearly all of its
 * headings are headings of the best one.
 */
function repeatsHeader(head: Grid, other: Reading, best: Reading): boolean {
  const headingsIn = ({ headerTop, headerBottom }: TableLocation) =>
    head.rows
      .filter(({ number }) => number >= headerTop && number <= headerBottom)
      .map(({ cells }) =>
        cells.flatMap(({ content }) => (content.type === 'text' ? [readHeading(content.value).full] : [])),
      );
  return best.locations.some((one) => {
    const own = new Set(headingsIn(one).flat());
    return other.locations.some(
      (two) =>
        two.headerTop > one.headerBottom &&
        headingsIn(two).some(
          (texts) =>
            texts.length >= 3 && texts.filter((text) => own.has(text)).length * 10 >= texts.length * 9,
        ),
    );
  });
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

/** What was told of the labels of a form that bears the same labels besides. */
function rememberedForForm(
  head: Grid,
  sheet: Sheet,
  definition: FormDefinition,
  given: readonly HandMapping[],
  options: RecogniseOptions,
): HandMapping[] {
  for (const { table, layout, mappings } of options.remembered ?? []) {
    if (table !== definition.id) continue;
    const kept = mappings.filter(({ from }) => !given.some((each) => each.from === from));
    const [form] = formCandidates(head, sheet, definition, kept);
    if (form?.location.layout === layout && form.location.byHand?.length === kept.length) return kept;
  }
  return [];
}

/** All texts of the head that may be headings, each once, for messages about one that is not there. */
function headingsOf(grid: Grid): string[] {
  const texts = grid.rows.slice(0, headRows).flatMap(({ cells }) =>
    cells.flatMap(({ content }) => {
      const text = content.type === 'text' ? lineText(content.value) : '';
      return text !== '' && text.length <= 30 ? [text] : [];
    }),
  );
  return [...new Set(texts)];
}

/** Rows from the top whose texts are named as headings. */
const headRows = 12;

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
  options: RecogniseOptions,
): Promise<Reading[]> {
  const readings: Reading[] = [];
  let whole: Grid | undefined;
  for (const definition of definitions) {
    const given = options.mappings ?? [];
    const told = [...given, ...rememberedForForm(head, sheet, definition, given, options)];
    if (formCandidates(head, sheet, definition, told).length === 0) continue;
    // Several forms may stand one below the other.
    whole ??= makeGrid(await sheet.window(1, windowLimit), sheet.merges);
    const candidates = formCandidates(whole, sheet, definition, told, given);
    const score = Math.max(...candidates.map((candidate) => candidate.score));
    const first = candidates[0]?.location.headerTop ?? 1;
    readings.push({
      definition,
      complete: true,
      lacking: 0,
      named: namedBy(head, sheet, first, definition),
      findings: [],
      score,
      locations: candidates.map((candidate) => candidate.location),
    });
  }
  return readings;
}
