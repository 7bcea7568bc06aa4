import { z } from 'zod';
import { change, day, dayOrNull, number, text, textOrNull } from './shape-parts.ts';

const state = z.enum(['planned', 'active', 'expired', 'ended']);

const group = {
  id: number,
  policy: text,
  tier: textOrNull,
  name: text,
  lead: textOrNull,
  members: z.array(text),
  cycleStart: dayOrNull,
  cycleEnd: dayOrNull,
  state,
};

/** Shapes of groups as they stand: entered, advanced step by step, changed. */
export const groupShapes = {
  'group-create': z.strictObject({
    ...change,
    id: number,
    policy: text,
    tier: textOrNull,
    name: text,
    lead: text,
    members: z.array(text),
    cycleStart: day,
    cycleEnd: dayOrNull,
    since: day,
  }),
  'group-steps': z.strictObject({
    group: number,
    name: text,
    policy: text,
    steps: z.array(
      z.strictObject({
        list: text,
        member: textOrNull,
        entry: text,
        by: textOrNull,
        state: z.enum(['done', 'open', 'absent']),
        date: dayOrNull,
        document: textOrNull,
        note: textOrNull,
      }),
    ),
    waivers: z.array(
      z.strictObject({
        ruleId: text,
        member: textOrNull,
        reason: text,
        grantedBy: text,
        grantedOn: day,
        validFrom: day,
        validTo: dayOrNull,
      }),
    ),
  }),
  'group-advance': z.strictObject({
    ...change,
    steps: z.array(
      z.strictObject({
        group: number,
        member: textOrNull,
        procedure: text,
        step: text,
        doneOn: day,
        next: textOrNull,
      }),
    ),
  }),
  'group-document': z.strictObject({
    ...change,
    present: z.boolean(),
    documents: z.array(z.strictObject({ group: number, member: textOrNull, checklist: text, item: text })),
  }),
  'group-waive': z.strictObject({
    ...change,
    group: number,
    member: textOrNull,
    rule: text,
    reason: text,
    by: text,
  }),
  'group-add': z.strictObject({
    ...change,
    id: number,
    name: text,
    since: day,
    members: z.array(z.strictObject({ name: text, outcome: z.enum(['added', 'advanced', 'already']) })),
  }),
  'group-remove': z.strictObject({
    ...change,
    id: number,
    name: text,
    since: day,
    reason: text,
    members: z.array(z.strictObject({ name: text, outcome: z.enum(['ended', 'deleted']) })),
  }),
  'group-list': z.array(z.strictObject(group)),
  group: z.strictObject({
    ...group,
    origin: z.enum(['list', 'plan', 'hand']),
    validFrom: dayOrNull,
    validTo: dayOrNull,
    memberships: z.array(
      z.strictObject({
        name: text,
        role: z.enum(['lead', 'member']),
        district: textOrNull,
        responsible: textOrNull,
        since: dayOrNull,
        until: dayOrNull,
        reason: textOrNull,
      }),
    ),
  }),
  'group-plans': z.array(
    z.strictObject({
      id: number,
      policy: text,
      tier: textOrNull,
      state: z.enum(['draft', 'adopted', 'discarded']),
      madeOn: day,
      groups: number,
      members: number,
      unassigned: number,
      distance: number,
    }),
  ),
} as const satisfies Record<string, z.ZodType>;
