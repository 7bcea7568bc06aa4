import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import { findOrAddOffice } from '../../ledger/offices.store.ts';
import { adoptPolicy } from '../../ledger/policies-in-force.store.ts';
import { addKindergarten, listKindergartens, reviseKindergarten } from '../../roster/roster.store.ts';
import { Ledger } from '../../store/ledger.ts';
import { groupCommands } from '../groups.commands.ts';
import { listGroups } from '../groups.store.ts';
import { sampleContext, sampleInfo } from '../sample-ledger.ts';

/** A ledger of the invented 云溪市 in which everybody is divided into 学区. */

let context: ReturnType<typeof sampleContext>;

const placed = { longitude: 117, latitude: 35 };

/** 东湖区: two towns 5 km apart, each with a public kindergarten and private ones around it; 西岭区: private ones only. */
const kindergartens = [
  ...['东湖区湖滨公办园', '东湖区柳堤公办园'].map((name, town) => ({
    ...{ name, ownership: '公办', at: '东湖区', town: town === 0 ? '湖滨街道' : '柳堤街道' },
    ...{ longitude: placed.longitude + town * 0.055, latitude: placed.latitude },
  })),
  ...Array.from({ length: 20 }, (_, index) => ({
    ...{ name: `东湖区第${index + 1}民办园`, ownership: '民办', at: '东湖区' },
    town: index % 2 === 0 ? '湖滨街道' : '柳堤街道',
    longitude: placed.longitude + (index % 2) * 0.055 + 0.0001 * (index + 1),
    latitude: placed.latitude,
  })),
  ...Array.from({ length: 3 }, (_, index) => ({
    ...{ name: `西岭区第${index + 1}民办园`, ownership: '民办', at: '西岭区', town: '桃源街道' },
    ...{ longitude: placed.longitude + 0.3, latitude: placed.latitude + 0.001 * index },
  })),
];

beforeEach(async () => {
  context = sampleContext(true);
  const ledger = Ledger.create(context.ledgerPath);
  await ledger.perform(sampleInfo, () => {
    const city = findOrAddOffice(ledger, { level: 'city', name: '云溪市', parentId: null }).id;
    ledger.prepare('UPDATE office SET is_own = 1 WHERE id = ?').run(city);
    adoptPolicy(ledger, 'shenzhen-draft');
    for (const { at, town, ...facts } of kindergartens) {
      const districtId = findOrAddOffice(ledger, { level: 'county', name: at, parentId: city }).id;
      const townId = findOrAddOffice(ledger, { level: 'town', name: town, parentId: districtId }).id;
      addKindergarten(ledger, { ...facts, districtId, townId });
    }
  });
  ledger.close();
});

async function group(verb: string, words: string[], options: Record<string, unknown> = {}) {
  const definition = groupCommands.find((each) => each.path[1] === verb);
  return (await definition!.load()).run(context, { arguments: words, options });
}

async function proposeJson(options: Record<string, unknown> = {}) {
  const before = context.out().length;
  const code = await group('propose', [], { json: true, ...options });
  return { code, record: JSON.parse(context.out().slice(before)) };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Failure ? error.finding.code : error),
  );

async function change(work: (ledger: Ledger) => void) {
  const ledger = Ledger.open(context.ledgerPath);
  await ledger.perform(sampleInfo, () => work(ledger));
  ledger.close();
}

