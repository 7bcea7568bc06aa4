import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draftPlan } from './draft.ts';
import type { PlanningFacts } from './options.ts';
import { loadPlanningSettings } from './settings.ts';
import { inventedDays } from './testing/random-office.ts';
import type { Kept, Staffed } from './wanted.ts';

const settings = {
  ...loadPlanningSettings([join(import.meta.dirname, '../../../templates')]),
  spacing: { sameKind: 1, any: 1 },
};
const days = inventedDays().filter(({ date }) => date <= '2026-09-30');

const week = ['2026-09-07', '2026-09-11'] as const;
const inspector = { name: '王强', unit: '云溪市督导室', role: '督学' };

/** An inspection in a group of its own, in a week of September, at which the inspector is wanted. */
function inspection(groupId: number, from: string, to: string, changes: Partial<Staffed> = {}): Staffed {
  const window = { from, to };
  return {
    policyId: 'p',
    ruleId: 'X.inspection',
    kind: 'inspection',
    title: '督导',
    line: null,
    subject: { type: 'group', id: groupId, name: `第${groupId}学区` },
    groupId,
    groupName: `第${groupId}学区`,
    officeId: null,
    due: window,
    window,
    periodName: '2026年9月',
    turn: 0,
    priority: 2,
    participants: [],
    hosts: [],
    standing: null,
    host: null,
    venue: null,
    people: [inspector],
    unnamed: [],
    ...changes,
  };
}

const facts = (wanted: readonly Staffed[], changes: Partial<PlanningFacts> = {}): PlanningFacts => ({
  days,
  wanted,
  kept: [],
  blocks: [],
  settings,
  ...changes,
});

const reasons = async (given: PlanningFacts) => (await draftPlan(given)).unmet.map(({ reason }) => reason);

/** A family day of a group, at one of three kindergartens, to which the host's principal comes. */
function familyDay(names: readonly string[], changes: Partial<Staffed> = {}): Staffed {
  const hosts = names.map((name, index) => ({
    id: index + 1,
    name,
    principal: `${name}园长甲`,
    isLead: index === 0,
    stays: [{ from: '2020-01-01', to: null }],
  }));
  const [host = null] = hosts;
  const people = host ? [{ name: host.principal, unit: host.name, role: '园长' }] : [];
  const venue = host?.name ?? null;
  return inspection(1, ...week, {
    kind: 'family',
    participants: hosts,
    hosts,
    host,
    venue,
    people,
    ...changes,
  });
}

const away = (name: string): PlanningFacts['blocks'][number] => ({
  from: week[0],
  to: week[1],
  groupId: null,
  kindergartenId: null,
  person: { name: `${name}园长甲`, unit: name },
  reason: '外出学习',
});

describe('what finds no day with its host', () => {
  it('gets another one, who comes in place of the first', async () => {
    const draft = await draftPlan(
      facts([familyDay(['一园', '二园', '三园'])], { blocks: [away('一园'), away('二园')] }),
    );
    expect(draft.unmet).toEqual([]);
    expect(draft.planned).toMatchObject([
      { host: { name: '三园' }, venue: '三园', people: [{ name: '三园园长甲', unit: '三园', role: '园长' }] },
    ]);
  });

  it('gets whoever hosts least', async () => {
    const other = familyDay(['二园']);
    const own = familyDay(['一园', '二园', '三园']);
    const second = { ...other, hosts: own.hosts, host: own.hosts[1] ?? null };
    const draft = await draftPlan(facts([second, own], { blocks: [away('一园')] }));
    expect(draft.planned.map(({ host }) => host?.name).sort()).toEqual(['三园', '二园']);
  });

  it('is told with its reason where no other is free either', async () => {
    const draft = await draftPlan(
      facts([familyDay(['一园', '二园'])], { blocks: [away('一园'), away('二园')] }),
    );
    expect(draft.unmet[0]?.reason).toContain('一园一园园长甲不便（外出学习）');
  });
});

