import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Prompter } from '../cli/prompter.ts';
import { shapes } from '../cli/shapes.ts';
import { type TestContext, testContext } from '../cli/test-context.ts';
import type { Context } from '../context.ts';
import { Cancelled } from '../findings/catalogue.ts';
import { run } from '../main.ts';
import { Ledger } from '../store/ledger.ts';
import { temporaryFolder } from '../store/testing/sample.ts';
import { listOffices } from './offices.store.ts';
import { policiesInForce } from './policies-in-force.store.ts';
import { seatDistricts } from './settings.store.ts';
import { enteredTerms } from './terms.store.ts';

const founding = [
  'init',
  '--name',
  '云溪市教育局',
  '--level',
  'city',
  '--region',
  '379900',
  '--policy',
  'zaozhuang-2021',
];

interface Said {
  readonly exit: number;
  readonly context: TestContext;
  /** What --json printed, held to its documented shape. */
  json(shape: keyof typeof shapes): never;
}

async function say(folder: string, words: readonly string[], changes: Partial<Context> = {}): Promise<Said> {
  const context = testContext(folder, changes);
  const exit = await run(words, context);
  return { exit, context, json: (shape) => shapes[shape].parse(JSON.parse(context.out())) as never };
}

async function founded(...more: string[]): Promise<string> {
  const folder = temporaryFolder();
  expect((await say(folder, [...founding, '--yes', ...more])).exit).toBe(0);
  return folder;
}

function withLedger<T>(folder: string, read: (ledger: Ledger) => T): T {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  try {
    return read(ledger);
  } finally {
    ledger.close();
  }
}

/** A clerk who gives these answers, by option. */
function clerk(answers: Readonly<Record<string, unknown>>, asked: string[] = []): Partial<Context> {
  const answer = async ({
    option,
    ...question
  }: {
    option: string;
    validate?: (value: never) => true | string;
  }) => {
    asked.push(option);
    if (!(option in answers)) throw new Error(`unexpected question ${option}`);
    const value = answers[option];
    if (question.validate) expect(question.validate(value as never)).toBe(true);
    return value as never;
  };
  const prompter: Prompter = { confirm: answer, input: answer, select: answer, checkbox: answer };
  return { interactive: true, prompter };
}

