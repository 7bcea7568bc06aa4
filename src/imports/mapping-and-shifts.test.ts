import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import type { Prompter } from '../cli/prompter.ts';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { Ledger } from '../store/ledger.ts';
import { type MadeSheet, makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { storedMappings } from './mappings.store.ts';
import { shiftedFiles } from './testing/shifted-files.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/findings');
const writes = process.env.YOULIAN_WRITE_FIXTURES === '1';
const folders = [builtInTemplates()];

/** An office's folder with these sheets in it, and the program run there. */
async function office(files: Readonly<Record<string, MadeSheet['rows']>>) {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-mapping-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, rows] of Object.entries(files)) {
    writeFileSync(join(folder, name), makeXlsx([{ name: 'Sheet1', rows }]));
  }
  async function youlian(words: readonly string[], prompter?: Prompter) {
    const changes = { templateFolders: folders, ...(prompter ? { prompter, interactive: true } : {}) };
    const context = testContext(folder, changes);
    const exit = await run([...words], context);
    return { exit, out: context.out(), err: context.err() };
  }
  async function json(...words: string[]) {
    const { exit, out } = await youlian([...words, '--json']);
    return { exit, data: JSON.parse(out) };
  }
  const ledger = <T>(look: (ledger: Ledger) => T): T => {
    const open = Ledger.open(join(folder, 'youlian.db'));
    try {
      return look(open);
    } finally {
      open.close();
    }
  };
  const facts = () =>
    ledger((open) =>
      open.database
        .prepare(
          'SELECT name, classes, children, principal FROM kindergarten_fact WHERE valid_to IS NULL ORDER BY name',
        )
        .all(),
    );
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  expect((await youlian([...init, '--policy', 'zaozhuang-2021', '--yes'])).exit).toBe(0);
  return { folder, youlian, json, ledger, facts };
}

/** Somebody at the terminal who picks the choice that has these words, and says yes. */
function clerk(picks: readonly string[], asked: { message: string; option: string }[] = []): Prompter {
  return {
    confirm: async () => true,
    select: async ({ message, option, choices }: Parameters<Prompter['select']>[0]) => {
      asked.push({ message, option });
      return choices.find(({ name }) => picks.some((pick) => name.includes(pick)))?.value ?? 'skip';
    },
  } as unknown as Prompter;
}

const odd = [
  ['编码', '园的名字', '所属区县', '几个班', '备注'],
  ['2137000001', '东湖区甲园幼儿园', '东湖区', 6, '无'],
];
const told = ['--map', '园的名字=园所名称', '--map', '几个班=班级数', '--map', '备注='];

