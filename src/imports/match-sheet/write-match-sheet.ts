import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataValidation, Worksheet } from 'exceljs';
import { absolutePath, type Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { NearMiss } from '../../tables/import-target.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../../tables/list-layout.ts';
import { workbookBytes } from '../../tables/sheet-style.ts';
import { ensureFolder, saveFile } from '../../workbook/save.ts';
import type { ImportReport } from '../import-report.ts';
import { markFills } from '../return-copies/list-sheet.ts';
import {
  candidatesInWords,
  matchHeadings,
  matchSheetName,
  matchSheetTitle,
  matchWords,
  placeOfQuestion,
  type QuestionPlace,
} from './match-sheet.ts';

interface Line {
  readonly question: NearMiss;
  readonly place: QuestionPlace;
}

const columns: readonly ListColumn<Line>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: matchHeadings.file, width: 22, value: ({ place }) => place.file },
  { heading: matchHeadings.sheet, width: 12, value: ({ place }) => place.sheet },
  { heading: matchHeadings.cell, width: 13, centred: true, value: ({ place }) => place.cell },
  { heading: matchHeadings.name, width: 24, value: ({ question }) => question.name },
  {
    heading: matchHeadings.district,
    width: 10,
    centred: true,
    value: ({ question }) => question.district ?? '',
  },
  { heading: matchHeadings.code, width: 13, centred: true, value: ({ question }) => question.code ?? '' },
  { heading: matchHeadings.candidates, width: 56, value: ({ question }) => candidatesInWords(question) },
  { heading: matchHeadings.answer, width: 14, centred: true, value: () => '' },
  // Hidden; wide, so that it does not make the rows high.
  { heading: matchHeadings.id, width: 90, value: ({ question }) => question.id },
];
const answerColumn = columns.findIndex(({ heading }) => heading === matchHeadings.answer) + 1;

const remarks = [
  `请在“${matchHeadings.answer}”一栏选候选园所前的序号；台账里没有、要另外登记的，选“${matchWords.another}”；一时定不下来的，选“${matchWords.later}”或空着，这一行先不导入。`,
  '如果是台账里另外的园所，可直接写它的学校标识码或 #编号。填好保存后，把原来的文件再导入一次，并加 --accept-matches 和本文件名。',
];

/** A cell that asks for an answer: yellow, unlocked, with the answers to choose from. */
function openForAnswer(sheet: Worksheet, row: number, { candidates }: NearMiss): void {
  const cell = sheet.getCell(row, answerColumn);
  const answers = [...candidates.map((_, index) => String(index + 1)), ...Object.values(matchWords)];
  const validation: DataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [`"${answers.join(',')}"`],
    // An identity code or #number may be typed as well: the list is a help, not a fence.
    showErrorMessage: false,
    showInputMessage: true,
    promptTitle: matchHeadings.answer,
    prompt: '选序号；另有其园的选“新园”；也可写学校标识码或 #编号',
  };
  cell.dataValidation = validation;
  cell.style = {
    ...cell.style,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: markFills.warning } },
    protection: { locked: false },
  };
}

/** The doubtful names of an import as a workbook to be answered; the same report gives the same bytes. */
export async function matchSheetBytes(report: ImportReport): Promise<Uint8Array> {
  const paths = new Map(report.files.map(({ sha256, file }) => [sha256, file]));
  const lines = report.nearMisses.map((question) => ({
    question,
    place: placeOfQuestion(question, (sha256) => paths.get(sha256)),
  }));
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(matchSheetName);
  const first = writeListSheet(sheet, { title: matchSheetTitle, remarks }, columns, lines);
  for (const [index, { question }] of lines.entries()) openForAnswer(sheet, first + index, question);
  sheet.getColumn(columns.length).hidden = true;
  // Against slips of the hand, not against people: no password.
  await sheet.protect('', {
    formatColumns: true,
    formatRows: true,
    selectLockedCells: true,
    selectUnlockedCells: true,
  });
  return workbookBytes(workbook);
}

/**
 * Writes the doubtful names that nobody has answered into a folder; one that lies there may be half filled in and is
 * never written over.
 * @returns the path as the clerk knows it, or the finding that says why it could not be written
 */
export async function writeMatchSheet(
  context: Context,
  report: ImportReport,
  options: { folder: string },
): Promise<{ path: string; report: ImportReport } | { path: null; report: ImportReport }> {
  if (report.nearMisses.length === 0) return { path: null, report };
  try {
    const folder = absolutePath(context, options.folder);
    await ensureFolder(folder);
    let name = `${matchSheetName}.xlsx`;
    for (let number = 2; existsSync(join(folder, name)); number += 1)
      name = `${matchSheetName}（${number}）.xlsx`;
    await saveFile(join(folder, name), await matchSheetBytes(report), { force: false });
    return { path: join(options.folder, name), report };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { path: null, report: { ...report, findings: [...report.findings, error.finding] } };
  }
}
