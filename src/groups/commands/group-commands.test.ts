import { beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { Ledger } from '../../store/ledger.ts';
import { groupCommands } from '../groups.commands.ts';
import { findGroup, listGroups } from '../groups.store.ts';
import { sampleContext, sampleLedger, samplePolicy } from '../sample-ledger.ts';
import { viewGroup } from './show.ts';

let context: ReturnType<typeof sampleContext>;

/** Runs one command of this slice as the parser would. */
async function group(
  verb: string,
  argumentsGiven: (string | string[])[],
  options: Record<string, unknown> = {},
) {
  const definition = groupCommands.find((each) => each.path[1] === verb);
  const module = await definition!.load();
  return module.run(context, { arguments: argumentsGiven, options });
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Failure ? error.finding.code : error),
  );

function read<T>(work: (ledger: Ledger) => T): T {
  const ledger = Ledger.open(context.ledgerPath);
  try {
    return work(ledger);
  } finally {
    ledger.close();
  }
}

const yes = { yes: true };
const lead = '东湖区实验幼儿园';
const member = ['东湖区星星幼儿园', '东湖区月亮幼儿园'];
const create = (options: Record<string, unknown> = {}) =>
  group('create', [], { lead, member, ...yes, ...options });

beforeEach(async () => {
  context = sampleContext();
  (await sampleLedger({ path: context.ledgerPath })).ledger.close();
});

describe('group create', () => {
  it('makes a group by hand: tier told from the lead, cycle from the policy, in force from today', async () => {
    expect(await create()).toBe(0);
    const [made] = read((ledger) => listGroups(ledger, '2022-09-01'));
    expect(made).toMatchObject({
      policyId: samplePolicy,
      tier: 'county',
      name: '东湖区实验幼儿园联盟',
      cycleStart: '2021-03-01',
      cycleEnd: '2023-12-31',
      validFrom: '2022-09-01',
      origin: 'hand',
      state: 'active',
    });
    expect(made?.members.map((each) => each.name)).toEqual(member);
    expect(context.err()).toContain('youlian check --group 1');
  });

  it('counts three years from the day where no stated cycle contains it', async () => {
    await create({
      since: '2026-02-28',
      tier: '镇（街）级',
      name: '湖畔联盟',
      member: ['东湖区星星幼儿园、东湖区月亮幼儿园'],
    });
    const [made] = read((ledger) => listGroups(ledger, '2026-03-01'));
    expect(made).toMatchObject({
      name: '湖畔联盟',
      tier: 'town',
      cycleStart: '2026-02-28',
      cycleEnd: '2029-02-27',
    });
    expect(made?.members).toHaveLength(2);
  });

  it('leaves the tier open where nothing tells it', async () => {
    await create({ lead: '西岭区青禾幼儿园' });
    expect(read((ledger) => findGroup(ledger, 1, '2022-09-01'))?.tier).toBeNull();
  });

  it('shows without writing on --dry-run', async () => {
    expect(await create({ dryRun: true, yes: undefined })).toBe(0);
    expect(context.err()).toContain(lead);
    expect(read((ledger) => [listGroups(ledger, '2022-09-01'), ledger.stamp()])).toEqual([[], 1]);
  });

  it('asks, and does nothing where the answer is no', async () => {
    const path = context.ledgerPath;
    context = { ...sampleContext(false), ledgerPath: path };
    await expect(create({ yes: undefined })).rejects.toThrow(Cancelled);
    expect(read((ledger) => listGroups(ledger, '2022-09-01'))).toEqual([]);
    context = { ...sampleContext(true), ledgerPath: path };
    expect(await create({ yes: undefined })).toBe(0);
    expect(read((ledger) => listGroups(ledger, '2022-09-01'))).toHaveLength(1);
  });

  it.each([
    ['option-value', { tier: 'village' }],
    ['option-value', { since: '2022-02-30' }],
    ['option-value', { lead: ' ' }],
    ['kindergarten-unknown', { lead: '没有的幼儿园' }],
    ['policy-unknown', { policy: 'nowhere-2000' }],
    ['member-is-lead', { member: [lead] }],
    ['member-twice', { member: [member[0], `${member[0]} `] }],
  ])('%s', async (code, options) => {
    expect(await failureOf(create(options))).toBe(code);
    expect(read((ledger) => listGroups(ledger, '2022-09-01'))).toEqual([]);
  });

  it('refuses a second group of the same lead in the same cycle, and warns of a member in two groups', async () => {
    await create();
    expect(await failureOf(create({ since: '2023-01-01' }))).toBe('group-exists');
    await create({ lead: '西岭区实验幼儿园' });
    expect(context.err()).toContain('member-elsewhere');
  });

  it('does not warn of the group of a cycle that is over', async () => {
    await create({ since: '2021-03-01' });
    await create({ since: '2024-03-01' });
    expect(context.err()).not.toContain('member-elsewhere');
    // Nor into one: what is past its cycle binds nobody, as check sees it.
    await group('create', [], { lead: '西岭区实验幼儿园', since: '2021-03-01', ...yes });
    await group('add', ['西岭区实验幼儿园', ['东湖区星星幼儿园']], { since: '2024-02-01', ...yes });
    expect(context.err()).not.toContain('member-elsewhere');
    await group('add', ['西岭区实验幼儿园', ['东湖区月亮幼儿园']], { since: '2023-12-31', ...yes });
    expect(context.err()).toContain('“东湖区月亮幼儿园”同时在另一个联盟：1 东湖区实验幼儿园联盟');
  });

  it('warns of a group that begins while this one runs', async () => {
    await create({ since: '2022-06-01' });
    await group('create', [], { lead: '西岭区实验幼儿园', member, since: '2021-03-01', ...yes });
    expect(context.err().match(/（member-elsewhere）/gu)).toHaveLength(member.length);
  });

  it.each([[[]], [[samplePolicy, 'helan-2022']]])(
    'needs the policy named with %j in force',
    async (policies) => {
      context = sampleContext();
      (await sampleLedger({ path: context.ledgerPath, policies })).ledger.close();
      expect(await failureOf(create())).toBe('policy-needed');
      expect(await create({ policy: samplePolicy })).toBe(0);
    },
  );
});

