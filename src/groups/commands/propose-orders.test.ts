import { join } from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { planSampleLedger } from '../plan-sample-ledger.ts';
import { sampleContext } from '../sample-ledger.ts';

async function youlian(folder: string, ...argv: string[]) {
  const context = testContext(folder);
  const exit = await run(argv, context);
  return { exit, out: context.out(), err: context.err() };
}

async function sampleFolder(): Promise<string> {
  const context = sampleContext();
  (await planSampleLedger(context.ledgerPath)).ledger.close();
  return context.cwd;
}

describe('group propose', () => {
  it('asks for --leads where the policy does not say who may lead', async () => {
    const folder = await sampleFolder();
    const { exit, err } = await youlian(folder, 'group', 'propose', '--policy', 'helan-2022');
    const code = 'leads-not-described';
    expect([exit, err]).toEqual([1, expect.stringContaining(`（${code}）`)]);
    expect(err).toContain('没有规定集团园的条件');
    expect(err).not.toContain('导入');
    const { out } = await youlian(folder, 'group', 'plans', '--json');
    expect(JSON.parse(out)).toEqual([]);
  });

  it('numbers the groups alike on the terminal and in the workbook', async () => {
    const folder = await sampleFolder();
    const args = ['group', 'propose', '--tier', 'county'];
    const { out } = await youlian(folder, ...args, '--json', '--output', '方案.xlsx');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(folder, '方案.xlsx'));
    const leads: string[] = JSON.parse(out).groups.map((each: { lead: string }) => each.lead);
    const written: string[] = [];
    workbook.getWorksheet('联盟名单')!.eachRow((row) => {
      row.eachCell((cell) => {
        const text = cell.value === null ? '' : cell.text;
        if (leads.includes(text) && !written.includes(text)) written.push(text);
      });
    });
    expect(leads.length).toBeGreaterThan(1);
    expect(written).toEqual(leads);
  });
});
