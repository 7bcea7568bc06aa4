import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs, { type Worksheet } from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../cli/test-context.ts';
import { createGroup } from '../groups/groups.store.ts';
import { sampleLedger } from '../groups/sample-ledger.ts';
import { run } from '../main.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '导出 测试-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A ledger with a city group of two members and a district group of one. */
async function sample(): Promise<void> {
  const { ledger, ids, offices } = await sampleLedger({ path: join(folder, 'youlian.db') });
  const id = (name: string) => ({ kindergartenId: ids.get(name)! });
  const common = {
    ...{ policyId: 'zaozhuang-2021', cycleStart: '2021-03-01', cycleEnd: '2023-12-31' },
    ...{ validFrom: '2021-03-01', origin: 'list' as const },
  };
  const info = { kind: 'test', title: '测试', commandLine: 'youlian', clerk: '测试', at: new Date(0) };
  await ledger.perform(info, () => {
    createGroup(ledger, {
      ...{ ...common, tier: 'county', name: '东湖联盟', officeId: offices.东湖区 },
      ...{ lead: id('东湖区实验幼儿园'), members: [id('东湖区太阳花幼儿园')] },
    });
    createGroup(ledger, {
      ...{ ...common, tier: 'city', name: '市级联盟', officeId: offices.云溪市 },
      ...{ lead: id('云溪市实验幼儿园'), members: [id('东湖区星星幼儿园'), id('东湖区月亮幼儿园')] },
    });
  });
  ledger.close();
}

async function youlian(...argv: string[]): Promise<{ exit: number; context: TestContext }> {
  const context = testContext(folder);
  return { exit: await run(argv, context), context };
}

async function sheetOf(file: string): Promise<Worksheet> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(join(folder, file));
  return workbook.worksheets[0]!;
}

