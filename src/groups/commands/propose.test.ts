import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { run as undo } from '../../ledger/commands/undo.ts';
import { saveSeatDistricts } from '../../ledger/settings.store.ts';
import { addKindergarten, reviseKindergarten } from '../../roster/roster.store.ts';
import { Ledger } from '../../store/ledger.ts';
import { groupCommands } from '../groups.commands.ts';
import { listGroups } from '../groups.store.ts';
import { type Sample, sampleContext, sampleInfo, sampleLedger } from '../sample-ledger.ts';

let context: ReturnType<typeof sampleContext>;
let ids: ReadonlyMap<string, number>;
let offices: Sample['offices'];

async function group(verb: string, words: string[], options: Record<string, unknown> = {}) {
  const definition = groupCommands.find((each) => each.path[1] === verb);
  return (await definition!.load()).run(context, { arguments: words, options });
}

/** Proposes and gives the printed record; output of earlier commands is cut off. */
async function proposeJson(options: Record<string, unknown>) {
  const before = context.out().length;
  const code = await group('propose', [], { json: true, ...options });
  return { code, record: JSON.parse(context.out().slice(before)) };
}

async function change(work: (ledger: Ledger) => void) {
  const ledger = Ledger.open(context.ledgerPath);
  await ledger.perform(sampleInfo, () => work(ledger));
  ledger.close();
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof Failure ? { code: error.finding.code, exit: error.exitCode } : error,
  );

beforeEach(async () => {
  context = sampleContext();
  const sample = await sampleLedger({ path: context.ledgerPath });
  ids = sample.ids;
  offices = sample.offices;
  sample.ledger.close();
});

