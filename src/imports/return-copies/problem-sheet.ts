import type { AddedRow, AddedSheet } from '../../workbook/patch/added-sheet.ts';
import { type ListColumn, listSheet, markFills } from './list-sheet.ts';
import { cellsInWords, joinAlike, type ProblemLine } from './problem-lines.ts';
import { isPlaced, type Problem, problemColumns, problemListTitle } from './problem-list.ts';

/** Most problems that one list holds, and cells that get a comment; the rest is announced. */
export const problemLimit = 5_000;

/** How the list of problems (问题清单) came to the sender. */
export interface ListOptions {
  readonly name: string;
  /** File name of what was sent. */
  readonly file: string;
  /** The sender's sheets follow in the same workbook: cells are links to them. */
  readonly annotated: boolean;
  /** By which rounds the copy is known when it comes back; empty where nothing comes back. */
  readonly rounds: string;
  /** What else its sender should know. */
  readonly remarks: readonly string[];
  /** More cells are marked than have a comment. */
  readonly uncommented: boolean;
}

/** The list of problems (问题清单) of a file, as a sheet. */
export function problemSheet(problems: readonly Problem[], options: ListOptions): AddedSheet {
  const { annotated } = options;
  const shown = problems.slice(0, problemLimit);
  const must = problems.filter(({ level }) => level === '须改正').length;
  const remarks = [
    `文件：${options.file}　须改正 ${must} 处，请核对 ${problems.length - must} 处。　${options.rounds}`.trimEnd(),
    annotated
      ? '有问题的格子已标色（红色须改正，黄色请核对），批注里写有原因和改法。改好后把本文件交回即可，这张清单和标色不用删。'
      : '请对照这张清单，在自己原来的表格里改正后交回。',
    ...options.remarks,
    ...(problems.length > shown.length
      ? [`问题太多，只列出前 ${shown.length} 处，共 ${problems.length} 处。`]
      : []),
    ...(options.uncommented ? [`批注只写了前 ${problemLimit} 个格子，其余的只标了色。`] : []),
  ];
  const place = (problem: Pick<Problem, 'sheet' | 'cell'>) =>
    annotated && isPlaced(problem) ? { sheet: problem.sheet, cell: problem.cell } : undefined;
  const lines = joinAlike(shown);
  const columns: readonly ListColumn<ProblemLine>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: problemColumns.sheet, width: 14, value: (problem) => problem.sheet },
    {
      heading: problemColumns.cell,
      width: 14,
      centred: true,
      value: cellsInWords,
      link: place,
    },
    { heading: '原值', width: 18, value: (problem) => problem.value },
    { heading: '问题', width: 42, value: (problem) => problem.message },
    { heading: '怎样改', width: 42, value: (problem) => problem.remedy },
    {
      heading: '级别',
      width: 10,
      centred: true,
      value: (problem) => problem.level,
      fill: ({ level }) => (level === '须改正' ? markFills.error : markFills.warning),
    },
  ];
  const list = listSheet({ name: options.name, title: problemListTitle, remarks }, columns, lines, place);
  if (!annotated) return list;
  // Each marked cell has a row that remembers its format: those of cells that share a line are hidden.
  const others = lines.flatMap(({ sheet, cells }) => cells.slice(1).map((cell) => ({ sheet, cell })));
  const hidden = others.map(({ sheet, cell }): AddedRow => {
    const cells = ['', sheet, cell].map((text) => ({ text, style: { font: '宋体', size: 11 } }));
    return { height: 15, cells, hidden: true, remembers: { sheet, cell } };
  });
  return { ...list, rows: [...list.rows, ...hidden] };
}
