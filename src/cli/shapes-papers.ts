import { z } from 'zod';
import { finding, number, text, textOrNull } from './shape-parts.ts';

/** What the commands of papers (公文、文书) print. */
export const paperShapes = {
  'document-list': z.array(
    z.strictObject({
      id: text,
      name: text,
      description: text,
      subject: z.enum(['office', 'group', 'member', 'posting', 'inspection', 'activity']),
      period: z.enum(['half-year', 'year']).nullable(),
      template: text,
      own: z.boolean().describe('本单位自备的'),
      fields: z.array(
        z.strictObject({
          name: text,
          type: z.enum(['text', 'number', 'date']),
          required: z.boolean(),
          from: textOrNull,
          ask: textOrNull,
          default: textOrNull,
        }),
      ),
    }),
  ),
  'document-make': z.strictObject({
    kind: text,
    dryRun: z.boolean(),
    files: z.array(
      z.strictObject({
        subject: text,
        file: text.nullable().describe('没有生成的为 null'),
        sha256: textOrNull,
        bytes: number,
        blanks: z.array(text).describe('留了空白的字段'),
        findings: z.array(finding),
      }),
    ),
  }),
} as const satisfies Record<string, z.ZodType>;
