import type { Finding } from '../../findings/finding.ts';
import { guideSheetTitle } from '../../tables/list-layout.ts';
import type { CellPlace } from '../../workbook/patch/added-sheet.ts';
import type { Sheet } from '../../workbook/sheet.ts';
import { matchSheetTitle } from '../match-sheet/match-sheet.ts';

/** Name of the sheet that lists the problems (问题清单) in a return copy. */
export const problemListName = '问题清单';

/** Stands in its first cell, so that the sheet is known again whatever it is called. */
export const problemListTitle = '幼联退改稿 · 问题清单';

/** Stands in the first cell of the summary of a batch (导入汇总). */
export const summaryTitle = '幼联退改稿 · 导入汇总';

/** Headings of the second and third column of the list, which say where each problem stands. */
export const problemColumns = { sheet: '工作表', cell: '单元格' } as const;

async function firstText(sheet: Sheet): Promise<string | undefined> {
  const first = (await sheet.window(1, 1))[0]?.cells.find(({ column }) => column === 1);
  return first?.content.type === 'text' ? first.content.value.trim() : undefined;
}

/** Whether the sheet only says how a table of ours is filled in: never imported, and kept in return copies. */
export async function isGuideSheet(sheet: Sheet): Promise<boolean> {
  return (await firstText(sheet)) === guideSheetTitle;
}

/** Whether the sheet is one that we put into a workbook: it holds no table and is never imported. */
export async function isOwnSheet(sheet: Sheet): Promise<boolean> {
  const text = await firstText(sheet);
  return text === problemListTitle || text === summaryTitle || text === matchSheetTitle;
}

/** Begins the remark that tells which file the copy was made from. */
const roundsLabel = '退改编号：';

/** Hexadecimal digits of a file's SHA-256 by which a round is told. */
const roundLength = 16;

/** Most rounds that a copy remembers. */
const mostRounds = 20;

/** The remark by which a copy is known as that of a file, and of the rounds before it, when it comes back. */
export function roundsRemark(rounds: readonly string[], sha256: string): string {
  const all = [...new Set([...rounds, sha256.slice(0, roundLength)])].slice(-mostRounds);
  return `${roundsLabel}${all.join('、')}（请勿改动）`;
}

/** The rounds that a list of problems remembers; none where the sheet is another of ours. */
export async function readRounds(sheet: Sheet): Promise<string[]> {
  const head = await sheet.window(1, headRows);
  const texts = head
    .flatMap(({ cells }) => cells)
    .flatMap(({ content }) => (content.type === 'text' ? [content.value.trim()] : []));
  if (texts[0] !== problemListTitle) return [];
  const remark = texts.find((text) => text.includes(roundsLabel)) ?? '';
  return [...remark.slice(remark.lastIndexOf(roundsLabel)).matchAll(/[0-9a-f]{16}/g)]
    .map(([round]) => round)
    .slice(-mostRounds);
}

/** Rows above the headings of a list in which its remarks stand. */
const headRows = 12;

/** The cells that the rows of an earlier list point to, by the list's own row numbers. */
export async function readEarlierList(sheet: Sheet): Promise<Map<number, CellPlace>> {
  const places = new Map<number, CellPlace>();
  for await (const row of sheet.rows()) {
    const text = (wanted: number) => {
      const content = row.cells.find(({ column }) => column === wanted)?.content;
      return content?.type === 'text' ? content.value : '';
    };
    // `C5 等 60 处：…`: the others have rows of their own.
    const cell = /^([A-Z]{1,3}[1-9]\d*)(?: 等 \d+ 处|$)/.exec(text(3))?.[1] ?? '';
    const place = { sheet: text(2), cell };
    if (place.sheet !== '' && place.cell !== '') places.set(row.number, place);
  }
  return places;
}

/** A line of the list of problems. */
export interface Problem {
  readonly sheet: string;
  readonly cell: string;
  readonly value: string;
  readonly message: string;
  readonly remedy: string;
  readonly level: '须改正' | '请核对';
}

/** Whether the problem stands at a cell. */
export function isPlaced(problem: Pick<Problem, 'sheet' | 'cell'>): boolean {
  return problem.sheet !== '' && /^[A-Z]{1,3}[1-9]\d*$/.test(problem.cell);
}

/** What the sender of a file can do: where the clerk would import again, the sender hands in again. */
function remedyForSender({ forSender, remedy }: Pick<Finding, 'forSender' | 'remedy'>): string {
  return forSender ?? remedy.replace(/再(?:分别)?导入(?:一次)?/g, '再交回');
}

/** The problems of a file that its sender should know: errors and warnings, not our notices. */
export function listProblems(
  findings: readonly Finding[],
  nameOf: (sheet: string) => string = (sheet) => sheet,
): Problem[] {
  return findings
    .filter(({ severity }) => severity !== 'notice')
    .map((finding) => ({
      sheet: finding.sheet === undefined ? '' : nameOf(finding.sheet),
      cell: finding.cell ?? '',
      value: finding.value ?? '',
      message: finding.message,
      remedy: remedyForSender(finding),
      level: finding.severity === 'error' ? '须改正' : '请核对',
    }));
}
