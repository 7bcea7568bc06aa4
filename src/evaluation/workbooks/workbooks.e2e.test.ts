import { execFile } from 'node:child_process';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it, onTestFinished } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { findRun, readSubjects } from '../evaluation.store.ts';
import { editBook, fillAll, steadyChance } from './testing/edit-book.ts';
import { eastGroup, evaluationBench, westGroup } from './testing/evaluation-bench.ts';

const binary = join(import.meta.dirname, '../../../bin/youlian.js');
const env = { ...process.env, YOULIAN_NOW: '2026-12-20', YOULIAN_CLERK: '测试', NO_COLOR: '1' };

function youlian(folder: string, ...words: string[]): Promise<{ exit: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [binary, ...words], { cwd: folder, env }, (error, out, err) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

it('sends workbooks out and takes them back from the same folder, the real program', async () => {
  const bench = await evaluationBench();
  onTestFinished(() => bench.remove());
  const { folder } = bench;
  const made = await youlian(folder, '考核', '评分册', '--year', '2026', '--output', '评分册');
  expect(made.exit, made.err).toBe(0);
  const file = join(folder, '评分册', `考核评分册_2026_${eastGroup}.xlsx`);
  await editBook(file, file, (book) => fillAll(book, steadyChance(1)));

  const tried = await youlian(folder, 'evaluate', 'import', '评分册', '--dry-run');
  expect([tried.exit, tried.err]).toEqual([0, expect.stringContaining('没有写入台账')]);
  const taken = await youlian(folder, 'evaluate', 'import', '评分册', '--year', '2026', '--yes', '--json');
  expect(taken.exit, taken.err).toBe(0);
  const record = shapes['evaluate-import'].parse(JSON.parse(taken.out));
  expect(record.files.map(({ state }) => state).sort()).toEqual(['skipped', 'taken', 'taken']);
  const west = record.subjects.filter(({ group }) => group === westGroup);
  expect(west.map(({ total, missing }) => [total, missing.length > 0])).toEqual(west.map(() => [0, true]));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  for (const { group, name, total, cell } of record.subjects.filter((each) => each.group === eastGroup)) {
    expect(total, `${group} ${name}`).toBeGreaterThan(0);
    expect(workbook.getWorksheet(cell?.sheet ?? '')?.getCell(cell?.address ?? '').formula).toMatch(/^ROUND/);
  }
  const scores = bench.look((ledger) =>
    readSubjects(ledger, findRun(ledger, 'zaozhuang-2021', 2026)?.id ?? 0).flatMap((each) => each.scores),
  );
  expect(scores.length).toBeGreaterThan(0);
  const undone = await youlian(folder, 'undo', String(record.operation), '--yes');
  expect(undone.exit, undone.err).toBe(0);
});
