import { z } from 'zod';
import { isIsoDate } from '../common/dates.ts';
import { cadenceParameters, deadlineParameters } from './cadence/parameters.ts';
import type { KindergartenFacts } from './facts.ts';
import { type PostingRank, postingRanks } from './posting/posting.ts';

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

/** Figures of the roster that a condition may bound and a share may add up. */
export const countFields = [
  'classes',
  'children',
  'teachers',
  'preschoolTeachers',
  'middleTitles',
  'seniorTitles',
] as const satisfies readonly (keyof KindergartenFacts)[];

/** A condition on a kindergarten; all that is given must hold. */
const condition = z.strictObject({
  sector: sector.optional(),
  inclusive: z.boolean().optional(),
  isNew: z.boolean().optional(),
  isWeak: z.boolean().optional(),
  /** 建设状态 is one of them. */
  buildState: words.optional(),
  /** 现类别 is one of them. */
  category: words.optional(),
  /** One of them stands in the name. */
  nameWords: words.optional(),
  /** Least figures, by field: `{ classes: 6 }`. */
  atLeast: z.partialRecord(z.enum(countFields), z.int().min(1)).optional(),
});

const anyOf = z.array(condition).min(1);

const rank = z.enum(Object.keys(postingRanks) as [PostingRank, ...PostingRank[]]);

const day = z.string().refine(isIsoDate, '日期，如 2025-12-31');

/** A bound in whole per cent, so that it is compared without rounding. */
const percentage = {
  percent: z.int().min(0).max(100),
  /** 超过: more than the bound, not the bound itself. */
  strict: z.boolean().default(false),
  /** The last day on which it may still be missing; without one it holds at once. */
  by: day.optional(),
};

