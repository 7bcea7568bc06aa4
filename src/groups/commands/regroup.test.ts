import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import { run as undo } from '../../ledger/commands/undo.ts';
import { addKindergarten, reviseKindergarten } from '../../roster/roster.store.ts';
import { Ledger } from '../../store/ledger.ts';
import { formingCommands } from '../forming.commands.ts';
import { groupCommands } from '../groups.commands.ts';
import { listGroups } from '../groups.store.ts';
import { membershipHistory } from '../memberships.store.ts';
import { type Sample, sampleContext, sampleInfo, sampleLedger } from '../sample-ledger.ts';

let context: ReturnType<typeof sampleContext>;
let offices: Sample['offices'];
let ids: Map<string, number>;

async function group(verb: string, words: string[], options: Record<string, unknown> = {}) {
  const all = [...groupCommands, ...formingCommands];
  const definition = all.find((each) => each.path[0] === 'group' && each.path[1] === verb);
  return (await definition!.load()).run(context, { arguments: words, options });
}

async function proposeJson(options: Record<string, unknown>) {
  const before = context.out().length;
  const code = await group('propose', [], { json: true, tier: 'county', regroup: true, ...options });
  return { code, record: JSON.parse(context.out().slice(before)) };
}

async function change(work: (ledger: Ledger) => void) {
  const ledger = Ledger.open(context.ledgerPath);
  await ledger.perform(sampleInfo, () => work(ledger));
  ledger.close();
}

function look<T>(work: (ledger: Ledger) => T): T {
  const ledger = Ledger.open(context.ledgerPath);
  try {
    return work(ledger);
  } finally {
    ledger.close();
  }
}

/** Members by lead on a day, without those that have ended. */
const groupsOn = (on: string) =>
  look((ledger) =>
    Object.fromEntries(
      listGroups(ledger, on)
        .filter((each) => each.state !== 'expired')
        .map((each) => [each.lead?.name, each.members.map((member) => member.name).sort()]),
    ),
  );

const [first, second] = ['东湖区实验幼儿园', '东湖区第二实验幼儿园'];
const name = (index: number) => `东湖区柳园${'一二三四五六七八'[index]}幼儿园`;
const id = (text: string) => ids.get(text) ?? 0;
const close = (text: string) =>
  change((ledger) =>
    reviseKindergarten(ledger, id(text), { buildState: '停办' }, { mode: 'since', since: '2022-03-01' }),
  );

/** Two leads and six members on a line: the first lead at 0, the second at 10, members at 1 … 6. */
beforeEach(async () => {
  context = sampleContext();
  const sample = await sampleLedger({ path: context.ledgerPath });
  offices = sample.offices;
  ids = new Map(sample.ids);
  sample.ledger.close();
  await change((ledger) => {
    for (const other of [
      '东湖区星星幼儿园',
      '东湖区月亮幼儿园',
      '东湖区太阳花幼儿园',
      '西岭区小树苗幼儿园',
    ]) {
      reviseKindergarten(ledger, id(other), { buildState: '停办' }, { mode: 'fill' });
    }
    const at = (place: number) => ({
      districtId: offices.东湖区,
      longitude: 117 + place / 100,
      latitude: 35,
    });
    reviseKindergarten(ledger, id(first), at(0), { mode: 'fill' });
    ids.set(second, addKindergarten(ledger, { name: second, ownership: '教育部门办', ...at(10) }));
    for (let index = 0; index < 6; index += 1) {
      const facts = { name: name(index), ownership: '民办', inclusive: true, ...at(index + 1) };
      ids.set(name(index), addKindergarten(ledger, facts));
    }
  });
  const create = (lead: string, members: number[]) =>
    group('create', [], { tier: 'county', lead, member: members.map(name), since: '2021-03-01', yes: true });
  await create(first, [0, 1, 4]);
  await create(second, [2, 3]);
});

