import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { defaultLimits } from '../../workbook/limits.ts';
import { openWorkbook } from '../../workbook/open.ts';
import type { AddedSheet } from '../../workbook/patch/added-sheet.ts';
import { CannotPatch } from '../../workbook/patch/cannot-patch.ts';
import { type MarkedWorkbook, markWorkbook } from '../../workbook/patch/mark-workbook.ts';
import { zipSource } from '../../workbook/patch/package-edit.ts';
import { plainPackage } from '../../workbook/patch/plain-package.ts';
import type { Reading } from '../../workbook/reading.ts';
import type { Workbook } from '../../workbook/sheet.ts';
import { findMainPart } from '../../workbook/xlsx/package.ts';
import { openZip } from '../../workbook/zip.ts';
import type { FileReport } from '../import-report.ts';
import { cellMarks, commentSign } from './cell-marks.ts';
import { markFills } from './list-sheet.ts';
import { isRebuilt, lossOf } from './losses.ts';
import { inOrder } from './problem-lines.ts';
import {
  isOwnSheet,
  listProblems,
  problemListName,
  readEarlierList,
  readRounds,
  roundsRemark,
} from './problem-list.ts';
import { problemLimit, problemSheet } from './problem-sheet.ts';

/** A return copy (退改稿) ready to be written; its bytes can be taken once, while the source is open. */
export interface ReturnCopy {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** `.xlsx`, or `.xlsm` where the sender's file has macros. */
  readonly ending: string;
  /** What the clerk should know of it. */
  readonly notices: readonly Finding[];
}

/**
 * Makes the return copy of a file and hands it to `save`: the sender's own workbook with the bad cells marked; of
 * other formats than .xlsx a new workbook with the same content; and where neither can be, the list of problems alone.
 * @throws Failure `file-changed` where the file is no longer the one that was judged, and those of reading it
 */
export async function withReturnCopy<T>(
  file: FileReport,
  findings: readonly Finding[],
  save: (copy: ReturnCopy) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const workbook = await openWorkbook(file.absolute, signal ? { signal } : {});
  const reading: Reading = { file: file.file, limits: defaultLimits, signal };
  try {
    if (workbook.sha256 !== file.sha256) throw new Failure('file-changed', { value: file.file });
    const notice = (code: 'return-copy-list-only' | 'return-copy-rebuilt', parameters: object) =>
      makeFinding(code, { value: file.file, ...parameters }, { file: file.file });
    try {
      if (!isRebuilt(workbook.format)) return await patched(file, workbook, findings, reading, save);
      const { marked } = await rebuilt(file, workbook, findings, reading);
      return await save({ ...marked, notices: [notice('return-copy-rebuilt', lossOf(workbook.format))] });
    } catch (error) {
      if (!(error instanceof CannotPatch)) throw error;
      const sheets = workbook.sheets.map(({ name }) => name);
      const list = problemSheet(inOrder(listProblems(findings), sheets), {
        name: problemListName,
        file: basename(file.file),
        annotated: false,
        remarks: [],
        rounds: '',
        uncommented: false,
      });
      const notices = [notice('return-copy-list-only', { reason: error.message })];
      return await save({ chunks: await sheetAlone(list), ending: '.xlsx', notices });
    }
  } finally {
    await workbook.close();
  }
}

/** A workbook that holds one sheet of ours and nothing else. */
export async function sheetAlone(list: AddedSheet): Promise<AsyncIterable<Uint8Array>> {
  const { source, mainPart } = await plainPackage({ sheets: [] });
  const reading = { file: list.name, limits: defaultLimits };
  return (await markWorkbook(source, reading, mainPart, { ...markings, marks: [], list, earlier: [] }))
    .chunks;
}

const markings = { colours: Object.values(markFills), sign: commentSign, author: '幼联' } as const;

async function patched<T>(
  file: FileReport,
  workbook: Workbook,
  findings: readonly Finding[],
  reading: Reading,
  save: (copy: ReturnCopy) => Promise<T>,
): Promise<T> {
  const handle = await open(file.absolute, 'r');
  try {
    const zip = await openZip(handle, workbook.bytes, reading);
    const mainPart = await findMainPart(zip);
    if (mainPart === undefined) throw new CannotPatch('文件的工作簿部件不完整');
    const marks = await marksFor(file, workbook, findings, []);
    const marked = await markWorkbook(zipSource(zip), reading, mainPart, marks);
    const notices: Finding[] = [];
    if (marked.unsigned) {
      notices.push(makeFinding('return-copy-unsigned', { value: file.file }, { file: file.file }));
    }
    if (marked.withoutComments.length > 0) {
      const sheets = marked.withoutComments.join('、');
      notices.push(
        makeFinding('return-copy-without-comments', { value: file.file, sheets }, { file: file.file }),
      );
    }
    return await save({ ...marked, notices });
  } finally {
    await handle.close();
  }
}

async function rebuilt(
  file: FileReport,
  workbook: Workbook,
  findings: readonly Finding[],
  reading: Reading,
): Promise<{ marked: MarkedWorkbook }> {
  const own: Workbook['sheets'][number][] = [];
  for (const sheet of workbook.sheets) if (!(await isOwnSheet(sheet))) own.push(sheet);
  const { source, mainPart, names } = await plainPackage({ sheets: own });
  const { kind, lost } = lossOf(workbook.format);
  const remarks = [`您交来的是${kind}，这份退改稿是照它的内容新做的 .xlsx，没有带过来的有：${lost}。`];
  const marks = await marksFor(file, { sheets: own }, findings, remarks, names);
  return { marked: await markWorkbook(source, reading, mainPart, marks) };
}

async function marksFor(
  file: FileReport,
  workbook: Pick<Workbook, 'sheets'>,
  findings: readonly Finding[],
  remarks: readonly string[],
  names?: ReadonlyMap<string, string>,
) {
  const nameOf = (sheet: string) => names?.get(sheet) ?? sheet;
  const problems = inOrder(
    listProblems(findings, nameOf),
    workbook.sheets.map(({ name }) => nameOf(name)),
  );
  const marks = cellMarks(problems);
  const earlier: { sheet: string; rows: Awaited<ReturnType<typeof readEarlierList>> }[] = [];
  const taken = new Set<string>();
  const rounds: string[] = [];
  for (const sheet of workbook.sheets) {
    if (await isOwnSheet(sheet)) {
      earlier.push({ sheet: sheet.name, rows: await readEarlierList(sheet) });
      rounds.push(...(await readRounds(sheet)));
    } else taken.add((names?.get(sheet.name) ?? sheet.name).toLowerCase());
  }
  const list = problemSheet(problems, {
    name: freeSheetName(taken),
    file: basename(file.file),
    annotated: true,
    remarks,
    rounds: file.sha256 === null ? '' : roundsRemark(rounds, file.sha256),
    uncommented: marks.length > problemLimit,
  });
  return { ...markings, marks, list, earlier };
}

function freeSheetName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? problemListName : `${problemListName}${number}`;
    if (!taken.has(name)) return name;
  }
}
