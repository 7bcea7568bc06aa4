import { z } from 'zod';
import { day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

/** Shapes of what is done and handed in regularly (应办, 报送). */
export const regularShapes = {
  due: z.array(
    z.strictObject({
      subject: z.strictObject({ type: z.enum(['office', 'group', 'lead', 'member']), name: text }),
      group: textOrNull,
      rule: text,
      citation: text,
      period: z.strictObject({ from: day, to: day }),
      name: text,
      due: number,
      done: number,
      owed: number,
      madeUp: number,
      open: z.boolean(),
      partial: z.boolean(),
      assumedTerm: z.boolean(),
    }),
  ),
  dispatch: z.strictObject({
    month: text,
    files: z.array(
      z.strictObject({
        group: textOrNull,
        file: text,
        due: numberOrNull,
        done: numberOrNull,
        owed: numberOrNull,
        planned: numberOrNull,
      }),
    ),
  }),
  submission: z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    findings: z.array(finding),
    report: text,
    policy: text,
    from: text,
    period: text,
    submittedOn: day,
    due: dayOrNull,
    onTime: z.boolean().nullable(),
    effect: z.enum(['entered', 'corrected']),
  }),
  submissions: z.array(
    z.strictObject({
      report: text,
      policy: text,
      name: text,
      from: text,
      period: text,
      submittedOn: day,
      document: textOrNull,
      sha256: textOrNull,
      note: textOrNull,
    }),
  ),
  'submissions-due': z.array(
    z.strictObject({
      report: text,
      name: text,
      citation: text,
      from: text,
      to: text,
      period: text,
      due: day,
      state: z.enum(['未报', '已报', '退回', '已审', '锁定']),
      receivedAt: dayOrNull,
      onTime: z.boolean().nullable(),
      overdue: z.boolean(),
    }),
  ),
} as const satisfies Record<string, z.ZodType>;
