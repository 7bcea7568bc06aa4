import { z } from 'zod';
import { text } from './shape-parts.ts';

/** What measuring documents (公文) prints. */
export const documentShapes = {
  'document-verify': z.array(
    z.strictObject({ clause: text, what: text, expected: text, measured: text, ok: z.boolean() }),
  ),
} as const satisfies Record<string, z.ZodType>;
