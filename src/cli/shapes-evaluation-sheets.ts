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
} as const satisfies Record<string, z.ZodType>;
