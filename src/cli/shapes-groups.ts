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

const twice = z.strictObject({ before: number, after: number });

/** The grouping solved anew with one thing changed. */
const whatIf = z.strictObject({
  change: z.strictObject({
    kind: z.enum(['force-pair', 'raise-upper', 'lower-lower', 'leave-out-member', 'leave-out-lead', 'fits']),
    by: numberOrNull,
    to: numberOrNull,
    kindergarten: textOrNull,
    lead: textOrNull,
  }),
  possible: z.boolean(),
  proven: z.boolean(),
  placed: twice,
  groups: twice,
  distance: twice,
  penalty: twice,
  moves: z.array(z.strictObject({ name: text, from: textOrNull, to: textOrNull })),
});

export const groupingShapes = {
  'group-explain': z.strictObject({
    plan: number,
    kindergarten: text,
    role: z.enum(['member', 'lead', 'idle-lead', 'unassigned', 'undetermined', 'outside']),
    ledgerChanged: z.boolean(),
    differing: number,
    areCentresChosen: z.boolean(),
    nearer: number,
    isPinned: z.boolean(),
    reason: textOrNull,
    lead: textOrNull,
    distance: numberOrNull,
    basis: basis.nullable(),
    members: z.array(z.strictObject({ name: text, distance: number })),
    alternatives: z.array(
      z.strictObject({
        lead: text,
        distance: number,
        basis,
        refusal: textOrNull,
        upper: number,
        members: z.array(text),
        outcome: whatIf.nullable(),
        morePlace: whatIf.nullable(),
      }),
    ),
    conflicts: z.array(
      z.strictObject({
        kind: z.enum(['too-few-places', 'too-few-members']),
        count: number,
        members: z.array(text),
        leads: z.array(text),
      }),
    ),
    changes: z.array(whatIf),
    sentences: z.array(text),
  }),
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
