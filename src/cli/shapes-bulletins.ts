import { z } from 'zod';
import { text } from './shape-parts.ts';

const figure = z.strictObject({ id: text, label: text, value: text, unit: text, query: text });

/** What the commands of bulletins (通报) print. */
export const bulletinShapes = {
  'bulletin-draft': z.strictObject({ quarter: text, file: text, sha256: text, figures: z.array(figure) }),
} as const satisfies Record<string, z.ZodType>;
