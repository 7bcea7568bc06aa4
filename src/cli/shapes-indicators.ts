import { z } from 'zod';
import { finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const measure = z.enum(['ratio', 'per-head', 'yes-no', 'number']);

/** What the commands of indicators (指标) print. */
export const indicatorShapes = {
  'indicator-list': z.array(
    z.strictObject({
      id: text,
      name: text,
      measure,
      numerator: textOrNull,
      denominator: textOrNull,
      unit: textOrNull,
      years: z.array(z.strictObject({ year: number, office: z.boolean(), kindergartens: number })),
    }),
  ),
  'indicator-set': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    policy: text,
    indicator: text,
    year: number,
    of: text,
    before: textOrNull,
    after: textOrNull,
    findings: z.array(finding),
  }),
  'indicator-report': z.strictObject({
    policy: text,
    office: text,
    year: number,
    on: text,
    asCheck: z.boolean(),
    indicators: z.array(
      z.strictObject({
        indicator: text,
        name: text,
        unit: text,
        rule: textOrNull,
        requirement: textOrNull,
        target: numberOrNull,
        part: numberOrNull,
        whole: numberOrNull,
        value: numberOrNull,
        lacking: number,
        source: z.enum(['office', 'kindergartens']).nullable(),
        previous: numberOrNull,
        change: numberOrNull,
        outcome: z.enum(['pass', 'notice', 'violation', 'unknown']).nullable(),
        message: text,
        remark: text,
      }),
    ),
  }),
} as const satisfies Record<string, z.ZodType>;
