import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { editBook, fillAll, steadyChance } from './testing/edit-book.ts';
import { type EvaluationBench, eastGroup, evaluationBench, westGroup } from './testing/evaluation-bench.ts';

/** A policy under which kindergartens and their principals are evaluated apart. */
let bench: EvaluationBench;
const star = '东湖区星星幼儿园';
const moon = '东湖区月亮幼儿园';
const year = ['--year', '2026'];
const at = (...names: string[]) => join(bench.folder, ...names);
const book = (group: string) => `考核评分册_2026_${group}.xlsx`;

beforeAll(async () => {
  bench = await evaluationBench('shenzhen-draft');
  const { exit, err } = await bench.play('evaluate', 'sheets', ...year, '--output', '发出');
  expect(exit, err).toBe(0);
  mkdirSync(at('交回'));
});
afterAll(() => bench.remove());

/** Writes an opinion on each sheet that asks for one: `3.成员园 …` → `成员园 东湖区星星幼儿园：同意`. */
function writeOpinions(workbook: ExcelJS.Workbook, words: (sheet: string) => string | null): number {
  let count = 0;
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row, number) => {
      if (String(row.getCell(1).value) !== '中心园的意见') return;
      const cell = sheet.getCell(number, 4);
      expect(cell.protection.locked).toBe(false);
      const said = words(sheet.name);
      if (said === null) return;
      cell.value = said;
      count += 1;
    });
  }
  return count;
}

const record = async (...words: string[]) => {
  const { out } = await bench.play('evaluate', ...words, ...year, '--json');
  return JSON.parse(out);
};

describe('opinions by subject', () => {
  it('keeps what was said of a kindergarten apart from what was said of its principal', async () => {
    let count = 0;
    await editBook(at('发出', book(eastGroup)), at('交回', book(eastGroup)), (workbook) => {
      fillAll(workbook, steadyChance(3));
      count = writeOpinions(workbook, (sheet) => `对${sheet}：同意`);
    });
    expect(count).toBe(4);
    const first = await bench.take('交回');
    expect(first.record.operation, first.err).not.toBeNull();
    const again = await bench.take('交回');
    expect([again.record.operation, again.record.totals.updated]).toEqual([null, 0]);
    const explained = await record('explain', star);
    shapes['evaluate-explain'].parse(explained);
    const told = explained.map(({ subject, opinion }: { subject: string; opinion: { text: string } }) => [
      subject,
      opinion.text,
    ]);
    expect(told).toEqual([
      ['成员园', expect.stringMatching(/^对\d+\.成员园 /)],
      ['成员园园长', expect.stringMatching(/^对\d+\.成员园园长/)],
    ]);
  });

  it('tells in the import what an opinion was before another takes its place', async () => {
    const other = at('交回', '另一份.xlsx');
    await editBook(at('发出', book(eastGroup)), other, (workbook) => {
      writeOpinions(workbook, (sheet) => (/成员园园长.*月亮/.test(sheet) ? '改为：基本同意' : null));
    });
    const { err, record: taken } = await bench.take(other);
    expect(taken.totals.updated, err).toBe(1);
    expect(err).toContain('：同意 → 改为：基本同意');
    const [unit, principal] = await record('explain', moon);
    expect(unit.opinion.text).toContain('同意');
    expect(principal.opinion.text).toBe('改为：基本同意');
  });

  it('is not final while one of the two is wanted', async () => {
    const hear = ['--text', '好', '--yes'];
    const wanted = async () =>
      (await record('results')).opinionsMissing.map(
        ({ member, subject }: { member: string; subject: string }) => [member, subject],
      );
    const tree = '西岭区小树苗幼儿园';
    expect(await wanted()).toEqual([
      [tree, '成员园'],
      [tree, '成员园园长'],
    ]);
    const principal = ['evaluate', 'opinion', tree, ...year, '--subject', '成员园园长', ...hear];
    expect((await bench.play(...principal)).exit).toBe(0);
    expect(await wanted()).toEqual([[tree, '成员园']]);
    const early = await bench.play('evaluate', 'finalise', ...year, '--with-blanks', '--yes');
    expect([early.exit, early.err.includes(`${westGroup}”的“${tree}”（成员园）`)]).toEqual([1, true]);
    const wrong = await bench.play('evaluate', 'opinion', tree, ...year, '--subject', '教师', ...hear);
    expect([wrong.exit, wrong.err.includes('成员园、成员园园长')]).toEqual([2, true]);
    expect((await bench.play('evaluate', 'opinion', tree, ...year, ...hear)).exit).toBe(0);
    expect(await wanted()).toEqual([]);
    const final = await bench.play('evaluate', 'finalise', ...year, '--with-blanks', '--yes');
    expect(final.exit, final.err).toBe(0);
  });
});
