import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regularShapes } from '../cli/shapes-regular.ts';
import { openWorkbook } from '../workbook/open.ts';
import { cityDesk, type Desk, desk, districtDesk, pack, receive } from './testing/districts.ts';

let parent: string;
let template: Desk;
let east: Desk;
let number = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'youlian-审核-'));
  template = await cityDesk(['东湖区', '西岭区'], '2026-10-10', parent);
  east = await districtDesk(0, { parent });
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

function copyOf(original: Desk, today: string): Desk {
  number += 1;
  const copy = desk(`副本${number}`, today, parent);
  cpSync(original.ledgerPath, copy.ledgerPath);
  return copy;
}

const due = async (at: Desk, ...words: string[]) =>
  regularShapes['submissions-due'].parse(
    JSON.parse((await at.youlian('submit', 'due', '--json', ...words)).out),
  );

const status = async (at: Desk, ...words: string[]) =>
  regularShapes['submit-status'].parse(
    JSON.parse((await at.youlian('submit', 'status', '--json', ...words)).out),
  );

describe('what was handed in', () => {
  it('goes from 未报 through 已报, 退回 and 已审 to 锁定', async () => {
    const city = copyOf(template, '2026-10-16');
    const stateOf = async () =>
      (await due(city, '--report', 'group-list')).find(({ from }) => from.startsWith('东湖区'))?.state;
    await receive(city, await pack(east, '包.zip'), '--date', '2026-10-14');
    expect(await stateOf()).toBe('已报');
    await city.done(
      'submit',
      'return',
      '东湖区',
      '--period',
      '2026',
      '--reason',
      '缺责任人',
      '-o',
      '退回.zip',
      '--yes',
    );
    expect(await stateOf()).toBe('退回');

    const other = (await due(city, '--report', 'summary')).find(({ from }) => from.startsWith('东湖区'));
    expect(other).toMatchObject({ state: '未报', receivedAt: null });

    const lower = copyOf(east, '2026-10-16');
    const told = await receive(lower, join(city.folder, '退回.zip'));
    expect(told.packages).toMatchObject([
      { outcome: 'returned', state: '退回', period: '2026', findings: [{ code: 'package-returned' }] },
    ]);
    expect(told.packages[0]?.findings[0]?.message).toContain('缺责任人');
    expect((await due(lower, '--report', 'group-list'))[0]).toMatchObject({
      state: '退回',
      to: '设区市教育局',
    });
    expect((await receive(lower, join(city.folder, '退回.zip'))).operation).toBeNull();
    const elsewhere = await receive(city, join(city.folder, '退回.zip'));
    expect(elsewhere.packages).toMatchObject([
      { outcome: 'refused', findings: [{ code: 'package-return-elsewhere' }] },
    ]);

    await lower.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=11', '--yes');
    await receive(city, await pack(lower));
    expect(await stateOf()).toBe('已报');
    await city.done('submit', 'approve', '东湖区教育局', '--period', '2026年', '--yes');
    expect(await stateOf()).toBe('已审');
    const lock = await city.done('submit', 'lock', '东湖区', '--period', '2026', '--yes', '--json');
    expect(regularShapes['submit-decision'].parse(JSON.parse(lock.out))).toMatchObject({
      office: '东湖区教育局',
      before: '已审',
      state: '锁定',
    });
    const [row] = await due(city, '--state', '锁定');
    // The first time counts, whatever was sent back and came again.
    expect(row).toMatchObject({
      report: 'group-list',
      from: '东湖区教育局',
      to: '云溪市教育局',
      due: '2026-10-15',
      receivedAt: '2026-10-14',
      onTime: true,
    });
    await city.done('submit', 'unlock', '东湖区', '--period', '2026', '--reason', '补报', '--yes');
    expect(await stateOf()).toBe('已审');
  });

  it('goes back with a workbook of what was found', async () => {
    const city = copyOf(template, '2026-10-16');
    await receive(city, await pack(east));
    await city.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=20', '--yes');
    const lower = copyOf(east, '2026-10-16');
    await lower.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=11', '--yes');
    await receive(city, await pack(lower));
    await city.done(
      'submit',
      'return',
      '东湖区',
      '--period',
      '2026',
      '--reason',
      '班级数不一致',
      '-o',
      '退回.zip',
      '--yes',
    );
    const parts = unzipSync(readFileSync(join(city.folder, '退回.zip')));
    expect(Object.keys(parts).sort()).toEqual(['manifest.json', '清单.txt', '问题清单.xlsx']);
    const path = join(city.folder, '问题清单.xlsx');
    writeFileSync(path, parts['问题清单.xlsx'] ?? new Uint8Array());
    const workbook = await openWorkbook(path);
    const rows = await workbook.sheets[0]?.window(1, 10);
    const texts = rows?.flatMap(({ cells }) =>
      cells.map(({ content }) => ('value' in content ? String(content.value) : '')),
    );
    await workbook.close();
    expect(texts?.join('\n')).toMatch(/班级数不一致[\s\S]*班级数：20 → 11/);
  });

  it.each([
    ['report-office', ['approve', '无名区', '--period', '2026']],
    ['report-not-received', ['approve', '西岭区', '--period', '2026']],
    ['report-not-received', ['lock', '东湖区', '--period', '2025']],
    ['report-not-approved', ['lock', '东湖区', '--period', '2026']],
    ['report-not-locked', ['unlock', '东湖区', '--period', '2026', '--reason', '更正']],
    ['answer-missing', ['unlock', '东湖区', '--period', '2026']],
    ['answer-missing', ['return', '东湖区', '--period', '2026', '-o', '退回.zip']],
    ['option-value', ['approve', '东湖区', '--period', '这期']],
  ])('refuses with %s: %j', async (code, words) => {
    const city = copyOf(template, '2026-10-16');
    await receive(city, await pack(east));
    const { exit, err } = await city.youlian('submit', ...words, '--yes');
    expect([exit, err]).toEqual([2, expect.stringContaining(`（${code}）`)]);
  });

  it('is not sent back once locked: report-locked', async () => {
    const city = copyOf(template, '2026-10-16');
    await receive(city, await pack(east));
    await city.done('submit', 'approve', '东湖区', '--period', '2026', '--yes');
    await city.done('submit', 'lock', '东湖区', '--period', '2026', '--yes');
    const { exit, err } = await city.youlian(
      ...['submit', 'return', '东湖区', '--period', '2026', '--reason', '缺', '-o', '退回.zip', '--yes'],
    );
    const code = 'report-locked';
    expect([exit, err]).toEqual([2, expect.stringContaining(`（${code}）`)]);
  });
});

