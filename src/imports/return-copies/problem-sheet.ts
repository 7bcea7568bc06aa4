import type { Worksheet } from 'exceljs';
import { type ListColumn, markFills, writeListSheet } from './list-sheet.ts';
import { type Problem, problemListTitle } from './problem-list.ts';

/** Most problems that one list holds; the rest is announced. */
const problemLimit = 5_000;

const columns: readonly ListColumn<Problem>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '工作表', width: 14, value: (problem) => problem.sheet },
  { heading: '单元格', width: 10, centred: true, value: (problem) => problem.cell },
  { heading: '原值', width: 20, value: (problem) => problem.value },
  { heading: '问题', width: 42, value: (problem) => problem.message },
  { heading: '怎样改', width: 42, value: (problem) => problem.remedy },
  { heading: '级别', width: 10, centred: true, value: (problem) => problem.level },
];

const cellColumn = 3;
const levelColumn = 7;

/**
 * Writes the list of problems (问题清单) of a file.
 * @param annotated the sender's own sheets follow in the same workbook: cells are links to them
 */
export function writeProblemSheet(
  sheet: Worksheet,
  problems: readonly Problem[],
  file: string,
  annotated: boolean,
): void {
  const shown = problems.slice(0, problemLimit);
  const must = problems.filter(({ level }) => level === '须改正').length;
  const remarks = [
    `文件：${file}　须改正 ${must} 处，请核对 ${problems.length - must} 处。`,
    annotated
      ? '有问题的格子已标色（红色须改正，黄色请核对），批注里写有原因和改法。改好后把本文件交回即可，这张清单和标色不用删。'
      : '请对照这张清单，在自己原来的表格里改正后交回。',
    ...(problems.length > shown.length
      ? [`问题太多，只列出前 ${shown.length} 处，共 ${problems.length} 处。`]
      : []),
  ];
  const first = writeListSheet(sheet, { title: problemListTitle, remarks }, columns, shown);
  shown.forEach((problem, index) => {
    const level = sheet.getCell(first + index, levelColumn);
    const argb = problem.level === '须改正' ? markFills.error : markFills.warning;
    level.style = { ...level.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb } } };
    if (!annotated || problem.cell === '' || problem.sheet === '') return;
    const cell = sheet.getCell(first + index, cellColumn);
    const target = `'${problem.sheet.replace(/'/g, "''")}'!${problem.cell}`;
    cell.value = { text: problem.cell, hyperlink: target };
    cell.style = {
      ...cell.style,
      font: { ...cell.style.font, color: { argb: 'FF0563C1' }, underline: true },
    };
  });
}
