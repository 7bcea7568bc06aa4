import { z } from 'zod';

/** Shape of a rubric file (考核细则, `templates/rubrics/<id>.yaml`). */

const text = z.string().trim().min(1);
const identifier = z.string().regex(/^[a-z][a-z0-9-]*$/, '英文小写字母、数字和连字符，如 cadence-rate');
const isHalf = (value: number) => Number.isInteger(value * 2);
const halfPoints = z.number().min(0).max(1000).refine(isHalf, '0.5 的倍数');
const fullPoints = halfPoints.refine((value) => value > 0, '大于 0 的数');
const weight = z.int().min(0).max(1000);

/** Who may score (评分方): the subject itself, the lead kindergarten, experts, the education bureau. */
const scorerIds = ['self', 'lead', 'expert', 'bureau'] as const;
const scorerId = z.enum(scorerIds);

/** How the scores of several scorers become one. */
const combinations = ['weighted', 'average', 'first'] as const;

const indicatorBase = {
  id: identifier,
  name: text,
  /** Most that can be had. */
  points: fullPoints,
  /** 评分标准, in the office's own words. */
  standard: z.string().default(''),
  /** Papers that are asked for (佐证材料). */
  evidence: z.array(text).default([]),
};

/** Only these of the subject's scorers score it; without it all do. */
const scorers = z.array(scorerId).min(1).optional();

const indicator = z.discriminatedUnion('method', [
  /** 给分: points from 0 to the full points are given. */
  z.strictObject({ ...indicatorBase, method: z.literal('given'), scorers }),
  /** 扣分: what is entered is taken off the full points. */
  z.strictObject({ ...indicatorBase, method: z.literal('deducted'), scorers }),
  /** 分档: what is given falls into a band and counts as the band's points. */
  z.strictObject({
    ...indicatorBase,
    method: z.literal('bands'),
    scorers,
    /** From the best down; `to` (not included) is what the band above begins at, and need not be written. */
    bands: z
      .array(
        z.strictObject({
          name: text,
          from: halfPoints,
          to: halfPoints.nullable().optional(),
          points: halfPoints,
        }),
      )
      .min(2),
  }),
  /** 按台账计算: nobody enters it. Cut to the range from 0 to the full points. */
  z.strictObject({ ...indicatorBase, method: z.literal('formula'), formula: text }),
]);

const dimension = z.strictObject({
  id: identifier,
  name: text,
  /** Heading of the clause of the policy it comes from. */
  clause: text,
  /** 警示性, 重点性, 发展性 …, where the policy speaks of classes of indicators. */
  className: text.optional(),
  /** Sum of its indicators' points, where the office writes it down; checked. */
  points: fullPoints.optional(),
  /** Points that the whole dimension counts for in the total, instead of the sum of its indicators' points. */
  weight: weight.optional(),
  /** Added to the total beyond the full points (加分). */
  bonus: z.boolean().default(false),
  indicators: z.array(indicator).min(1),
});

/** 一票否决 / 前置条件: a question answered with yes or no. */
const gate = z.strictObject({
  id: identifier,
  name: text,
  /** The answer by which the gate is failed. */
  fails: z.enum(['是', '否']),
  /** The best grade that can still be had when it is failed. */
  cap: text,
  clause: text,
  scorer: scorerId.default('bureau'),
});

const subject = z.strictObject({
  id: identifier,
  name: text,
  /** A group as a whole, its lead (主导园), or each of its members (联盟园). */
  of: z.enum(['group', 'lead', 'member']),
  /** Who is evaluated: the kindergarten (or group), or its principal (园长). */
  whom: z.enum(['unit', 'principal']).default('unit'),
  /** Points of all dimensions together, without bonus. */
  full: fullPoints.default(100),
  scorers: z.array(z.strictObject({ by: scorerId, weight: weight.default(0) })).min(1),
  combine: z.enum(combinations),
  gates: z.array(gate).default([]),
  dimensions: z.array(dimension).min(1),
});

/** From the best down. `to` (not included) is what the grade above begins at, and need not be written. */
const grade = z.strictObject({
  name: text,
  from: z.number().min(0),
  to: z.number().min(0).nullable().optional(),
});

const withGrades = z.strictObject({ grades: z.array(text).min(1), clause: text });
const year = z.int().min(1990).max(2100).nullable();

export const rubricSchema = z.strictObject({
  id: identifier,
  /** Id of the policy it belongs to. */
  policy: identifier,
  title: text,
  /** Who sets the points: `office` where the policy gives none. */
  weights: z.enum(['office', 'policy']),
  note: z.string().default(''),
  /** Calendar years it is for, both included; null is open. */
  years: z.strictObject({ from: year, to: year }).default({ from: null, to: null }),
  /** Decimals of every score, subtotal and total; rounded half up. */
  places: z.int().min(0).max(2).default(2),
  scorers: z.array(z.strictObject({ id: scorerId, name: text })).min(1),
  grades: z.array(grade).min(2),
  /** Grades that count as having passed (合格). */
  passing: z.array(text).min(1),
  subjects: z.array(subject).min(1),
  /** Whose opinion is to be heard before a result is final. */
  opinions: z
    .array(z.strictObject({ of: z.enum(['member']), by: z.enum(['lead']), clause: text }))
    .default([]),
  commendation: withGrades.optional(),
  criticism: withGrades.optional(),
  /** At the end of a round: which results speak for renewing (延后) a group, the others for adjusting it (调整). */
  renewal: withGrades.optional(),
});

export type RubricFile = z.infer<typeof rubricSchema>;
