import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs, { type Worksheet } from 'exceljs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestContext, testContext } from '../cli/test-context.ts';
import { type Sample, sampleInfo, sampleLedger } from '../groups/sample-ledger.ts';
import { run } from '../main.ts';
import type { Application } from './application.ts';
import { addApplication } from './applications.store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '打印 测试-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const fields = (
  'leadId size address postcode legalRepresentative post phone contact mobile landline email ' +
  'leadName leadPhone leadAddress leadEmail project expectedEffect recommender opinion'
).split(' ');

function application(sample: Sample, name: string, given: Partial<Application>): Omit<Application, 'id'> {
  const empty = Object.fromEntries(fields.map((field) => [field, null])) as unknown as Application;
  return {
    ...empty,
    ...{ kindergartenId: sample.ids.get(name)!, policyId: 'zaozhuang-2021', cycleStart: '2021-03-01' },
    ...{ receivedOn: '2021-03-16', name, ...given },
  };
}

/** A ledger with two applications of one kindergarten and one of another. */
async function sample(): Promise<void> {
  const made = await sampleLedger({ path: join(folder, 'youlian.db') });
  await made.ledger.perform(sampleInfo, () => {
    const star = { contact: '柳眉', mobile: '13800138000', landline: '0632-3311234', project: '园本教研' };
    addApplication(made.ledger, application(made, '东湖区星星幼儿园', star));
    addApplication(
      made.ledger,
      application(made, '西岭区青禾幼儿园', { name: '青禾幼儿园', opinion: '同意。' }),
    );
    addApplication(made.ledger, application(made, '东湖区星星幼儿园', { cycleStart: '2024-01-01' }));
  });
  made.ledger.close();
}

async function print(...argv: string[]): Promise<{ exit: number; context: TestContext }> {
  const context = testContext(folder);
  return { exit: await run(['application', 'print', ...argv], context), context };
}

async function sheetOf(...path: string[]): Promise<Worksheet> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(join(folder, ...path));
  return workbook.worksheets[0]!;
}

it('makes one file for each application received, named after the kindergarten', async () => {
  await sample();
  const { exit, context } = await print('--all', '--output', '申请表');
  expect(exit).toBe(0);
  const names = [
    '申请表_东湖区星星幼儿园.xlsx',
    '申请表_西岭区青禾幼儿园.xlsx',
    '申请表_东湖区星星幼儿园（2）.xlsx',
  ];
  expect(readdirSync(join(folder, '申请表')).sort()).toEqual([...names].sort());
  expect(context.out()).toBe(names.map((name) => `${join(folder, '申请表', name)}\n`).join(''));
  expect(context.err()).toContain('完整的联系电话');
  const sheet = await sheetOf('申请表', names[0]!);
  expect(sheet.getCell('A2').value).toBe('云溪市幼儿园“共建 共享 共成长”联盟申请表');
  expect(['C3', 'C6', 'E6', 'G6', 'C10'].map((at) => sheet.getCell(at).value)).toEqual([
    '东湖区星星幼儿园',
    '柳眉',
    '13800138000',
    '0632-3311234',
    '园本教研',
  ]);
  // As the kindergarten wrote it.
  expect((await sheetOf('申请表', names[1]!)).getCell('C3').value).toBe('青禾幼儿园');
});

it('masks phones where asked', async () => {
  await sample();
  const { context } = await print('星星幼儿园', '--output', '表', '--masked');
  const sheet = await sheetOf('表', '申请表_东湖区星星幼儿园.xlsx');
  expect([sheet.getCell('E6').value, sheet.getCell('G6').value]).toEqual(['138****8000', '0632-*****34']);
  expect(context.err()).not.toContain('完整的联系电话');
});

it('prints those it finds and names those it does not', async () => {
  await sample();
  const { exit, context } = await print(
    '青禾幼儿园',
    '没有的园',
    '东湖区月亮幼儿园',
    '--output',
    '表',
    '--json',
  );
  expect(exit).toBe(1);
  const printed = JSON.parse(context.out());
  expect(printed.files).toEqual([
    { kindergarten: '西岭区青禾幼儿园', file: join(folder, '表', '申请表_西岭区青禾幼儿园.xlsx') },
  ]);
  expect(printed.findings.map((finding: { code: string }) => finding.code)).toEqual([
    'kindergarten-unknown',
    'application-not-received',
  ]);
  const nobody = await print('没有的园', '--output', '空');
  expect([nobody.exit, existsSync(join(folder, '空'))]).toEqual([1, false]);
});

it('makes a blank, alone or with others', async () => {
  await sample();
  expect((await print('--blank', '--output', '空')).exit).toBe(0);
  expect(readdirSync(join(folder, '空'))).toEqual(['申请表（空白）.xlsx']);
  const sheet = await sheetOf('空', '申请表（空白）.xlsx');
  expect([sheet.getCell('C3').value, sheet.getCell('C3').protection?.locked]).toEqual([null, false]);
  await print('青禾幼儿园', '--blank', '--output', '混');
  expect(readdirSync(join(folder, '混'))).toHaveLength(2);
});

it('keeps files that are there, makes the others, and overwrites when told', async () => {
  await sample();
  await print('青禾幼儿园', '--output', '表');
  const path = join(folder, '表', '申请表_西岭区青禾幼儿园.xlsx');
  writeFileSync(path, '旧');
  const again = await print('--all', '--output', '表');
  expect([again.exit, again.context.err()]).toEqual([1, expect.stringContaining('（file-exists）')]);
  expect(readFileSync(path, 'utf8')).toBe('旧');
  expect(readdirSync(join(folder, '表'))).toHaveLength(3);
  expect((await print('--all', '--output', '表')).exit).toBe(2);
  expect((await print('--all', '--output', '表', '--force')).exit).toBe(0);
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
});

it('writes nothing in a dry run, and asks what to print', async () => {
  await sample();
  const dry = await print('--all', '--output', '表', '--dry-run');
  expect([dry.exit, readdirSync(folder)]).toEqual([0, ['youlian.db']]);
  for (const [argv, code] of [
    [['--output', '表'], 'answer-missing'],
    [['--all'], 'answer-missing'],
    [['--all', '星星幼儿园', '--output', '表'], 'option-value'],
  ] as const) {
    const { exit, context } = await print(...argv);
    expect([exit, context.err()]).toEqual([2, expect.stringContaining(`（${code}）`)]);
  }
});

it('makes the same bytes twice', async () => {
  await sample();
  await print('--all', '--output', '一');
  await print('--all', '--output', '二');
  for (const name of readdirSync(join(folder, '一'))) {
    expect(readFileSync(join(folder, '一', name)).equals(readFileSync(join(folder, '二', name)))).toBe(true);
  }
});