describe('group propose --regroup', () => {
  it('leaves everybody where they are while a newcomer is placed, and shows what more changes would save', async () => {
    const { code, record } = await proposeJson({ on: '2022-04-01' });
    expect(code).toBe(0);
    expect(record).toMatchObject({ task: 'regroup', ending: [], objective: { gap: 0, proven: true } });
    expect(record.moves).toEqual([
      { name: name(5), kind: 'new', reason: '原来没有编入', from: null, to: second },
    ]);
    const [none, ...more] = record.tradeOff;
    expect(none).toMatchObject({ moves: 0, placed: 6, value: record.objective.value });
    // One change alone cannot be had: both groups are full, so two change places.
    expect(more[0]).toMatchObject({ moves: 2, placed: 6 });
    expect(more[0].value).toBeLessThan(none.value);
  });

  it('changes as many as the clerk allows where that shortens the way', async () => {
    const { record } = await proposeJson({ on: '2022-04-01', maxMoves: '2' });
    const changed = record.moves.filter((each: { kind: string }) => each.kind === 'moved');
    expect(changed.map((each: { name: string }) => each.name).sort()).toEqual([name(2), name(4)].sort());
    const chosen = record.tradeOff.find((each: { moves: number }) => each.moves === 2);
    expect(record.objective).toMatchObject({ value: chosen.value, gap: 0 });
  });

  it('says who leaves because it is closed, and whose lead is gone', async () => {
    await close(name(0));
    await close(second);
    const { code, record } = await proposeJson({ on: '2022-04-01' });
    expect(code).toBe(1);
    const of = (text: string) => record.moves.find((each: { name: string }) => each.name === text);
    expect(of(name(0))).toMatchObject({ kind: 'left', reason: '已经没有开办（停办）', to: null });
    expect(record.ending).toEqual([{ name: `${second}联盟`, reason: '主导园已经不在' }]);
    expect(of(name(2))).toMatchObject({ kind: 'forced', to: first });
    expect(record.unassigned).toHaveLength(2);
  });

  it('brings in another lead where the clerk names one', async () => {
    await close(second);
    const leads = ['东湖区湖滨街道中心幼儿园'];
    const { code, record } = await proposeJson({ on: '2022-04-01', leads });
    expect(code).toBe(0);
    expect(record.groups.map((each: { lead: string }) => each.lead).sort()).toEqual([first, ...leads].sort());
  });

  it('is refused where no group stands, or fewer changes are allowed than there must be', async () => {
    const failureOf = (options: Record<string, unknown>) =>
      group('propose', [], { tier: 'county', regroup: true, ...options }).then(
        () => 'done',
        (error: unknown) => (error instanceof Failure ? error.finding.code : error),
      );
    expect(await failureOf({ on: '2022-04-01', tier: 'town' })).toBe('regroup-none');
    const forbid = [`${name(0)}=${name(1)}`];
    expect(await failureOf({ on: '2022-04-01', forbid, maxMoves: '0' })).toBe('moves-too-few');
    expect(await failureOf({ on: '2022-04-01', forbid, maxMoves: '2' })).toBe('done');
    expect(await failureOf({ on: '2022-04-01', regroup: false, maxMoves: '2' })).toBe('option-value');
  });
});

describe('group adopt of a regrouping', () => {
  const periods = () =>
    look((ledger) =>
      listGroups(ledger, '2022-06-01', { includeEnded: true }).flatMap((each) =>
        membershipHistory(ledger, each.id),
      ),
    );

  it('changes who changes from the day on, leaves the others untouched, and can be undone', async () => {
    const before = periods();
    const groupsBefore = groupsOn('2022-06-01');
    await proposeJson({ on: '2022-04-01', maxMoves: '2' });
    expect(await group('adopt', ['1'], { since: '2022-05-01', yes: true })).toBe(0);
    expect(groupsOn('2022-06-01')).toEqual({
      [first]: [name(0), name(1), name(2)].sort(),
      [second]: [name(3), name(4), name(5)].sort(),
    });
    expect(groupsOn('2022-04-30')).toEqual(groupsBefore);
    const staying = [first, second, name(0), name(1), name(3)].map(id);
    const ofStaying = (all: typeof before) => all.filter((each) => staying.includes(each.kindergartenId));
    expect(ofStaying(periods())).toEqual(ofStaying(before));
    const adoption = look((ledger) => ledger.stamp());
    await undo(context, { arguments: [String(adoption)], options: { yes: true } });
    expect(periods()).toEqual(before);
  });

  it('ends a group whose lead is gone and tells what it did', async () => {
    await close(second);
    await proposeJson({ on: '2022-04-01' });
    expect(await group('adopt', ['1'], { since: '2022-05-01', yes: true })).toBe(0);
    expect(Object.keys(groupsOn('2022-06-01'))).toEqual([first]);
    expect(context.out() + context.err()).toContain(`终止“${second}联盟”：主导园已经不在`);
  });

  it('renews groups past their cycle, who is responsible staying so', async () => {
    const responsible = [`${name(0)}=王小溪`];
    await group('edit', ['1'], { responsible, since: '2021-03-01', yes: true });
    const { record } = await proposeJson({ on: '2024-02-01' });
    expect(record.moves.map((each: { kind: string }) => each.kind)).toEqual(['new']);
    expect(await group('adopt', ['1'], { since: '2024-03-01', yes: true })).toBe(0);
    const renewed = look((ledger) => listGroups(ledger, '2024-03-01'));
    expect(renewed.map((each) => [each.lead?.name, each.state, each.validFrom, each.cycleEnd])).toEqual([
      [first, 'active', '2024-03-01', '2027-02-28'],
      [second, 'active', '2024-03-01', '2027-02-28'],
    ]);
    const member = renewed[0]?.members.find((each) => each.name === name(0));
    expect(member?.responsible).toBe('王小溪');
    expect(look((ledger) => listGroups(ledger, '2024-02-28')).map((each) => each.state)).toEqual([
      'expired',
      'expired',
      'planned',
      'planned',
    ]);
  });

  it('is refused on a day on which a group has not begun', async () => {
    await proposeJson({ on: '2022-04-01', maxMoves: '2' });
    const failure = await group('adopt', ['1'], { since: '2021-03-01', yes: true }).catch((error) => error);
    expect(failure instanceof Failure && failure.finding.code).toBe('plan-outdated');
  });
});