describe('export', () => {
  it('writes the list of groups, by English and by Chinese names', async () => {
    await sample();
    const { exit, context } = await youlian(
      'export',
      'alliance-list',
      '--output',
      '联盟名单.xlsx',
      '--reporter',
      '苏晓棠',
      '--date',
      '2021.3.16',
    );
    expect([exit, context.out()]).toEqual([0, '']);
    const sheet = await sheetOf('联盟名单.xlsx');
    expect(sheet.getCell('A2').value).toBe('云溪市幼儿园“共建 共享 共成长”联盟名单');
    expect([5, 6, 7].map((row) => [sheet.getCell(row, 2).text, sheet.getCell(row, 7).text])).toEqual([
      ['市直', '东湖区星星幼儿园'],
      ['市直', '东湖区月亮幼儿园'],
      ['东湖区', '东湖区太阳花幼儿园'],
    ]);
    expect(sheet.getCell('F8').value).toBe('日期：2021年3月16日');
    expect((await youlian('导出', '联盟名单', '-o', '另一份')).exit).toBe(0);
    expect(existsSync(join(folder, '另一份.xlsx'))).toBe(true);
  });

  it('gives the same bytes twice', async () => {
    await sample();
    for (const name of ['一.xlsx', '二.xlsx']) await youlian('export', 'roster', '--output', name);
    expect(readFileSync(join(folder, '一.xlsx')).equals(readFileSync(join(folder, '二.xlsx')))).toBe(true);
  });

  it('selects by tier and by date', async () => {
    await sample();
    const names = async (...argv: string[]) =>
      JSON.parse((await youlian('export', 'alliance-list', '--format', 'json', ...argv)).context.out()).map(
        (row: { memberName: string }) => row.memberName,
      );
    expect(await names('--tier', 'county')).toEqual(['东湖区太阳花幼儿园']);
    expect(await names('--on', '2021-02-28')).toEqual([]);
    expect(await names('--policy', 'zaozhuang-2021')).toHaveLength(3);
    // Past their cycle, but neither renewed nor ended.
    expect(await names('--on', '2024-05-01')).toHaveLength(3);
  });

  it('leaves out a group past its cycle once its lead has a new one, unless asked for', async () => {
    await sample();
    const later = async (...argv: string[]) => {
      const context = testContext(folder, { now: () => new Date('2024-06-01T01:00:00Z') });
      expect(await run(argv, context)).toBe(0);
      return context;
    };
    const lead = '东湖区实验幼儿园';
    const member = '东湖区月亮幼儿园';
    const create = ['group', 'create', '--lead', lead, '--member', member, '--tier', 'town', '--yes'];
    await later(...create, '--since', '2024-03-01');
    const rows = async (...argv: string[]) => {
      const context = await later('export', 'alliance-list', '--format', 'json', ...argv);
      const records = JSON.parse(context.out()) as { leadName: string; memberName: string }[];
      const members = records.filter((row) => row.leadName === lead).map((row) => row.memberName);
      return { count: records.length, members, said: context.err().includes('没有列入名单') };
    };
    // The other group is past its cycle too, and stays: it has no successor.
    expect(await rows()).toEqual({ count: 3, members: [member], said: true });
    expect(await rows('--tier', 'county')).toEqual({ count: 0, members: [], said: true });
    const both = { count: 4, members: ['东湖区太阳花幼儿园', member], said: false };
    expect(await rows('--all')).toEqual(both);
    expect(await rows('--on', '2024-06-01')).toEqual(both);
    const list = await later('group', 'list', '--json');
    expect(JSON.parse(list.out())).toHaveLength(3);
  });

  it('prints the roster as JSON to stdout, or into a file', async () => {
    await sample();
    const { exit, context } = await youlian('export', 'roster', '--format', 'json');
    const records = JSON.parse(context.out());
    expect(exit).toBe(0);
    expect(records).toHaveLength(9);
    expect(records[0]).toMatchObject({ name: '云溪市实验幼儿园', district: '市直', inclusive: null });
    await youlian('export', 'roster', '--format', 'json', '--output', '名册.json');
    expect(JSON.parse(readFileSync(join(folder, '名册.json'), 'utf8'))).toEqual(records);
  });

  it('says when whole numbers leave the ledger, and masks them where asked', async () => {
    await sample();
    await youlian('kindergarten', 'edit', '东湖区月亮幼儿园', '--set', '联系电话=13800138000', '--yes');
    const whole = (await youlian('export', 'roster', '--format', 'json')).context;
    expect([whole.out().includes('13800138000'), whole.err().includes('完整的联系电话')]).toEqual([
      true,
      true,
    ]);
    const masked = (await youlian('export', 'roster', '--format', 'json', '--masked')).context;
    expect([masked.out().includes('13800138000'), masked.out().includes('138****8000')]).toEqual([
      false,
      true,
    ]);
    expect(masked.err()).toBe('');
  });

  it('needs a name for the file, refuses another ending, and keeps what is there', async () => {
    await sample();
    const unnamed = await youlian('export', 'roster');
    expect([unnamed.exit, unnamed.context.err()]).toEqual([2, expect.stringContaining('answer-missing')]);
    const ending = await youlian('export', 'roster', '--output', '名册.xls');
    expect([ending.exit, ending.context.err()]).toEqual([2, expect.stringContaining('option-value')]);
    writeFileSync(join(folder, '名册.xlsx'), '旧');
    const there = await youlian('export', 'roster', '--output', '名册.xlsx');
    expect([there.exit, there.context.err()]).toEqual([2, expect.stringContaining('file-exists')]);
    expect(readFileSync(join(folder, '名册.xlsx'), 'utf8')).toBe('旧');
    expect((await youlian('export', 'roster', '--output', '名册.xlsx', '--force')).exit).toBe(0);
    expect((await sheetOf('名册.xlsx')).getCell('A2').value).toBe('学校标识码');
  });

  it('writes nothing in a dry run', async () => {
    await sample();
    const { exit } = await youlian('export', 'roster', '--output', '名册.xlsx', '--dry-run');
    expect([exit, readdirSync(folder)]).toEqual([0, ['youlian.db']]);
  });

  it('gives an empty array, but no empty table, where there is nothing', async () => {
    await sample();
    const empty = await youlian('export', 'leadership', '--format', 'json');
    expect([empty.exit, empty.context.out()]).toEqual([0, '[]\n']);
    expect((await youlian('export', 'leadership', '--output', '小组.xlsx')).exit).toBe(2);
    expect(readdirSync(folder)).toEqual(['youlian.db']);
  });
});

describe('template', () => {
  it.each([
    ['leadership', '附件1'],
    ['联盟名单', '附件2'],
    ['申请表', '附件3'],
    ['园所信息表', '幼儿园园所信息表'],
  ])('makes the blank %s without a ledger', async (table, first) => {
    const { exit } = await youlian('template', table, '--output', '空表.xlsx');
    expect(exit).toBe(0);
    expect((await sheetOf('空表.xlsx')).getCell('A1').value).toBe(first);
    expect(readdirSync(folder)).toEqual(['空表.xlsx']);
  });

  it('bears the names of office and policy, and offers the districts, where there is a ledger', async () => {
    await sample();
    expect((await youlian('模板', 'alliance-list', '-o', '空表.xlsx')).exit).toBe(0);
    const sheet = await sheetOf('空表.xlsx');
    expect(sheet.getCell('A2').value).toBe('云溪市幼儿园“共建 共享 共成长”联盟名单');
    expect(sheet.getCell('B24').dataValidation).toMatchObject({ formulae: ['"市直,东湖区,西岭区"'] });
    expect(sheet.getCell('B25').dataValidation).toBeUndefined();
  });
});
