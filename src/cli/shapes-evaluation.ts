import { z } from 'zod';
import { change, day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const role = z.enum(['group', 'lead', 'member']);
const standing = z.strictObject({ total: number, grade: text, rank: numberOrNull });
const named = z.strictObject({ name: text, role, group: text, total: number, grade: text });

/** What the commands of rubrics (考核细则) and of the year-end evaluation (年度考核) print. */
export const evaluationShapes = {
  'rubric-list': z.array(
    z.strictObject({
      id: text,
      policy: text,
      title: text,
      weights: z.enum(['office', 'policy']),
      years: z.strictObject({ from: numberOrNull, to: numberOrNull }),
      builtIn: z.boolean(),
      subjects: z.array(text),
    }),
  ),
  rubric: z.looseObject({
    id: text,
    policy: text,
    title: text,
    subjects: z.array(z.looseObject({ id: text })),
  }),
  'rubric-lint': z.array(
    z.strictObject({ file: text, id: textOrNull, ok: z.boolean(), findings: z.array(finding) }),
  ),
  'rubric-facts': z.array(
    z.strictObject({
      id: text,
      name: text,
      unit: text,
      meaning: text,
      of: z.array(role),
      live: z.boolean().describe('随本年各表即时计算'),
    }),
  ),
  'rubric-import': z.strictObject({
    id: text,
    policy: text,
    file: text,
    dryRun: z.boolean(),
    subjects: z.array(
      z.strictObject({
        name: text,
        of: role,
        full: number,
        dimensions: number,
        indicators: number,
        gates: number,
      }),
    ),
    findings: z.array(finding),
  }),
  'evaluate-results': z.strictObject({
    policy: text,
    year: number,
    rubric: text,
    finalisedOn: dayOrNull,
    subjects: z.array(
      z.strictObject({
        name: text,
        role,
        subject: text,
        whom: z.enum(['unit', 'principal']),
        group: text,
        groupId: number,
        kindergartenId: numberOrNull,
        total: number,
        grade: text,
        gradeByTotal: text.describe('不计否决的等次'),
        rank: numberOrNull,
        among: number,
        vetoes: z.array(text),
        missing: z.array(text).describe('空白的格：还没有人填'),
        factsMissing: z.array(text).describe('没有台账数据（或除数为 0）不能计算的指标，计 0 分'),
        previous: numberOrNull,
        change: numberOrNull,
        cell: z.strictObject({ file: text, sheet: text, address: text }).nullable(),
        dimensions: z.array(z.strictObject({ name: text, score: number, worth: number, bonus: z.boolean() })),
      }),
    ),
    opinionsMissing: z.array(
      z.strictObject({ group: text, member: text, subject: text.describe('考核表'), citation: text }),
    ),
    commendations: z.array(named),
    criticismCandidates: z.array(named),
    coefficients: z.array(
      z.strictObject({
        group: text,
        lead: textOrNull,
        members: number,
        value: number,
        passed: z.boolean().nullable(),
        words: text,
        citation: text,
        readings: z.array(text),
      }),
    ),
    renewals: z.array(
      z.strictObject({
        group: text,
        cycleEnd: day,
        advice: z.enum(['renew', 'adjust', 'open']),
        words: text,
      }),
    ),
    plaques: z.array(
      z.strictObject({
        group: text,
        member: text,
        procedure: text,
        done: z.array(text),
        next: textOrNull,
        ready: z.boolean(),
        words: text,
      }),
    ),
  }),
  'evaluate-explain': z.array(
    z.strictObject({
      name: text,
      role,
      subject: text,
      group: text,
      total: number,
      grade: text,
      gradeByTotal: text,
      rank: numberOrNull,
      among: number,
      gates: z.array(
        z.strictObject({
          name: text,
          answer: textOrNull,
          failed: z.boolean(),
          cap: text,
          source: textOrNull,
        }),
      ),
      dimensions: z.array(
        z.strictObject({ name: text, score: number, subtotal: number, worth: number, bonus: z.boolean() }),
      ),
      indicators: z.array(
        z.strictObject({
          indicator: text,
          dimension: text,
          points: number,
          method: text,
          standard: text,
          score: number,
          how: text,
          formula: textOrNull,
          parts: z.array(
            z.strictObject({
              scorer: text,
              entered: numberOrNull,
              counts: numberOrNull,
              weight: number,
              source: textOrNull,
            }),
          ),
          facts: z.array(
            z.strictObject({ name: text, value: numberOrNull, unit: text, basis: text, source: text }),
          ),
          evidence: textOrNull,
        }),
      ),
      opinion: z.strictObject({ heardOn: day, text, source: text }).nullable(),
    }),
  ),
  'evaluate-preview': z.strictObject({
    policy: text,
    year: number,
    rubric: text,
    other: text,
    subjects: z.array(
      z.strictObject({
        name: text,
        role,
        subject: text,
        group: text,
        before: standing,
        after: standing,
        moves: z.boolean(),
      }),
    ),
    findings: z.array(finding),
  }),
  'evaluate-opinion': z.strictObject({
    ...change,
    policy: text,
    year: number,
    group: text,
    lead: textOrNull,
    member: text,
    subject: text,
    heardOn: day,
    before: textOrNull,
    after: textOrNull,
  }),
  'evaluate-finalise': z.strictObject({
    ...change,
    policy: text,
    year: number,
    rubric: text,
    results: number,
    grades: z.array(z.strictObject({ grade: text, count: number })),
  }),
  'evaluate-feedback': z.strictObject({
    year: number,
    folder: text,
    files: z.array(z.strictObject({ name: text, file: text })),
  }),
  'evaluate-reopen': z.strictObject({
    ...change,
    policy: text,
    year: number,
    reason: text,
    finalisedOn: day,
  }),
} as const satisfies Record<string, z.ZodType>;