describe('submit status', () => {
  it.each([
    ['2026-10-15', true],
    ['2026-10-16', false],
  ])('counts who was in time, who late and who has not reported: %s', async (date, onTime) => {
    const city = copyOf(template, '2026-10-17');
    await receive(city, await pack(east), '--date', date);
    const { periods, rates, missing } = await status(city, '--period', '2026');
    expect(periods).toMatchObject([
      {
        office: '东湖区教育局',
        state: '已报',
        receivedAt: date,
        packages: 1,
        due: 1,
        onTime: Number(onTime),
        late: Number(!onTime),
      },
      { office: '西岭区', state: '未报', receivedAt: null, packages: 0, due: 1, missing: 1 },
    ]);
    expect(rates[0]).toMatchObject({ onTimeRate: onTime ? 100 : 0, lateRate: onTime ? 0 : 100 });
    expect(missing).toEqual([{ office: '西岭区', period: '2026' }]);
    const printed = await city.youlian('submit', 'status', '--period', '2026');
    expect([printed.exit, printed.out]).toEqual([1, expect.stringContaining('还没有报的：西岭区（2026年）')]);
  });
});

describe('the last day of each step of the chain', () => {
  it.each([
    ['group-list', '东湖区', '2026-10-15', true],
    ['group-list', '东湖区', '2026-10-16', false],
    ['summary', '东湖区', '2026-12-20', true],
    ['summary', '东湖区', '2026-12-21', false],
    ['group-list', undefined, '2026-10-20', true],
    ['group-list', undefined, '2026-10-21', false],
    ['summary', undefined, '2026-12-30', true],
    ['summary', undefined, '2026-12-31', false],
  ])('%s of %s on %s', async (report, from, date, onTime) => {
    const city = copyOf(template, '2026-12-31');
    await receive(city, await pack(east), '--date', '2026-10-01');
    const words = from === undefined ? [] : ['--from', '东湖区教育局'];
    await city.done('submit', 'record', report, ...words, '--period', '2026', '--date', date, '--yes');
    const sender = from === undefined ? '云溪市教育局' : '东湖区教育局';
    const row = (await due(city, '--report', report)).find((each) => each.from === sender);
    expect(row).toMatchObject({ receivedAt: date, onTime, state: '已报' });
  });

  it.each([
    ['group-report', '2026-H1', '2026-06-30', true],
    ['group-report', '2026-H1', '2026-07-01', false],
    ['board-report', '2025-2026:2', '2026-07-10', true],
    ['board-report', '2025-2026:2', '2026-07-11', false],
  ])('%s of a group for %s on %s', async (report, period, date, onTime) => {
    const own = copyOf(east, '2026-10-10');
    await own.done(
      ...[
        'submit',
        'record',
        report,
        '--group',
        '东湖区教育集团',
        '--period',
        period,
        '--date',
        date,
        '--yes',
      ],
    );
    const row = (await due(own, '--report', report)).find((each) => each.period === period);
    expect(row).toMatchObject({ receivedAt: date, onTime, overdue: false });
  });

  it('takes the report that was held as an activity for handed in', async () => {
    const own = copyOf(east, '2026-10-10');
    own.write(
      '报告.csv',
      '活动记录表\n活动日期,联盟名称,活动种类,活动名称\n2026年7月10日,东湖区教育集团,理事会报告工作,报告\n',
    );
    await own.done('import', '报告.csv', '--yes');
    const row = (await due(own, '--report', 'board-report')).find(({ period }) => period === '2025-2026:2');
    expect(row).toMatchObject({ to: '监事会', receivedAt: '2026-07-10', onTime: true, due: '2026-07-10' });
  });
});
