import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { type EvaluationBench, evaluationBench } from './testing/evaluation-bench.ts';

let bench: EvaluationBench;
beforeAll(async () => {
  bench = await evaluationBench();
});
afterAll(() => bench.remove());

describe('evaluate sheets', () => {
  it('makes a workbook for each group and one for the office, and says so', async () => {
    const made = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '发出', '--json');
    expect(made.exit, made.err).toBe(0);
    const record = shapes['evaluate-sheets'].parse(JSON.parse(made.out));
    expect(record.files.map(({ kind, subjects }) => [kind, subjects])).toEqual([
      ['group', 4],
      ['group', 3],
      ['office', 7],
    ]);
    expect(bench.books('发出')).toEqual([
      '考核汇总册_2026_幼儿园联盟年度考核细则.xlsx',
      '考核评分册_2026_东湖区实验幼儿园联盟.xlsx',
      '考核评分册_2026_西岭区实验幼儿园联盟.xlsx',
    ]);
  });

  it('makes the same bytes again, and does not write over files unasked', async () => {
    const refused = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '发出');
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('--force');
    const again = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '再发', '--json');
    expect(JSON.parse(again.out).operation).toBeNull();
    for (const name of bench.books('发出')) {
      const [one, other] = ['发出', '再发'].map((each) => readFileSync(join(bench.folder, each, name)));
      expect(one!.equals(other!), name).toBe(true);
    }
  });

  it.each([
    ['evaluation-no-groups', ['--year', '2031']],
    ['evaluation-group-not-in-year', ['--year', '2031', '--group', '东湖区实验幼儿园联盟']],
    ['evaluation-rubric-of-other-policy', ['--year', '2026', '--rubric', 'helan-2022']],
    ['rubric-unknown', ['--year', '2026', '--rubric', '没有的']],
    ['option-value', ['--year', '26']],
  ])('%s', async (code, words) => {
    const { catalogue } = await import('../../findings/catalogue.ts');
    const { exit, err } = await bench.play('evaluate', 'sheets', ...words, '--output', '不成');
    expect(exit, err).toBe(2);
    expect(err).toContain(catalogue[code as keyof typeof catalogue].message.split(/[“{]/u)[0] || code);
  });

  it('writes nothing in a dry run', async () => {
    const tried = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '试', '--dry-run');
    expect(tried.exit).toBe(0);
    expect(() => bench.books('试')).toThrow();
  });
});
