import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { columnLetters } from '../workbook/address.ts';
import type { Row, Sheet } from '../workbook/sheet.ts';
import { type CompiledList, columnLabel, compileList } from './compiled.ts';
import type { ListDefinition, TableDefinition } from './definition.ts';
import { compactText } from './fields/cell-text.ts';
import type { Grid } from './grid.ts';
import { type HeaderMatch, matchHeader } from './header-block.ts';
import { headerText } from './header-path.ts';
import { type Heading, readHeading } from './headings.ts';
import type { TableLocation } from './record.ts';

/** A header begins in one of these rows at the latest. */
export const lastHeaderTop = 60;
/** Most header rows one above the other. */
export const deepestHeader = 4;
/** Longest text of a heading cell. */
const longestHeading = 60;
/** Headings named in a message. */
const namedHeadings = 24;

/** One way to read the sheet. */
export interface Reading {
  readonly definition: TableDefinition;
  readonly locations: readonly TableLocation[];
  readonly findings: readonly Finding[];
  /** Whether everything the table needs is there. */
  readonly complete: boolean;
  readonly score: number;
  /** Words above the table, or the sheet's name, speak for it. */
  readonly named: 'title' | 'sheet' | null;
}

/** Headings for a message; of very many the first ones. */
export function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '无';
  const more = texts.length > namedHeadings ? ` 等 ${texts.length} 个` : '';
  return texts.slice(0, namedHeadings).join('、') + more;
}

/** Whether the title rows above `top`, or else the sheet's name, speak for a table. */
export function namedBy(
  grid: Grid,
  sheet: Sheet,
  top: number,
  definition: TableDefinition,
): Reading['named'] {
  const words = definition.titleWords.map(compactText);
  const speaks = (text: string) => words.some((word) => compactText(text).includes(word));
  for (const row of grid.rows) {
    if (row.number >= top) break;
    if (row.cells.some((cell) => cell.content.type === 'text' && speaks(cell.content.value))) return 'title';
  }
  return speaks(sheet.name) ? 'sheet' : null;
}

/** Every list's best reading of the sheet, where there is enough to speak of one. `all` tells which words are roles. */
export function readLists(
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
    const matches: HeaderMatch[] = [];
    const worded = grid.rows.filter((row) => speaksOf(row, list)).map((row) => row.number);
    for (const { number: top } of grid.rows) {
      if (top > lastHeaderTop) break;
      if (!worded.some((row) => row >= top && row < top + deepestHeader)) continue;
      for (let depth = 1; depth <= deepestHeader; depth++) {
        const match = matchHeader(grid, list, top, top + depth - 1, roles);
        if (match.score === 0) continue;
        matches.push(match);
        if (!best || isBetter(match, best)) best = match;
      }
    }
    if (!best) return [];
    best = firstOfItsKind(best, matches);
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

/**
 * The topmost header of the table: one further down may be fuller, but then the rows above it belong to the first;
 * the reading of rows follows each header that comes.
 */
function firstOfItsKind(best: HeaderMatch, matches: readonly HeaderMatch[]): HeaderMatch {
  const above = matches.filter(
    (match) =>
      match.bottom < best.top &&
      match.missing.length === 0 &&
      match.duplicates.length === 0 &&
      match.matched >= 2 &&
      match.score >= best.score / 2,
  );
  const [first] = above;
  if (!first) return best;
  const same = above.filter((match) => match.top <= first.bottom);
  return same.reduce((one, other) => (isBetter(other, one) ? other : one), first);
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