/** A sum over the roster: of figures, or of the kindergartens themselves; only those for which one of `where` holds. */
const sum = z.strictObject({
  of: z.array(z.enum(['kindergartens', ...countFields])).min(1),
  where: anyOf.optional(),
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
  leadEligibility: z.strictObject({
    /** What the lead must be whatever the tier; without any, the tier's description of its leads is asked. */
    requires: z
      .array(z.strictObject({ described: z.string().min(1), when: condition }))
      .min(1)
      .optional(),
  }),
  memberKind: z.strictObject({
    kinds: z.array(z.strictObject({ name: z.string().min(1), when: condition })).min(1),
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
  mix: z.strictObject({
    /** Each of these must be found in the group, the lead included. */
    sectors: z.array(sector).min(2),
  }),
  naming: z.strictObject({
    /** Any one is enough: named after a place of the lead's, with a number where `numbered`. */
    forms: z
      .array(
        z.strictObject({
          after: z.enum(['district', 'town', 'community']),
          numbered: z.boolean().default(false),
        }),
      )
      .min(1),
  }),
  coverage: z.strictObject({
    /** What is to be covered: each kindergarten is in a group, each town or district has one that is. */
    of: z.enum(['kindergartens', 'towns', 'districts']),
    /** Only kindergartens that answer yes to this indicator (创建园). */
    answering: z.string().min(1).optional(),
    ...percentage,
  }),
  share: z.strictObject({
    /** What the share is called in messages: 公办园在园幼儿占比. */
    described: z.string().min(1),
    part: sum,
    whole: sum,
    ...percentage,
  }),
  standard: z.strictObject({
    /** Which kindergartens are held to it; all without. */
    where: anyOf.optional(),
    described: z.string().min(1),
    when: condition,
  }),
  threshold: z.strictObject({
    /** Id of one of the policy's indicators. */
    indicator: z.string().min(1),
    /** Per cent for shares and for yes or no, else in the indicator's unit; null: the target entered with it. */
    bound: z.number().min(0).nullable(),
    strict: z.boolean().default(false),
    by: day.optional(),
    /** Only these kindergartens. */
    among: anyOf.optional(),
    /**
     * `office` all together, `kindergarten` each for itself, `towns` the share of towns in which all, or with `any`
     * at least one, of the kindergartens answer yes.
     */
    of: z.enum(['office', 'kindergarten', 'towns']).default('office'),
    towns: z.enum(['all', 'any']).default('all'),
    /** How else a covered town may be read. */
    alternative: z.strictObject({ reading: z.string().min(1), towns: z.enum(['all', 'any']) }).optional(),
    /** A number added up over these years, both included. */
    years: z.strictObject({ from: z.int(), to: z.int() }).optional(),
  }),
  trend: z.strictObject({
    /** Ids of the policy's indicators, each of which moves this way from every year to the next. */
    indicators: words,
    direction: z.enum(['falling', 'rising']),
  }),
  workflow: z.strictObject({
    /** Id of one of the policy's procedures. */
    procedure: z.string().min(1),
  }),
  capacity: z.strictObject({
    /** Which leads it is about, in words: 区直自治区示范幼儿园. */
    described: z.string().min(1),
    lead: condition,
    /** Level of the office the lead hangs on. */
    office: z.enum(['province', 'city', 'county']).optional(),
    /** Most districts outside its own. */
    upper: z.int().min(1),
  }),
  training: z.strictObject({
    /** Years within which all staff is trained. */
    years: z.int().min(1),
  }),
  milestones: z.strictObject({}),
  departure: z.strictObject({
    /** Id of the policy's procedure by which members leave. */
    procedure: z.string().min(1),
  }),
  documents: z.strictObject({
    /** Id of one of the policy's checklists. */
    checklist: z.string().min(1),
  }),
  /** Evaluated every year, or the lead's opinion heard before. */
  evaluation: z.strictObject({ what: z.enum(['yearly', 'opinions']) }),
  register: z.strictObject({
    /** Id of a register (`templates/registers/*.yaml`). */
    register: z.string().min(1),
    /** Who should have an entry; `weak` is each member that is weak (薄弱园), `kindergarten` the lead and each member. */
    of: z.enum(['group', 'member', 'weak', 'lead', 'kindergarten', 'office']),
    atLeast: z.int().min(1).default(1),
    /** Only entries count in which the field holds one of the words. */
    where: z.strictObject({ field: z.string().min(1), in: words }).optional(),
    /** What every entry must say, by key of the field, with its name for the message. */
    needs: z.array(z.strictObject({ field: z.string().min(1), name: z.string().min(1) })).default([]),
    /** What a field must hold in every entry. */
    holds: z.strictObject({ field: z.string().min(1), name: z.string().min(1), in: words }).optional(),
  }),
  composition: z.strictObject({
    /** Id of one of the policy's bodies; without anything else it must be there, with somebody in it. */
    body: z.string().min(1),
    /** Each district under the office has one of its own; the office's own is not asked. */
    per: z.literal('district').optional(),
    chair: z
      .strictObject({
        role: z.string().min(1),
        /** Who it must be, in words: 教育局分管领导. */
        described: z.string().min(1),
        /** One of them stands in 单位及职务, not after 副: 局长 is not found in 副局长. */
        posts: words.optional(),
        /** One of them stands in the unit. */
        units: words.optional(),
        /** It is the principal of the group's lead. */
        leadPrincipal: z.literal(true).optional(),
      })
      .optional(),
    /** Each must be found: one of the words stands in somebody's role or 单位及职务. */
    members: z.array(z.strictObject({ described: z.string().min(1), words })).default([]),
    /** The principals of the lead and of all members sit in it; `members` of the members only. */
    allPrincipals: z.enum(['all', 'members']).optional(),
    /** Id of a body in which nobody of this one should sit too. */
    apartFrom: z.string().min(1).optional(),
    /** How else the chair's posts may be read. */
    alternative: z.strictObject({ reading: z.string().min(1), posts: words }).optional(),
  }),
  staffing: z.strictObject({
    /** Id of one of the policy's bodies of a group, in which the staff is entered. */
    body: z.string().min(1),
    posts: z
      .array(
        z.strictObject({
          /** One of them is the role: 专职责任督学. */
          roles: words,
          atLeast: z.int().min(1),
          /** So many for each kindergarten of the group, which stands in 单位及职务; else for the group. */
          per: z.literal('kindergarten').optional(),
        }),
      )
      .min(1),
    /** Whoever serves several groups is named in a notice. */
    tellShared: z.boolean().default(false),
  }),
  posting: z.discriminatedUnion('what', [
    /** One continuous year away (连续一年); so many days between two postings do not break it. */
    z.strictObject({ what: z.literal('year'), gapDays: z.int().min(0).max(60).default(0) }),
    /** Rural experience (农村教育经历); whether 乡镇以下 includes the township. */
    z.strictObject({ what: z.literal('rural'), townIncluded: z.boolean() }),
    /** The lead posts people of one of these ranks to its members. */
    z.strictObject({ what: z.literal('lead-staff'), ranks: z.array(rank).min(1) }),
  ]),
  inspection: z.discriminatedUnion('what', [
    z.strictObject({ what: z.literal('plan') }),
    /** Written feedback is looked for after so many days (及时). */
    z.strictObject({ what: z.literal('rectification'), feedbackDays: z.int().min(0).max(365).default(30) }),
  ]),
  fundPurpose: z.strictObject({
    /** Kept by itself (独立核算), never together with running costs. */
    separate: z.boolean(),
  }),
  cadence: cadenceParameters,
  deadline: deadlineParameters,
  coefficient: z.strictObject({
    /** Bands of the number of members, without gap or overlap from 0 upwards; the last has no upper end. */
    bands: z
      .array(
        z.strictObject({ from: z.int().min(0), to: z.int().min(0).nullable(), value: z.number().positive() }),
      )
      .min(1),
  }),
};

export type LeadSign = z.infer<typeof leadSign>;
export type Condition = z.infer<typeof condition>;
export type CountField = (typeof countFields)[number];
export type Sum = z.infer<typeof sum>;
export type Percentage = Pick<z.infer<typeof parameters.share>, 'percent' | 'strict' | 'by'>;
export type ThresholdParameters = z.infer<typeof parameters.threshold>;
export type Band = z.infer<typeof parameters.coefficient>['bands'][number];
export type Sector = z.infer<typeof sector>;
export type MemberKindParameters = z.infer<typeof parameters.memberKind>;