describe('what cannot be placed', () => {
  it('is told by the smallest set that proves it, and how it could be', async () => {
    const six = [1, 2, 3, 4, 5, 6].map((group) => inspection(group, ...week));
    // Others, with days enough, are none of the conflict.
    const others = [7, 8].map((group) => inspection(group, '2026-09-14', '2026-09-25'));
    const draft = await draftPlan(facts([...six, ...others]));
    expect(draft.planned).toHaveLength(7);
    const [unmet] = draft.unmet;
    expect(unmet?.reason).toContain('云溪市督导室王强一天只排一场');
    expect(unmet?.reason).toContain('只容得下 5 项，却有 6 项');
    expect(unmet?.reason).toMatch(/最省的办法：排在2026年9月\d+日，允许云溪市督导室王强当天再加一场/);
  });

  it('has room once the inspector may come twice a day', async () => {
    const six = [1, 2, 3, 4, 5, 6].map((group) => inspection(group, ...week));
    expect(await reasons(facts(six, { settings: { ...settings, oncePerDay: false } }))).toEqual([]);
  });

  it('says which limit of the office is reached', async () => {
    const six = [1, 2, 3, 4, 5, 6].map((group) => inspection(group, ...week, { people: [] }));
    const [reason] = await reasons(facts(six, { settings: { ...settings, perDay: 1 } }));
    expect(reason).toContain('全局一天最多 1 场');
    expect(reason).toContain('允许全局当天超过 1 场');
  });

  it('names what was fixed by hand and stands in the way', async () => {
    const kept: Kept = {
      activityId: 9,
      policyId: 'p',
      title: '全市会议',
      kind: 'meeting',
      groupId: null,
      date: '2026-09-09',
      slots: 3,
      people: [inspector],
      venue: null,
    };
    const [reason] = await reasons(facts([inspection(1, '2026-09-09', '2026-09-09')], { kept: [kept] }));
    expect(reason).toContain('全市会议（已定在2026年9月9日）');
  });

  it('names the blocks that take all its days', async () => {
    const block = { from: '2026-09-07', to: '2026-09-30', groupId: 1, kindergartenId: null, person: null };
    const blocks = [{ ...block, reason: '搬迁' }];
    expect(await reasons(facts([inspection(1, ...week)], { blocks }))).toEqual([
      '期限内的上课日都不能用：2026年9月7日至2026年9月11日间的 5 天，第1学区不便（搬迁）。最省的办法：解除“第1学区不便（搬迁）”。',
    ]);
  });

  it('says so where the period has no school day', async () => {
    const [reason] = await reasons(facts([inspection(1, '2026-09-12', '2026-09-13')]));
    expect(reason).toBe('期限内没有可排的上课日。请核对校历，或调整期限。');
  });

  it('tells of a distance that could be given up', async () => {
    const two = [0, 1].map((turn) => inspection(1, '2026-09-07', '2026-09-08', { turn, people: [] }));
    const apart = { ...settings, spacing: { sameKind: 7, any: 2 } };
    const [reason] = await reasons(facts(two, { settings: apart }));
    expect(reason).toContain('离得更近（通常');
  });
});

describe('a search that is stopped', () => {
  it('answers with the best so far', async () => {
    const six = [1, 2, 3, 4, 5].map((group) => inspection(group, ...week));
    const stopped = await draftPlan(facts(six), { signal: AbortSignal.abort() });
    expect(stopped.stopped).toBe(true);
    let time = 0;
    const late = await draftPlan(facts(six), { limit: 5, clock: () => time++ });
    expect(late.stopped).toBe(true);
    expect((await draftPlan(facts(six))).stopped).toBe(false);
  });

  it('gives the same plan each time where it is not', async () => {
    const six = [1, 2, 3, 4, 5].map((group) => inspection(group, '2026-09-01', '2026-09-30'));
    const dates = async () =>
      (await draftPlan(facts(six))).planned.map(({ date, groupId }) => `${groupId} ${date}`);
    expect(await dates()).toEqual(await dates());
  });
});
