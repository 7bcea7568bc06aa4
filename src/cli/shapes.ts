import { z } from 'zod';
import {
  day,
  dayOrNull,
  finding,
  flagOrNull,
  number,
  numberOrNull,
  text,
  textOrNull,
} from './shape-parts.ts';
import { activityShapes } from './shapes-activities.ts';
import { calendarShapes } from './shapes-calendar.ts';
import { formingShapes } from './shapes-forming.ts';
import { groupingShapes } from './shapes-groups.ts';
import { indicatorShapes } from './shapes-indicators.ts';
import { planningShapes } from './shapes-planning.ts';
import { regularShapes } from './shapes-regular.ts';

/**
 * The shapes that `--json` prints, by the name a command gives in the registry: documented in the reference from
 * here, and held to the real output by the end-to-end tests. Other programs rely on them: keys are added, never
 * renamed.
 */

const counts = { read: number, accepted: number, rejected: number, skipped: number };
const effects = { inserted: number, updated: number, unchanged: number };

const kindergarten = {
  code: textOrNull,
  creditCode: textOrNull,
  name: text,
  district: textOrNull,
  town: textOrNull,
  address: textOrNull,
  longitude: numberOrNull,
  latitude: numberOrNull,
  ownership: textOrNull,
  inclusive: flagOrNull,
  category: textOrNull,
  isNew: flagOrNull,
  isWeak: flagOrNull,
  classes: numberOrNull,
  children: numberOrNull,
  staff: numberOrNull,
  teachers: numberOrNull,
  principal: textOrNull,
  phone: textOrNull,
};

const moreFigures = {
  buildState: textOrNull,
  preschoolTeachers: numberOrNull,
  middleTitles: numberOrNull,
  seniorTitles: numberOrNull,
};

const appliedMapping = { heading: text, cell: text, field: textOrNull, label: textOrNull };

const storedMapping = {
  number,
  table: text,
  layout: text,
  mappings: z.array(z.strictObject({ from: text, field: textOrNull, label: textOrNull })),
};

const state = z.enum(['planned', 'active', 'expired', 'ended']);

const group = {
  id: number,
  policy: text,
  tier: textOrNull,
  name: text,
  lead: textOrNull,
  members: z.array(text),
  cycleStart: dayOrNull,
  cycleEnd: dayOrNull,
  state,
};

const outcome = z.enum(['pass', 'notice', 'violation', 'unknown']);

const check = z.strictObject({
  policy: text,
  status: z.enum(['issued', 'draft']),
  verdicts: z.array(
    z.strictObject({
      rule: text,
      requirement: text,
      citation: text,
      subject: z.strictObject({ type: text, id: text, name: text }),
      on: day,
      outcome,
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      message: text,
      remedy: text,
      missing: z.array(text),
      otherReading: z.strictObject({ reading: text, outcome }).nullable(),
      waiver: z.strictObject({ reason: text, by: text, date: day }).nullable(),
    }),
  ),
  figures: z.array(
    z.strictObject({
      rule: text,
      requirement: text,
      citation: text,
      subject: z.strictObject({ type: text, id: text, name: text }),
      on: day,
      label: text,
      value: number,
      unit: text,
      basis: text,
    }),
  ),
  summary: z.strictObject({ pass: number, notice: number, violation: number, unknown: number }),
});

const view = z.strictObject({ rule: text, citation: text, outcome, message: text });

/** `check --compare`: what each of the two policies says, null where it has no rule on it. */
const comparison = z.strictObject({
  policies: z.array(text),
  differences: z.array(
    z.strictObject({
      subject: z.strictObject({ type: text, id: text, name: text }),
      kind: text,
      outcomes: z.array(view.nullable()),
    }),
  ),
});

const policyHead = {
  id: text,
  title: text,
  status: z.enum(['issued', 'draft']),
  effective: text,
  inForce: z.boolean(),
};

