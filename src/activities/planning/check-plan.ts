/**
 * Looks a plan through for what must not be, from the plan alone: written apart from what makes plans, so that a slip
 * there is not repeated here.
 */

export interface CheckedActivity {
  readonly id: number | string;
  readonly group: string | null;
  readonly kind: string;
  readonly date: string;
  /** `HH:MM`; null for the whole day. */
  readonly start: string | null;
  readonly end: string | null;
  readonly venue: string | null;
  readonly people: readonly { readonly name: string; readonly unit: string }[];
  /** The days it may lie on, both inclusive; null where nothing is known. */
  readonly window: { readonly from: string; readonly to: string } | null;
}

export interface CheckRules {
  readonly isSchoolDay: (date: string) => boolean;
  /** Nobody and no venue twice on a date, whatever the time. */
  readonly oncePerDay: boolean;
  /** Days between two activities of a group: of one kind, of any kind. */
  readonly sameKind: number;
  readonly any: number;
  readonly perDay: number | null;
}

export interface Fault {
  readonly kind: 'person' | 'venue' | 'window' | 'school-day' | 'per-day' | 'spacing' | 'times';
  readonly activities: readonly (number | string)[];
  readonly words: string;
}

/** Everything that is wrong with a plan; nothing for a sound one. */
export function checkPlan(activities: readonly CheckedActivity[], rules: CheckRules): Fault[] {
  return [
    ...activities.flatMap((activity) => aloneFaults(activity, rules)),
    ...meetingFaults(activities, rules),
    ...crowdedFaults(activities, rules),
    ...spacingFaults(activities, rules),
  ];
}

function aloneFaults({ id, date, start, end, window }: CheckedActivity, rules: CheckRules): Fault[] {
  const faults: Fault[] = [];
  if (!rules.isSchoolDay(date)) {
    faults.push({ kind: 'school-day', activities: [id], words: `${date} 不是上课日` });
  }
  if (window && (date < window.from || date > window.to)) {
    faults.push({
      kind: 'window',
      activities: [id],
      words: `${date} 不在 ${window.from} 至 ${window.to} 之间`,
    });
  }
  if (start !== null && end !== null && end <= start) {
    faults.push({ kind: 'times', activities: [id], words: `结束 ${end} 不晚于开始 ${start}` });
  }
  return faults;
}

/** People and venues in two places at once. */
function meetingFaults(activities: readonly CheckedActivity[], { oncePerDay }: CheckRules): Fault[] {
  const wanted = new Map<string, CheckedActivity[]>();
  for (const activity of activities) {
    const things = activity.people.map(({ name, unit }) => `person ${unit} ${name}`);
    if (activity.venue) things.push(`venue ${activity.venue}`);
    for (const thing of new Set(things)) {
      const key = `${activity.date} ${thing}`;
      const there = wanted.get(key);
      if (there) there.push(activity);
      else wanted.set(key, [activity]);
    }
  }
  const faults: Fault[] = [];
  for (const [key, meeting] of wanted) {
    for (let later = 1; later < meeting.length; later += 1) {
      for (let earlier = 0; earlier < later; earlier += 1) {
        const [one, other] = [meeting[earlier] as CheckedActivity, meeting[later] as CheckedActivity];
        const apart =
          !oncePerDay &&
          one.start !== null &&
          one.end !== null &&
          other.start !== null &&
          other.end !== null &&
          (one.end <= other.start || other.end <= one.start);
        if (apart) continue;
        const kind = key.includes(' venue ') ? 'venue' : 'person';
        faults.push({ kind, activities: [one.id, other.id], words: `${key} 同时有两场` });
      }
    }
  }
  return faults;
}

function crowdedFaults(activities: readonly CheckedActivity[], { perDay }: CheckRules): Fault[] {
  if (perDay === null) return [];
  const days = new Map<string, (number | string)[]>();
  for (const { id, date } of activities) days.set(date, [...(days.get(date) ?? []), id]);
  return [...days]
    .filter(([, ids]) => ids.length > perDay)
    .map(([date, ids]) => ({ kind: 'per-day', activities: ids, words: `${date} 有 ${ids.length} 场` }));
}

function spacingFaults(activities: readonly CheckedActivity[], { any, sameKind }: CheckRules): Fault[] {
  const groups = new Map<string, CheckedActivity[]>();
  for (const activity of activities) {
    if (activity.group === null) continue;
    groups.set(activity.group, [...(groups.get(activity.group) ?? []), activity]);
  }
  const faults: Fault[] = [];
  for (const own of groups.values()) {
    for (const [index, one] of own.entries()) {
      for (const other of own.slice(index + 1)) {
        const days = Math.abs(Date.parse(one.date) - Date.parse(other.date)) / 86_400_000;
        const least = one.kind === other.kind ? Math.max(any, sameKind) : any;
        if (days < least) {
          const words = `${one.date} 与 ${other.date} 只隔 ${days} 天`;
          faults.push({ kind: 'spacing', activities: [one.id, other.id], words });
        }
      }
    }
  }
  return faults;
}
