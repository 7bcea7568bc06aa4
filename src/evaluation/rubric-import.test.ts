import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { inspectRubric } from './load-rubric.ts';
import { pointsIn, subjectOf } from './rubric-sheet.ts';
import { builtInFolder } from './testing/folders.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-rubric-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const head = ['一级指标', '二级指标', '分值', '评分标准', '评分方式', '佐证材料'];
const good = [
  ['成员园考核细则', null, null, null, null, null],
  head,
  ['组织管理（30分）', '制度健全', '20分', '制度齐全、落实', '给分', '制度汇编、会议记录'],
  [null, '安全管理', 10, '每起事故扣 5 分，扣完为止', null, null],
  ['保教质量', '一日活动', 40, '看现场', '现场评分', null],
  [null, '教研', 30, '按次数', '给分', null],
  ['否决事项', '发生重大安全责任事故', null, null, '一票否决', null],
  ['合计', null, 100, null, null, null],
];

async function importOf(
  rows: readonly (readonly (string | number | null)[])[],
  id: string,
  expected: number,
) {
  const file = join(folder, `${id}.xlsx`);
  writeFileSync(file, makeXlsx([{ name: '成员园', rows, merges: ['A1:F1', 'A3:A4', 'A5:A6'] } as never]));
  const context = testContext(folder);
  const words = ['rubric', 'import', file, '--id', id, '--policy', 'zaozhuang-2021', '--json'];
  expect(await run(words, context), context.err()).toBe(expected);
  return expected === 2 ? { err: context.err() } : { ...JSON.parse(context.out()), err: context.err() };
}

describe('rubric import', () => {
  it('reads a sheet with merged cells into a rubric that lints clean', async () => {
    const done = await importOf(good, 'yunxi-a', 0);
    const { err: _, ...record } = done;
    expect(shapes['rubric-import'].safeParse(record).error).toBeUndefined();
    expect(done.subjects).toEqual([
      { name: '成员园', of: 'member', full: 100, dimensions: 2, indicators: 4, gates: 1 },
    ]);
    expect(done.findings).toEqual([]);
    const { rubric, findings } = inspectRubric(
      done.file,
      [join(folder, '幼联模板'), builtInFolder],
      'yunxi-a',
    );
    expect(findings).toEqual([]);
    const [member] = rubric?.subjects ?? [];
    expect(member?.dimensions.map(({ name, points }) => [name, points])).toEqual([
      ['组织管理', 30],
      ['保教质量', 70],
    ]);
    expect(member?.dimensions[0]?.indicators.map(({ method }) => method)).toEqual(['given', 'deducted']);
    expect(member?.dimensions[0]?.indicators[0]?.evidence).toEqual(['制度汇编', '会议记录']);
    expect(member?.gates.map(({ name }) => name)).toEqual(['发生重大安全责任事故']);
  });

  it('tells of points, totals, methods and names that do not do, each with its cell', async () => {
    const rows = good.map((row) => [...row]);
    (rows[3] as unknown[])[2] = '若干';
    (rows[5] as unknown[])[1] = '一日活动';
    (rows[4] as unknown[])[4] = '看情况';
    const done = await importOf(rows, 'yunxi-b', 1);
    const told = done.findings.map(({ code, cell }: { code: string; cell: string }) => [code, cell]);
    expect(told).toEqual([
      ['rubric-row-points', 'C4'],
      ['rubric-row-method', 'E5'],
      ['rubric-row-repeated', 'B6'],
      ['rubric-row-total', 'C8'],
      ['rubric-row-total', 'A3'],
    ]);
  });

  it('says where no sheet is a rubric', async () => {
    const { err } = await importOf(
      [
        ['序号', '园所名称'],
        [1, '甲园'],
      ],
      'yunxi-c',
      2,
    );
    expect(err).toContain('rubric-sheet-none');
  });

  it.each([
    ['10', 10],
    ['7.5分', 7.5],
    ['（１０ 分）', 10],
    ['若干', undefined],
    ['', undefined],
  ])('reads points from “%s”', (text, expected) => {
    expect(pointsIn(text)).toBe(expected);
  });

  it('knows whom a sheet is about', () => {
    expect(['成员园评分', '龙头园', '集团整体'].map(subjectOf)).toEqual(['member', 'lead', 'group']);
  });
});
