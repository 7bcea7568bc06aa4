import { z } from 'zod';
import { isIsoDate } from '../common/dates.ts';
import type { Dictionary } from '../tables/dictionary.ts';
import { reportSchema } from './cadence/reports.ts';
import { exampleSchema } from './example-schema.ts';
import { type FactKey, factNames } from './fact-names.ts';
import { leadDescription, parameters } from './parameters.ts';
import type { Citation } from './policy.ts';

/** Shape of a policy file (`templates/policies/<id>.yaml`). */

const text = z.string().min(1);
const date = z.string().refine(isIsoDate, '日期，如 2021-03-16');
const identifier = z.string().regex(/^[a-z][a-z0-9-]*$/, '英文小写字母、数字和连字符，如 zaozhuang-2021');
const factKeys = Object.keys(factNames) as [FactKey, ...FactKey[]];

const ruleBase = {
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9]*\.[a-z][a-z-]*$/, '要求编号加点加英文名，如 Z3.size'),
  requirement: text,
  title: text,
  modality: z.enum(['must', 'should', 'may', 'stated', 'record']),
  /** Heading of the clause, never its sentences. */
  clause: text,
  /** Only groups of this tier. */
  tier: text.optional(),
  facts: z.array(z.enum(factKeys)),
  /** How an unclear clause is read, and how else it might be. */
  readings: z.array(z.strictObject({ question: text, reading: text, alternative: text })).default([]),
};

const judged = <K extends string, P extends z.ZodType>(kind: K, shape: P) =>
  z.strictObject({
    ...ruleBase,
    decidable: z.literal(true).default(true),
    kind: z.literal(kind),
    parameters: shape,
    examples: z.array(exampleSchema).min(1),
  });

const decidable = [
  judged('tier', parameters.tier.default({})),
  judged('size', parameters.size),
  judged('lead-eligibility', parameters.leadEligibility.default({})),
  judged('member-kind', parameters.memberKind),
  judged('jurisdiction', parameters.jurisdiction),
  judged('multi-membership', parameters.multiMembership.default({})),
  judged('cycle', parameters.cycle.default({})),
  judged('mix', parameters.mix),
  judged('naming', parameters.naming),
  judged('coverage', parameters.coverage),
  judged('share', parameters.share),
  judged('standard', parameters.standard),
  judged('threshold', parameters.threshold),
  judged('trend', parameters.trend),
  judged('coefficient', parameters.coefficient),
  judged('cadence', parameters.cadence),
  judged('deadline', parameters.deadline),
  judged('workflow', parameters.workflow),
  judged('capacity', parameters.capacity),
  judged('training', parameters.training),
  judged('departure', parameters.departure),
  judged('milestones', parameters.milestones.default({})),
  judged('documents', parameters.documents),
  judged('register', parameters.register),
  judged('evaluation', parameters.evaluation),
  judged('composition', parameters.composition),
  judged('staffing', parameters.staffing),
  judged('posting', parameters.posting),
  judged('inspection', parameters.inspection),
  judged('fund-purpose', parameters.fundPurpose),
] as const;

/** A clause that stands in the file so that the document is complete, but that the ledger cannot decide. */
const recordedRule = z.strictObject({
  ...ruleBase,
  decidable: z.literal(false),
  kind: z.enum(['attribute', 'guidance', 'indicator', 'rubric', 'tables']),
  /** Why no verdict is given. */
  reason: text,
});

const rule = z.discriminatedUnion('kind', [...decidable, recordedRule]);

/** Kinds of rule as an office may write them, for the message about an unknown one. */
export const ruleKinds: readonly string[] = [
  ...decidable.map((option) => option.shape.kind.value),
  ...recordedRule.shape.kind.options,
];

const tier = z.strictObject({ id: identifier, name: text, lead: leadDescription });

const named = { id: identifier, name: text };

/** What is done step by step (办理事项), for a group or for each member: the steps in the order of the clause. */
const procedure = z.strictObject({
  ...named,
  /** Only groups of this tier. */
  tier: identifier.optional(),
  of: z.enum(['group', 'member']),
  /** Only begun where wanted (挂牌): without a step there is nothing to judge. */
  optional: z.boolean().default(false),
  steps: z.array(z.strictObject({ ...named, by: text })).min(1),
});

/** Papers that a group, or each member, must have (材料清单). */
const checklist = z.strictObject({
  ...named,
  tier: identifier.optional(),
  of: z.enum(['group', 'member']),
  items: z.array(z.strictObject(named)).min(1),
});

/** A body (领导小组, 理事会 …) of the office, of each district's too, or of each group. */
const body = z.strictObject({
  ...named,
  of: z.enum(['office', 'group']),
  /** In the order of the list; the first is the head. */
  roles: z.array(text).min(1),
  /** Whether there is a head at all. */
  head: z.boolean().default(true),
  /** `{area}` is the office's area, `{group}` the group's name. */
  title: text,
});

/** A kind of activity (活动种类) of the document: its cadence rules name it, plans and records carry it. */
const activityKind = z.strictObject({
  ...named,
  /** Who holds it: each group, or the office. */
  of: z.enum(['group', 'office']),
  /** Id of the task line (任务) it belongs to. */
  line: identifier.optional(),
  /** How else records call it. */
  aliases: z.array(text).default([]),
});

/** A yearly figure (指标) of the document, entered for each kindergarten or for the office as a whole. */
const indicator = z.strictObject({
  ...named,
  /** A share in per cent, an amount a head, yes or no for each kindergarten, or a plain number. */
  measure: z.enum(['ratio', 'per-head', 'yes-no', 'number']),
  /** What is counted, and of what. */
  numerator: text.optional(),
  denominator: text.optional(),
  /** Unit of an amount a head or of a number: 平方米, 所. */
  unit: text.optional(),
  /** Who is asked for it; without it each kindergarten for a yes or no, and either for anything else. */
  of: z.enum(['office', 'kindergarten', 'either']).optional(),
  /** A number that is counted: no fractions. */
  whole: z.boolean().optional(),
});

