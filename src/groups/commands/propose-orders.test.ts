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

  it.each(['county', '县级', '区级', '区（市）级'])('knows the tier %s', async (tier) => {
    const { err } = await youlian(await sampleFolder(), 'group', 'propose', '--tier', tier, '--dry-run');
    expect(err).not.toContain('option-value');
  });

  it('asks for the tier where none is given', async () => {
    const { exit, err } = await youlian(await sampleFolder(), 'group', 'propose');
    expect([exit, err]).toEqual([2, expect.stringContaining('请加 --tier（')]);
  });

  it('says that regrouping changes nothing, and stores no plan', async () => {
    const folder = await sampleFolder();
    await youlian(folder, 'group', 'propose', '--tier', 'county');
    await youlian(folder, 'group', 'adopt', '1', '--yes');
    const { err } = await youlian(folder, 'group', 'propose', '--tier', 'county', '--regroup');
    expect(err).toContain('没有变动');
    const { out } = await youlian(folder, 'group', 'plans', '--json');
    expect(JSON.parse(out)).toHaveLength(1);
  });

  it('warns where plans of two tiers are compared, and says that nothing stands', async () => {
    const folder = await sampleFolder();
    await youlian(folder, 'group', 'propose', '--tier', 'county');
    const { out } = await youlian(folder, 'group', 'compare', '现状', '1');
    expect(out).toContain('现状是空的');
    expect(out).not.toContain('不是同一层级');
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
