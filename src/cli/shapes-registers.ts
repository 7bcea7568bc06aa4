import { z } from 'zod';
import { day, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const value = z.union([text, number, z.boolean()]);

/** What the commands of registers (登记簿) print. */
export const registerShapes = {
  'register-list': z.array(
    z.strictObject({
      id: text,
      name: text,
      of: z.enum(['group', 'kindergarten', 'office']),
      entries: number,
      basis: z.array(text),
      fields: z.array(
        z.strictObject({
          key: text,
          name: text,
          type: text,
          required: z.boolean(),
          expected: z.boolean(),
          choices: z.array(text),
        }),
      ),
    }),
  ),
  'register-show': z.array(
    z.strictObject({
      id: number,
      of: text,
      district: textOrNull,
      enteredOn: day,
      content: z.record(text, value),
      lacking: z.array(text),
    }),
  ),
  'register-check': z.strictObject({
    register: text,
    entries: number,
    incomplete: z.array(z.strictObject({ id: number, of: text, lacking: z.array(text) })),
    absent: z.array(z.strictObject({ of: text, district: textOrNull })),
  }),
  'register-change': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    register: text,
    id: numberOrNull,
    of: text,
    before: z.record(text, value).nullable(),
    after: z.record(text, value).nullable(),
    findings: z.array(finding),
  }),
} as const satisfies Record<string, z.ZodType>;
