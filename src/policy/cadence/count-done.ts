import type { IsoDate } from '../../common/dates.ts';
import type { DuePeriod } from './due-periods.ts';

/** An activity that was held and counts for a rule. */
export interface Held {
  readonly on: IsoDate;
  /** The period it was planned for, where a plan said so. */
  readonly meantFor?: { readonly from: IsoDate; readonly to: IsoDate } | null;
}

/** What came of one period: 应做 due, 已做 done, 欠做 owed. */
export interface PeriodCount extends DuePeriod {
  /** Held for this period: in it, or later for it (补做); what was held in it for an earlier one is not counted. */
  readonly done: number;
  /** Still lacking once the period is over; 0 while it runs. */
  readonly owed: number;
  /** Of `done`, how many were held after the period. */
  readonly madeUp: number;
  /** Not over on the day looked at. */
  readonly open: boolean;
}

/** Which period an activity is for: the one it was planned for, else the one it was held in; -1 for none. */
function periodOf(periods: readonly DuePeriod[], held: Held): number {
  const { meantFor } = held;
  if (meantFor) {
    const meant = periods.findIndex(({ whole }) => whole.from <= meantFor.to && whole.to >= meantFor.from);
    if (meant >= 0) return meant;
  }
  return periods.findIndex(({ whole }) => whole.from <= held.on && held.on <= whole.to);
}

/**
 * Counts what was done for each period. An activity counts for the period it was planned for, else for the one it was
 * held in; what goes beyond the number due there, and what was held between periods (in the holidays), pays the
 * oldest debt of an earlier period. A period owes nothing until it is over: its last day still belongs to it.
 * For every period that is over, done + owed >= due.
 * @param periods as `duePeriods` gives them
 * @param on only what was held until that day counts
 */
export function countDone(periods: readonly DuePeriod[], held: readonly Held[], on: IsoDate): PeriodCount[] {
  const counts = periods.map((period) => ({ ...period, done: 0, madeUp: 0 }));
  const spare: IsoDate[] = [];
  const known = held.filter((each) => each.on <= on).sort((one, other) => (one.on < other.on ? -1 : 1));
  const own = new Map<number, IsoDate[]>();
  for (const each of known) {
    const index = periodOf(periods, each);
    const count = counts[index];
    if (!count) spare.push(each.on);
    else own.set(index, [...(own.get(index) ?? []), each.on]);
  }
  for (const [index, days] of own) {
    const count = counts[index];
    if (!count) continue;
    const kept = days.slice(0, count.due);
    count.done = kept.length;
    count.madeUp = kept.filter((day) => day > count.whole.to).length;
    spare.push(...days.slice(count.due));
  }
  for (const day of spare.sort()) {
    const debt = counts.find((each) => each.to < day && each.done < each.due);
    // What pays no debt stays where it was held, beyond what was due there.
    const there = debt ?? counts.find(({ whole }) => whole.from <= day && day <= whole.to);
    if (!there) continue;
    there.done += 1;
    if (debt) there.madeUp += 1;
  }
  return counts.map((each) => {
    const open = each.to >= on;
    return { ...each, open, owed: open ? 0 : Math.max(0, each.due - each.done) };
  });
}
