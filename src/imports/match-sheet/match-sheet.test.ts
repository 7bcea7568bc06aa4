import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testContext } from '../../cli/test-context.ts';
import type { NearMiss } from '../../tables/import-target.ts';
import type { ImportReport } from '../import-report.ts';
import { MatchAnswers, type Reading, readAnswer } from './match-answers.ts';
import {
  candidatesInWords,
  matchHeadings,
  matchSheetTitle,
  placeOfQuestion,
  readCandidates,
} from './match-sheet.ts';
import { type AnsweredRow, readMatchSheet } from './read-match-sheet.ts';
import { matchSheetBytes } from './write-match-sheet.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-matches-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const question = (changes: Partial<NearMiss> = {}): NearMiss => ({
  id: 'abc|东湖|一街|B2',
  field: 'name',
  name: '东湖实验幼儿园',
  district: '东湖区',
  code: null,
  candidates: [
    {
      kindergartenId: 5,
      name: '东湖区实验幼儿园',
      score: 0.95,
      reason: '去掉前面的地名后同名',
      district: '东湖区',
      code: '3799020001',
    },
    {
      kindergartenId: 9,
      name: '东湖试验幼儿园（新）',
      score: 0.8,
      reason: '名称只差一个同音字',
      district: null,
      code: null,
    },
  ],
  ...changes,
});

const candidates = readCandidates(candidatesInWords(question()))!;
const lookUp = (text: string): Reading =>
  text === '#12' ? { decision: 12 } : { code: 'match-answer-unknown', parameters: { value: text } };

describe('the sheet of doubtful names', () => {
  it('knows its candidates again', () => {
    expect([...candidates]).toEqual([
      [1, { id: 5, name: '东湖区实验幼儿园' }],
      [2, { id: 9, name: '东湖试验幼儿园（新）' }],
    ]);
    expect(readCandidates('1. 东湖区实验幼儿园')).toBeUndefined();
    expect(readCandidates('')).toBeUndefined();
  });

  it('tells from a question where it stands, whatever the sheet is called', () => {
    expect(placeOfQuestion({ id: 'abc|东湖|一街|B2' }, () => '报送/名册.xlsx')).toEqual({
      file: '名册.xlsx',
      sheet: '东湖|一街',
      cell: 'B2',
    });
  });

  it('says where a name of a Word table stands as the screen does', () => {
    const question = { id: 'abc|表1|G9', position: '表1 第7行第7列' };
    expect(placeOfQuestion(question, () => '名单.docx')).toMatchObject({ sheet: '表1', cell: '第7行第7列' });
    const second = { id: 'abc|表1|G19', position: '表2 第3行第7列' };
    expect(placeOfQuestion(second, () => '名单.docx')).toMatchObject({
      sheet: '表1',
      cell: '表2 第3行第7列',
    });
  });

  it('comes back as it was written, with the answers', async () => {
    const report = {
      nearMisses: [question(), question({ id: 'abc|东湖|一街|B3', name: '=1+1' })],
      files: [{ file: '名册.xlsx', sha256: 'abc' }],
    } as unknown as ImportReport;
    const bytes = await matchSheetBytes(report);
    expect(Buffer.from(bytes).equals(Buffer.from(await matchSheetBytes(report)))).toBe(true);
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getCell('A1').value).toBe(matchSheetTitle);
    expect(sheet.getCell('I4').value).toBe(matchHeadings.answer);
    expect(sheet.getCell('I5').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"1,2,新园,拿不准"'],
    });
    expect(['I5', 'E5'].map((cell) => sheet.getCell(cell).protection?.locked ?? true)).toEqual([false, true]);
    sheet.getCell('I5').value = 2;
    sheet.spliceColumns(1, 1);
    writeFileSync(join(folder, '答.xlsx'), Buffer.from(await workbook.xlsx.writeBuffer()));
    // The title went with the first column.
    await expect(readMatchSheet(testContext(folder), '答.xlsx')).rejects.toMatchObject({
      finding: { code: 'match-sheet-unreadable' },
    });
    sheet.getCell('A1').value = matchSheetTitle;
    writeFileSync(join(folder, '答.xlsx'), Buffer.from(await workbook.xlsx.writeBuffer()));
    const read = await readMatchSheet(testContext(folder), '答.xlsx');
    expect(read.rows.map(({ texts, cell }) => [texts.name, texts.answer, texts.id, cell])).toEqual([
      ['东湖实验幼儿园', '2', 'abc|东湖|一街|B2', 'H5'],
      ['=1+1', '', 'abc|东湖|一街|B3', 'H6'],
    ]);
  });
});

