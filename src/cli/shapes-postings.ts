import { z } from 'zod';
import { change, day, dayOrNull, flagOrNull, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const named = z.strictObject({ id: text, name: text });

const posting = {
  id: number,
  person: text,
  unit: text,
  kind: named,
  rank: named.nullable(),
  group: textOrNull,
  origin: textOrNull,
  originTier: textOrNull,
  destination: text,
  destinationTier: textOrNull,
  destinationPoor: flagOrNull,
  from: day,
  to: dayOrNull,
  served: number.describe('到今天为止的天数，起止都含'),
  days: numberOrNull,
  state: z.enum(['planned', 'running', 'ended']),
  endReason: textOrNull,
  note: textOrNull,
  source: z.enum(['table', 'hand']),
};

const run = {
  from: day,
  to: dayOrNull,
  servedTo: day,
  days: number,
  full: z.boolean(),
  fullOn: day.describe('满一年的那一天'),
  missing: number.describe('还差几天'),
};

/** What the commands of postings (派驻) print. */
export const postingShapes = {
  'posting-list': z.array(z.strictObject(posting)),
  posting: z.strictObject({ ...posting, runs: z.array(z.strictObject(run)), gapDays: number }),
  'posting-change': z.strictObject({ ...change, posting: z.strictObject(posting) }),
  'posting-due': z.strictObject({
    on: day,
    gapDays: number,
    quotas: z.array(
      z.strictObject({
        rule: text,
        citation: text,
        group: textOrNull,
        kindergarten: text,
        what: text,
        period: text,
        from: day,
        to: day,
        due: number,
        done: number,
        state: z.enum(['owed', 'done', 'open', 'waived']),
      }),
    ),
    years: z.array(z.strictObject({ person: text, unit: text, ...run })),
  }),
} as const satisfies Record<string, z.ZodType>;
