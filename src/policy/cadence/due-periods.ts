import { addDays, type IsoDate, type Period } from '../../common/dates.ts';
import type { CadenceParameters } from './parameters.ts';
import { type TermFacts, type WholePeriod, wholePeriods } from './whole-periods.ts';

/** One period of a subject, and how often the rule asks for something in it. */
export interface DuePeriod {
  /** The days of the period on which the subject was there, both inclusive. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The period as the calendar has it. */
  readonly whole: WholePeriod;
  /** The subject was not there for all of it. */
  readonly partial: boolean;
  /** How often it is due; 0 where so small a part asks for nothing, or where the rule gives no number. */
  readonly due: number;
  /** Rests on terms that nobody entered. */
  readonly assumed: boolean;
}

type Stay = { readonly from: IsoDate; readonly to: IsoDate };

/** Days from one day to another, both counted. */
function daysOf({ from, to }: Stay): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

/** What two lists of stays without overlaps have in common. */
function common(stays: readonly Stay[], others: readonly Stay[]): Stay[] {
  return stays.flatMap((stay) =>
    others.flatMap((other) => {
      const from = stay.from > other.from ? stay.from : other.from;
      const to = stay.to < other.to ? stay.to : other.to;
      return from <= to ? [{ from, to }] : [];
    }),
  );
}

/** Stays in the order of their days, those that touch or overlap joined; both days inclusive. */
export function joinStays(stays: readonly Period[], last: IsoDate): Stay[] {
  const sorted = stays
    .map(({ from, to }) => ({ from, to: to === null ? last : addDays(to, -1) }))
    .filter(({ from, to }) => from <= to)
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  const joined: { from: IsoDate; to: IsoDate }[] = [];
  for (const stay of sorted) {
    const before = joined.at(-1);
    if (before && stay.from <= addDays(before.to, 1)) {
      if (stay.to > before.to) before.to = stay.to;
    } else joined.push({ ...stay });
  }
  return joined;
}

const sum = (stays: readonly Stay[]) => stays.reduce((total, stay) => total + daysOf(stay), 0);

/** Whether a part of a period is enough for the period to count. */
function isEnough(part: number, whole: number, partial: CadenceParameters['partial']): boolean {
  if (partial === 'any') return part > 0;
  return partial === 'half' ? part * 2 >= whole : part === whole;
}

type Rule = Pick<CadenceParameters, 'per' | 'atLeast' | 'months' | 'partial'>;

/**
 * The periods of a cadence rule in which a subject (集团, 园所, 本单位) was there, up to the one that a day lies in;
 * nothing before it came, after it left, or after the end of its cycle.
 * @param stays when the subject was there, half-open; the end of a cycle is an end
 * @param terms all terms that touch the stays, until `on`
 * @param on the last day that is looked at: the period it lies in may still be running
 */
export function duePeriods(
  rule: Rule,
  stays: readonly Period[],
  terms: readonly TermFacts[],
  on: IsoDate,
): DuePeriod[] {
  // A stay without an end reaches beyond every period that is looked at.
  const own = joinStays(stays, addDays(on, 800)).filter(({ from }) => from <= on);
  const first = own[0];
  const last = own.at(-1);
  if (!first || !last) return [];
  const teaching = rule.months === 'teaching';
  const inTerms = terms.map(({ starts, ends }) => ({ from: starts, to: ends }));
  return wholePeriods(rule.per, first.from, on < last.to ? on : last.to, terms).flatMap((whole) => {
    const there = common([whole], own);
    const [begin] = there;
    const end = there.at(-1);
    if (!begin || !end || begin.from > on) return [];
    const counted = teaching ? common(there, inTerms) : there;
    if (counted.length === 0) return [];
    const isDue = isEnough(sum(counted), daysOf(whole), rule.partial);
    const assumed = terms.some(
      (term) => teaching && term.assumed && term.starts <= whole.to && term.ends >= whole.from,
    );
    return [
      {
        from: begin.from,
        to: end.to,
        whole,
        partial: sum(there) < daysOf(whole),
        due: isDue ? (rule.atLeast ?? 0) : 0,
        assumed: whole.assumed || assumed,
      },
    ];
  });
}