describe('an answer', () => {
  it.each<[string, string | number]>([
    ['1', 5],
    ['２', 9],
    ['②', 9],
    ['第1所', 5],
    ['1. 东湖区实验幼儿园', 5],
    ['东湖区 实验幼儿园', 5],
    ['新园', 'new'],
    ['都不是', 'new'],
    ['都不是，是另一所园', 'new'],
    ['#12', 12],
    ['3', 'match-answer-unknown'],
    ['0', 'match-answer-unknown'],
    ['不是', 'match-answer-unknown'],
    ['1和2', 'match-answer-unclear'],
    ['1、2', 'match-answer-unclear'],
    ['1. 西岭区实验幼儿园', 'match-answer-unclear'],
  ])('%s', (text, wanted) => {
    const reading = readAnswer(text, candidates, lookUp);
    expect('code' in reading ? reading.code : reading.decision).toBe(wanted);
  });

  it.each(['', ' ', '拿不准', '先不导入'])('“%s” leaves the row out', (text) => {
    expect(readAnswer(text, candidates, lookUp)).toEqual({ decision: null });
  });
});

describe('answers put to questions', () => {
  const row = (texts: Partial<AnsweredRow['texts']>, cell = 'I5'): AnsweredRow => ({
    cell,
    texts: {
      file: '名册.xlsx',
      sheet: '东湖|一街',
      cell: 'B2',
      name: '东湖实验幼儿园',
      district: '东湖区',
      code: '',
      candidates: candidatesInWords(question()),
      answer: '1',
      id: 'abc|东湖|一街|B2',
      ...texts,
    },
  });

  function put(rows: readonly AnsweredRow[], questions = [question()]) {
    const sheet = { file: '答.xlsx', sheet: '待认园所', rows };
    const answers = new MatchAnswers(sheet, lookUp, () => '报送/名册.xlsx');
    const decisions = new Map<string, number | 'new'>();
    const added = answers.decide(questions, decisions);
    expect(answers.decide(questions, decisions)).toBe(false);
    const said = answers.findings().map(({ code, cell }) => [code, cell]);
    return { added, decision: decisions.get('abc|东湖|一街|B2'), said };
  }

  it('are taken by the id', () => {
    expect(put([row({ file: '', sheet: '', cell: '' })])).toEqual({ added: true, decision: 5, said: [] });
  });

  it('are taken by the place and the name where the id was lost, or the file saved anew', () => {
    expect(put([row({ id: '' })]).decision).toBe(5);
    expect(put([row({ id: 'older|东湖|一街|B2' })]).decision).toBe(5);
    expect(put([row({ id: '', cell: 'B3' })])).toEqual({
      added: false,
      decision: undefined,
      said: [['match-answer-unasked', 'I5']],
    });
  });

  it.each<[string, readonly AnsweredRow[], string]>([
    ['another name', [row({ name: '东湖示范幼儿园' })], 'match-row-changed'],
    ['candidates that were written over', [row({ candidates: '东湖区实验幼儿园' })], 'match-row-changed'],
    ['a number that is not there', [row({ answer: '4' })], 'match-answer-unknown'],
    ['two numbers', [row({ answer: '1/2' })], 'match-answer-unclear'],
    ['two rows that differ', [row({ answer: '2' }, 'I4'), row({})], 'match-answer-unclear'],
  ])('are not taken: %s', (_what, rows, code) => {
    expect(put(rows)).toEqual({ added: false, decision: undefined, said: [[code, 'I5']] });
  });

  it('are not taken for a candidate that is none any more', () => {
    const [, other] = question().candidates;
    const now = [question({ candidates: other ? [other] : [] })];
    expect(put([row({})], now)).toMatchObject({ added: false, said: [['match-row-changed', 'I5']] });
    expect(put([row({ answer: '2' })], now)).toMatchObject({ added: true, decision: 9 });
  });

  it('are asked for again where they were left open', () => {
    expect(put([row({ answer: '' })])).toEqual({ added: false, decision: undefined, said: [] });
    expect(put([row({ answer: '拿不准' })])).toEqual({ added: false, decision: undefined, said: [] });
  });
});
