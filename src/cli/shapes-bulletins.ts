import { z } from 'zod';
import { day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const figure = { id: text, label: text, value: text, unit: text, query: text };

const bulletin = {
  quarter: text,
  policy: text,
  state: z.enum(['draft', 'issued']),
  title: text,
  number: textOrNull,
  date: dayOrNull,
  countedOn: day,
  file: text,
  sha256: text,
  activity: numberOrNull,
};

const change = { operation: numberOrNull, dryRun: z.boolean(), findings: z.array(finding) };

/** What the commands of bulletins (通报) print. */
export const bulletinShapes = {
  'bulletin-draft': z.strictObject({
    quarter: text,
    file: text,
    sha256: text,
    figures: z.array(z.strictObject(figure)),
  }),
  'bulletin-list': z.array(z.strictObject(bulletin)),
  'bulletin-show': z.strictObject({ ...bulletin, figures: z.array(z.strictObject(figure)) }),
  'bulletin-trace': z.strictObject({
    quarter: text,
    policy: text,
    state: z.enum(['draft', 'issued']),
    file: text,
    unchanged: z.boolean().describe('the file is the very one that was stored'),
    figures: z.array(
      z.strictObject({
        ...figure,
        number,
        inFile: z.array(text),
        now: textOrNull,
        isChangedByHand: z.boolean(),
        hasLedgerMoved: z.boolean(),
        parts: z
          .strictObject({
            sign: text,
            of: z.array(z.strictObject({ id: text, label: text, value: text, number: numberOrNull })),
          })
          .nullable()
          .describe('what the figure is reckoned from'),
        records: z.array(
          z.strictObject({
            kind: z.enum(['activity', 'group', 'kindergarten', 'period', 'verdict', 'report', 'inspection']),
            id: numberOrNull,
            text,
            sources: z.array(z.strictObject({ file: text, sheet: text, cells: z.array(text) })),
          }),
        ),
      }),
    ),
  }),
  'bulletin-mark': z.strictObject({ ...change, activities: z.array(number), outstanding: z.boolean() }),
  'bulletin-confirmations': z.array(
    z.strictObject({
      id: text,
      source: z.enum(['owed', 'violation', 'overdue']),
      rule: text,
      subject: text,
      group: textOrNull,
      finding: text,
      citation: text,
      confirmed: z.strictObject({ reason: text, by: text, date: day }).nullable(),
    }),
  ),
  'bulletin-confirm': z.union([
    z.strictObject({ ...change, quarter: text, confirmed: z.array(text), reason: text, by: text, date: day }),
    z.strictObject({ ...change, quarter: text, withdrawn: z.array(text) }),
  ]),
  'bulletin-issue': z.strictObject({
    ...change,
    quarter: text,
    policy: text,
    number: text,
    date: day,
    file: text,
    sha256: text,
    activity: numberOrNull,
  }),
} as const satisfies Record<string, z.ZodType>;
