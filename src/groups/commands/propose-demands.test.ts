import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { applicationFields } from '../../applications/application.ts';
import { addApplication } from '../../applications/applications.store.ts';
import { Failure } from '../../findings/catalogue.ts';
import { addKindergarten, reviseKindergarten } from '../../roster/roster.store.ts';
import { Ledger } from '../../store/ledger.ts';
import { formingCommands } from '../forming.commands.ts';
import { sampleContext, sampleInfo, sampleLedger, samplePolicy } from '../sample-ledger.ts';

let context: ReturnType<typeof sampleContext>;
let ids: Map<string, number>;

const [first, second] = ['东湖区实验幼儿园', '东湖区第二实验幼儿园'];
const name = (index: number) => `东湖区柳园${'一二三四五六七八'[index]}幼儿园`;
const id = (text: string) => ids.get(text) ?? 0;

async function propose(options: Record<string, unknown> = {}) {
  const definition = formingCommands.find((each) => each.path[1] === 'propose');
  const before = context.out().length;
  const input = { arguments: [], options: { json: true, tier: 'county', ...options } };
  const code = await (await definition!.load()).run(context, input);
  return { code, record: JSON.parse(context.out().slice(before)) };
}

/** Members of the first and of the second lead, by their numbers. */
function grouping(record: { groups: { lead: string; members: string[] }[] }) {
  const of = (lead: string) => record.groups.find((each) => each.lead === lead)?.members ?? [];
  const numbers = (lead: string) =>
    of(lead)
      .map((each) => [0, 1, 2, 3, 4, 5].findIndex((index) => name(index) === each))
      .sort((one, other) => one - other)
      .join('');
  return `${numbers(first)}/${numbers(second)}`;
}

const failureOf = (options: Record<string, unknown>) =>
  propose(options).then(
    () => 'done',
    (error: unknown) =>
      error instanceof Failure ? `${error.finding.code} ${error.exitCode}` : Promise.reject(error),
  );

async function change(work: (ledger: Ledger) => void) {
  const ledger = Ledger.open(context.ledgerPath);
  await ledger.perform(sampleInfo, () => work(ledger));
  ledger.close();
}

/** The first lead at 0, the second at 11, members 0 … 4 at 1 … 5. */
beforeEach(async () => {
  context = sampleContext();
  const sample = await sampleLedger({ path: context.ledgerPath });
  ids = new Map(sample.ids);
  const { offices } = sample;
  sample.ledger.close();
  await change((ledger) => {
    for (const [other, each] of ids) {
      if (other === first) continue;
      reviseKindergarten(ledger, each, { buildState: '停办' }, { mode: 'fill' });
    }
    const at = (place: number) => ({
      districtId: offices.东湖区,
      longitude: 117 + place / 100,
      latitude: 35,
    });
    reviseKindergarten(ledger, id(first), at(0), { mode: 'fill' });
    ids.set(second, addKindergarten(ledger, { name: second, ownership: '教育部门办', ...at(11) }));
    for (let index = 0; index < 5; index += 1) {
      const facts = { name: name(index), ownership: '民办', inclusive: true, ...at(index + 1) };
      ids.set(name(index), addKindergarten(ledger, facts));
    }
  });
});

const pair = (one: string, other: string) => `${one}=${other}`;

describe('what a clerk asks of a proposal', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['nothing', {}, '012/34'],
    ['two together', { together: [pair(name(0), name(3))] }, '013/24'],
    ['one with a lead', { together: [pair(second, name(0))] }, '123/04'],
    ['two not together', { forbid: [pair(name(3), name(4))] }, '013/24'],
    ['one not with a lead', { forbid: [pair(name(1), first)] }, '023/14'],
    ['a pin', { pin: [pair(name(0), second)] }, '123/04'],
    ['one lead at most', { maxLeads: '1' }, '012/'],
  ])('is held: %s', async (_, options, expected) => {
    const { code, record } = await propose(options);
    expect(grouping(record)).toBe(expected);
    expect(code).toBe(options.maxLeads ? 1 : 0);
    for (const goal of record.goals) expect(goal).toMatchObject({ met: goal.of });
  });

  it('places two that must stand together before others', async () => {
    const { record } = await propose({ together: [pair(name(3), name(4))], maxLeads: '1' });
    expect(grouping(record)).toContain('34');
    expect(record.goals.find((goal: { name: string }) => goal.name === 'together')).toMatchObject({
      ...{ sentence: '指定的园所编在一起', met: 1, of: 1 },
    });
  });

  it("is told with the result, in the policy's words, with what became of it", async () => {
    const { record } = await propose({ forbid: [pair(name(3), name(4))], maxLeads: '2' });
    expect(record.goals.map((goal: { name: string }) => goal.name)).toEqual([
      'size',
      'member-kind',
      'jurisdiction',
      'forbid',
      'max-leads',
    ]);
    const { out } = context;
    const before = out().length;
    await propose({ json: false, forbid: [pair(name(3), name(4))] }).catch(() => undefined);
    expect(out().slice(before)).toContain('硬条件　指定的园所不编在一起：1 项都满足');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'together and apart',
      { together: [pair(name(0), name(1))], forbid: [pair(name(1), name(0))] },
      'demand-contradiction 1',
    ],
    [
      'apart over three',
      { together: [pair(name(0), name(1)), pair(name(1), name(2))], forbid: [pair(name(0), name(2))] },
      'demand-contradiction 1',
    ],
    [
      'pinned and apart',
      { pin: [pair(name(0), first)], forbid: [pair(first, name(0))] },
      'demand-contradiction 1',
    ],
    ['two leads together', { together: [pair(first, second)] }, 'demand-contradiction 1'],
    ['one with itself', { together: [pair(name(0), name(0))] }, 'demand-contradiction 1'],
    [
      'four together',
      { together: [0, 1, 2].map((index) => pair(name(index), name(index + 1))) },
      'demand-contradiction 1',
    ],
    ['one that is closed', { together: [pair(name(0), '东湖区星星幼儿园')] }, 'demand-contradiction 1'],
    ['no pair', { forbid: [name(0)] }, 'option-value 2'],
    ['no number', { maxLeads: '两个' }, 'option-value 2'],
    ['no system', { crs: 'beijing54' }, 'option-value 2'],
  ])('is refused, and nothing stored: %s', async (_, options, failure) => {
    expect(await failureOf(options)).toBe(failure);
    const ledger = Ledger.open(context.ledgerPath);
    expect(ledger.prepare('SELECT count(*) AS n FROM plan').get()).toEqual({ n: 0 });
    ledger.close();
  });
});

