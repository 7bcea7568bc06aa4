import { z } from 'zod';
import { number, numberOrNull, text, textOrNull } from './shape-parts.ts';

/** Shapes of what forming groups prints. */

const reasoned = z.strictObject({ name: text, reason: text });

/** What was asked, and in how many cases it was met; `weight` in metres, null with what must be. */
const goal = z.strictObject({
  name: text,
  hard: z.boolean(),
  weight: numberOrNull,
  sentence: text,
  met: number,
  of: number,
});

const move = z.strictObject({
  name: text,
  kind: z.enum(['moved', 'forced', 'new', 'left']),
  reason: text,
  from: textOrNull,
  to: textOrNull,
});

export const formingShapes = {
  'group-propose': z.strictObject({
    policy: text,
    tier: textOrNull,
    task: z.enum(['assign', 'partition', 'regroup']),
    groups: z.array(z.strictObject({ lead: text, members: z.array(text), distance: number })),
    unassigned: z.array(reasoned),
    objective: z.strictObject({
      unit: z.literal('m'),
      value: number,
      bound: number,
      gap: number,
      distance: number,
      penalty: number,
      proven: z.boolean(),
    }),
    goals: z.array(goal),
    moves: z.array(move),
    tradeOff: z.array(z.strictObject({ moves: number, placed: number, value: number, bound: number })),
    ending: z.array(reasoned),
    leadsWithoutGroup: z.array(reasoned),
    undetermined: z.array(reasoned),
    distanceEstimated: z.boolean(),
    distanceBasis: z.strictObject({
      matrix: number,
      coordinates: number,
      community: number,
      town: number,
      district: number,
      elsewhere: number,
    }),
    plan: numberOrNull,
    basedOn: numberOrNull.describe('--from 所改的方案'),
    changes: z.array(z.strictObject({ name: text, from: textOrNull, to: textOrNull })),
  }),
} as const satisfies Record<string, z.ZodType>;