/** What every change made by hand prints; `operation` is null where nothing was written. */
const change = { operation: numberOrNull, dryRun: z.boolean(), findings: z.array(finding) };
const plainValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

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
  check: z.union([check, z.array(check)]),
  'check-comparison': comparison,
  'policy-list': z.array(z.strictObject(policyHead)),
  'policy-lint': z.strictObject({
    file: text,
    errors: z.array(z.strictObject({ line: number, column: number, expected: text })),
    advice: z.array(z.strictObject({ line: number, column: number, expected: text })),
  }),
  policy: z.looseObject({
    ...policyHead,
    rules: z.array(
      z.looseObject({
        id: text,
        requirement: text,
        kind: textOrNull,
        modality: z.enum(['must', 'should', 'may', 'stated', 'record']),
        citation: text,
        decidable: z.boolean(),
        facts: z.array(z.looseObject({ fact: text, label: text, table: textOrNull, source: text })),
      }),
    ),
  }),
  'kindergarten-find': z.strictObject({
    query: text,
    count: number.describe('没有受 --limit 限制的总数'),
    hits: z.array(
      z.strictObject({
        id: number,
        name: text,
        district: textOrNull,
        town: textOrNull,
        code: textOrNull,
        creditCode: textOrNull,
        score: number.describe('0–100'),
        reason: text,
      }),
    ),
  }),
  'kindergarten-list': z.array(z.strictObject(kindergarten)),
  'roster-export': z.array(z.strictObject({ ...kindergarten, ...moreFigures })),
  kindergarten: z.strictObject({
    id: number,
    ...kindergarten,
    ...moreFigures,
    validFrom: dayOrNull,
    validTo: dayOrNull,
    groups: z.array(
      z.strictObject({
        id: number,
        name: text,
        policy: text,
        tier: textOrNull,
        role: z.enum(['lead', 'member']),
        cycleStart: day,
        cycleEnd: dayOrNull,
      }),
    ),
    applications: z.array(
      z.strictObject({ id: number, policy: text, receivedOn: day, leadName: textOrNull }),
    ),
    otherNames: z.array(text).describe('曾用的名称和写法'),
    provenance: z
      .record(
        z.string(),
        z.strictObject({
          operation: number,
          title: text,
          clerk: text,
          at: text,
          file: textOrNull,
          sha256: textOrNull,
          sheet: textOrNull,
          table: textOrNull,
          cell: textOrNull,
        }),
      )
      .optional(),
  }),
  'kindergarten-add': z.strictObject({ ...change, id: number, name: text, since: dayOrNull }),
  'kindergarten-edit': z.strictObject({
    ...change,
    id: number,
    name: text,
    since: dayOrNull.describe('null: a correction'),
    changes: z.array(z.strictObject({ field: text, before: plainValue, after: plainValue })),
  }),
  'kindergarten-merge': z.strictObject({
    ...change,
    kept: z.strictObject({ id: number, name: text }),
    gone: z.strictObject({ id: number, name: text }),
    conflicts: z.array(z.strictObject({ field: text, a: text, b: text, taken: z.enum(['A', 'B']) })),
    changes: z.array(z.strictObject({ field: text, before: textOrNull, after: textOrNull })),
    moved: z.strictObject({
      memberships: number,
      applications: number,
      leads: number,
      people: number,
      matches: number,
      aliases: number,
      activities: number,
    }),
  }),
  'group-create': z.strictObject({
    ...change,
    id: number,
    policy: text,
    tier: textOrNull,
    name: text,
    lead: text,
    members: z.array(text),
    cycleStart: day,
    cycleEnd: dayOrNull,
    since: day,
  }),
  'group-steps': z.strictObject({
    group: number,
    name: text,
    policy: text,
    steps: z.array(
      z.strictObject({
        list: text,
        member: textOrNull,
        entry: text,
        by: textOrNull,
        state: z.enum(['done', 'open', 'absent']),
        date: dayOrNull,
        document: textOrNull,
        note: textOrNull,
      }),
    ),
    waivers: z.array(
      z.strictObject({
        ruleId: text,
        member: textOrNull,
        reason: text,
        grantedBy: text,
        grantedOn: day,
        validFrom: day,
        validTo: dayOrNull,
      }),
    ),
  }),
  'group-advance': z.strictObject({
    ...change,
    steps: z.array(
      z.strictObject({
        group: number,
        member: textOrNull,
        procedure: text,
        step: text,
        doneOn: day,
        next: textOrNull,
      }),
    ),
  }),
  'group-document': z.strictObject({
    ...change,
    present: z.boolean(),
    documents: z.array(z.strictObject({ group: number, member: textOrNull, checklist: text, item: text })),
  }),
  'group-waive': z.strictObject({
    ...change,
    group: number,
    member: textOrNull,
    rule: text,
    reason: text,
    by: text,
  }),
  'group-add': z.strictObject({
    ...change,
    id: number,
    name: text,
    since: day,
    members: z.array(z.strictObject({ name: text, outcome: z.enum(['added', 'advanced', 'already']) })),
  }),
  'group-remove': z.strictObject({
    ...change,
    id: number,
    name: text,
    since: day,
    reason: text,
    members: z.array(z.strictObject({ name: text, outcome: z.enum(['ended', 'deleted']) })),
  }),
  'group-list': z.array(z.strictObject(group)),
  group: z.strictObject({
    ...group,
    origin: z.enum(['list', 'plan', 'hand']),
    validFrom: dayOrNull,
    validTo: dayOrNull,
    memberships: z.array(
      z.strictObject({
        name: text,
        role: z.enum(['lead', 'member']),
        district: textOrNull,
        responsible: textOrNull,
        since: dayOrNull,
        until: dayOrNull,
        reason: textOrNull,
      }),
    ),
  }),
  'group-plans': z.array(
    z.strictObject({
      id: number,
      policy: text,
      tier: textOrNull,
      state: z.enum(['draft', 'adopted', 'discarded']),
      madeOn: day,
      groups: number,
      members: number,
      unassigned: number,
      distance: number,
    }),
  ),
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
  committee: z.array(
    z.strictObject({
      id: number,
      kind: text,
      title: text,
      policy: textOrNull,
      seats: z.array(
        z.strictObject({
          role: text,
          name: text,
          unit: text,
          unitAndPosts: text,
          validFrom: day,
          validTo: dayOrNull,
        }),
      ),
    }),
  ),
  'committee-list': z.array(
    z.strictObject({
      id: number,
      kind: text,
      name: text,
      title: text,
      policy: textOrNull,
      office: textOrNull,
      group: textOrNull,
      people: number,
      vacant: z.array(text),
    }),
  ),
  'committee-create': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    id: numberOrNull,
    kind: text,
    title: text,
    findings: z.array(finding),
  }),
  'committee-seat': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    body: number,
    name: text,
    unit: text,
    role: text,
    unitAndPosts: text,
    validFrom: day,
    validTo: dayOrNull,
    findings: z.array(finding),
  }),
  'committee-end': z.strictObject({
    operation: numberOrNull,
    dryRun: z.boolean(),
    name: text,
    unit: text,
    role: text,
    on: day,
  }),
  ...activityShapes,
  ...calendarShapes,
  ...groupingShapes,
  ...indicatorShapes,
  ...planningShapes,
  ...formingShapes,
  ...regularShapes,
} as const satisfies Record<string, z.ZodType>;

export type ShapeName = keyof typeof shapes;