describe('headings told by hand', () => {
  it('are kept with the import, used again under the same header, forgotten and brought back', async () => {
    const next = [['某区报来'], odd[0] ?? [], ['2137000002', '东湖区乙园幼儿园', '东湖区', 3, '无']];
    const { youlian, json, ledger, facts } = await office({ 'a.xlsx': odd, 'b.xlsx': next });
    expect((await youlian(['import', 'b.xlsx', '--yes'])).exit).toBe(2);

    const dry = await youlian(['import', 'a.xlsx', '--dry-run', ...told]);
    expect(dry.err).toContain(
      '按指定的对应：园所信息表的园的名字→园所名称、几个班→班级数、备注→不读（写入后按这种表头记住）',
    );
    expect(ledger(storedMappings)).toEqual([]);

    const first = await json('import', 'a.xlsx', '--yes', ...told);
    expect(shapes.import.parse(first.data)).toEqual(first.data);
    expect(first.data.files[0].tables[0].mappings).toEqual([
      { heading: '园的名字', cell: 'B1', field: 'name', label: '园所名称', remembered: false },
      { heading: '几个班', cell: 'D1', field: 'classes', label: '班级数', remembered: false },
      { heading: '备注', cell: 'E1', field: null, label: null, remembered: false },
    ]);
    const list = await json('mapping', 'list');
    expect(shapes['mapping-list'].parse(list.data)).toEqual(list.data);
    expect(list.data).toMatchObject([
      { number: 1, table: 'roster', layout: '编码|园的名字|所属区县|几个班|备注' },
    ]);

    const again = await youlian(['import', 'b.xlsx', '--yes']);
    expect(again.exit).toBe(0);
    expect(again.err).toContain('按记住的对应：园所信息表的园的名字→园所名称');
    expect(facts()).toMatchObject([
      { name: '东湖区乙园幼儿园', classes: 3 },
      { name: '东湖区甲园幼儿园', classes: 6 },
    ]);
    // The same words a second time are no news.
    expect((await youlian(['import', 'a.xlsx', '--yes', ...told])).err).toContain('没有新的改动');

    expect((await youlian(['mapping', 'forget', '1', '--dry-run'])).exit).toBe(0);
    expect(ledger(storedMappings)).toHaveLength(1);
    const forgotten = await json('mapping', 'forget', '1', '--yes');
    expect(shapes['mapping-forget'].parse(forgotten.data)).toEqual(forgotten.data);
    expect(ledger(storedMappings)).toEqual([]);
    expect((await youlian(['import', 'b.xlsx', '--yes'])).exit).toBe(2);
    expect((await youlian(['undo', String(forgotten.data.operation), '--yes'])).exit).toBe(0);
    expect((await youlian(['import', 'b.xlsx', '--yes'])).exit).toBe(0);
  });

  it('go with the import that brought them when it is undone', async () => {
    const { youlian, json, ledger } = await office({ 'a.xlsx': odd });
    const { data } = await json('import', 'a.xlsx', '--yes', ...told);
    expect(ledger(storedMappings)).toHaveLength(1);
    expect((await youlian(['history', 'show', String(data.operation)])).out).toContain(
      '园所信息表 园的名字→园所名称、几个班→班级数、备注→不读',
    );
    expect((await youlian(['undo', String(data.operation), '--yes'])).exit).toBe(0);
    expect(ledger(storedMappings)).toEqual([]);
  });

  it('take the place of what was told of the same header before', async () => {
    const { youlian, ledger } = await office({ 'a.xlsx': odd });
    await youlian(['import', 'a.xlsx', '--yes', ...told]);
    await youlian(['import', 'a.xlsx', '--yes', '--map', '几个班=教职工数']);
    expect(ledger(storedMappings)).toMatchObject([
      {
        mappings: [
          { from: '几个班', to: 'staff' },
          { from: '园的名字', to: 'name' },
          { from: '备注', to: null },
        ],
      },
    ]);
  });

  it.each([
    ['no pair', ['--map', '园的名字'], 'option-value'],
    ['nothing on the left', ['--map', '=园所名称'], 'option-value'],
    ['the same heading twice', ['--map', '备注=', '--map', '备注=园长'], 'option-value'],
    ['no such field', ['--map', '园的名字=园所名子'], 'map-field-unknown'],
    ['no such heading', ['--map', '园得名字=园所名称'], 'map-heading-unknown'],
    ['no such column', ['--map', '园的名字=园所名称', '--map', 'Z=园长'], 'map-field-unfit'],
  ])('a slip writes nothing: %s', async (_name, words, code) => {
    const { youlian, facts } = await office({ 'a.xlsx': odd });
    const { exit, err } = await youlian(['import', 'a.xlsx', '--yes', ...words]);
    expect(exit).toBe(2);
    expect(err).toContain(`（${code}）`);
    expect(facts()).toEqual([]);
  });
});

