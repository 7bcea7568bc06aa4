import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../activity.ts';
import { type DemandRule, type DemandWorld, demandsOf } from './demands.ts';
import { kindSettings, loadPlanningSettings } from './settings.ts';

const settings = loadPlanningSettings([join(import.meta.dirname, '../../../templates')]);
const terms = [
  { schoolYear: '2026-2027', number: 1 as const, starts: '2026-09-01', ends: '2027-01-20', assumed: false },
  { schoolYear: '2026-2027', number: 2 as const, starts: '2027-02-22', ends: '2027-07-09', assumed: false },
];
const member = (id: number) => ({
  id,
  name: `${id}号园`,
  principal: null,
  isLead: id === 1,
  stays: [{ from: '2026-01-01', to: null }],
});

const group = {
  id: 7,
  policyId: 'p',
  tier: null,
  name: '联盟',
  lead: null,
  members: [],
  cycleStart: '2026-01-01',
  cycleEnd: null,
};

function rule(changes: Partial<DemandRule['parameters']> = {}, id = 'X.research'): DemandRule {
  return {
    policyId: 'p',
    id,
    modality: 'stated',
    parameters: {
      activity: ['research'],
      subject: 'group',
      per: 'month',
      atLeast: 1,
      months: 'teaching',
      partial: 'half',
      counts: 'attended',
      ...changes,
    },
    subjects: [
      {
        type: 'group',
        subject: { type: 'group', id: '7', name: '联盟' },
        group,
        stays: [{ from: '2026-01-01', to: null }],
        kindergartenId: null,
      },
    ],
  };
}

const schoolYear = { from: '2026-08-01', to: '2027-07-31' };
const firstTerm = { from: '2026-08-01', to: '2027-02-21' };
const secondTerm = { from: '2027-02-22', to: '2027-07-31' };

const world = (changes: Partial<DemandWorld> = {}): DemandWorld => ({
  terms,
  span: firstTerm,
  year: schoolYear,
  teaching: { from: '2026-09-01', to: '2027-07-09' },
  earliest: '2026-09-01',
  today: '2026-08-20',
  schoolDays: (from, to) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1),
  membersOf: () => [member(1), member(2)],
  invitedBy: () => [],
  settingsOf: (policyId, kind) => kindSettings(settings, policyId, kind),
  kindOf: (_, kind) => ({ name: kind, line: null }),
  existing: [],
  inScope: () => true,
  ...changes,
});

const activity = (id: number, changes: Partial<Activity>): Activity => ({
  id,
  uid: `${id}`,
  sequence: 0,
  policyId: 'p',
  groupId: 7,
  officeId: null,
  kind: 'research',
  line: null,
  title: '教研',
  state: 'planned',
  ruleId: 'X.research',
  due: null,
  plannedOn: null,
  starts: '09:00',
  ends: '11:30',
  fixed: false,
  heldOn: null,
  heldTo: null,
  hostId: 1,
  venue: null,
  hours: null,
  topics: null,
  outcome: null,
  outstanding: false,
  reason: null,
  note: null,
  origin: 'plan',
  kindergartens: [],
  people: [],
  evidence: [],
  ...changes,
});

const months = (rules: readonly DemandRule[], given: DemandWorld) =>
  demandsOf(rules, given).wanted.map(
    ({ periodName, standing }) => `${periodName}${standing ? `@${standing.date}` : ''}`,
  );

