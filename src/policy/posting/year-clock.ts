import { addDays, addYears, daysBetween, type IsoDate } from '../../common/dates.ts';

/** Days somebody was posted, both inclusive; `to` is null while it lasts. */
export interface Stay {
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** Stays without a break between them. */
export interface Run {
  readonly from: IsoDate;
  /** The last day served by the day looked at. */
  readonly servedTo: IsoDate;
  /** The last day known or planned; null where none is. */
  readonly to: IsoDate | null;
  /** Days from the first to the last served, both counted; tolerated gaps do not stop the clock. */
  readonly days: number;
  /** The day with which the year is full. */
  readonly fullOn: IsoDate;
  readonly isFull: boolean;
  /** Days that the year still lacks; 0 where it is full. */
  readonly missing: number;
}

/**
 * The last day of the year that begins on a day: 2025-03-01 → 2026-02-28, 2023-03-01 → 2024-02-29. A year that
 * begins on 29 February ends on the 28th of the next.
 */
export function lastDayOfYear(from: IsoDate): IsoDate {
  const sameDay = addYears(from, 1);
  return from.endsWith('-02-29') ? sameDay : addDays(sameDay, -1);
}

const endOf = ({ to }: Stay) => to ?? '9999-12-31';

/**
 * The runs of somebody's stays, in order, as far as they were served on a day: stays that overlap, follow on one
 * another, or lie no more than `gapDays` days apart are one run (连续); a longer break starts the clock anew.
 */
export function runsOf(stays: readonly Stay[], gapDays: number, on: IsoDate): Run[] {
  const begun = stays.filter(({ from, to }) => from <= on && (to === null || to >= from));
  const runs: { from: IsoDate; to: IsoDate }[] = [];
  for (const stay of [...begun].sort((one, other) => (one.from < other.from ? -1 : 1))) {
    const last = runs.at(-1);
    if (last && (last.to >= stay.from || daysBetween(last.to, stay.from) - 1 <= gapDays)) {
      if (endOf(stay) > last.to) last.to = endOf(stay);
    } else runs.push({ from: stay.from, to: endOf(stay) });
  }
  return runs.map(({ from, to }): Run => {
    const servedTo = to < on ? to : on;
    const fullOn = lastDayOfYear(from);
    const isFull = servedTo >= fullOn;
    return {
      from,
      servedTo,
      to: to === '9999-12-31' ? null : to,
      days: daysBetween(from, servedTo) + 1,
      fullOn,
      isFull,
      missing: isFull ? 0 : daysBetween(servedTo, fullOn),
    };
  });
}

/** The run that tells whether somebody has a full year: the first full one, else the one that lacks least. */
export function bestRun(runs: readonly Run[]): Run | undefined {
  return (
    runs.find(({ isFull }) => isFull) ??
    [...runs].sort((one, other) => one.missing - other.missing || (one.from < other.from ? 1 : -1))[0]
  );
}
