import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { editBook, fillAll, steadyChance } from './testing/edit-book.ts';
import { type EvaluationBench, eastGroup, evaluationBench } from './testing/evaluation-bench.ts';

let bench: EvaluationBench;
const east = `考核评分册_2026_${eastGroup}.xlsx`;
beforeAll(async () => {
  bench = await evaluationBench();
  const { exit, err } = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '发出');
  expect(exit, err).toBe(0);
});
afterAll(() => bench.remove());

describe('evaluate import', () => {
  it('reads a filled workbook, reckons anew, and finds nothing wrong with it', async () => {
    const chance = steadyChance(1);
    await editBook(join(bench.folder, '发出', east), join(bench.folder, east), (workbook) =>
      fillAll(workbook, chance),
    );
    const { exit, record, err } = await bench.take(east);
    shapes['evaluate-import'].parse(record);
    expect(
      record.findings.filter(({ severity }) => severity === 'error'),
      err,
    ).toEqual([]);
    expect(exit).toBe(0);
    expect(record.subjects.map(({ name, missing }) => [name, missing])).toEqual([
      [eastGroup, []],
      ['东湖区实验幼儿园', []],
      ['东湖区星星幼儿园', []],
      ['东湖区月亮幼儿园', []],
    ]);
    expect(record.operation).not.toBeNull();
    const again = await bench.take(east);
    expect(again.record.operation).toBeNull();
    expect(again.record.totals.unchanged).toBe(record.totals.inserted);
  });
});
