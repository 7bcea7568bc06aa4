import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { Ledger } from '../../store/ledger.ts';
import { makeXlsx } from '../../workbook/testing/make-xlsx.ts';

export const [lead, star, moon] = ['湖滨幼儿园', '星星幼儿园', '月亮幼儿园'];
export const groupName = '湖滨学区';

/** A desk with one group of three kindergartens under a policy, from 2026-01-01 on. */
export async function inspectionDesk(policy = 'shenzhen-draft', today = '2026-11-20') {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-台账-'));
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
  const office = ['--name', '东湖区教育局', '--level', 'county', '--region', '379902'];
  await done('init', ...office, '--policy', policy, '--yes');
  for (const name of [lead, star, moon]) {
    await done(...['kindergarten', 'add', '--name', name, '--allow-similar', '--yes']);
  }
  await done(
    ...['group', 'create', '--lead', lead, '--member', star, '--member', moon, '--since', '2026-01-01'],
    ...['--name', groupName, '--yes'],
  );
  const json = async (...argv: readonly string[]) => JSON.parse((await type(...argv, '--json')).out);
  const verdict = async (rule: string, ...more: string[]) =>
    (await json('check', ...more)).verdicts.find((each: { rule: string }) => each.rule === rule);
  const look = <T>(work: (ledger: Ledger) => T): T => {
    const ledger = Ledger.open(join(folder, 'youlian.db'));
    try {
      return work(ledger);
    } finally {
      ledger.close();
    }
  };
  /** Imports rows below a title and a heading; gives totals, and codes of findings with their cells. */
  const takeTable = async (
    title: string,
    heading: readonly string[],
    rows: readonly (readonly (string | number | null)[])[],
    ...more: string[]
  ) => {
    writeFileSync(join(folder, '表.xlsx'), makeXlsx([{ name: '表', rows: [[title], heading, ...rows] }]));
    const { out, exit } = await type('import', '表.xlsx', '--json', '--yes', ...more);
    const { totals, files } = JSON.parse(out);
    const findings: string[] = files.flatMap(
      (file: { tables: { findings: { code: string; cell: string }[] }[] }) =>
        file.tables.flatMap((table) => table.findings.map(({ code, cell }) => `${code} ${cell}`)),
    );
    return { exit, totals, findings };
  };
  return { folder, type, done, json, verdict, look, takeTable };
}
