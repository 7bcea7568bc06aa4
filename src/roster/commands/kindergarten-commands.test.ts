import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { type TestContext, testContext } from '../../cli/test-context.ts';
import type { Context } from '../../context.ts';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { run } from '../../main.ts';
import { Ledger } from '../../store/ledger.ts';
import { rosterCommands } from '../roster.commands.ts';
import { findByCode, findByNameKey, listKindergartens } from '../roster.store.ts';
import { importRows, ledgerOf } from '../testing/roster-bench.ts';

let folder: string;
let context: TestContext;

async function kindergarten(
  verb: string,
  reference: string | undefined,
  options: Record<string, unknown> = {},
  changes: Partial<Context> = {},
) {
  context = testContext(folder, changes);
  const definition = rosterCommands.find((each) => each.path[1] === verb);
  const module = await definition!.load();
  return module.run(context, { arguments: [reference], options });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Failure ? error.finding.code : error),
  );

function read<T>(work: (ledger: Ledger) => T): T {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  try {
    return work(ledger);
  } finally {
    ledger.close();
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-roster-'));
  const ledger = await ledgerOf('city', join(folder, 'youlian.db'));
  await importRows(ledger, [
    {
      code: '3799020001',
      name: '东湖区实验幼儿园',
      district: '东湖区',
      town: '湖滨街道',
      ownership: '教育部门办',
      classes: 12,
      children: 360,
      phone: '13800008000',
    },
    { code: '3799020002', name: '小太阳幼儿园', district: '东湖区', ownership: '普惠性民办', isWeak: true },
    { code: '3799030001', name: '金色童年幼儿园', district: '西岭区', ownership: '民办', isNew: true },
    { name: '云溪市机关幼儿园', district: '市直', ownership: '公办', category: '省级示范' },
  ]);
  ledger.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('kindergarten list', () => {
  const names = () => (JSON.parse(context.out()) as { name: string }[]).map((each) => each.name);

  it.each<[string, Record<string, unknown>, string[]]>([
    ['all', {}, ['云溪市机关幼儿园', '东湖区实验幼儿园', '小太阳幼儿园', '金色童年幼儿园']],
    ['of a district', { district: '东湖' }, ['东湖区实验幼儿园', '小太阳幼儿园']],
    ['of the city', { district: '市直' }, ['云溪市机关幼儿园']],
    ['of a town', { town: '湖滨' }, ['东湖区实验幼儿园']],
    ['public ones of any kind', { ownership: '公办' }, ['云溪市机关幼儿园', '东湖区实验幼儿园']],
    ['of one kind', { ownership: '教育部门办' }, ['东湖区实验幼儿园']],
    ['private ones', { ownership: '民办' }, ['小太阳幼儿园', '金色童年幼儿园']],
    ['of a category', { category: '省级示范' }, ['云溪市机关幼儿园']],
    ['new', { new: true }, ['金色童年幼儿园']],
    ['weak and inclusive', { weak: true, inclusive: true }, ['小太阳幼儿园']],
    ['none', { weak: true, new: true }, []],
  ])('%s', async (_title, options, expected) => {
    expect(await kindergarten('list', undefined, { ...options, json: true })).toBe(0);
    expect(names()).toEqual(expected);
  });

  it('gives the keys of the exports, masked where asked', async () => {
    await kindergarten('list', undefined, { json: true, masked: true, district: '东湖区' });
    const [first] = JSON.parse(context.out()) as Record<string, unknown>[];
    expect(Object.keys(first!).join()).toBe(
      'code,creditCode,name,district,town,address,longitude,latitude,ownership,inclusive,category,isNew,isWeak,classes,children,staff,teachers,principal,phone',
    );
    expect(first).toMatchObject({ phone: '138****8000', inclusive: null });
  });

  it.each<[Record<string, unknown>, string | null]>([
    [{ district: '东胡区' }, '有的是：东湖区'],
    [{ category: '一等' }, '有的是：省级示范。'],
    [{ ownership: '军队办' }, '“军队办”'],
    [{ town: '石桥镇' }, '有的是：湖滨街道。'],
    [{ district: '西岭区', category: '省级示范' }, null],
    [{ weak: true, new: true }, null],
  ])('says which condition fits no kindergarten: %o', async (options, said) => {
    expect(await kindergarten('list', undefined, options)).toBe(0);
    expect(context.err().includes('filter-unmatched')).toBe(said !== null);
    expect(context.err()).toContain(said ?? '符合条件的 0 所');
  });

  it('prints a table, and how many', async () => {
    await kindergarten('list', undefined, { district: '西岭区' });
    expect(context.out()).toMatch(/标识码 .*\n3799030001 {2}金色童年幼儿园/);
    expect(context.err()).toBe('符合条件的 1 所，台账里共 4 所。\n');
  });
});

describe('kindergarten show', () => {
  it('shows everything there is on a date', async () => {
    expect(await kindergarten('show', '东湖区实验幼儿园', { json: true })).toBe(0);
    expect(JSON.parse(context.out())).toMatchObject({
      id: 1,
      code: '3799020001',
      district: '东湖区',
      groups: [],
      applications: [],
      validFrom: null,
      validTo: null,
    });
    await kindergarten('show', '小太阳', {});
    expect(context.out()).toMatch(/办园性质 +民办\n是否普惠 +是\n/);
  });

  it('tells which operation a value comes from', async () => {
    await kindergarten('edit', '东湖区实验幼儿园', { set: ['班级数=15'], since: '2022-03-01', yes: true });
    await kindergarten('show', '东湖区实验幼儿园', { json: true, provenance: true });
    const { provenance } = JSON.parse(context.out()) as { provenance: Record<string, { operation: number }> };
    expect(provenance.classes).toMatchObject({
      operation: 3,
      title: '修改园所 东湖区实验幼儿园',
      clerk: '测试',
      file: null,
    });
    expect(provenance.district?.operation).toBe(2);
    expect(provenance.code?.operation).toBe(2);
    expect(provenance.principal).toBeUndefined();
    await kindergarten('show', '东湖区实验幼儿园', { provenance: true, on: '2022-02-28' });
    expect(context.out()).toMatch(/班级数 +12 .*第 2 次 试验/);
  });
});

describe('kindergarten add', () => {
  const options = {
    name: '新芽幼儿园',
    district: '南浦区',
    ownership: '普惠性民办',
    classes: '6',
    isNew: '是',
    yes: true,
  };

  it('adds what is typed, understood as a sheet would be', async () => {
    expect(
      await kindergarten('add', undefined, { ...options, phone: '+86 138-0000-8000', since: '2021-09-01' }),
    ).toBe(0);
    const [added] = read((ledger) => findByNameKey(ledger, '新芽幼儿园', '2022-09-01'));
    expect(added).toMatchObject({
      district: '南浦区',
      ownership: '民办',
      inclusive: true,
      classes: 6,
      isNew: true,
      phone: '13800008000',
      validFrom: '2021-09-01',
    });
    expect(context.err()).toContain('value-normalised');
  });

  it('says which district is new with it', async () => {
    await kindergarten('add', undefined, options);
    expect(context.err()).toContain('district-added');
    await kindergarten('add', undefined, { ...options, name: '月亮船幼儿园' });
    expect(context.err()).not.toContain('district-added');
  });

  it('takes a district that looks like a slip once it is entered by itself', async () => {
    const office = testContext(folder);
    expect(await run(['office', 'set', '--add-district', '东湖县区'], office)).toBe(0);
    expect(await kindergarten('add', undefined, { ...options, district: '东湖县区' })).toBe(0);
    expect(context.err()).not.toContain('district-added');
  });

  it('names all that is wrong at once', async () => {
    const wrong = { ...options, district: '东湖曲', classes: '几个', phone: '12', code: '12' };
    const error = await kindergarten('add', undefined, wrong).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(Failure);
    const { finding, also } = error as Failure;
    expect([finding, ...also].map(({ code }) => code).sort()).toEqual([
      'code-invalid',
      'district-near',
      'integer-invalid',
      'phone-invalid',
    ]);
    expect(read((ledger) => ledger.stamp())).toBe(2);
  });

  it('writes nothing on trial', async () => {
    expect(await kindergarten('add', undefined, { ...options, yes: false, dryRun: true })).toBe(0);
    expect(context.err()).toContain('登记：新芽幼儿园');
    expect(read((ledger) => listKindergartens(ledger, '2022-09-01'))).toHaveLength(4);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without a name', { name: undefined }, 'answer-missing'],
    ['a slip of a known district', { district: '东湖曲' }, 'district-near'],
    ['without a district', { district: undefined }, 'answer-missing'],
    ['one that is there', { name: '小太阳幼儿园', district: '东湖区' }, 'kindergarten-exists'],
    ['a code that is there', { code: '3799020001' }, 'kindergarten-exists'],
    [
      'a code and a name of two',
      { name: '小太阳幼儿园', district: '东湖区', code: '3799020001' },
      'match-contradiction',
    ],
    ['a malformed code', { code: '12345678901' }, 'code-invalid'],
    ['half a class', { classes: '6.5' }, 'integer-invalid'],
    ['a similar one, on --yes alone', { name: '实验幼儿园', district: '东湖区' }, 'answer-missing'],
    ['without --yes', { yes: false }, 'answer-missing'],
  ])('refuses %s', async (_title, changes, code) => {
    expect(await codeOf(kindergarten('add', undefined, { ...options, ...changes }))).toBe(code);
    expect(read((ledger) => ledger.stamp())).toBe(2);
  });

  it('adds a similar one that a person confirmed', async () => {
    const similar = { ...options, name: '实验幼儿园', district: '东湖区' };
    const prompter = { ...context.prompter, confirm: () => Promise.resolve(false) };
    expect(await codeOf(kindergarten('add', undefined, similar, { prompter }))).toBeInstanceOf(Cancelled);
    expect(await kindergarten('add', undefined, { ...similar, allowSimilar: true })).toBe(0);
    expect(context.err()).toContain('kindergarten-similar');
  });

  it('asks for the name and the district on a terminal', async () => {
    const answers = new Map([
      ['--name', '新芽幼儿园'],
      ['--district', '东湖区'],
    ]);
    const prompter = {
      ...context.prompter,
      input: ({ option }: { option: string }) => Promise.resolve(answers.get(option) ?? ''),
    };
    expect(await kindergarten('add', undefined, { yes: true }, { prompter })).toBe(0);
    expect(read((ledger) => findByNameKey(ledger, '新芽幼儿园', '2022-09-01'))[0]?.district).toBe('东湖区');
  });
});

describe('kindergarten edit', () => {
  const at = (on: string) => read((ledger) => findByCode(ledger, '3799020001', on));

  it('corrects what was wrong, by heading or key', async () => {
    const set = ['班级数=13', 'teachers=26', '所属镇街=石桥镇', '联系电话='];
    expect(await kindergarten('edit', '3799020001', { set, yes: true })).toBe(0);
    expect(at('2000-01-01')).toMatchObject({ classes: 13, teachers: 26, town: '石桥镇', phone: null });
    expect(context.err()).toContain('班级数：12 → 13');
    expect(context.err()).toContain('联系电话：13800008000 → （空）');
  });

  it('changes from a day on, and keeps what was before', async () => {
    expect(
      await kindergarten('edit', '东湖区实验幼儿园', {
        set: ['名称=东湖区示范幼儿园', '区县=西岭区'],
        since: '2022-03-01',
        yes: true,
      }),
    ).toBe(0);
    expect(at('2022-02-28')).toMatchObject({
      name: '东湖区实验幼儿园',
      district: '东湖区',
      town: '湖滨街道',
    });
    expect(at('2022-03-01')).toMatchObject({ name: '东湖区示范幼儿园', district: '西岭区' });
  });

  it('warns where the figures then do not fit', async () => {
    await kindergarten('edit', '东湖区实验幼儿园', { set: ['班级数=3'], yes: true });
    expect(context.err()).toContain('classes-crowded');
    await kindergarten('edit', '东湖区实验幼儿园', { set: ['园长=苏禾'], yes: true });
    expect(context.err()).not.toContain('classes-crowded');
  });

  it('says so where nothing changes', async () => {
    expect(await kindergarten('edit', '东湖区实验幼儿园', { set: ['班级数=12'], yes: true })).toBe(0);
    expect(read((ledger) => ledger.stamp())).toBe(2);
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['an unknown kindergarten', '月亮船', { set: ['班级数=3'] }, 'kindergarten-unknown'],
    ['an unknown field', '小太阳', { set: ['园龄=3'] }, 'field-unknown'],
    ['no pair', '小太阳', { set: ['班级数'] }, 'option-value'],
    ['two dates', '小太阳', { set: ['班级数=3'], on: '2022-01-01', since: '2022-01-01' }, 'option-value'],
    ['no name', '小太阳', { set: ['园所名称='] }, 'value-required'],
    ['another’s code', '小太阳', { set: ['标识码=3799020001'] }, 'kindergarten-exists'],
  ])('refuses %s', async (_title, reference, options, code) => {
    expect(await codeOf(kindergarten('edit', reference, { ...options, yes: true }))).toBe(code);
    expect(read((ledger) => ledger.stamp())).toBe(2);
  });
});

describe('--json of changes by hand', () => {
  const printed = (shape: keyof typeof shapes) => shapes[shape].parse(JSON.parse(context.out()));
  const json = { yes: true, json: true };

  it('tells the kindergarten added, with what is doubtful about it', async () => {
    const figures = { staff: '10', teachers: '12' };
    await kindergarten('add', undefined, {
      ...json,
      name: '西岭区新芽幼儿园',
      district: '西岭区',
      ...figures,
    });
    expect(printed('kindergarten-add')).toMatchObject({
      dryRun: false,
      operation: expect.any(Number),
      name: '西岭区新芽幼儿园',
      since: null,
      findings: [{ code: 'teachers-exceed-staff' }],
    });
  });

  it('tells what an edit changed, and that nothing was written where it changed nothing', async () => {
    const set = ['班级数=9', '是否薄弱=是'];
    await kindergarten('edit', '3799020001', { ...json, set, since: '2022-03-01' });
    expect(printed('kindergarten-edit')).toMatchObject({
      name: '东湖区实验幼儿园',
      since: '2022-03-01',
      changes: [
        { field: 'isWeak', after: true },
        { field: 'classes', after: 9 },
      ],
    });
    await kindergarten('edit', '3799020001', { ...json, set });
    expect(printed('kindergarten-edit')).toMatchObject({ operation: null, dryRun: false, changes: [] });
  });
});
