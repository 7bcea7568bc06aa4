import { cellText } from '../../tables/sheet-style.ts';
import type { CellMark } from '../../workbook/patch/mark-places.ts';
import { markFills } from './list-sheet.ts';
import { isPlaced, type Problem, problemListName } from './problem-list.ts';
import { problemLimit } from './problem-sheet.ts';

/** Begins each comment of ours, so that an earlier round's can be taken away. */
export const commentSign = '【退改】';

/** Characters of one comment; beyond it the list of problems has the rest. */
const commentLimit = 1_500;

/** One mark for each bad cell: the fill of its worst problem, and all of them in one comment. */
export function cellMarks(problems: readonly Problem[]): CellMark[] {
  const cells = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (!isPlaced(problem)) continue;
    const key = `${problem.sheet}\0${problem.cell}`;
    const known = cells.get(key);
    if (!known) cells.set(key, [problem]);
    else if (!known.some(({ message }) => message === problem.message)) known.push(problem);
  }
  return [...cells.values()].map((own, index) => ({
    sheet: own[0]!.sheet,
    cell: own[0]!.cell,
    fill: own.some(({ level }) => level === '须改正') ? markFills.error : markFills.warning,
    comment: index < problemLimit ? commentText(own) : null,
  }));
}

function commentText(problems: readonly Problem[]): string {
  const words = problems.map(({ message, remedy }) => `${message}\n${remedy}`).join('\n\n');
  const cut =
    words.length > commentLimit ? `${words.slice(0, commentLimit)}……（其余见“${problemListName}”）` : words;
  return cellText(`${commentSign}${cut}`);
}
