import { z } from 'zod';
import { day, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

/** Shapes of `--json` for plans (组建方案), their comparison, explanation and map. Distances are in metres. */

const reasoned = z.strictObject({ name: text, reason: text });

const distances = z.strictObject({
  measured: number,
  total: number,
  mean: numberOrNull,
  median: numberOrNull,
  longest: numberOrNull,
  farthest: z.strictObject({ member: text, lead: text }).nullable(),
});

const sectors = z.strictObject({ public: number, private: number, joint: number, unknown: number });

const figures = z.strictObject({
  groups: number,
  members: number,
  unassigned: number,
  size: z.strictObject({ least: number, most: number, mean: number }).nullable(),
  sizes: z.array(z.strictObject({ members: number, groups: number })),
  distance: distances,
  bases: z.strictObject({ coordinates: number, matrix: number, administrative: number }),
  sectors,
  mixed: number,
  perGroup: z.array(z.strictObject({ lead: textOrNull, members: number, sectors, distance: distances })),
});

const basis = z.enum(['coordinates', 'matrix', 'administrative']);

const standing = z.strictObject({
  role: z.enum(['lead', 'member', 'none']),
  leads: z.array(text),
  distance: numberOrNull,
  reason: textOrNull,
});

const summary = z.strictObject({ pass: number, notice: number, violation: number, unknown: number });

const checked = z.strictObject({
  summary,
  rules: z.array(z.strictObject({ rule: text, title: text, summary })),
  open: z.array(
    z.strictObject({
      rule: text,
      citation: text,
      subject: text,
      outcome: z.enum(['notice', 'violation', 'unknown']),
      message: text,
    }),
  ),
});

const compared = z.strictObject({
  plan: numberOrNull.describe('null：现状'),
  policy: text,
  tier: textOrNull,
  on: day,
  figures,
  check: checked,
});

export const groupingShapes = {
  'group-plan': z.strictObject({
    plan: number,
    policy: text,
    tier: textOrNull,
    state: z.enum(['draft', 'adopted', 'discarded']),
    madeOn: day,
    ledgerChanged: z.boolean(),
    groups: z.array(
      z.strictObject({
        lead: text,
        members: z.array(z.strictObject({ name: text, distance: number, basis })),
      }),
    ),
    unassigned: z.array(reasoned),
    leadsWithoutGroup: z.array(reasoned),
    undetermined: z.array(reasoned),
    objective: z.strictObject({ unit: z.literal('m'), value: number, bound: number, gap: number }),
    figures,
    previous: figures.nullable(),
  }),
  'group-compare': z.strictObject({
    before: compared,
    after: compared,
    moves: z.array(z.strictObject({ name: text, from: standing, to: standing })),
  }),
} as const satisfies Record<string, z.ZodType>;
