import { describe, expect, it } from 'vitest';
import { type CheckedActivity, checkPlan } from './check-plan.ts';

const rules = {
  isSchoolDay: (date: string) => date !== '2026-10-10',
  oncePerDay: true,
  sameKind: 7,
  any: 2,
  perDay: 2,
};
const wang = { name: '王芳', unit: '甲园' };

const activity = (id: number, changes: Partial<CheckedActivity> = {}): CheckedActivity => ({
  id,
  group: `${id}`,
  kind: 'research',
  date: '2026-10-14',
  start: '09:00',
  end: '11:00',
  venue: `${id}号园`,
  people: [],
  window: { from: '2026-10-01', to: '2026-10-31' },
  ...changes,
});

const kinds = (activities: readonly CheckedActivity[], changes: Partial<typeof rules> = {}) =>
  checkPlan(activities, { ...rules, ...changes }).map(({ kind }) => kind);

describe('the checker', () => {
  it('has nothing against a sound plan', () => {
    expect(kinds([activity(1), activity(2)])).toEqual([]);
  });

  it.each<[string, readonly CheckedActivity[], string[]]>([
    ['a person twice', [activity(1, { people: [wang] }), activity(2, { people: [wang] })], ['person']],
    [
      'a person twice on a day, though at other times',
      [activity(1, { people: [wang] }), activity(2, { people: [wang], start: '14:00', end: '16:00' })],
      ['person'],
    ],
    [
      'a namesake elsewhere',
      [activity(1, { people: [wang] }), activity(2, { people: [{ ...wang, unit: '乙园' }] })],
      [],
    ],
    ['a venue twice', [activity(1, { venue: '报告厅' }), activity(2, { venue: '报告厅' })], ['venue']],
    ['a day without teaching', [activity(1, { date: '2026-10-10' })], ['school-day']],
    ['a day outside the window', [activity(1, { date: '2026-11-02' })], ['window']],
    ['an end before the start', [activity(1, { end: '08:00' })], ['times']],
    ['a crowded day', [activity(1), activity(2), activity(3)], ['per-day']],
    ['two of a group in a week', [activity(1), activity(2, { group: '1', date: '2026-10-20' })], ['spacing']],
    [
      'two kinds of a group in a week',
      [activity(1), activity(2, { group: '1', kind: 'training', date: '2026-10-20' })],
      [],
    ],
    [
      'two kinds of a group a day apart',
      [activity(1), activity(2, { group: '1', kind: 'training', date: '2026-10-15' })],
      ['spacing'],
    ],
  ])('%s', (_, activities, expected) => {
    expect(kinds(activities)).toEqual(expected);
  });

  it('lets a person come twice a day at other times where the office does', () => {
    const twice = [
      activity(1, { people: [wang] }),
      activity(2, { people: [wang], start: '11:00', end: '12:00' }),
    ];
    expect(kinds(twice, { oncePerDay: false })).toEqual([]);
    const allDay = [activity(1, { people: [wang] }), activity(2, { people: [wang], start: null, end: null })];
    expect(kinds(allDay, { oncePerDay: false })).toEqual(['person']);
  });
});
