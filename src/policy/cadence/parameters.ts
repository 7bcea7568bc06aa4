import { z } from 'zod';

/** Shapes of the parameters of the kinds of rule that ask how often something is done. */

const ids = z.array(z.string().min(1)).min(1);

/** The periods (期) by which activities are asked for; quarters, half-years and years are those of the calendar. */
export const cadencePeriods = ['month', 'quarter', 'half-year', 'term', 'school-year', 'year'] as const;

/** Whether a period that the subject was in for a part only is counted: for any day of it, for half of it, or not. */
const partial = z.enum(['any', 'half', 'whole']);

/** How a kindergarten's activities are told: those held there, or those it took part in. */
const counts = z.enum(['hosted', 'attended']);

export const cadenceParameters = z.strictObject({
  /** Ids of the policy's kinds of activity; any of them counts. */
  activity: ids,
  /**
   * Who owes it: the office, each district under it (itself where it is one), each group, its lead, each of its
   * members, or lead and members alike.
   */
  subject: z.enum(['office', 'district', 'group', 'lead', 'member', 'each']),
  /** Only offices of this level owe it. */
  level: z.enum(['province', 'city', 'county']).optional(),
  per: z.enum(cadencePeriods),
  /** How often in each period; null where no number is given (定期): shown, never failed. */
  atLeast: z.int().min(1).nullable(),
  /** Upper end of a band (1–2 次): more is a notice. */
  upTo: z.int().min(1).optional(),
  /** `teaching`: only the days of terms count, so that a month of holidays owes nothing. */
  months: z.enum(['teaching', 'all']).default('all'),
  partial: partial.default('half'),
  counts: counts.default('attended'),
  /** How else the clause may be read; what is not given stays. */
  alternative: z
    .strictObject({
      reading: z.string().min(1),
      activity: ids.optional(),
      per: z.enum(cadencePeriods).optional(),
      atLeast: z.int().min(1).optional(),
      months: z.enum(['teaching', 'all']).optional(),
      partial: partial.optional(),
      counts: counts.optional(),
    })
    .optional(),
});

export const deadlineParameters = z.strictObject({
  /** Id of one of the policy's reports. */
  report: z.string().min(1),
});

export type CadencePer = (typeof cadencePeriods)[number];
export type CadenceParameters = z.infer<typeof cadenceParameters>;