describe('demands', () => {
  it('are one for each month of the term', () => {
    expect(months([rule()], world())).toEqual([
      '2026年9月',
      '2026年10月',
      '2026年11月',
      '2026年12月',
      '2027年1月',
    ]);
  });

  it('are none for what is past, held, or keeps its planned day', () => {
    const existing = [
      activity(1, { state: 'done', heldOn: '2026-10-12' }),
      activity(2, { plannedOn: '2026-11-05', fixed: true }),
      activity(3, { plannedOn: '2026-12-03' }),
    ];
    expect(months([rule()], world({ existing, earliest: '2026-10-20' }))).toEqual([
      '2026年12月@2026-12-03',
      '2027年1月',
    ]);
  });

  it('do not count what was called off, or what another group held', () => {
    const existing = [
      activity(1, { state: 'cancelled', plannedOn: '2026-10-12' }),
      activity(2, { state: 'done', heldOn: '2026-10-12', groupId: 8 }),
    ];
    expect(months([rule()], world({ existing }))).toHaveLength(5);
  });

  it('of a longer period are met by what a shorter one asks for', () => {
    const yearly = rule({ per: 'school-year' }, 'X.yearly');
    const span = schoolYear;
    expect(months([yearly, rule()], world({ span }))).not.toContain('2026-2027学年');
    expect(months([yearly], world({ span }))).toEqual(['2026-2027学年']);
  });

  it('of a period that goes on are for the year that has half of it, and there for the term in which it ends', () => {
    const year = rule({ per: 'year', months: 'all' }, 'X.year');
    const quarter = rule({ per: 'quarter', months: 'all' }, 'X.quarter');
    const second = world({ span: secondTerm, earliest: '2027-02-22' });
    expect(months([year], world())).toEqual(['2026年']);
    expect(months([year], second)).toEqual(['2027年']);
    expect(months([quarter], world())).toEqual(['2026年第3季度', '2026年第4季度']);
    expect(months([quarter], second)).toEqual(['2027年第1季度', '2027年第2季度']);
    expect(months([year], world({ span: schoolYear }))).toEqual(['2026年', '2027年']);
  });

  it('leave what is due for a longer period to the term that sees to it', () => {
    const yearly = rule({ per: 'school-year', activity: ['review'] }, 'X.review');
    const due = { from: '2026-08-01', to: '2027-07-31' };
    const review = (plannedOn: string) =>
      activity(1, { kind: 'review', ruleId: 'X.review', due, plannedOn, origin: 'plan' });
    const second = { span: secondTerm, earliest: '2027-02-22' };
    const inSecond = demandsOf([yearly], world({ existing: [review('2027-07-08')], ...second }));
    expect(inSecond.surplus).toEqual([]);
    expect(inSecond.wanted.map(({ standing }) => standing?.date)).toEqual(['2027-07-08']);
    for (const [day, changes] of [
      ['2026-12-08', {}],
      ['2026-12-08', second],
      ['2027-07-08', {}],
    ] as const) {
      const { surplus, wanted } = demandsOf([yearly], world({ existing: [review(day)], ...changes }));
      expect({ surplus, wanted }).toEqual({ surplus: [], wanted: [] });
    }
  });

  it('of an office in a vacation are listed apart, of a group told as having no day', () => {
    const monthly = rule({ months: 'all', partial: 'any' });
    const ofOffice: DemandRule = {
      ...monthly,
      subjects: monthly.subjects.map((each) => ({
        ...each,
        type: 'office',
        subject: { type: 'office', id: '3', name: '云溪市' },
        group: null,
      })),
    };
    const inAugust = (given: DemandRule) => {
      const schoolDays = (_: string, to: string) => (to < '2026-09-01' ? 0 : 20);
      const { wanted, vacation } = demandsOf([given], world({ schoolDays, earliest: '2026-08-21' }));
      return { window: wanted[0]?.window, listed: vacation.map(({ periodName }) => periodName) };
    };
    expect(inAugust(ofOffice)).toMatchObject({ listed: ['2026年8月'] });
    expect(inAugust(ofOffice).window?.from).not.toBe('2026-08-21');
    expect(inAugust(monthly)).toEqual({ window: { from: '2026-08-21', to: '2026-08-31' }, listed: [] });
  });

  it('come again where what was planned is past and was not recorded', () => {
    const yearly = rule({ per: 'school-year' }, 'X.yearly');
    const due = { from: '2026-08-01', to: '2027-07-31' };
    const past = activity(1, { ruleId: 'X.yearly', due, plannedOn: '2026-09-03' });
    const given = (changes: Partial<Activity>, others: readonly Activity[] = []) =>
      demandsOf(
        [yearly],
        world({
          existing: [{ ...past, ...changes }, ...others],
          span: schoolYear,
          today: '2026-11-22',
          earliest: '2026-11-23',
        }),
      );
    const again = given({});
    expect(again.overdue.map(({ id }) => id)).toEqual([1]);
    expect(again.wanted.map(({ window, standing }) => [window.from, standing])).toEqual([
      ['2026-11-23', null],
    ]);
    // Planned for today it may still be held, even where somebody set the day.
    expect(given({ plannedOn: '2026-11-22' })).toMatchObject({ wanted: [], overdue: [] });
    expect(given({ fixed: true }).wanted).toHaveLength(1);
    const makeup = activity(2, { ruleId: 'X.yearly', due, plannedOn: '2027-01-05' });
    expect([...given({}, [makeup]).standing]).toEqual([2]);
    // Once the past one is recorded, what was to make up for it is not needed.
    const recorded = given({ state: 'done', heldOn: '2026-09-03' }, [makeup]);
    expect(recorded.surplus.map(({ id }) => id)).toEqual([2]);
    expect(recorded.overdue).toEqual([]);
  });

  it('tell what nothing asks for any more', () => {
    const existing = [activity(1, { plannedOn: '2026-10-12' }), activity(2, { plannedOn: '2026-10-20' })];
    const { surplus, standing } = demandsOf([rule()], world({ existing }));
    expect([...standing]).toEqual([1]);
    expect(surplus.map(({ id }) => id)).toEqual([2]);
  });

  it('leave those who are out of the plan alone', () => {
    const existing = [activity(1, { plannedOn: '2026-10-12' }), activity(2, { plannedOn: '2026-10-20' })];
    expect(demandsOf([rule()], world({ existing, inScope: () => false })).surplus).toEqual([]);
  });
});
