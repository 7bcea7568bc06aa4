import { z } from 'zod';
import { change, day, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const entry = z.strictObject({
  id: number,
  policy: text,
  year: number,
  holder: text,
  group: textOrNull,
  on: day,
  purpose: z.strictObject({ id: text, name: text }),
  allowed: z.boolean().describe('用途是不是政策规定的'),
  summary: textOrNull,
  yuan: number,
  cents: number.describe('分，冲销是负数'),
  voucher: textOrNull,
  reverses: textOrNull,
  account: z.enum(['separate', 'running']).nullable(),
  kindergarten: textOrNull,
  note: textOrNull,
  source: z.enum(['table', 'hand']),
});

/** What the commands of special funds (专项经费) print. */
export const fundShapes = {
  'fund-list': z.array(entry),
  'fund-change': z.strictObject({ ...change, entry }),
  'fund-budget': z.strictObject({
    ...change,
    holder: text,
    year: number,
    purpose: text,
    before: numberOrNull.describe('分'),
    after: numberOrNull.describe('分'),
  }),
  'fund-audit': z.strictObject({
    policy: text,
    citation: text,
    year: number,
    accounts: z.array(
      z.strictObject({
        holder: text,
        budgetCents: number,
        purposes: z.array(z.strictObject({ name: text, budgetCents: numberOrNull, spentCents: number })),
        exceptions: z.array(
          z.strictObject({ what: text, holder: text, on: text, detail: text, clause: text }),
        ),
      }),
    ),
  }),
} as const satisfies Record<string, z.ZodType>;
