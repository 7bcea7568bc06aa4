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
  /** Of what was due, what need not be made up because it was waived (豁免); absent where nothing was. */
  readonly waived?: number;
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
export function countDone(
  periods: readonly DuePeriod[],
  held: readonly Held[],
  on: IsoDate,
): readonly PeriodCount[] {
  const known = held.filter((each) => each.on <= on);
  if (known.length === 0) return nothingDone(periods, on);
  known.sort((one, other) => (one.on < other.on ? -1 : 1));
  const done = periods.map(() => 0);
  const madeUp = periods.map(() => 0);
  const spare: IsoDate[] = [];
  const add = (index: number, late: boolean) => {
    done[index] = (done[index] ?? 0) + 1;
    if (late) madeUp[index] = (madeUp[index] ?? 0) + 1;
  };
  for (const each of known) {
    const index = periodOf(periods, each);
    const period = periods[index];
    if (period && (done[index] ?? 0) < period.due) add(index, each.on > period.whole.to);
    else spare.push(each.on);
  }
  for (const day of spare.sort()) {
    const debt = periods.findIndex(({ to, due }, index) => to < day && (done[index] ?? 0) < due);
    // What pays no debt stays where it was held, beyond what was due there.
    const there = debt >= 0 ? debt : periods.findIndex(({ whole }) => whole.from <= day && day <= whole.to);
    if (there >= 0) add(there, debt >= 0);
  }
  return periods.map((period, index) => counted(period, done[index] ?? 0, madeUp[index] ?? 0, on));
}

function counted(period: DuePeriod, done: number, madeUp: number, on: IsoDate): PeriodCount {
  const { from, to, whole, partial, due, assumed } = period;
  const open = to >= on;
  const owed = open ? 0 : Math.max(0, due - done);
  // Spelt out: a ledger has hundreds of thousands of these, and spreading costs ten times as much.
  return { from, to, whole, partial, due, assumed, done, owed, madeUp, open };
}

// Most of those who share their periods did nothing in them: that is counted once.
const idle = new WeakMap<readonly DuePeriod[], Map<IsoDate, readonly PeriodCount[]>>();

function nothingDone(periods: readonly DuePeriod[], on: IsoDate): readonly PeriodCount[] {
  const own = idle.get(periods) ?? new Map<IsoDate, readonly PeriodCount[]>();
  idle.set(periods, own);
  const known = own.get(on) ?? periods.map((period) => counted(period, 0, 0, on));
  own.set(on, known);
  return known;
}