describe('group add, remove, edit, end', () => {
  const names = (on: string) =>
    read((ledger) => findGroup(ledger, 1, on))?.members.map((each) => each.name.replace('东湖区', ''));
  const add = (name: string, since: string) => group('add', ['1', [name]], { since, ...yes });

  beforeEach(() => create({ since: '2021-03-01' }));

  it('adds from a day on and lets go from a day on', async () => {
    await add('东湖区太阳花幼儿园', '2022-01-01');
    await group('remove', ['东湖区实验幼儿园联盟', ['东湖区星星幼儿园']], {
      since: '2022-06-01',
      reason: '停办',
      ...yes,
    });
    expect(names('2021-12-31')).toEqual(['星星幼儿园', '月亮幼儿园']);
    expect(names('2022-01-01')).toEqual(['星星幼儿园', '月亮幼儿园', '太阳花幼儿园']);
    expect(names('2022-06-01')).toEqual(['月亮幼儿园', '太阳花幼儿园']);
    const view = read((ledger) => viewGroup(ledger, lead, '2022-09-01'));
    expect(view.current.map(({ name, since }) => [name, since])).toEqual([
      [lead, '2021-03-01'],
      ['东湖区月亮幼儿园', '2021-03-01'],
      ['东湖区太阳花幼儿园', '2022-01-01'],
    ]);
    expect(view.current[0]?.responsible).toBe('东一');
    expect(view.others).toMatchObject([{ name: '东湖区星星幼儿园', until: '2022-06-01', reason: '停办' }]);
  });

  it('adding twice changes nothing, and the history gets no entry', async () => {
    await add('东湖区太阳花幼儿园', '2022-01-01');
    const before = read((ledger) => ledger.stamp());
    expect(await add('东湖区太阳花幼儿园', '2022-02-01')).toBe(0);
    expect(read((ledger) => ledger.stamp())).toBe(before);
    expect(context.err()).toContain('没有改动');
  });

  it('all or nothing: one wrong name among several and nobody joins', async () => {
    const work = group('add', ['1', ['东湖区太阳花幼儿园', '没有的幼儿园']], yes);
    expect(await failureOf(work)).toBe('kindergarten-unknown');
    expect(names('2022-09-01')).toHaveLength(2);
  });

  it.each([
    ['group-unknown', 'add', ['9', ['东湖区太阳花幼儿园']], {}],
    ['option-value', 'add', ['1', [' ']], {}],
    ['group-dates', 'add', ['1', ['东湖区太阳花幼儿园']], { since: '2021-02-28' }],
    ['member-is-lead', 'add', ['1', [lead]], {}],
    ['lead-leaves', 'remove', ['1', [lead]], { reason: '停办' }],
    ['member-absent', 'remove', ['1', ['东湖区太阳花幼儿园']], { reason: '停办' }],
    ['option-value', 'remove', ['1', ['东湖区星星幼儿园']], { reason: ' ' }],
    ['group-dates', 'end', ['1'], { since: '2021-03-01', reason: '误建' }],
    ['option-value', 'edit', ['1'], { tier: 'village' }],
    ['option-value', 'edit', ['1'], { responsible: ['王小溪'] }],
    ['member-absent', 'edit', ['1'], { responsible: ['西岭区青禾幼儿园=王小溪'] }],
  ] as const)('%s from %s %j', async (code, verb, argumentsGiven, options) => {
    const before = read((ledger) => ledger.stamp());
    const given = argumentsGiven.map((each) => (typeof each === 'string' ? each : [...each]));
    expect(await failureOf(group(verb, given, { ...yes, ...options }))).toBe(code);
    expect(read((ledger) => ledger.stamp())).toBe(before);
  });

  it('edits name, tier, lead and persons responsible', async () => {
    await group('edit', ['1'], {
      name: '湖畔联盟',
      tier: 'town',
      lead: '东湖区星星幼儿园',
      responsible: ['东湖区月亮幼儿园=王小溪', '东湖区星星幼儿园＝李小湖'],
      since: '2022-01-01',
      ...yes,
    });
    const before = read((ledger) => findGroup(ledger, 1, '2021-12-31'));
    expect(before).toMatchObject({ name: '湖畔联盟', tier: 'town', lead: { name: lead } });
    expect(before?.members.map((each) => each.responsible)).toEqual([null, null]);
    const after = read((ledger) => findGroup(ledger, 1, '2022-01-01'));
    expect(after?.lead).toMatchObject({ name: '东湖区星星幼儿园', responsible: '李小湖' });
    expect(after?.members).toMatchObject([{ name: '东湖区月亮幼儿园', responsible: '王小溪' }]);
    await group('edit', ['1'], { responsible: ['东湖区月亮幼儿园='], since: '2022-02-01', ...yes });
    expect(read((ledger) => findGroup(ledger, 1, '2022-02-01'))?.members[0]?.responsible).toBeNull();
  });

  it('an ended group can be shown but no longer changed, and its lead may begin another', async () => {
    await group('end', ['1'], { since: '2022-06-01', reason: '合并', ...yes });
    expect(await failureOf(add('东湖区太阳花幼儿园', '2022-09-01'))).toBe('group-ended');
    expect(await group('show', ['1'])).toBe(0);
    expect(context.out()).toContain('已终止');
    expect(await create({ since: '2022-07-01' })).toBe(0);
    expect(read((ledger) => viewGroup(ledger, lead, '2022-09-01')).group.id).toBe(2);
  });

  it('says which groups a name may mean', async () => {
    await create({ since: '2026-01-01' });
    const error = await group('show', [lead], { on: '2026-01-01' }).catch((thrown: unknown) => thrown);
    expect((error as Failure).finding.code).toBe('group-ambiguous');
    expect((error as Failure).finding.message).toMatch(/1 .*到期待续.*2 .*在期/);
  });
});