describe('init', () => {
  it('asks nothing with --yes, and enters all that was said', async () => {
    const folder = temporaryFolder();
    const said = await say(folder, [
      ...founding,
      'helan-2022',
      '--policy',
      'guangxi-2020',
      '--term',
      '2021-2022:1=2021-09-01..2022-01-20',
      '--term',
      '2021-2022:2=2022-02-20..2022-07-10',
      '--seat',
      '东湖区教体局',
      '西岭区',
      '--yes',
      '--json',
    ]);
    expect(said.exit).toBe(0);
    expect(said.json('init')).toMatchObject({
      operation: 1,
      office: { name: '云溪市教育局', area: '云溪市', level: 'city', region: '379900' },
      policies: ['zaozhuang-2021', 'helan-2022', 'guangxi-2020'],
      seat: ['东湖区', '西岭区'],
      terms: [{ number: 1 }, { number: 2 }],
    });
    withLedger(folder, (ledger) => {
      expect(policiesInForce(ledger, '2000-01-01')).toEqual(['zaozhuang-2021', 'helan-2022', 'guangxi-2020']);
      expect(enteredTerms(ledger).map((term) => term.ends)).toEqual(['2022-01-20', '2022-07-10']);
      expect(seatDistricts(ledger)).toEqual(['东湖区', '西岭区']);
    });
    expect(readdirSync(folder)).toEqual(['youlian.db']);
  });

  it.each([
    ['nothing but a name', ['init', '--name', '云溪市教育局', '--yes'], 'init-incomplete'],
    ['no terminal and no answers', ['init'], 'init-incomplete'],
    ['an unknown policy', [...founding, '--policy', 'zaozhuang', '--yes'], 'policy-unknown'],
    ['a malformed term', [...founding, '--term', '2021-09-01', '--yes'], 'option-value'],
    [
      'overlapping terms',
      [
        ...founding,
        '--term',
        '2021-2022:1=2021-09-01..2022-02-25',
        '--term',
        '2021-2022:2=2022-02-20..2022-07-10',
        '--yes',
      ],
      'option-value',
    ],
    [
      'a code of another level',
      [
        'init',
        '--name',
        '甲',
        '--level',
        'county',
        '--region',
        '370000',
        '--policy',
        'zaozhuang-2021',
        '--yes',
      ],
      'option-value',
    ],
    ['a short name of a district', [...founding, '--seat', '东湖', '--yes'], 'option-value'],
    ['a level that is none', ['init', '--name', '甲', '--level', 'state', '--yes'], 'usage'],
  ])('refuses %s and leaves no file', async (_what, words, code) => {
    const folder = temporaryFolder();
    const { exit, context } = await say(folder, words);
    expect(exit).toBe(2);
    expect(context.err()).toContain(`（${code}）`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves no file after a dry run', async () => {
    const folder = temporaryFolder();
    expect((await say(folder, [...founding, '--yes', '--dry-run'])).exit).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('asks on a terminal for what the options do not say', async () => {
    const folder = temporaryFolder();
    const asked: string[] = [];
    const answers = {
      '--name': '东湖区教育和体育局',
      '--level': 'county',
      '--region': '379902',
      '--policy': ['zaozhuang-2021'],
      '--term': '2021-2022:1=2021-09-01..2022-01-20 2021-2022:2=2022-02-20..2022-07-10',
      '--yes': true,
    };
    expect((await say(folder, ['init'], clerk(answers, asked))).exit).toBe(0);
    expect(asked).toEqual(Object.keys(answers));
    withLedger(folder, (ledger) => expect(enteredTerms(ledger)).toHaveLength(2));
  });

  it('enters the districts that were named', async () => {
    const folder = temporaryFolder();
    await say(folder, [...founding, '--district', '东湖区', '西岭区', '--yes']);
    const names = withLedger(folder, (ledger) => listOffices(ledger).map(({ name }) => name));
    expect(names).toEqual(['云溪市', '东湖区', '西岭区']);
  });

  it('leaves no file when the clerk says no', async () => {
    const folder = temporaryFolder();
    const { exit } = await say(
      folder,
      founding,
      clerk({ '--term': '', '--district': '', '--seat': '', '--yes': false }),
    );
    expect(exit).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string, string, string, boolean]>([
    ['a blank name', '--name', '  ', false],
    ['a name', '--name', '云溪市教育局', true],
    ['a code of another level', '--region', '379902', false],
    ['a code of no province', '--region', '990000', false],
    ['a code', '--region', '3799', true],
    ['no seat', '--seat', ' ', true],
    ['a seat', '--seat', '东湖区、西岭区', true],
    ['a seat by its short name', '--seat', '东湖', false],
    ['no terms', '--term', ' ', true],
    ['a term', '--term', '2021-2022:1=2021-09-01..2022-01-20', true],
    ['half a term', '--term', '2021-2022:1', false],
    [
      'overlapping terms',
      '--term',
      '2021-2022:1=2021-09-01..2022-02-25、2021-2022:2=2022-02-20..2022-07-10',
      false,
    ],
  ])('a question is asked again after %s', async (_what, option, typed, taken) => {
    const answers: Record<string, unknown> = {
      '--name': '云溪市教育局',
      '--level': 'city',
      '--region': '379900',
      '--policy': ['zaozhuang-2021'],
      '--term': '',
      '--district': '',
      '--seat': '',
      '--yes': false,
    };
    const verdicts: (true | string)[] = [];
    const answer = async (question: { option: string; validate?: (value: never) => true | string }) => {
      if (question.option === option && question.validate) verdicts.push(question.validate(typed as never));
      return answers[question.option] as never;
    };
    const prompter: Prompter = { confirm: answer, input: answer, select: answer, checkbox: answer };
    const folder = temporaryFolder();
    expect((await say(folder, ['init'], { interactive: true, prompter })).exit).toBe(130);
    expect(verdicts).toEqual([taken ? true : expect.stringMatching(/\p{Script=Han}/u)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['云溪省教育厅', 'province'],
    ['云溪市教育局', 'city'],
    ['东湖区教育和体育局', 'county'],
    ['青石县教体局', 'county'],
    ['湖滨街道办事处', 'town'],
    ['石桥镇中心校', 'town'],
  ])('proposes the level that the name speaks of: %s', async (name, level) => {
    let proposed: string | undefined;
    const refuse = () => Promise.reject(new Cancelled());
    const select: Prompter['select'] = (question) => {
      proposed = question.initial;
      return refuse();
    };
    const prompter: Prompter = { confirm: refuse, input: refuse, checkbox: refuse, select };
    const { exit } = await say(temporaryFolder(), ['init', '--name', name], { interactive: true, prompter });
    expect([exit, proposed]).toEqual([130, level]);
  });

  it('takes another ledger file by --ledger', async () => {
    const folder = temporaryFolder();
    const { exit } = await say(folder, [...founding, '--yes'], { ledgerPath: join(folder, '二号 台账.db') });
    expect([exit, readdirSync(folder)]).toEqual([0, ['二号 台账.db']]);
  });
});

describe('office set', () => {
  it('changes what is said, in one operation that can be undone', async () => {
    const folder = await founded('--seat', '东湖区');
    const words = [
      'office',
      'set',
      '--name',
      '云河市教育局',
      '--no-seat',
      '--add-policy',
      'helan-2022',
      '--since',
      '2022-09-01',
      '--remove-policy',
      'zaozhuang-2021',
      '--term',
      '2021-2022:1=2021-09-01..2022-01-20',
    ];
    const said = await say(folder, [...words, '--json']);
    expect(said.json('office-set')).toMatchObject({ operation: 2, dryRun: false });
    const shown = await say(folder, ['office', 'show', '--on', '2022-09-01', '--json']);
    expect(shown.json('office')).toMatchObject({
      name: '云河市教育局',
      area: '云河市',
      policies: ['helan-2022'],
      seat: [],
      terms: [{ ends: '2022-01-20' }],
    });
    const earlier = await say(folder, ['office', 'show', '--on', '2022-08-31', '--json']);
    expect(earlier.json('office')).toMatchObject({ policies: ['zaozhuang-2021'] });
    expect((await say(folder, ['undo', '2', '--yes'])).exit).toBe(0);
    const back = await say(folder, ['office', 'show', '--json']);
    expect(back.json('office')).toMatchObject({
      name: '云溪市教育局',
      area: '云溪市',
      seat: ['东湖区'],
      terms: [],
    });
  });

  it.each([
    [
      'a term that overlaps one entered before',
      ['--term', '2021-2022:2=2022-01-10..2022-07-10'],
      'option-value',
    ],
    ['a policy that is not in force', ['--remove-policy', 'helan-2022'], 'option-value'],
    ['an unknown policy', ['--add-policy', 'x'], 'policy-unknown'],
    ['a code of another level', ['--region', '379902'], 'option-value'],
    ['a day for what has none', ['--name', '云河市教育局', '--since', '2022-09-01'], 'option-value'],
    ['nothing', [], 'office-unchanged'],
  ])('refuses %s', async (_what, more, code) => {
    const folder = await founded('--term', '2021-2022:1=2021-09-01..2022-01-20');
    const { exit, context } = await say(folder, ['office', 'set', ...more]);
    expect([exit, context.err().includes(`（${code}）`)]).toEqual([2, true]);
  });

  it('corrects a term, and makes no operation of what is already so', async () => {
    const folder = await founded('--term', '2021-2022:1=2021-09-01..2022-01-20');
    const corrected = ['office', 'set', '--term', '2021-2022:1=2021-09-02..2022-01-14'];
    expect((await say(folder, corrected)).exit).toBe(0);
    expect((await say(folder, [...corrected, '--json'])).json('office-set')).toMatchObject({
      operation: null,
      rows: 0,
    });
    withLedger(folder, (ledger) => expect(enteredTerms(ledger)).toMatchObject([{ starts: '2021-09-02' }]));
  });

  it.each<[string, string[], string[], string]>([
    ['follows the name', [], ['--name', '云河市教体局'], '云河市'],
    ['stays as it was given by hand', ['--area', '云溪新区'], ['--name', '云河市教体局'], '云溪新区'],
    ['is changed by itself', [], ['--area', '云溪新区'], '云溪新区'],
    ['is given with the name', [], ['--name', '云河市教体局', '--area', '云溪新区'], '云溪新区'],
  ])('the area %s', async (_what, first, then, area) => {
    const folder = await founded(...first);
    expect((await say(folder, ['office', 'set', ...then])).exit).toBe(0);
    expect((await say(folder, ['office', 'show', '--json'])).json('office')).toMatchObject({ area });
  });

  it('--dry-run tells how much would change, and changes nothing', async () => {
    const folder = await founded();
    const said = await say(folder, ['office', 'set', '--seat', '东湖区', '--dry-run', '--json']);
    expect(said.json('office-set')).toMatchObject({ operation: null, dryRun: true, rows: 1 });
    expect(withLedger(folder, seatDistricts)).toEqual([]);
  });

  it('shows in words what was entered, and where terms are assumed', async () => {
    const folder = await founded('--seat', '东湖区');
    const assumed = await say(folder, ['office', 'show']);
    expect(assumed.context.err()).toContain('（terms-assumed）');
    await say(folder, ['office', 'set', '--term', '2021-2022:1=2021-09-01..2022-01-20']);
    const { context } = await say(folder, ['office', 'show']);
    expect(context.err()).toBe('');
    expect(context.out().trim().split('\n')).toEqual([
      '单位：云溪市教育局',
      '地名：云溪市（市级，代码 379900）',
      '政策：zaozhuang-2021',
      '市驻地：东湖区',
      '学期：2021-2022学年第1学期 2021-09-01 至 2022-01-20',
    ]);
  });

  it('takes a policy up again from where it was given up', async () => {
    const folder = await founded();
    await say(folder, ['office', 'set', '--remove-policy', 'zaozhuang-2021', '--since', '2022-01-01']);
    await say(folder, ['office', 'set', '--add-policy', 'zaozhuang-2021', '--since', '2023-01-01']);
    withLedger(folder, (ledger) => {
      const inForce = (on: string) => policiesInForce(ledger, on).length;
      expect([
        inForce('2021-12-31'),
        inForce('2022-01-01'),
        inForce('2022-12-31'),
        inForce('2023-01-01'),
      ]).toEqual([1, 0, 0, 1]);
    });
  });
});

describe('history and undo', () => {
  async function withHistory(): Promise<string> {
    const folder = await founded();
    for (const seat of ['东湖区', '西岭区']) await say(folder, ['office', 'set', '--seat', seat]);
    return folder;
  }

  it('lists operations and says how many it leaves out', async () => {
    const folder = await withHistory();
    const said = await say(folder, ['history', '--last', '2', '--json']);
    expect(said.json('history')).toMatchObject([{ operation: 2 }, { operation: 3, undoneBy: null }]);
    expect(said.context.err()).toContain('共 3 次');
    const all = await say(folder, ['history', '--all']);
    expect(all.context.out().trim().split('\n')).toHaveLength(4);
    expect(all.context.err()).toBe('');
  });

  it('shows rows before and after, and says how many it leaves out', async () => {
    const folder = await withHistory();
    const said = await say(folder, ['history', 'show', '3', '--json']);
    expect(said.json('operation')).toMatchObject({
      operation: 3,
      rows: [{ table: 'setting', before: { value: '["东湖区"]' }, after: { value: '["西岭区"]' } }],
      total: 1,
    });
    const capped = await say(folder, ['history', 'show', '1', '--limit', '1']);
    expect(capped.context.err()).toContain('共改动 2 条');
    expect(capped.context.out()).toContain('机构 #1');
  });

  it('undoes after a yes, does nothing after a no, and only tries in a dry run', async () => {
    const folder = await withHistory();
    expect((await say(folder, ['undo', '3'], clerk({ '--yes': false }))).exit).toBe(130);
    expect((await say(folder, ['undo', '3', '--dry-run'])).exit).toBe(0);
    expect(withLedger(folder, seatDistricts)).toEqual(['西岭区']);
    const said = await say(folder, ['undo', '3', '--json'], clerk({ '--yes': true }));
    expect(said.json('undo')).toMatchObject({ operation: 4, undoes: 3 });
    expect(withLedger(folder, seatDistricts)).toEqual(['东湖区']);
    const list = await say(folder, ['history', '--json']);
    expect(list.json('history')).toMatchObject([
      {},
      {},
      { undoneBy: 4, effective: false },
      { undoes: 3, title: '撤销第 3 次操作“修改本单位的登记”' },
    ]);
  });

  it('names the later operations that stand in the way', async () => {
    const folder = await withHistory();
    const { exit, context } = await say(folder, ['undo', '2', '--yes']);
    expect(exit).toBe(2);
    expect(context.err()).toContain('（undo-blocked）');
    expect(context.err()).toContain('第 3 次操作“修改本单位的登记”');
  });

  it('asks off a terminal for --yes', async () => {
    const folder = await withHistory();
    const { exit, context } = await say(folder, ['undo', '3']);
    expect([exit, context.err().includes('（answer-missing）')]).toEqual([2, true]);
  });

  it.each([['undo'], ['history', 'show']])(
    '%s of what is no number, or of none there is',
    async (...words) => {
      const folder = await founded();
      for (const [number, code] of [
        ['七', 'option-value'],
        ['0', 'option-value'],
        ['9', 'operation-missing'],
      ] as const) {
        const { exit, context } = await say(folder, [...words, number]);
        expect([exit, context.err().includes(`（${code}）`)]).toEqual([2, true]);
      }
    },
  );
});

describe('backup, restore, doctor', () => {
  it('bring a ledger back, the present one kept', async () => {
    const folder = await founded();
    const made = await say(folder, ['backup', '备份.db', '--json']);
    expect(made.json('backup')).toMatchObject({ operations: 1 });
    expect((await say(folder, ['backup', '备份.db'])).exit).toBe(2);
    expect((await say(folder, ['backup', '备份.db', '--force'])).exit).toBe(0);
    await say(folder, ['office', 'set', '--seat', '东湖区']);
    expect((await say(folder, ['restore', '备份.db', '--dry-run'])).exit).toBe(0);
    expect((await say(folder, ['restore', '备份.db'], clerk({ '--yes': false }))).exit).toBe(130);
    expect(withLedger(folder, seatDistricts)).toEqual(['东湖区']);
    const restored = await say(folder, ['restore', '备份.db', '--yes', '--json']);
    const kept = join(folder, 'youlian-恢复前-20220901-090000.db');
    expect(restored.json('restore')).toMatchObject({ operations: 1, kept });
    expect(existsSync(kept)).toBe(true);
    expect(withLedger(folder, seatDistricts)).toEqual([]);
    const examined = await say(folder, ['doctor', '--json']);
    expect([examined.exit, examined.json('doctor')]).toMatchObject([0, { healthy: true, findings: [] }]);
  });

  it('the doctor ends with 1 where something is wrong', async () => {
    const folder = await founded();
    withLedger(folder, (ledger) => ledger.database.exec('DROP TRIGGER office_journal_update'));
    const examined = await say(folder, ['doctor', '--json']);
    expect(examined.exit).toBe(1);
    expect(examined.json('doctor')).toMatchObject({ healthy: false, findings: [{ code: 'ledger-schema' }] });
    writeFileSync(join(folder, 'youlian.db'), 'x'.repeat(9_000));
    expect((await say(folder, ['doctor'])).exit).toBe(2);
  });
});