describe('a reading that is open', () => {
  const two = [
    ['园名', '单位名称', '所属区县', '班级数'],
    ['东湖区丁园幼儿园', '某公司', '东湖区', 6],
  ];

  it('is asked on a terminal, once for all files of the layout, and the answer is kept', async () => {
    const other = [two[0] ?? [], ['东湖区戊园幼儿园', '某公司', '东湖区', 3]];
    const { youlian, facts, ledger } = await office({ 'a.xlsx': two, 'b.xlsx': other });
    const asked: { message: string; option: string }[] = [];
    expect((await youlian(['import', 'a.xlsx', 'b.xlsx'], clerk(['园名'], asked))).exit).toBe(0);
    expect(asked).toEqual([
      {
        message: 'a.xlsx 工作表“Sheet1”（园所信息表）有 2 列都像“园所名称”，读哪一列？',
        option: '--map "A=园所名称"',
      },
    ]);
    expect(facts()).toMatchObject([{ name: '东湖区丁园幼儿园' }, { name: '东湖区戊园幼儿园' }]);
    expect(ledger(storedMappings)).toMatchObject([{ mappings: [{ from: 'A', to: 'name' }] }]);
  });

  it.each([
    ['with --yes on a terminal', ['--yes'], clerk(['园名'])],
    ['with --dry-run on a terminal', ['--dry-run'], clerk(['园名'])],
    ['without a terminal', ['--yes'], undefined],
    ['where the clerk does not know', [], clerk([])],
  ])('is refused %s', async (_name, words, prompter) => {
    const { youlian, facts } = await office({ 'a.xlsx': two });
    const { exit, err } = await youlian(['import', 'a.xlsx', ...words], prompter);
    expect(exit).toBe(2);
    expect(err).toContain('A1、B1');
    expect(err).toContain('--map "A=园所名称"');
    expect(err).toContain('（column-duplicate）');
    expect(facts()).toEqual([]);
  });

  it('a missing column is asked for among those that were not read, with their values', async () => {
    const { youlian, facts } = await office({
      'a.xlsx': [
        ['园的名字', '所属区县', '班级数', '在园幼儿数', '备注'],
        ['东湖区己园幼儿园', '东湖区', 6, 160, '无'],
      ],
    });
    const asked: { message: string; option: string }[] = [];
    await youlian(['import', 'a.xlsx'], clerk(['如 东湖区己园'], asked));
    expect(asked[0]?.message).toContain('没有“园所名称”一栏，是下面哪一列？');
    expect(facts()).toMatchObject([{ name: '东湖区己园幼儿园', classes: 6 }]);
  });
});

