import { z } from 'zod';

/** What the shapes of `--json` are made of. */

export const text = z.string();
export const textOrNull = z.string().nullable();
export const number = z.number();
export const numberOrNull = z.number().nullable();
export const flagOrNull = z.boolean().nullable();
export const day = z.string().describe('YYYY-MM-DD');
export const dayOrNull = day.nullable();

export const finding = z.strictObject({
  code: text,
  severity: z.enum(['error', 'warning', 'notice']),
  sheet: textOrNull,
  cell: textOrNull,
  value: textOrNull,
  message: text,
  remedy: text,
});

/** How a verdict ends. */
export const outcome = z.enum(['pass', 'notice', 'violation', 'unknown']);

/** What every change of the ledger tells. */
export const change = { operation: numberOrNull, dryRun: z.boolean(), findings: z.array(finding) };
export const plainValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
