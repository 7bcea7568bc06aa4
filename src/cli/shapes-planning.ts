import { z } from 'zod';
import { day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const period = z.strictObject({ from: day, to: day });
const person = z.strictObject({ name: text, unit: text });
const block = z.strictObject({
  id: number,
  from: day,
  to: day,
  group: textOrNull,
  kindergarten: textOrNull,
  person: person.nullable(),
  reason: text,
});

/** Shapes of planning activities (活动计划). */
export const planningShapes = {
  'activity-plan': z.strictObject({
    activities: z.array(
      z.strictObject({
        id: number,
        group: textOrNull,
        office: textOrNull,
        kind: text,
        title: text,
        rule: textOrNull,
        date: day,
        start: textOrNull.describe('HH:MM'),
        end: textOrNull.describe('HH:MM'),
        host: textOrNull,
        participants: z.array(text),
        people: z.array(person),
        venue: textOrNull,
        week: numberOrNull,
        provisional: z.boolean(),
        fixed: z.boolean(),
        added: z.boolean().describe('not in the ledger before'),
      }),
    ),
    unmet: z.array(
      z.strictObject({
        rule: text,
        kind: text,
        subject: z.strictObject({ type: z.enum(['group', 'kindergarten', 'office']), name: text }),
        period,
        reason: text,
      }),
    ),
    objective: z.strictObject({ value: number, bound: number, gap: number }),
    moved: z.array(
      z.strictObject({ id: numberOrNull, group: textOrNull, kind: text, from: day, to: day, reason: text }),
    ),
    cancelled: z.array(z.strictObject({ id: number, group: textOrNull, kind: text, date: dayOrNull })),
    overdue: z
      .array(z.strictObject({ id: number, group: textOrNull, kind: text, date: day }))
      .describe('past, planned, and neither recorded nor called off: counted as not held'),
    vacation: z
      .array(
        z.strictObject({
          rule: text,
          kind: text,
          subject: z.strictObject({ type: z.literal('office'), name: text }),
          period,
        }),
      )
      .describe('due of the office in a period without teaching: not planned'),
    unpublishedYears: z.array(text),
    stopped: z.boolean(),
  }),
  'activity-blocks': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    blocks: z.array(block),
    findings: z.array(finding),
  }),
  'activity-fix': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    id: number,
    date: day,
    start: textOrNull,
    end: textOrNull,
    fixed: z.boolean(),
    findings: z.array(finding),
  }),
} as const satisfies Record<string, z.ZodType>;