describe('group list', () => {
  it('prints the records of the contract', async () => {
    await create({ since: '2021-03-01' });
    expect(await group('list', [], { json: true })).toBe(0);
    expect(JSON.parse(context.out())).toEqual([
      {
        id: 1,
        policy: samplePolicy,
        tier: 'county',
        name: '东湖区实验幼儿园联盟',
        lead,
        members: member,
        cycleStart: '2021-03-01',
        cycleEnd: '2023-12-31',
        state: 'active',
      },
    ]);
  });

  it.each([
    ['expired', { on: '2024-01-01' }, ['1']],
    ['not yet begun, on a day asked for', { on: '2021-02-28' }, []],
    ['not yet begun, with --all', { on: '2021-02-28', all: true }, ['1']],
    ['of another tier', { tier: 'city' }, []],
    ['of its tier by name', { tier: '区（市）级' }, ['1']],
    ['of another policy', { policy: 'helan-2022' }, []],
  ])('%s', async (_title, options, ids) => {
    await create({ since: '2021-03-01' });
    await group('list', [], { ...options, json: true });
    const records = JSON.parse(context.out()) as { id: number }[];
    expect(records.map((each) => String(each.id))).toEqual(ids);
  });

  it('shows a table on stdout, and only there', async () => {
    await create({ since: '2021-03-01' });
    await group('list', []);
    expect(context.out()).toMatch(
      /编号 +名称[^\n]+ 联盟园数 [^\n]+状态\n +1 +东湖区实验幼儿园联盟[^\n]+在期\n/,
    );
    expect(context.err()).toContain('共 1 个联盟');
  });
});

describe('--json of changes by hand', () => {
  const printed = (shape: keyof typeof shapes) => shapes[shape].parse(JSON.parse(context.out()));
  const json = { ...yes, json: true };

  it('tells the group made', async () => {
    await create({ json: true, since: '2022-09-01' });
    expect(printed('group-create')).toEqual({
      operation: 2,
      dryRun: false,
      id: 1,
      policy: samplePolicy,
      tier: 'county',
      name: '东湖区实验幼儿园联盟',
      lead,
      members: member,
      cycleStart: '2021-03-01',
      cycleEnd: '2023-12-31',
      since: '2022-09-01',
      findings: [],
    });
  });

  it('tells who joined, in a dry run too', async () => {
    await create({ member: member.slice(0, 1) });
    await group('add', ['1', member], { ...json, dryRun: true });
    expect(printed('group-add')).toMatchObject({
      operation: null,
      dryRun: true,
      id: 1,
      members: [
        { name: member[0], outcome: 'already' },
        { name: member[1], outcome: 'added' },
      ],
    });
  });

  it('tells who left', async () => {
    await create();
    await group('remove', ['1', member.slice(0, 1)], { ...json, reason: '园所停办', since: '2022-10-01' });
    expect(printed('group-remove')).toMatchObject({
      operation: 3,
      reason: '园所停办',
      since: '2022-10-01',
      members: [{ name: member[0], outcome: 'ended' }],
    });
  });
});
