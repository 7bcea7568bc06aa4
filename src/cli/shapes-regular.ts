import { z } from 'zod';
import { day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const submissionState = z.enum(['未报', '已报', '退回', '已审', '锁定']);

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
      state: submissionState,
      receivedAt: dayOrNull,
      onTime: z.boolean().nullable(),
      overdue: z.boolean(),
    }),
  ),
  package: z.strictObject({
    file: text,
    dryRun: z.boolean(),
    sha256: text,
    office: text,
    period: text,
    reports: z.array(z.strictObject({ policy: text, report: text, name: text })),
    masked: z.boolean(),
    entries: z.array(
      z.strictObject({ name: text, title: text, sha256: text, bytes: number, rows: numberOrNull }),
    ),
  }),
  packages: z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    packages: z.array(
      z.strictObject({
        file: text,
        office: textOrNull,
        period: textOrNull,
        state: submissionState.nullable(),
        outcome: z.enum(['received', 'repeated', 'returned', 'refused']),
        totals: z.record(text, number),
        tables: z.array(
          z.strictObject({
            table: text,
            name: text,
            rows: number,
            inserted: number,
            updated: number,
            removed: number,
            unchanged: number,
          }),
        ),
        changes: z.array(
          z.strictObject({ subject: text, content: text, kind: z.enum(['insert', 'update', 'delete']) }),
        ),
        findings: z.array(finding),
      }),
    ),
  }),
  'submit-decision': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    findings: z.array(finding),
    office: text,
    period: text,
    before: submissionState,
    state: submissionState,
    reason: textOrNull,
    file: text.optional(),
  }),
  'submit-status': z.strictObject({
    periods: z.array(
      z.strictObject({
        office: text,
        period: text,
        name: text,
        state: submissionState,
        reason: textOrNull,
        packages: number,
        receivedAt: dayOrNull,
        due: number,
        onTime: number,
        late: number,
        missing: number,
      }),
    ),
    rates: z.array(
      z.strictObject({
        office: text,
        due: number,
        onTime: number,
        late: number,
        missing: number,
        onTimeRate: numberOrNull,
        lateRate: numberOrNull,
      }),
    ),
    missing: z.array(z.strictObject({ office: text, period: text })),
  }),
} as const satisfies Record<string, z.ZodType>;