describe('group propose under a policy that divides everybody', () => {
  it('makes the fewest districts that hold everybody, around chosen centres, area by area', async () => {
    const { code, record } = await proposeJson();
    expect(code).toBe(1);
    expect(record).toMatchObject({ policy: 'shenzhen-draft', tier: null, task: 'partition', plan: 1 });
    expect(record.groups.map((each: { lead: string }) => each.lead)).toEqual([
      '东湖区柳堤公办园',
      '东湖区湖滨公办园',
    ]);
    expect(record.groups.map((each: { members: string[] }) => each.members.length)).toEqual([10, 10]);
    expect(record.objective).toMatchObject({ proven: true, gap: 0, penalty: 0 });
    expect(record.unassigned).toHaveLength(3);
    expect(record.unassigned[0].reason).toBe('西岭区没有可以担任学区中心园的园所');
    const goals = Object.fromEntries(
      record.goals.map((goal: { name: string; met: number; of: number }) => [goal.name, [goal.met, goal.of]]),
    );
    expect(goals).toMatchObject({ size: [2, 2], mix: [2, 2], within: [2, 2] });
  });

  it('names the districts after their towns when adopted, and exports them as the list', async () => {
    await group('propose', []);
    expect(await group('adopt', ['1'], { yes: true })).toBe(0);
    const ledger = Ledger.open(context.ledgerPath);
    const groups = listGroups(ledger, '2030-01-01', { policyId: 'shenzhen-draft' });
    ledger.close();
    expect(groups.map(({ name, tier, members }) => [name, tier, members.length])).toEqual([
      ['柳堤街道学区', null, 10],
      ['湖滨街道学区', null, 10],
    ]);
  });

  it.each([
    ['fills the one that is asked for and leaves the rest out', { count: '1' }, 1, 15],
    ['takes the centres that are named', { leads: ['东湖区第1民办园'] }, 2, 20],
  ])('%s', async (_, options, groups, members) => {
    const { record } = await proposeJson(options);
    expect(record.groups).toHaveLength(groups);
    const sizes = record.groups.map((each: { members: string[] }) => each.members.length);
    expect(sizes.reduce((sum: number, size: number) => sum + size, 0)).toBe(members);
    expect(sizes.every((size: number) => size <= 15)).toBe(true);
    if ('leads' in options)
      expect(record.groups.map((each: { lead: string }) => each.lead)).toContain('东湖区第1民办园');
  });

  it('keeps pins, and pairs apart and together', async () => {
    const { record } = await proposeJson({
      pin: ['东湖区第2民办园=东湖区湖滨公办园'],
      together: ['东湖区第1民办园=东湖区第4民办园'],
      forbid: ['东湖区第3民办园=东湖区第5民办园'],
    });
    const leadOf = (name: string) =>
      record.groups.find((each: { members: string[] }) => each.members.includes(name))?.lead;
    expect(leadOf('东湖区第2民办园')).toBe('东湖区湖滨公办园');
    expect(leadOf('东湖区第1民办园')).toBe(leadOf('东湖区第4民办园'));
    expect(leadOf('东湖区第3民办园')).not.toBe(leadOf('东湖区第5民办园'));
    expect(record.objective.proven).toBe(true);
  });

  it.each([
    ['a centre pinned elsewhere', ['东湖区柳堤公办园=东湖区湖滨公办园', '东湖区第1民办园=东湖区柳堤公办园']],
    ['one pinned to two', ['东湖区第1民办园=东湖区湖滨公办园', '东湖区第1民办园=东湖区柳堤公办园']],
    [
      'too many pinned to one',
      Array.from({ length: 16 }, (_, index) => `东湖区第${index + 1}民办园=东湖区湖滨公办园`),
    ],
  ])('refuses %s', async (_, pin) => {
    expect(await failureOf(group('propose', [], { pin }))).toBe('pin-contradiction');
  });

  it.each([[{ maxLeads: '3' }], [{ tier: 'county' }], [{ count: '0' }]])(
    'does not know %o here',
    async (options) => {
      expect(await failureOf(group('propose', [], options))).toBe('option-value');
    },
  );

  it('refuses more districts than there are centres for, with the most there can be', async () => {
    const failure = await group('propose', [], { count: '3' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      exitCode: 1,
      finding: { code: 'count-too-large' },
      parameters: { most: 2 },
    });
    await group('plans', []);
    expect(context.out()).not.toMatch(/^\s*1\b/mu);
  });

  it('does not choose one that lies nobody knows where while another can serve, and tells estimates', async () => {
    await change((ledger) => {
      const [first] = listKindergartens(ledger, '2030-01-01').filter(({ district }) => district === '东湖区');
      const { districtId, townId } = first!;
      addKindergarten(ledger, { name: '东湖区新公办园', ownership: '公办', districtId, townId });
    });
    const { record } = await proposeJson();
    const leads = record.groups.map((each: { lead: string }) => each.lead);
    expect(leads).toEqual(['东湖区柳堤公办园', '东湖区湖滨公办园']);
    expect(record.goals.find((goal: { name: string }) => goal.name === 'located')).toMatchObject({
      met: 2,
      of: 2,
    });
    const before = context.out().length;
    await group('propose', []);
    expect(context.out().slice(before)).toContain('，其中 1 对是估算（照这些距离，已证明不能再短）');
    // Where there are not enough others, it has to.
    const more = await proposeJson({ count: '3' });
    expect(more.record.groups.map((each: { lead: string }) => each.lead)).toContain('东湖区新公办园');
  });

  it('says that there is nobody to be a centre', async () => {
    await change((ledger) => {
      for (const { id } of listKindergartens(ledger, '2022-09-01')) {
        reviseKindergarten(ledger, id, { ownership: '民办' }, { mode: 'correct', on: '2022-09-01' });
      }
    });
    expect(await failureOf(group('propose', []))).toBe('lead-none');
  });
});
