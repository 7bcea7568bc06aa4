import type { Cell, Row } from '../workbook/sheet.ts';
import type { CompiledList } from './compiled.ts';
import { compactText } from './fields/cell-text.ts';
import type { Grid } from './grid.ts';
import { type CompiledMapping, isMappedHeading } from './hand-mapping.ts';
import { type HeaderMatch, matchHeader } from './header-block.ts';
import { type Heading, readHeading } from './headings.ts';

/** A header begins in one of these rows at the latest. */
export const lastHeaderTop = 60;
/** Most header rows one above the other. */
export const deepestHeader = 4;
/** Longest text of a heading cell. */
const longestHeading = 60;
/** Leaves of a definition under which a titled table is spoken of, though none of them can be told. */
export const leastRelated = 3;

/** A list's header, and another one right below it that says as much of other columns. */
export interface FoundHeader {
  readonly header: HeaderMatch;
  readonly other: HeaderMatch | undefined;
}

/** The header of a list on a grid; undefined where no row speaks of it. `roles` are the words for parts in a group. */
export function findHeader(
  grid: Grid,
  list: CompiledList,
  roles: readonly Heading[],
  told: readonly CompiledMapping[],
): FoundHeader | undefined {
  let best: HeaderMatch | undefined;
  const matches: HeaderMatch[] = [];
  const worded = grid.rows.filter((row) => speaksOf(row, list, told)).map((row) => row.number);
  for (const { number: top } of grid.rows) {
    if (top > lastHeaderTop) break;
    if (!worded.some((row) => row >= top && row < top + deepestHeader)) continue;
    for (let depth = 1; depth <= deepestHeader; depth++) {
      const match = matchHeader(grid, list, top, top + depth - 1, roles, told);
      if (match.score === 0 && match.related < leastRelated) continue;
      matches.push(match);
      if (!best || isBetter(match, best)) best = match;
    }
  }
  if (!best) return undefined;
  best = firstOfItsKind(best, matches);
  // Merges may have drawn further rows into the header: read it once more with all of them.
  const whole = matchHeader(grid, list, best.top, best.bottom, roles, told);
  if (whole.score >= best.score - 1e-9) best = whole;
  const header = withParentsAbove(grid, best, roles, told);
  return { header, other: otherHeader(grid, header, matches) };
}

/**
 * Another header right below (no data between) that says as much, but of other columns: which of the two counts
 * nobody can tell from the sheet.
 */
function otherHeader(
  grid: Grid,
  best: HeaderMatch,
  matches: readonly HeaderMatch[],
): HeaderMatch | undefined {
  const next = grid.rows.find(({ number }) => number > best.bottom)?.number;
  return matches.find(
    (match) =>
      match.top === next &&
      match.bottom - match.top === best.bottom - best.top &&
      Math.abs(match.score - best.score) < 1e-9 &&
      match.matched === best.matched &&
      match.byHand.length === best.byHand.length &&
      Object.entries(best.columns).some(([key, column]) => match.columns[key] !== column),
  );
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
function withParentsAbove(
  grid: Grid,
  match: HeaderMatch,
  roles: readonly Heading[],
  told: readonly CompiledMapping[],
): HeaderMatch {
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
  // A title merged over nearly all columns heads the sheet, not a group of them.
  const isTitle =
    covers.length === 1 &&
    covers.every(({ span, cell }) => span * 2 > width || isTitleText(match.list, cell));
  const isParentRow =
    !isTitle &&
    covers.every(
      ({ cell, high }) => !high && !signature.test(compactText(grid.text(cell.row, cell.column))),
    ) &&
    (covers.length >= 2 || covers.some(({ span }) => span >= 2 && span < width));
  return isParentRow ? matchHeader(grid, match.list, match.top - 1, match.bottom, roles, told) : match;
}

function isTitleText({ definition }: CompiledList, { content }: Cell): boolean {
  const text = content.type === 'text' ? compactText(content.value) : '';
  return definition.titleWords.some((word) => text.includes(compactText(word)));
}

/** Whether a row holds at least one of the table's words: only near such rows can its header be. */
function speaksOf(row: Row, list: CompiledList, told: readonly CompiledMapping[]): boolean {
  const isWord = (cell: Cell) => cell.content.type === 'text' && cell.content.value.length <= longestHeading;
  const words = row.cells.some((cell) => {
    if (cell.content.type !== 'text' || !isWord(cell)) return false;
    const heading = readHeading(cell.content.value);
    const { full, bare, remark } = heading;
    if (list.words.has(full) || list.words.has(bare) || list.words.has(remark)) return true;
    return isMappedHeading(heading, told);
  });
  if (words) return true;
  // Several columns told by their letters alone: their headings stand in the first row that has words in all.
  const columns = told.flatMap(({ column }) => column ?? []);
  return (
    columns.length >= 2 &&
    columns.every((column) => row.cells.some((cell) => cell.column === column && isWord(cell)))
  );
}
