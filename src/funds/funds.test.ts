import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { groupName, inspectionDesk, star } from '../inspections/testing/inspection-desk.ts';

type Desk = Awaited<ReturnType<typeof inspectionDesk>>;

const record = (desk: Desk, amount: string, ...words: string[]) =>
  desk.type(
    ...['fund', 'record', '--amount', amount, '--group', '1', '--date', '2026-04-01', '--account', '专账'],
    ...['--purpose', '讲座', '--voucher', '记1', '--yes', '--json', ...words],
  );
const list = async (desk: Desk) => shapes['fund-list'].parse(await desk.json('fund', 'list'));

describe('what is spent', () => {
  it('is kept in cents and judged by purpose, account and budget', async () => {
    const desk = await inspectionDesk();
    await desk.done('fund', 'budget', '--year', '2026', '--group', '1', '--amount', '2万', '--yes');
    const { out, exit, err } = await record(desk, '１２，３４５.60', '--kindergarten', star);
    expect(exit, err).toBe(0);
    shapes['fund-change'].parse(JSON.parse(out));
    expect(await list(desk)).toMatchObject([
      {
        cents: 1_234_560,
        yuan: 12_345.6,
        purpose: { id: 'lecture', name: '讲座' },
        allowed: true,
        kindergarten: star,
      },
    ]);
    expect(await desk.verdict('S11.funds')).toMatchObject({ outcome: 'pass' });
    const over = await record(desk, '7654.41', '--voucher', '记2');
    expect(over.err).toContain('fund-overdraft');
    expect(await desk.verdict('S11.funds')).toMatchObject({ outcome: 'violation' });
    // One cent taken back and the budget holds.
    expect((await record(desk, '-0.01', '--reverses', '记2')).exit).toBe(0);
    expect(await desk.verdict('S11.funds')).toMatchObject({ outcome: 'pass' });
  });

  it.each([
    ['fund-negative', ['-5']],
    ['fund-reversal-positive', ['5', '--reverses', '记1']],
    ['fund-zero', ['0']],
    ['fund-word', ['5', '--account', '小金库']],
    ['fund-year', ['5', '--year', '26']],
    ['option-value', ['五千']],
    ['money-too-large', ['100000000000.01']],
    ['money-too-large', ['－99999999999999']],
    ['option-value', ['1.234']],
    ['group-unknown', ['5', '--group', '9']],
  ])('refuses %s', async (code, [amount = '', ...words]) => {
    const desk = await inspectionDesk();
    const { exit, err } = await record(desk, amount, ...words);
    expect([exit, err.includes(code)], err).toEqual([2, true]);
    expect(await list(desk)).toEqual([]);
  });

  it.each([
    ['fund-purpose-unknown', ['--purpose', '食堂设备']],
    ['fund-mixed', ['--account', '日常经费账']],
  ])('is taken with %s, and is a violation', async (code, words) => {
    const desk = await inspectionDesk();
    await desk.done('fund', 'budget', '--group', '1', '--amount', '100', '--yes');
    const { exit, err } = await record(desk, '5', ...words);
    expect([exit, err.includes(code)], err).toEqual([0, true]);
    expect(await desk.verdict('S11.funds')).toMatchObject({
      outcome: 'violation',
      citation: expect.stringContaining('四'),
    });
  });

  it('tells fund-budget-negative of a budget, with no word of vouchers', async () => {
    const desk = await inspectionDesk();
    const { exit, err } = await desk.type('fund', 'budget', '--group', '1', '--amount', '-5', '--yes');
    expect([exit, err.includes('fund-budget-negative'), err.includes('凭证')], err).toEqual([2, true, false]);
  });

  it('tells fund-policy-needed: of the policies that say what a fund is for, which', async () => {
    const desk = await inspectionDesk();
    for (const policy of ['zaozhuang-2021', 'guangxi-2020']) {
      await desk.done('office', 'set', '--add-policy', policy);
    }
    const { exit, err } = await desk.type('fund', 'budget', '--group', '1', '--amount', '5', '--yes');
    expect([exit, err.includes('fund-policy-needed')], err).toEqual([2, true]);
    expect(err).toMatch(/经费[\s\S]*shenzhen-draft/u);
    expect(err).not.toMatch(/联盟依据|zaozhuang/u);
  });

  it('tells fund-unknown and fund-policy-none', async () => {
    const desk = await inspectionDesk();
    expect((await desk.type('fund', 'remove', '9', '--yes')).err).toContain('fund-unknown');
    const other = await inspectionDesk('helan-2022');
    expect((await record(other, '5')).err).toContain('fund-policy-none');
  });
});

