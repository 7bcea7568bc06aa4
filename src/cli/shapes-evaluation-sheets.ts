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
        total: number.describe(
          'what the sheet’s own formula gives, a blank counts 0; of several copies of one group’s workbook what they give together',
        ),
        grade: text,
        cell: z
          .strictObject({ file: text, sheet: text, address: text })
          .nullable()
          .describe(
            'where the workbook computes the total: of several copies one that holds everything, else the first; null only where that row or column is deleted',
          ),
        copies: z
          .array(z.strictObject({ file: text, sheet: text, address: textOrNull, total: number }))
          .describe('each file with the subject, and what its own formula gives'),
        missing: z.array(text).describe('blanks'),
        factsMissing: z
          .array(text)
          .describe('indicators that cannot be computed for want of facts in the ledger'),
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