describe('the leads that application forms name', () => {
  const apply = (index: number, lead: string) =>
    change((ledger) => {
      const blank = Object.fromEntries(applicationFields.map((field) => [field, null]));
      addApplication(ledger, {
        ...(blank as Record<(typeof applicationFields)[number], null>),
        ...{ kindergartenId: id(name(index)), leadId: id(lead), policyId: samplePolicy },
        ...{ cycleStart: '2021-03-01', receivedOn: '2021-02-01', name: name(index), leadName: lead },
      });
    });

  it('are preferred, kept to, or not looked at', async () => {
    // 9 steps farther: more than the 5 km that a wish counts.
    await apply(0, second);
    await apply(2, second);
    const usual = await propose();
    expect(grouping(usual.record)).toBe('012/34');
    expect(usual.record.goals).toContainEqual(
      expect.objectContaining({ name: 'wish', weight: 0, met: 0, of: 2 }),
    );
    const preferred = await propose({ wishes: 'prefer' });
    expect(grouping(preferred.record)).toBe('013/24');
    const wish = preferred.record.goals.find((goal: { name: string }) => goal.name === 'wish');
    expect(wish).toMatchObject({ hard: false, weight: 5000, met: 1, of: 2 });
    expect(preferred.record.objective.penalty).toBe(5000);
    const { value, bound, distance } = preferred.record.objective;
    expect([value, bound]).toEqual([distance + 5000, value]);
    expect(grouping((await propose({ wishes: 'keep' })).record)).toBe('134/02');
    expect(grouping((await propose({ wishes: 'ignore' })).record)).toBe('012/34');
  });

  it('leave over, with the reason, who can only go to a full lead', async () => {
    for (const index of [0, 1, 2, 3]) await apply(index, first);
    const { code, record } = await propose({ wishes: 'keep' });
    expect(code).toBe(1);
    expect(record.unassigned[0].reason).toBe(`申请表写的主导园（${first}）都已满 3 所`);
  });
});

describe('distances', () => {
  it('come from the sheet where it has them, and are said to', async () => {
    const file = join(context.cwd, '车程.csv');
    const rows = [0, 1].map((index) => `${name(index)},50,1`);
    writeFileSync(file, `时间（分钟）,${first},${second}\n${rows.join('\n')}\n`);
    const { record } = await propose({ distances: file });
    expect(grouping(record)).toBe('234/01');
    expect(record.distanceBasis).toMatchObject({ matrix: 2, coordinates: 3 });
    const before = context.out().length;
    await propose({ distances: file, json: false }).catch(() => undefined);
    expect(context.out().slice(before)).toContain('距离取自“车程.csv”的 2 对，时间已折算成里程');
  });

  it('hardly depend on the system, if it is the same for all', async () => {
    const values: number[] = [];
    for (const crs of ['wgs84', 'GCJ-02', 'bd09']) {
      const { record } = await propose({ crs });
      expect(grouping(record)).toBe('012/34');
      values.push(record.objective.value);
    }
    const [wgs84 = 0, ...others] = values;
    for (const value of others) expect(Math.abs(value / wgs84 - 1)).toBeLessThan(0.01);
    expect(new Set(values).size).toBe(3);
  });

  it('are estimated for coordinates that cannot be right, which is told', async () => {
    await change((ledger) => {
      const far = { longitude: 107.02, latitude: 35 };
      reviseKindergarten(ledger, id(name(1)), far, { mode: 'correct', on: '2022-01-01' });
    });
    const { record } = await propose();
    expect(context.err()).toContain('（position-doubted）');
    expect(record.distanceBasis).toMatchObject({ coordinates: 4, district: 1 });
  });
});

describe('time', () => {
  it('that runs out, or Ctrl+C, leaves the best so far, which is not called proven', async () => {
    const { signal, ...rest } = context;
    context = { ...rest, signal: AbortSignal.abort() };
    const { record } = await propose({ forbid: [pair(name(3), name(4))] });
    expect(record.objective.proven).toBe(false);
    expect(record.groups.length).toBeGreaterThan(0);
    expect(context.err()).toContain('到此为止最好的结果');
    expect(signal.aborted).toBe(false);
  });
});
