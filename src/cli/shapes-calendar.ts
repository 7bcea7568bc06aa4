import { z } from 'zod';
import { day, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const term = { schoolYear: text, number, starts: day, ends: day };
const effect = z.enum(['inserted', 'updated', 'unchanged', 'removed', 'rejected']);
const change = z.strictObject({
  operation: numberOrNull,
  dryRun: z.boolean(),
  days: z.array(z.strictObject({ date: day, kind: z.enum(['off', 'work', 'closed']), name: text, effect })),
  terms: z.array(z.strictObject({ ...term, effect })),
  findings: z.array(finding),
});

/** Shapes of the school calendar (校历). */
export const calendarShapes = {
  calendar: z.strictObject({
    schoolYear: text,
    from: day,
    to: day,
    unpublishedYears: z.array(text),
    terms: z.array(z.strictObject({ ...term, assumed: z.boolean(), weeks: number, schoolDays: number })),
    days: z.array(
      z.strictObject({
        date: day,
        kind: z.enum(['school', 'makeup', 'weekend', 'holiday', 'closed', 'vacation']),
        name: textOrNull,
        certain: z.boolean(),
        mayBeOff: z.boolean(),
        term: z.union([z.literal(1), z.literal(2), z.null()]),
        week: numberOrNull,
      }),
    ),
  }),
  'calendar-change': change,
} as const satisfies Record<string, z.ZodType>;
