import { z } from 'zod';
import { day, number, outcome, text, textOrNull } from './shape-parts.ts';

const check = z.strictObject({
  policy: text,
  status: z.enum(['issued', 'draft']),
  verdicts: z.array(
    z.strictObject({
      rule: text,
      requirement: text,
      citation: text,
      subject: z.strictObject({ type: text, id: text, name: text }),
      on: day,
      outcome,
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      message: text,
      remedy: text,
      missing: z.array(text),
      otherReading: z.strictObject({ reading: text, outcome }).nullable(),
      waiver: z.strictObject({ reason: text, by: text, date: day }).nullable(),
    }),
  ),
  figures: z.array(
    z.strictObject({
      rule: text,
      requirement: text,
      citation: text,
      subject: z.strictObject({ type: text, id: text, name: text }),
      on: day,
      label: text,
      value: number,
      unit: text,
      basis: text,
    }),
  ),
  summary: z.strictObject({ pass: number, notice: number, violation: number, unknown: number }),
});

const view = z.strictObject({ rule: text, citation: text, outcome, message: text });

/** `check --compare`: what each of the two policies says, null where it has no rule on it. */
const comparison = z.strictObject({
  policies: z.array(text),
  differences: z.array(
    z.strictObject({
      subject: z.strictObject({ type: text, id: text, name: text }),
      kind: text,
      outcomes: z.array(view.nullable()),
    }),
  ),
});

const policyHead = {
  id: text,
  title: text,
  status: z.enum(['issued', 'draft']),
  effective: text,
  inForce: z.boolean(),
};

/** What every change made by hand prints; `operation` is null where nothing was written. */

/** Shapes of policies, and of what comes of holding groups against them. */
export const policyShapes = {
  check: z.union([check, z.array(check)]),
  'check-comparison': comparison,
  'policy-list': z.array(z.strictObject(policyHead)),
  'policy-lint': z.strictObject({
    file: text,
    errors: z.array(z.strictObject({ line: number, column: number, expected: text })),
    advice: z.array(z.strictObject({ line: number, column: number, expected: text })),
  }),
  policy: z.looseObject({
    ...policyHead,
    rules: z.array(
      z.looseObject({
        id: text,
        requirement: text,
        kind: textOrNull,
        modality: z.enum(['must', 'should', 'may', 'stated', 'record']),
        citation: text,
        decidable: z.boolean(),
        facts: z.array(z.looseObject({ fact: text, label: text, table: textOrNull, source: text })),
      }),
    ),
  }),
} as const satisfies Record<string, z.ZodType>;
