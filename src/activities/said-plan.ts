import { readDays } from '../calendar/date-range.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { chineseDate, type IsoDate } from '../common/dates.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { Group } from '../groups/group.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { findActivity, listActivities } from './activities.store.ts';
import type { Activity } from './activity.ts';
import { type ActivityWorld, membersOf } from './activity-world.ts';
import { type ActivityKind, kindMeant } from './kinds.ts';
import { meetings } from './meetings.ts';
import { readTimes, type Times } from './plan-times.ts';

/** What a row of the plan says, understood. */
export interface SaidPlan {
  readonly group: Group | null;
  readonly policyId: string;
  readonly kind: ActivityKind;
  /** The activity of the ledger that it speaks of; undefined for one that is not there yet. */
  readonly known: Activity | undefined;
  readonly plannedOn: IsoDate | null;
  readonly times: Times | null;
  readonly wishedOn: IsoDate | null;
  readonly wishedTimes: Times | null;
  readonly hostId: number | null;
  /** Runs of days that do not suit, both inclusive. */
  readonly away: readonly { readonly from: IsoDate; readonly to: IsoDate }[];
}

interface Reading {
  readonly record: TableRecord;
  readonly run: ImportRun;
  readonly world: ActivityWorld;
  readonly calendar: SchoolCalendar;
}

/** Understands a row and reports what is wrong with it at its cells; null where an error is among it. */
export function understandPlan(reading: Reading): SaidPlan | null {
  const { record, run, world } = reading;
  const { values } = record;
  const text = (key: string) => String(values[key] ?? '').trim();
  let isSound = true;
  const refuse = (field: string, code: FindingCode, parameters: Parameters) => {
    isSound = false;
    run.report(code, record, field, parameters);
    return null;
  };
  const plannedOn = text('plannedOn') || null;
  const wishedOn = text('wishedOn') || null;
  const on = wishedOn ?? plannedOn ?? run.today;
  const group = groupMeant(reading, on, refuse);
  const policyId = run.policyId ?? group?.policyId ?? null;
  if (policyId === null && group !== undefined)
    refuse('group', 'activity-policy-unclear', { value: text('group') });
  const policy = policyId === null ? null : world.policy(group?.policyId ?? policyId);
  const kind = policy ? kindMeant(policy.activities, text('activityKind')) : undefined;
  if (policy && !kind) {
    const known = policy.activities.map(({ name }) => name).join('、');
    refuse('activityKind', 'activity-kind-unknown', { value: text('activityKind'), known });
  }
  const known =
    kind && policy && group !== undefined
      ? knownActivity(reading, { group, kind, policyId: policy.id }, refuse)
      : undefined;
  const times = timesIn(values, 'times', refuse);
  const wishedTimes = timesIn(values, 'wishedTimes', refuse);
  const hostField = text('wishedHost') === '' && !known ? 'host' : 'wishedHost';
  const hostId = text(hostField) === '' ? null : hostMeant(reading, hostField, group ?? null, on, refuse);
  const away = awayDays(reading, refuse);
  if (group === null && away.length > 0) {
    const problem = '本单位的活动不填这一栏';
    refuse('away', 'plan-days-unclear', { value: text('away'), problem });
  }
  if (wishedOn !== null || !known) {
    const field = wishedOn === null ? 'plannedOn' : 'wishedOn';
    const day = wishedOn ?? plannedOn;
    if (day === null) refuse(field, 'plan-date-needed', { value: '' });
    else checkDay(reading, { day, field, known, times: wishedTimes ?? times }, refuse);
  }
  if (!isSound || !kind || !policy || group === undefined) return null;
  return { group, policyId: policy.id, kind, known, plannedOn, times, wishedOn, wishedTimes, hostId, away };
}

type Refuse = (field: string, code: FindingCode, parameters: Parameters) => null;

/** The group named; null for the office, undefined where it cannot be told. */
function groupMeant({ record, run, world }: Reading, on: IsoDate, refuse: Refuse): Group | null | undefined {
  const text = String(record.values.group ?? '').trim();
  if (text === '' || world.isOwnOffice(text)) return null;
  const groups = world.groupsOn(on).filter((each) => run.policyId === null || each.policyId === run.policyId);
  const lookup = lookUpGroup(groups, text);
  if (lookup.group) return lookup.group;
  refuse('group', lookup.code, lookup.parameters);
  return undefined;
}

