import { z } from 'zod';
import { change, day, dayOrNull, flagOrNull, number, numberOrNull, text, textOrNull } from './shape-parts.ts';

const severity = z.enum(['ordinary', 'serious']);
const state = z.enum(['found', 'feedback', 'reported', 'noticed', 'failed', 'mended', 'closed']);

const finding = z.strictObject({
  id: number,
  number,
  content: text,
  severity,
  points: numberOrNull,
  state,
  due: dayOrNull,
  mended: dayOrNull,
  closed: dayOrNull,
  overdue: number.describe('逾期天数，没有逾期的是 0'),
  note: textOrNull,
  steps: z.array(
    z.strictObject({
      step: z.enum(['feedback', 'report', 'notice', 'recheck', 'close']),
      on: day,
      due: dayOrNull,
      passed: flagOrNull,
      result: textOrNull,
      document: textOrNull,
    }),
  ),
});

const inspection = z.strictObject({
  id: number,
  kind: z.enum(['inspection', 'visit']),
  group: textOrNull,
  kindergarten: text,
  visited: dayOrNull,
  planFiled: dayOrNull,
  inspector: textOrNull,
  inspectorUnit: textOrNull,
  topics: textOrNull,
  opinion: textOrNull,
  note: textOrNull,
  source: z.enum(['table', 'hand']),
  findings: z.array(finding),
});

/** What the commands of inspections (督导) print. */
export const inspectionShapes = {
  'inspection-list': z.array(inspection),
  inspection,
  'inspection-change': z.strictObject({ ...change, inspection }),
  'inspection-advance': z.strictObject({ ...change, kindergarten: text, finding }),
  'inspection-overdue': z.array(
    z.strictObject({
      finding: number,
      inspection: number,
      group: textOrNull,
      kindergarten: text,
      content: text,
      severity,
      found: day,
      due: day,
      days: number,
      state,
    }),
  ),
  'inspection-report': z.strictObject({
    term: text,
    from: day,
    to: day,
    assumed: z.boolean(),
    groups: z.array(
      z.strictObject({
        group: text,
        kindergartens: number,
        inspected: number,
        inspections: number,
        visits: number,
        findings: number,
        serious: number,
        closed: number,
        due: number,
        mended: number,
        overdue: number,
        rate: numberOrNull,
      }),
    ),
  }),
  'inspection-inspectors': z.array(
    z.strictObject({
      group: text,
      person: text,
      unit: text,
      role: text,
      posts: textOrNull,
      since: dayOrNull,
      until: dayOrNull,
      kindergartens: z.array(text),
      share: numberOrNull,
      groups: number,
      totalShare: numberOrNull,
      assignments: z.array(number),
    }),
  ),
  'inspection-assign': z.strictObject({ ...change, person: text, group: text, ended: number }),
} as const satisfies Record<string, z.ZodType>;
