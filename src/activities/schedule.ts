import type { IsoDate } from '../common/dates.ts';
import { type Activity, type ActivityState, activityDay } from './activity.ts';
import type { CalendarEvent } from './calendar-file.ts';
import type { Revision } from './revisions.store.ts';

/** How the state of a planned activity is said; what is still to come needs no word. */
export const stateWords: Readonly<Record<ActivityState, string>> = {
  planned: '',
  done: '已举行',
  cancelled: '已取消',
};

/** What an activity names by number, in words. */
export interface ScheduleNames {
  group(id: number): string;
  office(id: number): string;
  kindergarten(id: number, on: IsoDate): string;
  kind(policyId: string, id: string): string;
}

/** One line of a schedule (活动安排): a planned activity, held or called off meanwhile, in words. */
export interface ScheduleEntry {
  readonly activity: Activity;
  readonly from: IsoDate;
  /** Last day, inclusive. */
  readonly to: IsoDate;
  /** 09:00—11:00; empty for a whole day. */
  readonly time: string;
  readonly title: string;
  readonly kind: string;
  /** Group or office that holds it. */
  readonly holder: string;
  readonly host: string;
  readonly place: string;
  readonly kindergartens: readonly string[];
  /** 王芳（东湖区实验幼儿园）专家 */
  readonly people: readonly string[];
  /** The State Council's notice for its day is not known. */
  readonly isProvisional: boolean;
}

/** The entries of what was planned, in the order of days and times; activities that never were are left out. */
export function scheduleOf(
  activities: readonly Activity[],
  names: ScheduleNames,
  isCertain: (date: IsoDate) => boolean,
): ScheduleEntry[] {
  return activities
    .filter(({ plannedOn }) => plannedOn !== null)
    .map((activity): ScheduleEntry => {
      const from = activityDay(activity);
      const host = activity.hostId === null ? '' : names.kindergarten(activity.hostId, from);
      return {
        activity,
        from,
        to: activity.heldTo ?? from,
        time: [activity.starts, activity.ends].filter((each) => each !== null).join('—'),
        title: activity.title,
        kind: names.kind(activity.policyId, activity.kind),
        holder:
          activity.groupId === null
            ? activity.officeId === null
              ? ''
              : names.office(activity.officeId)
            : names.group(activity.groupId),
        host,
        place: activity.venue ?? host,
        kindergartens: activity.kindergartens.map(({ kindergartenId }) =>
          names.kindergarten(kindergartenId, from),
        ),
        people: activity.people.map(({ name, unit, role }) => `${name}（${unit}）${role}`),
        isProvisional: activity.state === 'planned' && !isCertain(from),
      };
    })
    .sort(
      (one, other) =>
        compare(one.from, other.from) ||
        compare(one.time, other.time) ||
        compare(one.holder, other.holder) ||
        one.activity.id - other.activity.id,
    );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A title that says who holds the activity, where it does not say so itself. */
function fullTitle({ title, holder }: ScheduleEntry): string {
  return holder === '' || title.includes(holder) ? title : `${title}（${holder}）`;
}

/** The reminder of a whole day comes at nine in the morning of the day before. */
const dayBeforeAtNine = 15 * 60;

/**
 * The entry as an event of a calendar file. Its number of changes never falls, whoever moved, cancelled or restored it.
 * @param remindBefore minutes before the start; null: no reminders
 */
export function eventOf(
  entry: ScheduleEntry,
  revision: Revision | undefined,
  remindBefore: number | null,
): CalendarEvent {
  const { activity, holder, host, kindergartens, people } = entry;
  const line = (label: string, text: string | null) => (text ? [`${label}：${text}`] : []);
  const description = [
    ...line('主办', holder),
    ...line('承办园', host),
    ...line('参加', kindergartens.join('、')),
    ...line('人员', people.join('、')),
    ...line('主题', activity.topics),
    ...line('原因', activity.reason),
    ...(entry.isProvisional ? ['日期暂定：这一年的放假安排还没有公布。'] : []),
  ].join('\n');
  const isAllDay = activity.starts === null || entry.from !== entry.to;
  return {
    uid: activity.uid,
    sequence: Math.max(activity.sequence, revision?.changes ?? 0),
    // Only a row that no operation wrote has no revision; there is none in a sound ledger.
    changedAt: revision?.at ?? `${entry.from}T00:00:00Z`,
    from: entry.from,
    to: entry.to,
    starts: isAllDay ? null : activity.starts,
    ends: isAllDay ? null : activity.ends,
    summary: fullTitle(entry),
    location: entry.place === '' ? null : entry.place,
    description,
    categories: [entry.kind],
    isCancelled: activity.state === 'cancelled',
    remindBefore:
      remindBefore === null || activity.state !== 'planned'
        ? null
        : isAllDay
          ? dayBeforeAtNine
          : remindBefore,
  };
}