describe('group propose', () => {
  it('places the fitting kindergartens of a district with its lead, and says who is left and why', async () => {
    const { code, record } = await proposeJson({ tier: 'county' });
    expect(code).toBe(1);
    expect(record).toMatchObject({
      policy: 'zaozhuang-2021',
      tier: 'county',
      plan: 1,
      groups: [
        { lead: '东湖区实验幼儿园', members: ['东湖区星星幼儿园', '东湖区月亮幼儿园', '东湖区太阳花幼儿园'] },
      ],
      unassigned: [{ name: '西岭区小树苗幼儿园' }],
      leadsWithoutGroup: [{ name: '西岭区实验幼儿园' }],
      objective: { unit: 'm', gap: 0 },
    });
    expect(record.undetermined.map((each: { name: string }) => each.name)).toContain('西岭区青禾幼儿园');
    expect(record.objective.value).toBe(record.objective.bound);
  });

  it('uses the leads given, by name or code, and warns of one that does not fit', async () => {
    const { record } = await proposeJson({ tier: 'county', leads: ['东湖区湖滨街道中心幼儿园'] });
    expect(record.groups.map((each: { lead: string }) => each.lead)).toEqual(['东湖区湖滨街道中心幼儿园']);
    expect(context.err()).toContain('（lead-unfit）');
  });

  it('keeps pins, whatever the rules say', async () => {
    const { record } = await proposeJson({
      tier: 'county',
      pin: ['西岭区小树苗幼儿园=东湖区实验幼儿园'],
    });
    expect(record.groups[0].members).toContain('西岭区小树苗幼儿园');
    expect(context.err()).toMatch(/小树苗幼儿园与主导园不在同一区县.*（pin-unfit）/su);
  });

  it('warns of a pin of a kind that does not fit or is not known, and of none that fits', async () => {
    await change((ledger) => {
      const id = ids.get('东湖区月亮幼儿园') ?? 0;
      const facts = { inclusive: false, isNew: false, isWeak: false };
      reviseKindergarten(ledger, id, facts, { mode: 'correct', on: '2022-09-01' });
    });
    const to = (name: string) => `${name}=东湖区实验幼儿园`;
    await proposeJson({ tier: 'county', pin: [to('东湖区星星幼儿园')] });
    expect(context.err()).not.toContain('pin-unfit');
    const pin = [to('东湖区月亮幼儿园'), to('西岭区青禾幼儿园')];
    await proposeJson({ tier: 'county', pin });
    expect(context.err()).toContain('月亮幼儿园不在所列的普惠性民办、新建、薄弱园之内');
    expect(context.err()).toMatch(/青禾幼儿园缺少“是否普惠[^；]+；与主导园不在同一区县/u);
  });

  it('says of those outside the seat of the city that they are, and of an unknown seat that it is missing', async () => {
    const reasons = async () => {
      const { record } = await proposeJson({ tier: 'city' });
      return record.unassigned.map(({ reason }: { reason: string }) => reason) as string[];
    };
    for (const reason of await reasons()) expect(reason).toMatch(/^缺少“市驻地所在区县”/u);
    expect(await reasons()).not.toEqual([]);
    await change((ledger) => saveSeatDistricts(ledger, ['西岭区']));
    expect(await reasons()).toContain('不在市驻地（西岭区）');
  });

  it.each([
    ['a pin that is no pair', { pin: ['西岭区小树苗幼儿园'] }, { code: 'option-value', exit: 2 }],
    [
      'pins to two leads',
      { pin: ['东湖区星星幼儿园=东湖区实验幼儿园', '东湖区星星幼儿园=西岭区实验幼儿园'] },
      { code: 'pin-contradiction', exit: 1 },
    ],
    ['an unknown lead', { leads: ['云溪市没有幼儿园'] }, { code: 'kindergarten-unknown', exit: 2 }],
    ['an unknown tier', { tier: 'village' }, { code: 'option-value', exit: 2 }],
  ])('refuses %s and stores nothing', async (_, options, failure) => {
    expect(await failureOf(group('propose', [], { tier: 'county', ...options }))).toEqual(failure);
    const before = context.out().length;
    await group('plans', [], { json: true });
    expect(JSON.parse(context.out().slice(before))).toEqual([]);
  });

  it('finds no lead where nobody is eligible', async () => {
    await change((ledger) => {
      for (const name of ['东湖区实验幼儿园', '西岭区实验幼儿园']) {
        reviseKindergarten(
          ledger,
          ids.get(name) ?? 0,
          { ownership: '民办' },
          { mode: 'correct', on: '2022-09-01' },
        );
      }
    });
    expect(await failureOf(group('propose', [], { tier: 'county' }))).toEqual({ code: 'lead-none', exit: 1 });
  });

  it('passes over a lead given that is closed or serves already, and says so though nothing is left', async () => {
    await change((ledger) => {
      const id = ids.get('西岭区实验幼儿园') ?? 0;
      reviseKindergarten(ledger, id, { buildState: '停办' }, { mode: 'fill' });
    });
    await group('create', [], { lead: '东湖区实验幼儿园', yes: true });
    const leads = ['东湖区实验幼儿园', '西岭区实验幼儿园'];
    expect(await failureOf(group('propose', [], { tier: 'county', leads }))).toEqual({
      code: 'lead-none',
      exit: 1,
    });
    expect(context.err()).toContain('（lead-serving）');
    expect(context.err()).toContain('（lead-closed）');
  });

  it('names the groups where all who could lead serve already, by the policy or by choice', async () => {
    await group('create', [], { lead: '东湖区实验幼儿园', yes: true });
    await group('create', [], { lead: '西岭区实验幼儿园', yes: true });
    for (const options of [{}, { leads: ['东湖区实验幼儿园'] }]) {
      const error = await group('propose', [], { tier: 'county', ...options }).catch((thrown) => thrown);
      expect(error).toMatchObject({ exitCode: 1, finding: { code: 'leads-serving' } });
      expect(error.finding.message).toContain('1 东湖区实验幼儿园联盟');
    }
  });

  it('says who leads only for want of facts, or of being entered as 市直', async () => {
    await change((ledger) => {
      addKindergarten(ledger, { name: '东湖区第二实验幼儿园', districtId: offices.东湖区 });
      for (const [name, ownership] of [
        ['云溪市第三幼儿园', '教育部门办'],
        ['云溪市金色幼儿园', '民办'],
        ['云溪市东湖区第四幼儿园', '教育部门办'],
      ] as const)
        addKindergarten(ledger, { name, ownership, districtId: offices.东湖区 });
    });
    await proposeJson({ tier: 'county' });
    expect(context.err()).toContain(
      '“东湖区第二实验幼儿园”没有担任区（市）级主导园：缺少“办园性质”（园所信息表）',
    );
    const before = context.err().length;
    await proposeJson({ tier: 'city' });
    const said = context.err().slice(before);
    expect(said.match(/（lead-passed-over）/gu)).toHaveLength(1);
    expect(said).toContain('“云溪市第三幼儿园”没有担任市级主导园');
    expect(said).toContain('youlian kindergarten edit 云溪市第三幼儿园 --set 所属区县=市直');
  });

  it('keeps no plan, and writes no file, without a single group', async () => {
    const output = join(context.cwd, '方案.xlsx');
    const { code, record } = await proposeJson({ tier: 'county', leads: ['西岭区实验幼儿园'], output });
    expect(code).toBe(1);
    expect(record).toMatchObject({ groups: [], plan: null });
    expect(context.err()).toContain('也没有写文件');
    expect(context.err()).not.toContain('group adopt');
    expect(existsSync(output)).toBe(false);
  });

  it('says that the district is missing of one that could be placed nowhere', async () => {
    await change(
      (ledger) =>
        void addKindergarten(ledger, {
          ...{ name: '云溪市小海豚幼儿园', ownership: '民办', inclusive: true },
        }),
    );
    const { record } = await proposeJson({ tier: 'county' });
    expect(record.unassigned).toContainEqual({
      name: '云溪市小海豚幼儿园',
      reason: '缺少“所属区县”（园所信息表）',
    });
  });

  it('looks at the ledger as it was on a day', async () => {
    await change((ledger) => {
      const id = ids.get('东湖区月亮幼儿园') ?? 0;
      const facts = { inclusive: false, isNew: false, isWeak: false };
      reviseKindergarten(ledger, id, facts, { mode: 'since', since: '2022-06-01' });
    });
    const membersOn = async (on: string) =>
      (await proposeJson({ tier: 'county', on })).record.groups[0]?.members.length;
    expect([await membersOn('2022-05-31'), await membersOn('2022-06-01')]).toEqual([3, 2]);
  });

  it('stores nothing on a dry run', async () => {
    const { record } = await proposeJson({ tier: 'county', dryRun: true });
    expect(record.plan).toBeNull();
    expect(await failureOf(group('adopt', ['1'], { yes: true }))).toEqual({ code: 'plan-unknown', exit: 2 });
  });
});