/** A phase (阶段) of a round, and what is to be done in it (应完成的事项). */
const phase = z.strictObject({
  ...named,
  from: date,
  to: date,
  milestones: z
    .array(
      z
        .strictObject({
          name: text,
          of: z.enum(['group', 'office']),
          /** Done once one of these kinds of activity was held in the phase. */
          activity: z.array(text).min(1).optional(),
          /** Done once the group has this paper. */
          document: z.strictObject({ checklist: text, item: text }).optional(),
          /** Done once somebody was seated in this body. */
          body: text.optional(),
        })
        .refine(
          ({ activity, document, body }) =>
            [activity, document, body].filter((each) => each !== undefined).length === 1,
          'activity、document、body 中的一项',
        ),
    )
    .min(1),
});

/** What a special fund (专项经费) may be spent on. */
const funds = z.strictObject({
  purposes: z.array(
    z.strictObject({ ...named, /** How else entries call it. */ aliases: z.array(text).default([]) }),
  ),
});

const period = z.strictObject({ from: date, to: date });

/** How groups are formed. */
const forming = z.discriminatedUnion('task', [
  /** Members are assigned to leads that are given. */
  z.strictObject({ task: z.literal('assign') }),
  /** Everybody is placed in a group, the leads (centres) are chosen too; each group within one district or town. */
  z.strictObject({ task: z.literal('partition'), within: z.enum(['district', 'town']) }),
]);

/** What the quarterly bulletin (季通报) ranks, and how. */
const ranking = z.strictObject({
  of: z.enum(['district', 'group']),
  /** By the share done of what was due, by what is owed (the least first), or by how much was held. */
  by: z.enum(['rate', 'owed', 'held']).default('rate'),
  /** Those that are equal share a place; the next one then comes after all of them (1, 1, 3), or right behind (1, 1, 2). */
  ties: z.enum(['skip', 'dense']).default('skip'),
  /** Only so many are given a place, the best first. */
  top: z.int().min(1).optional(),
});

/** How the policy's own official tables are named. */
const tableNames = z.strictObject({ title: text, attachment: z.string() });

export const policySchema = z.strictObject({
  id: identifier,
  title: text,
  /** 文号; null where the text shows none. */
  number: text.nullable(),
  issuer: text,
  /** Date of issue; null where the text shows none. */
  issued: date.nullable(),
  status: z.enum(['issued', 'draft']),
  /** From when it holds; null where the text does not say. */
  effective: date.nullable(),
  names: z.strictObject({
    /** 联盟, 集团, 学区 */
    kind: text,
    /** 主导园, 龙头园, 学区中心园 */
    lead: text,
    /** 联盟园, 成员园 */
    member: text,
    /** 联盟名单, 集团名单 */
    list: text,
    slogan: z.string().default(''),
  }),
  tables: z.partialRecord(z.enum(['leadership', 'alliance-list', 'application']), tableNames),
  tiers: z.array(tier).default([]),
  procedures: z.array(procedure).default([]),
  checklists: z.array(checklist).default([]),
  bodies: z.array(body).default([]),
  /** Task lines (任务) under which the document orders what is done: 管理共融, 师资共育 … */
  lines: z.array(z.strictObject(named)).default([]),
  activities: z.array(activityKind).default([]),
  /** What is handed in by a day (报送). */
  reports: z.array(reportSchema).default([]),
  indicators: z.array(indicator).default([]),
  phases: z.array(phase).default([]),
  funds: funds.default({ purposes: [] }),
  cycle: z.strictObject({ years: z.int().min(1), stated: z.array(period) }).nullable(),
  /** Without it the bulletin ranks nothing. */
  bulletin: z.strictObject({ rankings: z.array(ranking).default([]) }).default({ rankings: [] }),
  forming: forming.default({ task: 'assign' }),
  rules: z.array(rule).min(1),
});

/** Rules that hold under every policy (`templates/rules/common.yaml`). */
export const commonRulesSchema = z.strictObject({
  id: identifier,
  /** Stands where a policy's rules cite the document. */
  document: text,
  rules: z.array(rule).min(1),
});

export type PolicyFile = z.infer<typeof policySchema>;
export type PolicyExample = z.infer<typeof exampleSchema>;

type Cited = { readonly citation: Citation };
/** A yearly figure as a policy defines it. */
export type Indicator = PolicyFile['indicators'][number];
/** What the quarterly bulletin ranks. */
export type Ranking = PolicyFile['bulletin']['rankings'][number];
/** A phase of a round as a policy defines it. */
export type Phase = PolicyFile['phases'][number];
export type RuleEntry = z.infer<typeof rule>;
export type Rule = RuleEntry & Cited;
export type DecidableRule = Exclude<Rule, { decidable: false }>;
export type RuleKind = DecidableRule['kind'];
export type RuleOf<K extends RuleKind> = Extract<DecidableRule, { kind: K }>;

/** A policy ready for use: the file, its rules with their citation, and what the office calls 办园性质. */
export interface Policy extends Omit<PolicyFile, 'rules'> {
  readonly rules: readonly Rule[];
  /** The terms of 办园性质 by wording: who runs such a kindergarten, and whether the term itself says 普惠. */
  readonly ownership: ReadonlyMap<string, Pick<Dictionary['terms'][number], 'sector' | 'inclusive'>>;
}
