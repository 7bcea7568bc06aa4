import { z } from 'zod';
import { finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

/** What the workbooks of the year-end evaluation (年度考核) print. */
export const evaluationSheetShapes = {
  'evaluate-sheets': z.strictObject({
    year: number,
    folder: text,
    operation: numberOrNull,
    dryRun: z.boolean(),
    files: z.array(
      z.strictObject({
        kind: z.enum(['group', 'office']),
        file: text,
        policy: text,
        rubric: text,
        group: textOrNull,
        subjects: number,
      }),
    ),
    findings: z.array(finding),
  }),
  'evaluate-import': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    year: numberOrNull,
    subjects: z.array(
      z.strictObject({
        name: text,
        role: text,
        group: text,
        policy: text,
        total: number.describe('what the sheet itself computes; a blank counts 0'),
        grade: text,
        cell: z
          .strictObject({ file: text, sheet: text, address: text })
          .nullable()
          .describe('where the workbook computes the total; null where several copies were put together'),
        missing: z.array(text).describe('blanks'),
        standing: z
          .strictObject({ total: number, grade: text, missing: z.array(text) })
          .describe('with what the ledger knew before'),
      }),
    ),
    findings: z.array(finding.extend({ file: textOrNull })),
    files: z.array(
      z.strictObject({
        file: text,
        group: textOrNull,
        state: z.enum(['taken', 'skipped', 'refused']),
        returnCopy: textOrNull,
      }),
    ),
    absent: z.array(z.strictObject({ group: text, policy: text })),
    totals: z.strictObject({
      files: number,
      read: number,
      taken: number,
      refused: number,
      inserted: number,
      updated: number,
      unchanged: number,
    }),
  }),
} as const satisfies Record<string, z.ZodType>;
