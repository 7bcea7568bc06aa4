import type { Cell, Comment, Workbook, WorkbookView, Worksheet } from 'exceljs';
import type { Finding } from '../../findings/finding.ts';
import { cellText, sheetName } from '../../tables/sheet-style.ts';
import { repackDeterministically } from '../../workbook/pack.ts';
import { markFills, newWorkbook } from './list-sheet.ts';
import { listProblems, problemListName, problemListTitle } from './problem-list.ts';
import { writeProblemSheet } from './problem-sheet.ts';

/** Begins each comment of ours, so that an earlier round's can be taken away. */
const commentMark = '【退改】';

/** Characters of one comment; beyond it the list of problems has the rest. */
const commentLimit = 1_500;

/** The library could not bring the workbook through. */
export class CannotAnnotate extends Error {}

/**
 * The sender's workbook with the bad cells filled, a comment on each, and the list of problems as its first sheet.
 * What else stands in it stays as it is.
 * @throws CannotAnnotate where the workbook cannot be read, or written, without losing sheets
 */
export async function annotateWorkbook(
  bytes: Uint8Array,
  findings: readonly Finding[],
  file: string,
  sheets: readonly string[],
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    await workbook.xlsx.load(buffer as ArrayBuffer);
    if (sheets.some((name) => workbook.getWorksheet(name) === undefined)) throw new Error('sheets lost');
    removeEarlierMarks(workbook);
    for (const [[sheet, address], own] of byCell(findings)) {
      const cell = workbook.getWorksheet(sheet)?.getCell(address);
      if (cell) markCell(cell.isMerged ? cell.master : cell, own);
    }
    const list = workbook.addWorksheet(freeName(workbook));
    writeProblemSheet(list, listProblems(findings), file, true);
    showFirst(workbook, list);
    return pack(new Uint8Array(await workbook.xlsx.writeBuffer()), workbook, list.id);
  } catch (error) {
    // The library gives up in many ways on files it does not know, none of them documented.
    throw new CannotAnnotate(error instanceof Error ? error.message : String(error));
  }
}

/** Puts a sheet before all others and opens the workbook there, with no other sheet selected beside it. */
function showFirst(workbook: Workbook, list: Worksheet): void {
  // Nothing in the library's interface moves a sheet but this number.
  (list as unknown as { orderNo: number }).orderNo = -1;
  for (const sheet of workbook.worksheets) {
    sheet.views = (sheet.views ?? []).map((view) => ({ ...view, tabSelected: sheet === list }));
  }
  workbook.views = [{ ...workbook.views?.[0], activeTab: 0, firstSheet: 0 } as WorkbookView];
}

type CellFindings = Map<string, { place: [string, string]; findings: Finding[] }>;

/** Errors and warnings by the cell they stand at. */
function byCell(findings: readonly Finding[]): [[string, string], Finding[]][] {
  const cells: CellFindings = new Map();
  for (const finding of findings) {
    if (finding.severity === 'notice' || !finding.sheet || !finding.cell) continue;
    const key = `${finding.sheet}\0${finding.cell}`;
    const known = cells.get(key);
    if (!known) cells.set(key, { place: [finding.sheet, finding.cell], findings: [finding] });
    else if (!known.findings.some(({ message }) => message === finding.message)) known.findings.push(finding);
  }
  return [...cells.values()].map(({ place, findings: own }) => [place, own]);
}

function markCell(cell: Cell, findings: readonly Finding[]): void {
  const worst = findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  // Cells of one format share one style object: a changed one must be a new one.
  cell.style = {
    ...cell.style,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: markFills[worst] } },
  };
  const words = findings.map(({ message, remedy }) => `${message}\n${remedy}`).join('\n\n');
  const cut =
    words.length > commentLimit ? `${words.slice(0, commentLimit)}……（其余见“${problemListName}”）` : words;
  const before = textOf(cell.note);
  const text = cellText(`${before ? `${before}\n` : ''}${commentMark}${cut}`);
  cell.note = { texts: [{ font: { size: 10, name: '宋体' }, text }], editAs: 'absolute' } as Comment;
}

function textOf(note: string | Comment | undefined): string {
  if (note === undefined || typeof note === 'string') return note ?? '';
  return (note.texts ?? []).map(({ text }) => text).join('');
}

/** Takes away the list, the fills and the comments that an earlier return copy left. */
function removeEarlierMarks(workbook: Workbook): void {
  const fills: readonly string[] = Object.values(markFills);
  for (const sheet of [...workbook.worksheets]) {
    if (sheet.getCell('A1').text.trim() === problemListTitle) {
      workbook.removeWorksheet(sheet.id);
      continue;
    }
    sheet.eachRow((row) =>
      row.eachCell({ includeEmpty: true }, (cell) => {
        if (cell.note === undefined) return;
        const note = textOf(cell.note);
        const at = note.indexOf(commentMark);
        if (at < 0) return;
        const rest = note.slice(0, at).trimEnd();
        if (rest) cell.note = rest;
        else removeComment(cell);
        const fill = cell.fill;
        if (fill?.type === 'pattern' && fills.includes(fill.fgColor?.argb ?? '')) {
          cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'none' } };
        }
      }),
    );
  }
}

/** The library has no word for it: a comment is held by the cell and by its value. */
function removeComment(cell: Cell): void {
  (cell as unknown as { _comment: undefined })._comment = undefined;
  delete (cell.model as { comment?: unknown }).comment;
}

function freeName(workbook: Workbook): string {
  for (let number = 1; ; number += 1) {
    const name = sheetName(number === 1 ? problemListName : `${problemListName}${number}`);
    if (!workbook.getWorksheet(name)) return name;
  }
}

/**
 * Packs the workbook. The library writes a link within the workbook as one to a file of that name as well, and makes
 * every comment a small box: both are put right in the written parts.
 */
function pack(bytes: Uint8Array, workbook: Workbook, listId: number): Uint8Array {
  const rewrite: Record<string, (xml: string) => string> = {
    [`xl/worksheets/sheet${listId}.xml`]: (xml) =>
      xml.replace(/(<hyperlink ref="[^"]*") r:id="[^"]*"/g, '$1'),
    [`xl/worksheets/_rels/sheet${listId}.xml.rels`]: (xml) =>
      xml.replace(/<Relationship [^>]*\/hyperlink"[^>]*\/>/g, ''),
  };
  for (const { id } of workbook.worksheets) {
    rewrite[`xl/drawings/vmlDrawing${id}.vml`] = enlargeComments;
  }
  return repackDeterministically(bytes, { rewrite });
}

/** Comment boxes four columns wide and nine rows high. */
function enlargeComments(xml: string): string {
  return xml.replace(/<x:Anchor>([^<]*)<\/x:Anchor>/g, (whole, numbers: string) => {
    const [left, leftPart, top, topPart] = numbers.split(',').map((each) => Number(each.trim()));
    if (left === undefined || leftPart === undefined || top === undefined || topPart === undefined)
      return whole;
    return `<x:Anchor>${[left, leftPart, top, topPart, left + 4, 2, top + 9, 16].join(', ')}</x:Anchor>`;
  });
}
