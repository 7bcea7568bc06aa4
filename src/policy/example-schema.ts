import { z } from 'zod';
import { isIsoDate } from '../common/dates.ts';
import { regularGivens } from './cadence/example.ts';
import { countFields } from './parameters.ts';
import { recordGivens } from './record-examples.ts';

/** Shape of the executable examples of policy files. */

const text = z.string().min(1);
const date = z.string().refine(isIsoDate, '日期，如 2021-03-16');
const outcome = z.enum(['pass', 'notice', 'violation', 'unknown']);

/** A kindergarten in an example: what is not given is not known. */
const exampleKindergarten = z.strictObject({
  name: text.optional(),
  district: text.optional(),
  districtLevel: z.enum(['province', 'city', 'county']).optional(),
  town: text.optional(),
  ownership: text.optional(),
  inclusive: z.boolean().optional(),
  isNew: z.boolean().optional(),
  isWeak: z.boolean().optional(),
  buildState: text.optional(),
  principal: text.optional(),
  staff: z.int().min(0).optional(),
  category: text.optional(),
  ...Object.fromEntries(countFields.map((field) => [field, z.int().min(0).optional()])),
});

/** Facts in, outcome out: executed by the tests, and by whoever writes a policy. */
export const exampleSchema = z.strictObject({
  title: text,
  given: z.strictObject({
    on: date.optional(),
    /** Defaults to the rule's tier; `open` for a group whose tier is not known. */
    tier: text.optional(),
    area: text.optional(),
    districts: z.array(text).optional(),
    seat: z.array(text).optional(),
    lead: exampleKindergarten.nullable().optional(),
    members: z.array(exampleKindergarten).optional(),
    cycle: z.strictObject({ from: date, to: date.nullable() }).optional(),
    /** Steps taken: `[procedure, step, date]`, for the group or for the first member. */
    steps: z.array(z.tuple([text, text, date])).optional(),
    /** Papers: `[checklist, item, present]`, of the group or of the first member. */
    documents: z.array(z.tuple([text, text, z.boolean()])).optional(),
    /**
     * Who sits in bodies: of the group or of the office, with `of` of a district or of a second group;
     * `posts` is the unit, a blank, and the posts. With `until` it has ended by that day.
     */
    seats: z
      .array(
        z.strictObject({
          body: text,
          role: text,
          name: text,
          posts: text,
          of: text.optional(),
          until: date.optional(),
        }),
      )
      .optional(),
    /** Yearly figures: of the office, or with `at` of a kindergarten named in the example. */
    figures: z
      .array(
        z.strictObject({
          of: text,
          year: z.int(),
          at: text.optional(),
          part: z.number().optional(),
          whole: z.number().optional(),
          result: z.number().optional(),
          target: z.number().optional(),
        }),
      )
      .optional(),
    ...regularGivens,
    ...recordGivens,
    /** People of the first member's trained: so many, on that day. */
    trained: z.strictObject({ on: date, people: z.int().min(0) }).optional(),
    /** Entries of registers: of the group, of the office where the rule is of it, or with `at` of a kindergarten. */
    registered: z
      .array(
        z.strictObject({
          in: text,
          at: text.optional(),
          values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
        }),
      )
      .optional(),
    /** Members that left the group: when, and why where a reason was given. */
    left: z.array(z.strictObject({ on: date, reason: text.optional() })).optional(),
    /** Why the rule need not be met. */
    waived: text.optional(),
    /** Name of the group. */
    named: text.optional(),
    /** Kindergartens of the office that are in no group. */
    others: z.array(exampleKindergarten).optional(),
    /** Another group in which the first member is too. */
    secondGroup: z.strictObject({ from: date, to: date.nullable() }).optional(),
  }),
  /** The gravest of the rule's verdicts; null where the clause gives none. */
  outcome: outcome.nullable(),
  /** What the other reading gives, where the verdict must say it. */
  otherReading: outcome.optional(),
  /** The figure that a clause without a verdict gives for its first subject. */
  figure: z.number().optional(),
});
