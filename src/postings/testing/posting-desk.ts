import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { makeXlsx } from '../../workbook/testing/make-xlsx.ts';

export const [lead, star, moon] = ['东湖区实验幼儿园', '东湖区星星幼儿园', '东湖区月亮幼儿园'];
const heading = [
  '姓名',
  '单位',
  '人员身份',
  '派驻类型',
  '派出园',
  '派驻园',
  '开始日期',
  '结束日期',
  '实际天数',
  '联盟名称',
];

/** A desk with one group under a policy, from 2025-01-01 on. */
export async function postingDesk(policy = 'zaozhuang-2021', today = '2026-03-02') {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-派驻-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder, { now: () => new Date(`${today}T01:00:00Z`) });
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const done = async (...argv: readonly string[]) => {
    const result = await type(...argv);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', policy, '--district', '东湖区', '--yes');
  for (const name of [lead, star, moon, '东湖区彩虹幼儿园']) {
    await done(
      ...['kindergarten', 'add', '--name', name, '--district', '东湖区', '--allow-similar', '--yes'],
    );
  }
  await done(
    ...['group', 'create', '--lead', lead, '--member', star, '--member', moon, '--since', '2025-01-01'],
    ...(policy === 'zaozhuang-2021' ? ['--tier', 'county'] : []),
    ...['--yes'],
  );
  const record = (...words: string[]) => type('posting', 'record', '--yes', '--json', ...words);
  const listed = async () =>
    shapes['posting-list'].parse(JSON.parse((await done('posting', 'list', '--json')).out));
  const take = async (rows: readonly (readonly (string | number | null)[])[], ...more: string[]) => {
    writeFileSync(
      join(folder, '派驻.xlsx'),
      makeXlsx([{ name: '派驻', rows: [['云溪市幼儿园联盟跟岗派驻台账'], heading, ...rows] }]),
    );
    const { out, exit } = await type('import', '派驻.xlsx', '--json', '--yes', ...more);
    const { totals, files } = JSON.parse(out);
    const findings = files.flatMap((file: { tables: { findings: { code: string; cell: string }[] }[] }) =>
      file.tables.flatMap((table) => table.findings.map(({ code, cell }) => `${code} ${cell}`)),
    );
    return { exit, totals, findings };
  };
  return { folder, type, done, record, listed, take };
}

/** Options for the first and the last day. */
export const stay = (from: string, to?: string) => ['--from', from, ...(to ? ['--to', to] : [])];
/** Somebody of the lead, posted to a member. */
export const lan = [
  '--person',
  `周岚（${lead}）`,
  '--kind',
  '派驻',
  '--rank',
  '骨干教师',
  '--destination',
  star,
];
