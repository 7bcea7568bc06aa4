import { z } from 'zod';
import { day, dayOrNull, finding, number, numberOrNull, text, textOrNull } from './shape-parts.ts';
import { activityShapes } from './shapes-activities.ts';
import { bulletinShapes } from './shapes-bulletins.ts';
import { calendarShapes } from './shapes-calendar.ts';
import { documentShapes } from './shapes-documents.ts';
import { evaluationShapes } from './shapes-evaluation.ts';
import { evaluationSheetShapes } from './shapes-evaluation-sheets.ts';
import { formingShapes } from './shapes-forming.ts';
import { fundShapes } from './shapes-funds.ts';
import { groupingShapes } from './shapes-groups.ts';
import { indicatorShapes } from './shapes-indicators.ts';
import { inspectionShapes } from './shapes-inspections.ts';
import { paperShapes } from './shapes-papers.ts';
import { planningShapes } from './shapes-planning.ts';
import { policyShapes } from './shapes-policies.ts';
import { postingShapes } from './shapes-postings.ts';
import { registerShapes } from './shapes-registers.ts';
import { regularShapes } from './shapes-regular.ts';
import { rosterShapes } from './shapes-roster.ts';
import { groupShapes } from './shapes-standing.ts';

/**
 * The shapes that `--json` prints, by the name a command gives in the registry: documented in the reference from
 * here, and held to the real output by the end-to-end tests. Other programs rely on them: keys are added, never
 * renamed.
 */

const counts = { read: number, accepted: number, rejected: number, skipped: number };
const effects = { inserted: number, updated: number, unchanged: number };

const appliedMapping = { heading: text, cell: text, field: textOrNull, label: textOrNull };

const storedMapping = {
  number,
  table: text,
  layout: text,
  mappings: z.array(z.strictObject({ from: text, field: textOrNull, label: textOrNull })),
};

const officeLevel = z.enum(['province', 'city', 'county', 'town']);

const term = z.strictObject({ schoolYear: text, number, starts: day, ends: day });

const operation = {
  operation: number,
  at: text.describe('UTC'),
  clerk: text,
  kind: text,
  title: text,
  commandLine: text,
  undoes: numberOrNull,
  undoneBy: numberOrNull,
  effective: z.boolean(),
  changes: z.array(z.strictObject({ table: text, inserted: number, updated: number, deleted: number })),
};

const rowOrNull = z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable();

export const shapes = {
  init: z.strictObject({
    ledger: text,
    operation: numberOrNull,
    dryRun: z.boolean(),
    office: z.strictObject({ name: text, area: text, level: officeLevel, region: text }),
    policies: z.array(text),
    terms: z.array(term),
    seat: z.array(text),
    findings: z.array(finding),
  }),
  import: z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    files: z.array(
      z.strictObject({
        file: text,
        sha256: textOrNull,
        tables: z.array(
          z.strictObject({
            table: text,
            sheet: text,
            rows: z.strictObject(counts),
            ...effects,
            confidence: number.describe('0–1，1 表示认得准'),
            mappings: z.array(z.strictObject({ ...appliedMapping, remembered: z.boolean() })),
            findings: z.array(finding),
          }),
        ),
        findings: z.array(finding),
        returnCopy: textOrNull,
      }),
    ),
    findings: z.array(finding),
    changes: z.array(
      z.strictObject({
        file: text,
        sheet: text,
        row: number,
        cell: textOrNull,
        table: text,
        subject: text,
        field: text,
        before: z.union([text, number, z.boolean()]).nullable(),
        after: z.union([text, number, z.boolean()]).nullable(),
        kept: z.boolean(),
      }),
    ),
    changeCount: number,
    totals: z.strictObject({ ...counts, ...effects, findings: number }),
    matchSheet: textOrNull.describe('待认园所表'),
  }),
  'mapping-list': z.array(z.strictObject(storedMapping)),
  'mapping-forget': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    mapping: z.strictObject(storedMapping),
    findings: z.array(finding),
  }),
  'application-list': z.array(
    z.strictObject({
      id: number,
      name: text,
      district: textOrNull,
      lead: textOrNull,
      leadKnown: z.boolean(),
      policy: textOrNull,
      cycleStart: dayOrNull,
      receivedOn: day,
      contact: textOrNull,
      phone: textOrNull,
    }),
  ),
  'application-completeness': z.array(
    z.strictObject({
      kindergarten: text,
      district: textOrNull,
      policy: textOrNull,
      receivedOn: day,
      fields: number,
      filled: number,
      missing: z.array(text),
      open: z.array(text),
    }),
  ),
  'application-print': z.strictObject({
    folder: text,
    files: z.array(z.strictObject({ kindergarten: textOrNull, file: text })),
    findings: z.array(finding),
  }),
  office: z.strictObject({
    name: textOrNull,
    area: text,
    level: officeLevel,
    region: textOrNull,
    policies: z.array(text),
    seat: z.array(text),
    terms: z.array(term),
    offices: z.array(
      z.strictObject({
        id: number,
        level: officeLevel,
        name: text,
        title: textOrNull,
        regionCode: textOrNull,
        parentId: numberOrNull,
      }),
    ),
  }),
  'office-set': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    rows: number,
    findings: z.array(finding),
  }),
  history: z.array(z.strictObject(operation)),
  operation: z.strictObject({
    ...operation,
    summary: z.record(z.string(), z.unknown()),
    files: z.array(z.strictObject({ path: text, sha256: text, bytes: number })),
    rows: z.array(
      z.strictObject({
        table: text,
        row: number,
        kind: z.enum(['insert', 'update', 'delete']),
        before: rowOrNull,
        after: rowOrNull,
      }),
    ),
    shown: number,
    total: number,
  }),
  undo: z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    undoes: number,
    effects: z.array(z.strictObject({ table: text, removed: number, restored: number, setBack: number })),
  }),
  backup: z.strictObject({ file: text, bytes: number, operations: number }),
  restore: z.strictObject({
    ledger: text,
    dryRun: z.boolean(),
    source: text,
    operations: number,
    kept: textOrNull,
  }),
  doctor: z.strictObject({
    ledger: text,
    schemaVersion: number,
    bytes: number,
    healthy: z.boolean(),
    findings: z.array(finding),
  }),
  ...policyShapes,
  ...rosterShapes,
  ...groupShapes,
  ...activityShapes,
  ...calendarShapes,
  ...bulletinShapes,
  ...groupingShapes,
  ...evaluationSheetShapes,
  ...indicatorShapes,
  ...registerShapes,
  ...postingShapes,
  ...fundShapes,
  ...paperShapes,
  ...inspectionShapes,
  ...planningShapes,
  ...documentShapes,
  ...formingShapes,
  ...regularShapes,
  ...evaluationShapes,
} as const satisfies Record<string, z.ZodType>;

export type ShapeName = keyof typeof shapes;