/** The planned activity that the row speaks of, by its number, else by group, kind and day. */
function knownActivity(
  { record, run }: Reading,
  { group, kind, policyId }: { group: Group | null; kind: ActivityKind; policyId: string },
  refuse: Refuse,
): Activity | undefined {
  const { number, plannedOn } = record.values;
  const isSame = (each: Activity) =>
    each.kind === kind.id && each.policyId === policyId && each.groupId === (group?.id ?? null);
  if (typeof number === 'number') {
    const found = findActivity(run.ledger, number);
    if (found?.state !== 'planned') refuse('number', 'activity-not-planned', { value: String(number) });
    else if (!isSame(found))
      refuse('number', 'plan-number-mismatch', { value: String(number), title: found.title });
    return found;
  }
  if (plannedOn === undefined) return undefined;
  const day = String(plannedOn);
  return listActivities(run.ledger, {
    states: ['planned'],
    policyId,
    kind: kind.id,
    from: day,
    to: day,
  }).find(isSame);
}

function timesIn(values: TableRecord['values'], field: string, refuse: Refuse): Times | null {
  const text = String(values[field] ?? '').trim();
  if (text === '' || text === '全天') return null;
  const times = readTimes(text);
  if (!times) return refuse(field, 'plan-times', { value: text, problem: '看不出起止时间' });
  if (times.ends > times.starts) return times;
  return refuse(field, 'plan-times', { value: text, problem: '结束不晚于开始' });
}

function hostMeant(
  { record, world }: Reading,
  field: string,
  group: Group | null,
  on: IsoDate,
  refuse: Refuse,
): number | null {
  const found = world.kindergarten(String(record.values[field]), group, on);
  if ('memberId' in found) return found.memberId;
  if (!found.kindergarten) return refuse(field, found.code, found.parameters);
  const { id, name } = found.kindergarten;
  if (!group || membersOf(group).some(({ kindergartenId }) => kindergartenId === id)) return id;
  return refuse(field, 'plan-host-outside', { value: name, group: group.name, date: on });
}

function awayDays({ record }: Reading, refuse: Refuse): { from: IsoDate; to: IsoDate }[] {
  const runs: { from: IsoDate; to: IsoDate }[] = [];
  const parts = String(record.values.away ?? '').split(/[、，,；;\n]/u);
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== '')) {
    const read = readDays(part, null);
    const days = 'days' in read ? read.days : [];
    const [from, to] = [days[0], days.at(-1)];
    if (from === undefined || to === undefined) {
      refuse('away', 'plan-days-unclear', { value: part, problem: 'problem' in read ? read.problem : '' });
    } else runs.push({ from, to });
  }
  return runs;
}

/** A day that is wished for must be to come, within its period, a school day, and free of what is fixed. */
function checkDay(
  { record, run, calendar }: Reading,
  {
    day,
    field,
    known,
    times,
  }: { day: IsoDate; field: string; known: Activity | undefined; times: Times | null },
  refuse: Refuse,
): void {
  const value = chineseDate(day);
  if (day <= run.today) {
    refuse(field, 'plan-date-past', { value, today: run.today });
    return;
  }
  if (known?.due && (day < known.due.from || day > known.due.to)) {
    refuse(field, 'plan-outside-period', { value, from: known.due.from, to: known.due.to });
    return;
  }
  if (!calendar.termOf(day)) {
    refuse(field, 'plan-outside-term', { value });
    return;
  }
  if (!calendar.isSchoolDay(day)) {
    refuse(field, 'plan-not-school-day', { value, name: calendar.dayOf(day).name ?? '休息日' });
    return;
  }
  if (!calendar.isCertain(day))
    run.report('plan-provisional', record, field, { value, year: day.slice(0, 4) });
  if (!known) return;
  const others = listActivities(run.ledger, { states: ['planned', 'done'], from: day, to: day });
  const wanted = { ...known, ...(times ?? {}) };
  const firm = others.filter((each) => each.id !== known.id && (each.fixed || each.state === 'done'));
  const [clash] = meetings(wanted, firm);
  if (clash) refuse(field, 'plan-wish-collides', { value, shared: clash.shared, other: clash.other.title });
}
