import { z } from 'zod';
import { addDays, type IsoDate, isIsoDate, type Period } from '../../common/dates.ts';
import { duePeriods, joinStays } from './due-periods.ts';
import type { SubmissionFacts } from './facts.ts';
import { type TermFacts, wholePeriods } from './whole-periods.ts';

const text = z.string().min(1);

const lastDay = z
  .string()
  .refine(
    (value) =>
      value === 'end' || /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(value) || isIsoDate(value),
    '10-15、2020-09-30 或 end（期末）',
  );

/** A report (报送材料) that is handed in by a day, from one level to the next. */
export const reportSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '英文小写字母、数字和连字符，如 yearly-summary'),
  name: text,
  per: z.enum(['once', 'year', 'half-year', 'term', 'month']),
  /** In the order in which it goes up: from each group, or from the office of a level. */
  chain: z
    .array(
      z.strictObject({
        from: z.enum(['group', 'county', 'city']),
        /** To whom, in words: 设区市教育局. */
        to: text,
        /** The last day: of each year `10-15`, a date for what is asked for once, or `end` of the period. */
        due: lastDay,
      }),
    )
    .min(1),
  /** What it must hold, in words. */
  contents: z.array(text).default([]),
  /** The clause that asks for it, where no rule of kind `deadline` cites one. */
  clause: text.optional(),
  /** Kind of activity that is the report itself: one held within the period answers it. */
  activity: text.optional(),
  /** The official tables of a package (报送包) are all it holds: taking the package answers it. */
  packaged: z.boolean().default(false),
});

export type Report = z.infer<typeof reportSchema>;
type ReportLink = Report['chain'][number];

/** One period of a report, and the last day for it. */
export interface ReportPeriod {
  /** As submissions carry it: `2026`, `2026-H1`, `2026-2027:1`, `2026-09`, `once`. */
  readonly key: string;
  /** 2026年, 2026年上半年, 2026-2027学年第1学期; empty for what is asked for once. */
  readonly name: string;
  /** First day of the period; absent for what is asked for once. */
  readonly begins?: IsoDate;
  /** The last day, itself on time. */
  readonly due: IsoDate;
  readonly assumed: boolean;
}

const isThere = (stays: readonly { from: IsoDate; to: IsoDate }[], day: IsoDate) =>
  stays.some(({ from, to }) => from <= day && day <= to);

/**
 * The periods for which a report is to be handed in, up to the one that a day lies in. A report with a day of the
 * year is asked of whoever is there on that day; one for a term or half-year of whoever is there at its end and was
 * for half of it; one that is asked for once of everybody.
 */
export function reportPeriods(
  { per }: Pick<Report, 'per'>,
  { due }: Pick<ReportLink, 'due'>,
  stays: readonly Period[],
  terms: readonly TermFacts[],
  on: IsoDate,
): ReportPeriod[] {
  if (per === 'once') return isIsoDate(due) ? [{ key: 'once', name: '', due, assumed: false }] : [];
  const own = joinStays(stays, addDays(on, 800));
  const first = own[0];
  if (!first) return [];
  if (per === 'year' && due !== 'end') {
    return wholePeriods('year', first.from, on, terms).flatMap(({ from, name }) => {
      const year = from.slice(0, 4);
      const day = `${year}-${due}`;
      return isThere(own, day) ? [{ key: year, name, begins: from, due: day, assumed: false }] : [];
    });
  }
  const rule = { per, atLeast: 1, months: 'all', partial: 'half' } as const;
  return duePeriods(rule, stays, terms, on).flatMap(({ whole, due: times, assumed }) =>
    times > 0 && isThere(own, whole.to)
      ? [{ key: periodKey(per, whole), name: whole.name, begins: whole.from, due: whole.to, assumed }]
      : [],
  );
}

function periodKey(per: Report['per'], { from, name }: { from: IsoDate; name: string }): string {
  const year = from.slice(0, 4);
  if (per === 'year') return year;
  if (per === 'month') return from.slice(0, 7);
  if (per === 'half-year') return `${year}-H${from.slice(5, 7) === '01' ? 1 : 2}`;
  return name.replace(/学年第(\d)学期$/, ':$1');
}

/** A period of a report, and what came of it. */
export interface ReportState extends ReportPeriod {
  /** `open` until the last day is over, then `missing`; `late` for what came after it. */
  readonly state: 'received' | 'late' | 'open' | 'missing';
  readonly receivedOn: IsoDate | null;
}

/** What came of each period on a day. @param own the submissions of this report by this office or group */
export function reportStates(
  periods: readonly ReportPeriod[],
  own: readonly SubmissionFacts[],
  on: IsoDate,
): ReportState[] {
  return periods.map((period) => {
    // Handed in again, the first time counts.
    const receivedOn =
      own
        .filter((each) => each.period === period.key && each.submittedOn <= on)
        .map(({ submittedOn }) => submittedOn)
        .sort()[0] ?? null;
    if (receivedOn !== null)
      return { ...period, receivedOn, state: receivedOn <= period.due ? 'received' : 'late' };
    return { ...period, receivedOn, state: on <= period.due ? 'open' : 'missing' };
  });
}
