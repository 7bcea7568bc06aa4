import { z } from 'zod';
import { addDays, isIsoDate } from '../../common/dates.ts';
import type { RegularFacts } from './facts.ts';
import type { TermFacts } from './whole-periods.ts';

/** What examples of policy files give of activities, terms and reports. */

const date = z.string().refine(isIsoDate, '日期，如 2021-03-16');
const text = z.string().min(1);
/** The lead, or the first member. */
const side = z.enum(['lead', 'member']);

export const regularGivens = {
  /** What was held: by the group, by the office, or with `of` by a district. */
  activities: z
    .array(
      z.strictObject({
        kind: text,
        on: date,
        of: text.optional(),
        host: side.optional(),
        with: z.array(side).optional(),
        /** The period it was planned for, both days inclusive. */
        for: z.strictObject({ from: date, to: date }).optional(),
      }),
    )
    .optional(),
  /** Terms that were entered, `[school year, number, first day, last day]`; without them the usual ones. */
  terms: z.array(z.tuple([text, z.union([z.literal(1), z.literal(2)]), date, date])).optional(),
  /** Reports handed in: by the group or the office, or with `of` by a district. */
  submissions: z
    .array(z.strictObject({ report: text, period: text, on: date, of: text.optional() }))
    .optional(),
  /** Level of the office. */
  level: z.enum(['province', 'city', 'county']).optional(),
};

type Givens = z.infer<z.ZodObject<typeof regularGivens>>;

/** The usual terms of the school years in which the days from one to another lie; nobody entered them. */
function usualTerms(from: string, to: string): TermFacts[] {
  const terms: TermFacts[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1) {
    const schoolYear = `${year}-${year + 1}`;
    terms.push(
      { schoolYear, number: 1, starts: `${year}-09-01`, ends: `${year + 1}-01-20`, assumed: true },
      { schoolYear, number: 2, starts: `${year + 1}-02-20`, ends: `${year + 1}-07-10`, assumed: true },
    );
  }
  return terms;
}

/** Who stands for what in an example. */
export interface ExampleParties {
  readonly policyId: string;
  readonly ruleId: string;
  readonly on: string;
  readonly cycle: { readonly from: string; readonly to: string | null };
  readonly lead: number | null;
  readonly member: number | null;
  /** Id of a district's office by name. */
  readonly district: (name: string) => number;
  /** Whether a kind of activity, or a report, is the office's rather than the group's. */
  readonly isOffice: (kind: string) => boolean;
  readonly isOfficeReport: (report: string) => boolean;
}

/** The activities, reports and terms of an example; its group has the id 1, and so has the office. */
export function exampleRegularFacts(given: Givens, parties: ExampleParties): RegularFacts {
  const { policyId, ruleId, cycle, on } = parties;
  const idOf = (name: 'lead' | 'member' | undefined) =>
    name === 'lead' ? parties.lead : name === 'member' ? parties.member : null;
  const activities = (given.activities ?? []).map((activity) => {
    const isOffice = activity.of !== undefined || parties.isOffice(activity.kind);
    return {
      policyId,
      groupId: isOffice ? null : 1,
      officeId: isOffice ? (activity.of === undefined ? 1 : parties.district(activity.of)) : null,
      kind: activity.kind,
      ruleId: activity.for ? ruleId : null,
      due: activity.for ?? null,
      heldOn: activity.on,
      hostId: idOf(activity.host),
      kindergartenIds: (activity.with ?? []).flatMap((name) => idOf(name) ?? []),
    };
  });
  const ofOffices = new Map<number, typeof activities>();
  for (const activity of activities) {
    if (activity.officeId === null) continue;
    ofOffices.set(activity.officeId, [...(ofOffices.get(activity.officeId) ?? []), activity]);
  }
  return {
    activities: {
      ofGroups: new Map([[1, activities.filter(({ groupId }) => groupId === 1)]]),
      ofOffices,
    },
    submissions: (given.submissions ?? []).map(({ report, period, on: submittedOn, of }) => {
      const isOffice = of !== undefined || parties.isOfficeReport(report);
      return {
        policyId,
        report,
        officeId: isOffice ? (of === undefined ? 1 : parties.district(of)) : null,
        groupId: isOffice ? null : 1,
        period,
        submittedOn,
      };
    }),
    terms:
      given.terms?.map(([schoolYear, number, starts, ends]) => ({
        schoolYear,
        number,
        starts,
        ends,
        assumed: false,
      })) ?? usualTerms(cycle.from, on),
    spans: [{ policyId, from: cycle.from, to: cycle.to === null ? null : addDays(cycle.to, 1) }],
  };
}