const heading = [
  '类别',
  '年度',
  '联盟名称',
  '日期',
  '用途',
  '摘要',
  '金额（元）',
  '凭证号',
  '冲销凭证号',
  '核算账户',
];
const title = '东湖区幼儿园学区专项经费台账';
const budget = ['预算', 2026, groupName, '2026-01-10', null, null, '2万', null, null, null];
const spent = ['支出', 2026, groupName, '2026-04-01', '专家讲座', '园长讲座', 3200.5, '记1', null, '专账'];
const back = ['冲销', 2026, groupName, '2026-04-20', '讲座', '退回', -200.5, '记2', '记1', '专账'];

describe('the table of special funds', () => {
  it('is taken, taken again unchanged, exported and taken into another ledger', async () => {
    const first = await inspectionDesk();
    const taken = await first.takeTable(title, heading, [budget, spent, back]);
    expect(taken).toMatchObject({ totals: { inserted: 3, rejected: 0 }, findings: ['value-normalised G3'] });
    expect(await first.takeTable(title, heading, [budget, spent, back])).toMatchObject({
      totals: { inserted: 0, unchanged: 3 },
    });
    await first.done('export', 'fund', '--output', '台账.xlsx');
    const again = JSON.parse((await first.done('import', '台账.xlsx', '--json', '--yes')).out);
    expect([again.operation, again.totals.unchanged]).toEqual([null, 3]);
    const second = await inspectionDesk();
    writeFileSync(join(second.folder, '台账.xlsx'), readFileSync(join(first.folder, '台账.xlsx')));
    await second.done('import', '台账.xlsx', '--yes');
    expect(await list(second)).toEqual(await list(first));
    await second.done('export', 'fund', '--output', '再导出.xlsx');
    expect(readFileSync(join(second.folder, '再导出.xlsx'))).toEqual(
      readFileSync(join(first.folder, '台账.xlsx')),
    );
  });

  it('tells of each row what is wrong, at its cell', async () => {
    const { takeTable } = await inspectionDesk();
    const changed = (values: Record<number, string | number | null>) =>
      spent.map((value, index) => (index in values ? (values[index] ?? null) : value));
    const { findings, totals } = await takeTable(title, heading, [
      spent,
      spent,
      changed({ 6: -5 }),
      changed({ 6: 0 }),
      changed({ 0: '转账' }),
      changed({ 3: null }),
      changed({ 6: '1.234' }),
      changed({ 4: '修围墙' }),
      changed({ 1: '今年' }),
    ]);
    expect(findings.map((each) => each.split(' '))).toEqual([
      ['fund-row-repeated', 'G4'],
      ['fund-negative', 'G5'],
      ['fund-zero', 'G6'],
      ['fund-word', 'A7'],
      ['fund-date', 'D8'],
      ['money-invalid', 'G9'],
      ['fund-purpose-unknown', 'E10'],
      ['fund-year', 'B11'],
    ]);
    expect(totals).toMatchObject({ read: 9, inserted: 2, rejected: 7 });
  });
});

describe('the audit', () => {
  it('adds up by live formulas, with the balance after each entry and what must be explained', async () => {
    const desk = await inspectionDesk();
    await desk.takeTable(title, heading, [
      budget,
      spent,
      back,
      [...spent.slice(0, 4), '食堂设备', '锅', 100, null, null, '日常经费'],
    ]);
    const { exit, out } = await desk.type(
      'fund',
      'audit',
      '--year',
      '2026',
      '--output',
      '审计.xlsx',
      '--json',
    );
    expect(exit).toBe(1);
    const { accounts } = shapes['fund-audit'].parse(JSON.parse(out));
    expect(accounts[0]?.exceptions.map(({ what }) => what)).toEqual([
      '用途在规定之外',
      '与日常经费混用',
      '没有凭证号',
    ]);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(desk.folder, '审计.xlsx'));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['汇总', '明细', '例外']);
    const [totals, entries] = workbook.worksheets;
    const rows = totals?.getSheetValues().slice(4) as unknown as { formula?: string; result?: number }[][];
    const lecture = rows.find((row) => String(row[2]) === '讲座');
    expect(lecture?.[4]).toMatchObject({ formula: expect.stringContaining('SUMIFS'), result: 3000 });
    expect(rows.at(-1)?.[5]).toMatchObject({ result: 20_000 - 3100 });
    expect(entries?.getCell('G6').value).toMatchObject({ result: 16_900 });
    // What takes back has a voucher of its own, besides that of what it takes back.
    expect(entries?.getColumn(3).values).toContain('记2，冲 记1');
  });
});
