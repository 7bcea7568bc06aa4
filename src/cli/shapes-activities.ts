import { z } from 'zod';
import { day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const evidence = z.array(z.strictObject({ name: text, sha256: text, bytes: number }));

const activity = {
  id: number,
  uid: text,
  policy: text,
  group: z.strictObject({ id: number, name: text }).nullable(),
  holder: text,
  kind: z.strictObject({ id: text, name: text }),
  line: textOrNull,
  title: text,
  state: z.enum(['planned', 'done', 'cancelled']),
  rule: textOrNull,
  due: z.strictObject({ from: day, to: day }).nullable(),
  plannedOn: dayOrNull,
  starts: textOrNull,
  ends: textOrNull,
  fixed: z.boolean(),
  heldOn: dayOrNull,
  heldTo: dayOrNull,
  host: textOrNull,
  venue: textOrNull,
  hours: numberOrNull,
  topics: textOrNull,
  outcome: textOrNull,
  outstanding: z.boolean(),
  reason: textOrNull,
  note: textOrNull,
  origin: z.enum(['plan', 'table', 'hand']),
  kindergartens: z.array(z.strictObject({ name: text, people: numberOrNull })),
  people: z.array(z.strictObject({ name: text, unit: text, role: text, hours: numberOrNull })),
  evidence,
};

const change = { operation: numberOrNull, dryRun: z.boolean(), findings: z.array(finding) };

/** Records of activities, the files that prove them, and who was trained. */
export const activityShapes = {
  activity: z.strictObject(activity),
  'activity-list': z.array(z.strictObject(activity)),
  'activity-record': z.strictObject({
    ...change,
    id: number,
    planned: z.strictObject({ on: dayOrNull }).nullable(),
    activity: z.strictObject(activity),
  }),
  'training-coverage': z.strictObject({
    since: day,
    until: day,
    staff: number,
    trained: number,
    share: numberOrNull.describe('0–1'),
    elsewhere: number,
    kindergartens: z.array(
      z.strictObject({
        id: number,
        name: text,
        district: textOrNull,
        staff: numberOrNull,
        trained: z.array(z.strictObject({ name: text, hours: numberOrNull, activities: number })),
        untrained: z.array(text),
        missing: numberOrNull,
        share: numberOrNull.describe('0–1'),
        state: z.enum(['counted', 'staff-unknown', 'more-than-staff']),
      }),
    ),
    findings: z.array(finding),
  }),
  'archive-list': z.array(
    z.strictObject({
      source: z.enum(['activity', 'document', 'step', 'submission', 'bulletin', 'paper']),
      id: number,
      activity: numberOrNull,
      date: day,
      holder: text,
      kind: text,
      title: text,
      phase: text,
      stage: textOrNull,
      name: text,
      sha256: text,
      bytes: numberOrNull,
    }),
  ),
  'archive-change': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    papers: z.array(z.strictObject({ id: number, category: text, title: text, name: text })),
    findings: z.array(finding),
  }),
  'archive-verify': z.strictObject({
    folder: text,
    referred: number,
    whole: number,
    bytes: number,
    findings: z.array(finding),
  }),
  'activity-attach': z.strictObject({ ...change, id: number, evidence }),
  'activity-cancel': z.strictObject({ ...change, id: number, reason: text }),
  'activity-move': z.strictObject({ ...change, id: number, from: dayOrNull, to: day, reason: text }),
};
