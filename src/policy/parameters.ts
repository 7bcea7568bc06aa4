import { z } from 'zod';

/** Shapes of the parameters of each kind of rule, and of the data that describes lead kindergartens. */

const words = z.array(z.string().min(1)).min(1);

const sector = z.enum(['public', 'private', 'joint']);

/** One sign by which a lead is known; all that is given must hold. */
const leadSign = z.strictObject({
  /** Level of the office it hangs on; `county` is also told from a district's name in its own. */
  office: z.enum(['city', 'county']).optional(),
  /** The name is, or is not, the city's name followed at once by one of `words`. */
  namedAfterCity: z.boolean().optional(),
  /** One of them stands in the name. */
  words: words.optional(),
  /** The word does not come first once the names of city and district are taken off: a place stands before it. */
  afterPlace: z.boolean().optional(),
  /** None of them stands in the name once the names of city and district are taken off. */
  excludes: words.optional(),
});

export const leadDescription = z.strictObject({
  /** What it is called in messages: 区（市）实验幼儿园. */
  described: z.string().min(1),
  sectors: z.array(sector).min(1),
  /** Any one of them is enough. */
  signs: z.array(leadSign).min(1),
});

/** A condition on a member; all that is given must hold. */
const memberCondition = z.strictObject({
  sector: sector.optional(),
  inclusive: z.boolean().optional(),
  isNew: z.boolean().optional(),
  isWeak: z.boolean().optional(),
});

export const parameters = {
  tier: z.strictObject({}),
  size: z.strictObject({
    lower: z.int().min(0).nullable(),
    upper: z.int().min(1).nullable(),
    /** Whether the lead is one of those counted. */
    countsLead: z.boolean(),
    alternative: z.strictObject({ reading: z.string().min(1), countsLead: z.boolean() }).optional(),
  }),
  leadEligibility: z.strictObject({}),
  memberKind: z.strictObject({
    kinds: z.array(z.strictObject({ name: z.string().min(1), when: memberCondition })).min(1),
    /** The clause's list ends in 等: another kind is a notice at most. */
    open: z.boolean(),
    /** How else the list may be read: as closed, or without some of its kinds. */
    alternatives: z
      .array(
        z.strictObject({
          reading: z.string().min(1),
          open: z.boolean().optional(),
          without: words.optional(),
        }),
      )
      .optional(),
  }),
  jurisdiction: z.strictObject({
    /** `district` the lead's district, `seat` the districts of the city's seat. */
    within: z.enum(['district', 'seat']),
    /** How else the clause may be read: as the lead's town. */
    alternative: z.strictObject({ reading: z.string().min(1), within: z.literal('town') }).optional(),
  }),
  multiMembership: z.strictObject({}),
  cycle: z.strictObject({
    /** How else the end may be read: the policy's full years from the first day, whatever dates are stated. */
    alternative: z.strictObject({ reading: z.string().min(1), fullYears: z.literal(true) }).optional(),
  }),
};

export type LeadSign = z.infer<typeof leadSign>;
export type MemberCondition = z.infer<typeof memberCondition>;
export type Sector = z.infer<typeof sector>;
export type MemberKindParameters = z.infer<typeof parameters.memberKind>;
