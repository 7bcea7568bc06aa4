import { columnLetters, parseRange } from '../../workbook/address.ts';
import { isPlaced, type Problem } from './problem-list.ts';

/** A line of the list: one problem, or the same one in several cells of a column. */
export interface ProblemLine extends Problem {
  /** Its cells in order, `cell` first; empty where it stands at none. */
  readonly cells: readonly string[];
}

/** Characters that the cells of a line may take. */
const mostCellText = 48;

interface Ordered {
  readonly problem: Problem;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

/**
 * Problems as their sender goes through them: what must be corrected first, then sheet by sheet, row by row.
 * What concerns no cell comes before what does.
 * @param sheets names in the order of the workbook
 */
export function inOrder(problems: readonly Problem[], sheets: readonly string[]): Problem[] {
  const numbers = new Map(sheets.map((name, index) => [name, index]));
  const ordered = problems.map((problem): Ordered => {
    const place = isPlaced(problem) ? parseRange(problem.cell) : undefined;
    const sheet = problem.sheet === '' ? -1 : (numbers.get(problem.sheet) ?? sheets.length);
    return { problem, sheet, row: place?.top ?? 0, column: place?.left ?? 0 };
  });
  const grade = ({ problem }: Ordered) => (problem.level === '须改正' ? 0 : 1);
  ordered.sort(
    (one, other) =>
      grade(one) - grade(other) ||
      one.sheet - other.sheet ||
      one.row - other.row ||
      one.column - other.column,
  );
  return ordered.map(({ problem }) => problem);
}

/** Problems of one column that say the same of the same value are one line, where the first of them stands. */
export function joinAlike(problems: readonly Problem[]): ProblemLine[] {
  const lines = new Map<string, Problem & { cells: string[] }>();
  for (const problem of problems) {
    const { sheet, cell, value, message, remedy, level } = problem;
    const column = isPlaced(problem) ? cell.replace(/\d+$/, '') : '';
    const known = lines.get(JSON.stringify([sheet, column, value, message, remedy, level]));
    if (known && column !== '' && !known.cells.includes(cell)) known.cells.push(cell);
    else if (!known) {
      const cells = column === '' ? [] : [cell];
      lines.set(JSON.stringify([sheet, column, value, message, remedy, level]), { ...problem, cells });
    }
  }
  return [...lines.values()];
}

/** The cells of a line in words: `C5`, `C5 等 60 处：C6—C40、C52……` */
export function cellsInWords({ cell, cells }: ProblemLine): string {
  if (cells.length < 2) return cell;
  const start = `${cell} 等 ${cells.length} 处：`;
  let text = '';
  for (const run of runsOf(cells.slice(1))) {
    const more = text === '' ? run : `${text}、${run}`;
    if (more.length > mostCellText) return `${start}${text}……`;
    text = more;
  }
  return start + text;
}

/** Cells of one column, in order; those below each other as `C6—C9`. */
function runsOf(cells: readonly string[]): string[] {
  const runs: { column: number; top: number; bottom: number }[] = [];
  for (const cell of cells) {
    const place = parseRange(cell);
    if (!place) continue;
    const last = runs.at(-1);
    if (last && last.bottom + 1 === place.top) last.bottom = place.top;
    else runs.push({ column: place.left, top: place.top, bottom: place.top });
  }
  return runs.map(({ column, top, bottom }) => {
    const letters = columnLetters(column);
    return top === bottom ? `${letters}${top}` : `${letters}${top}—${letters}${bottom}`;
  });
}