describe('columns that look shifted', () => {
  const files = shiftedFiles();

  it.each([
    ['columns-shifted', '错位.xlsx'],
    ['columns-shifted-accepted', '错位.xlsx'],
    ['rows-shifted', '错行.xlsx'],
    ['rows-shifted-accepted', '错行.xlsx'],
    ['columns-mixed', '填错.xlsx'],
    ['columns-mixed-accepted', '填错.xlsx'],
  ])('the files of the case %s are those of the test', (code, file) => {
    const used = ['名册.xlsx', file];
    for (const name of code.includes('mixed') ? used.slice(1) : used) {
      const bytes = makeXlsx([{ name: 'Sheet1', rows: files[name] ?? [] }]);
      const path = join(fixtures, code, name);
      if (writes) {
        mkdirSync(join(fixtures, code), { recursive: true });
        writeFileSync(path, bytes);
      }
      expect(existsSync(path) && readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  it('stop the table, dry and for real, and say which, how many, where', async () => {
    const { youlian, json, facts } = await office(files);
    await youlian(['import', '名册.xlsx', '--yes']);
    const before = facts();
    for (const how of ['--dry-run', '--yes']) {
      const { exit, data } = await json('import', '错位.xlsx', '--on-conflict', 'update', how);
      expect(exit).toBe(1);
      expect(data.operation).toBeNull();
      expect(data.totals).toMatchObject({ read: 8, accepted: 0, rejected: 8, skipped: 0 });
      const found = data.files[0].tables[0].findings.filter(
        ({ code }: { code: string }) => code === 'columns-shifted',
      );
      expect(found).toMatchObject([{ cell: 'D1' }, { cell: 'E1' }]);
      expect(found[0].message).toContain(
        '“班级数”（D 列）像是错填了“在园幼儿数”（E 列）的内容：有改动的 8 行里，8 行',
      );
      expect(found[0].message).toContain('D2 填 84（台账里“班级数”是 3、“在园幼儿数”是 84）');
      expect(found[0].remedy).toContain('--accept-shifted');
    }
    expect(facts()).toEqual(before);
  });

  it('are taken where the clerk says so, with a warning; every change is shown before and after', async () => {
    const { youlian, json, facts } = await office(files);
    await youlian(['import', '名册.xlsx', '--yes']);
    const words = ['import', '错位.xlsx', '--on-conflict', 'update', '--accept-shifted', '--yes'];
    const { exit, data } = await json(...words);
    expect(exit).toBe(0);
    expect(data.files[0].tables[0].findings.map(({ code }: { code: string }) => code)).toContain(
      'columns-shifted-accepted',
    );
    expect(data.changeCount).toBe(16);
    expect(data.changes).toHaveLength(16);
    expect(data.changes[0]).toEqual({
      file: '错位.xlsx',
      sheet: 'Sheet1',
      row: 2,
      cell: 'D2',
      table: 'roster',
      subject: '东湖区阳光幼儿园',
      field: 'classes',
      before: 3,
      after: 84,
      kept: false,
    });
    expect(facts()).toContainEqual({ name: '东湖区阳光幼儿园', classes: 84, children: 3, principal: '邓淇' });
  });

  it('so do rows: what stands beside the names slipped by one', async () => {
    const { youlian, json, facts } = await office(files);
    await youlian(['import', '名册.xlsx', '--yes']);
    const before = facts();
    const words = ['import', '错行.xlsx', '--on-conflict', 'update', '--yes'];
    const { exit, data } = await json(...words);
    expect([exit, data.operation]).toEqual([1, null]);
    const [found] = data.files[0].tables[0].findings.filter(
      ({ code }: { code: string }) => code === 'rows-shifted',
    );
    expect(found.message).toContain('第 2—7 行像是错了一行：连着 6 行的');
    expect(found.message).toContain(
      'G2 填 13800008001（台账里是第 3 行那所园的“联系电话”，本园是 13800008000）',
    );
    expect(facts()).toEqual(before);

    const accepted = await json(...words, '--accept-shifted');
    expect(accepted.exit).toBe(0);
    const codes = accepted.data.files[0].tables[0].findings.map(({ code }: { code: string }) => code);
    expect(codes).toContain('rows-shifted-accepted');
    expect(facts()).not.toEqual(before);
  });

  it('raise no alarm over a new school year', async () => {
    const { youlian } = await office(files);
    await youlian(['import', '名册.xlsx', '--yes']);
    const { exit, err } = await youlian(['import', '新学年.xlsx', '--on-conflict', 'update', '--yes']);
    expect(exit).toBe(0);
    expect(err).not.toContain('columns-');
    expect(err).toContain('与台账相比的改动');
  });

  it('of another’s kind stop a table that is new to the ledger too; other files of the batch go in', async () => {
    const { json, facts } = await office({
      ...files,
      'a.xlsx': [
        ['园所名称', '所属区县', '班级数'],
        ['东湖区独一幼儿园', '东湖区', 3],
      ],
    });
    const { exit, data } = await json('import', '填错.xlsx', 'a.xlsx', '--yes');
    expect(exit).toBe(1);
    const codes = data.files[0].tables[0].findings.map(({ code }: { code: string }) => code);
    expect(codes.filter((code: string) => code === 'columns-mixed')).toHaveLength(2);
    expect(facts()).toMatchObject([{ name: '东湖区独一幼儿园' }]);
  });
});
