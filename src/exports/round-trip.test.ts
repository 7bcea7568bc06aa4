import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

/** The invented city's files, as its offices and kindergartens sent them. */
const sent = resolve(import.meta.dirname, '..', '..', 'fixtures', 'city', 'files');
const forms = 8;

let folder: string;
let first: string;

async function youlian(place: string, ...argv: string[]) {
  const context = testContext(place);
  const exit = await run(argv, context);
  return { exit, out: context.out(), err: context.err() };
}

async function newLedger(name: string): Promise<string> {
  const place = join(folder, name);
  mkdirSync(place);
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  expect((await youlian(place, 'init', ...office, '--policy', 'zaozhuang-2021', '--yes')).exit).toBe(0);
  return place;
}

const lists = ['roster', 'alliance-list', 'leadership'] as const;

async function exportAll(place: string): Promise<void> {
  for (const table of lists) {
    const { exit, err } = await youlian(place, 'export', table, '--output', `${table}.xlsx`);
    expect([exit, err]).toEqual([0, expect.any(String)]);
  }
  expect((await youlian(place, 'application', 'print', '--all', '--output', 'application')).exit).toBe(0);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-往返-'));
  const files = join(folder, 'sent');
  mkdirSync(join(files, '申请表'), { recursive: true });
  for (const name of readdirSync(sent).filter((each) => each.endsWith('.xlsx'))) {
    copyFileSync(join(sent, name), join(files, name));
  }
  const received = readdirSync(join(sent, '申请表'))
    .filter((name) => !name.startsWith('有误'))
    .sort();
  for (const name of received.slice(0, forms))
    copyFileSync(join(sent, '申请表', name), join(files, '申请表', name));
  first = await newLedger('first');
  await youlian(first, 'import', files, '--yes');
  await exportAll(first);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const exported = (place: string) => [
  ...lists.map((table) => join(place, `${table}.xlsx`)),
  join(place, 'application'),
];

describe('what is exported imports again', () => {
  it('into the same ledger, where nothing changes and nothing is wrong', async () => {
    const { exit, out } = await youlian(first, 'import', ...exported(first), '--yes', '--json');
    const { totals, operation } = JSON.parse(out);
    expect([exit, operation]).toEqual([0, null]);
    expect(totals.read).toBeGreaterThan(180 + 16 + forms);
    expect(totals).toMatchObject({
      rejected: 0,
      skipped: 0,
      inserted: 0,
      updated: 0,
      unchanged: totals.read,
    });
  });

  it('into an empty ledger, which then exports the same bytes', async () => {
    const second = await newLedger('second');
    const { exit, out } = await youlian(second, 'import', ...exported(first), '--yes', '--json');
    const { totals } = JSON.parse(out);
    expect([exit, totals.rejected, totals.skipped]).toEqual([0, 0, 0]);
    await exportAll(second);
    for (const table of lists) {
      const [one, two] = [first, second].map((place) => readFileSync(join(place, `${table}.xlsx`)));
      expect([table, one!.equals(two!)]).toEqual([table, true]);
    }
    const printed = readdirSync(join(first, 'application'));
    expect(printed).toHaveLength(forms);
    expect(readdirSync(join(second, 'application'))).toEqual(printed);
    for (const name of printed) {
      const [one, two] = [first, second].map((place) => readFileSync(join(place, 'application', name)));
      expect([name, one!.equals(two!)]).toEqual([name, true]);
    }
  });
});

describe('a blank that was filled in imports', () => {
  async function fill(table: string, cells: Readonly<Record<string, string | number>>): Promise<string> {
    await youlian(first, 'template', table, '--output', `空${table}.xlsx`, '--force');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(first, `空${table}.xlsx`));
    const sheet = workbook.worksheets[0]!;
    for (const [address, value] of Object.entries(cells)) sheet.getCell(address).value = value;
    await workbook.xlsx.writeFile(join(first, `填${table}.xlsx`));
    return `填${table}.xlsx`;
  }

  it.each<[string, Record<string, string | number>, number]>([
    [
      'roster',
      {
        C3: '河口县新叶幼儿园',
        D3: '河口县',
        J3: '是',
        K3: '二类',
        O3: 6,
        C4: '河口县新苗幼儿园',
        D4: '河口县',
      },
      2,
    ],
    [
      'leadership',
      { B4: '组长', C4: '邓　淇', D4: '云溪市教育局副局长', B5: '成员', C5: '柳眉', D5: '云溪市教育局' },
      2,
    ],
    [
      'alliance-list',
      { B5: '河口县', C5: '河口县实验幼儿园', G5: '河口县星河幼儿园', G6: '河口县蓝天幼儿园' },
      2,
    ],
    ['application', { C3: '河口县星河幼儿园', C6: '柳眉', E6: '13800138000', C8: '河口县实验幼儿园' }, 1],
  ])('%s', async (table, cells, rows) => {
    const file = await fill(table, cells);
    const { out } = await youlian(first, 'import', file, '--dry-run', '--json');
    const report = JSON.parse(out);
    expect(report.files[0].tables.map((each: { table: string }) => each.table)).toEqual([table]);
    expect(report.totals).toMatchObject({ read: rows, accepted: rows, rejected: 0, skipped: 0 });
  });

  it.each([['roster'], ['leadership'], ['alliance-list'], ['application']])(
    '%s, left empty, gives no row',
    async (table) => {
      const { out } = await youlian(first, 'import', await fill(table, {}), '--dry-run', '--json');
      expect(JSON.parse(out).totals).toMatchObject({ accepted: 0, inserted: 0 });
    },
  );
});