describe('group adopt', () => {
  it('puts the groups in force, once', async () => {
    await proposeJson({ tier: 'county' });
    expect(await group('adopt', ['1'], { yes: true })).toBe(0);
    const ledger = Ledger.open(context.ledgerPath);
    const [made] = listGroups(ledger, '2022-09-01');
    ledger.close();
    expect(made).toMatchObject({
      origin: 'plan',
      tier: 'county',
      validFrom: '2022-09-01',
      cycleEnd: '2023-12-31',
      state: 'active',
      lead: { name: '东湖区实验幼儿园' },
    });
    expect(made?.members).toHaveLength(3);
    expect(await failureOf(group('adopt', ['1'], { yes: true }))).toEqual({ code: 'plan-settled', exit: 2 });
  });

  it('leaves those who already serve out of the next proposal', async () => {
    await proposeJson({ tier: 'county' });
    await group('adopt', ['1'], { yes: true });
    const { record } = await proposeJson({ tier: 'county', leads: ['东湖区实验幼儿园', '西岭区实验幼儿园'] });
    expect(record.groups).toEqual([]);
    expect(context.err()).toContain('（lead-serving）');
  });

  it('makes the plan anew on a changed ledger: goes on where nothing differs, refuses where something does', async () => {
    await proposeJson({ tier: 'county' });
    await change(
      (ledger) =>
        void reviseKindergarten(
          ledger,
          ids.get('西岭区实验幼儿园') ?? 0,
          { phone: '0632-5550000' },
          { mode: 'fill' },
        ),
    );
    expect(await group('adopt', ['1'], { yes: true, dryRun: true })).toBe(0);
    await change(
      (ledger) =>
        void reviseKindergarten(
          ledger,
          ids.get('东湖区月亮幼儿园') ?? 0,
          { inclusive: false, isNew: false, isWeak: false },
          { mode: 'correct', on: '2022-09-01' },
        ),
    );
    expect(await failureOf(group('adopt', ['1'], { yes: true }))).toEqual({ code: 'plan-outdated', exit: 1 });
  });

  it('tells two kindergartens of one name apart', async () => {
    const facts = { name: '育才幼儿园', ownership: '民办', inclusive: true } as const;
    let inLake = 0;
    const correct = (ledger: Ledger, id: number) =>
      void reviseKindergarten(
        ledger,
        id,
        { inclusive: false, isNew: false, isWeak: false },
        { mode: 'correct', on: '2022-09-01' },
      );
    await change((ledger) => {
      inLake = addKindergarten(ledger, { ...facts, districtId: offices.东湖区 });
      addKindergarten(ledger, { ...facts, districtId: offices.西岭区 });
      correct(ledger, ids.get('东湖区月亮幼儿园') ?? 0);
    });
    const { record } = await proposeJson({ tier: 'county' });
    expect(record.groups.map((each: { members: string[] }) => each.members.includes('育才幼儿园'))).toEqual([
      true,
      true,
    ]);
    await change((ledger) => correct(ledger, inLake));
    const error = await group('adopt', ['1'], { yes: true }).catch((thrown) => thrown);
    expect(error).toMatchObject({ exitCode: 1, finding: { code: 'plan-outdated' } });
    expect(error.finding.message).toContain('育才幼儿园由“东湖区实验幼儿园”变为“不编入”');
  });

  it('writes nothing where it is interrupted while the plan is made anew', async () => {
    await proposeJson({ tier: 'county' });
    await change(
      (ledger) =>
        void reviseKindergarten(ledger, ids.get('西岭区实验幼儿园') ?? 0, { phone: '1' }, { mode: 'fill' }),
    );
    const definition = groupCommands.find((each) => each.path[1] === 'adopt');
    const interrupted = { ...context, signal: AbortSignal.abort(new Cancelled()) };
    const work = (await definition!.load()).run(interrupted, { arguments: ['1'], options: { yes: true } });
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    const ledger = Ledger.open(context.ledgerPath);
    expect(listGroups(ledger, '2022-09-01')).toEqual([]);
    ledger.close();
  });

  it('of two plans for the same leads takes one, and finds the other outdated', async () => {
    await proposeJson({ tier: 'county', leads: ['东湖区实验幼儿园'] });
    await proposeJson({ tier: 'county', leads: ['东湖区实验幼儿园'] });
    expect(await group('adopt', ['2'], { yes: true })).toBe(0);
    const error = await group('adopt', ['1'], { yes: true }).catch((thrown) => thrown);
    expect(error).toMatchObject({ exitCode: 1, finding: { code: 'plan-outdated' } });
    expect(error.finding.message).toContain('都已编入联盟（1 东湖区实验幼儿园联盟）');
  });

  it('can be adopted again once the adoption is undone', async () => {
    await proposeJson({ tier: 'county' });
    await group('adopt', ['1'], { yes: true });
    const ledger = Ledger.open(context.ledgerPath);
    const adoption = ledger.stamp();
    ledger.close();
    await undo(context, { arguments: [String(adoption)], options: { yes: true } });
    expect(await group('adopt', ['1'], { yes: true })).toBe(0);
    const reopened = Ledger.open(context.ledgerPath);
    expect(listGroups(reopened, '2022-09-01')).toHaveLength(1);
    reopened.close();
  });

  it('gives no lead a second group in the cycle it begins in', async () => {
    const lead = '东湖区实验幼儿园';
    await group('create', [], { lead, since: '2021-03-01', yes: true });
    const later = { ...context, now: () => new Date('2024-02-01T02:00:00Z') };
    await (await groupCommands.find((each) => each.path[1] === 'propose')!.load()).run(later, {
      arguments: [],
      options: { tier: 'county', leads: [lead] },
    });
    const adopt = (since: string) => group('adopt', ['1'], { since, yes: true });
    expect(await failureOf(adopt('2023-01-01'))).toEqual({ code: 'group-exists', exit: 2 });
    expect(await adopt('2024-03-01')).toBe(0);
  });

  it('warns of a member that serves elsewhere on the day the plan begins', async () => {
    await group('create', [], {
      ...{ lead: '西岭区实验幼儿园', member: ['东湖区星星幼儿园'] },
      ...{ since: '2021-03-01', yes: true },
    });
    const later = { ...context, now: () => new Date('2024-02-01T02:00:00Z') };
    await (await groupCommands.find((each) => each.path[1] === 'propose')!.load()).run(later, {
      arguments: [],
      options: { tier: 'county', leads: ['东湖区实验幼儿园'] },
    });
    expect(await group('adopt', ['1'], { since: '2023-01-01', yes: true })).toBe(0);
    expect(context.err()).toContain('（member-elsewhere）');
  });
});
