import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import { addressOf } from '../tables/list-record.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import { fieldLabels, valueInWords } from './field-labels.ts';
import { factKeys } from './kindergarten.ts';
import { type Match, matchKindergarten } from './matching.ts';
import { doubtsAbout } from './plausibility.ts';
import {
  differences,
  type FieldNames,
  type GivenField,
  type GivenKindergarten,
  insertGiven,
  type Reconciled,
  reconcile,
} from './reconcile.ts';
import { rememberName } from './remembered-names.ts';
import { type RosterPass, rosterPass, unknownOffice } from './roster-run.ts';
import { rowDigest } from './row-digest.ts';

/** Columns of the roster table whose value goes into the ledger as it stands. */
const plainFields = [
  'code',
  'creditCode',
  'town',
  ...factKeys.filter((key) => key !== 'districtId' && key !== 'townId'),
] as const;

/** On the roster table the fields are called as in the ledger. */
const ownNames: FieldNames = Object.fromEntries(
  [...plainFields, 'district'].map((field) => [field, field]),
) as FieldNames;

/** What a row says, and what there was to say about single values. */
function readRow(record: TableRecord, run: ImportRun, pass: RosterPass): GivenKindergarten {
  const { values } = record;
  // All at once, so that every row's object has the same shape; what is not given stays undefined.
  const given: Record<string, unknown> = {
    code: values.code,
    creditCode: values.creditCode,
    town: values.town,
    name: values.name,
    address: values.address,
    longitude: values.longitude,
    latitude: values.latitude,
    ownership: values.ownership,
    inclusive: values.inclusive,
    category: values.category,
    isNew: values.isNew,
    isWeak: values.isWeak,
    buildState: values.buildState,
    classes: values.classes,
    children: values.children,
    staff: values.staff,
    teachers: values.teachers,
    preschoolTeachers: values.preschoolTeachers,
    middleTitles: values.middleTitles,
    seniorTitles: values.seniorTitles,
    principal: values.principal,
    phone: values.phone,
    district: undefined,
  } satisfies Record<(typeof digested)[number], unknown>;
  const district = pass.district(values.district as string | undefined);
  if (district) given.district = district;
  if (district?.alias) {
    run.report('district-alias', record, 'district', {
      value: district.alias.written,
      meant: district.alias.meant,
    });
  }
  splitOwnership(
    given,
    (value) => run.report('inclusive-contradiction', record, 'inclusive', { value: '否', ownership: value }),
    pass,
  );
  return given as GivenKindergarten;
}

/**
 * 普惠性民办 becomes 民办 and inclusive. Where 是否普惠 says no, the column counts: it was filled in for this
 * question alone.
 */
export function splitOwnership(
  given: Record<string, unknown>,
  onContradiction: (ownership: string) => void,
  pass: RosterPass,
): void {
  if (typeof given.ownership !== 'string') return;
  const plain = pass.plainOwnership(given.ownership);
  if (plain === undefined) return;
  if (given.inclusive === false) onContradiction(given.ownership);
  given.ownership = plain;
  given.inclusive ??= true;
}

/** What tells two rows on the same kindergarten apart. */
const digested = [...plainFields, 'district'] as const;

const nothing = { changes: [], targets: [] } as const;

/** Import target of the roster table (园所信息表). */
export const rosterTarget: ImportTarget = {
  table: 'roster',

  begin(run) {
    const pass = rosterPass(run);
    pass.placeless.clear();
    pass.outermost.clear();
  },

  apply(record, run) {
    const pass = rosterPass(run);
    const given = readRow(record, run, pass);
    const subject = given.name;
    const match = reportNear(given, record, run) ? 'rejected' : decide(record, given, run, pass);
    if (match === 'rejected') return { kind: 'rejected', subject, ...nothing };
    const id = match.kind === 'same' ? match.id : null;
    if (given.town && !given.district && (id === null || pass.index.entry(id)?.districtId === null)) {
      run.report('town-without-district', record, 'town', { value: given.town });
    }
    if (!given.district && (id === null || pass.index.entry(id)?.districtId === null)) {
      pass.placeless.add(record, given.name);
    }
    const digest = rowDigest(record.values, digested);
    const seen = id === null ? undefined : pass.seen.digest(id);
    if (id !== null && seen !== undefined) {
      if (seen === digest) return { kind: 'unchanged', subject, ...nothing };
      const clash = clashOf(id, given, run, pass);
      if (clash) {
        const other = clash.place ?? pass.seen.place(id);
        run.report('duplicate-row', record, clash.field, {
          value: subject,
          other,
          field: fieldLabels[clash.field],
          own: valueInWords(clash.after),
          theirs: valueInWords(clash.before),
          held: valueInWords(clash.held) ?? '（空）',
        });
        return { kind: 'rejected', subject, ...nothing };
      }
    }
    reportDoubts(given, record, run);
    const { longitude, latitude } = given;
    if (typeof longitude === 'number' && typeof latitude === 'number') {
      pass.outermost.add(record, subject, { longitude, latitude });
    }
    if (given.district) pass.completeDistrict(given.district);
    const done =
      id === null ? insertGiven(given, run.ledger, pass) : reconcile(id, given, run, pass, record, ownNames);
    for (const value of pass.takeAddedDistricts())
      run.report('district-added', record, 'district', { value });
    if (seen === undefined)
      pass.seen.add(done.id, digest, run.file, addressOf(record, 'name') ?? `第 ${record.row} 行`);
    return outcomeOf(done, record, subject);
  },

  inspect(record, run) {
    if (record.values.name === undefined) return;
    const pass = rosterPass(run);
    const given = readRow(record, run, pass);
    if (!reportNear(given, record, run)) decide(record, given, run, pass);
    reportDoubts(given, record, run);
  },

  finish(run) {
    const pass = rosterPass(run);
    pass.learnTowns();
    pass.placeless.report(run);
    pass.outermost.report(run);
  },
};

/**
 * The first field in which a row contradicts an earlier one of the batch on the same kindergarten. Where the earlier
 * one stands in another table, only what it said counts: a value that is the ledger's own is an ordinary difference.
 */
function clashOf(
  id: number,
  given: GivenKindergarten,
  run: ImportRun,
  pass: RosterPass,
):
  | {
      field: GivenField;
      before: FieldValue;
      after: FieldValue;
      /** What the ledger has: the earlier row's value, unless that one was kept out. */
      held: FieldValue;
      place: string | undefined;
    }
  | undefined {
  for (const { field, before, after } of differences(id, given, run.since ?? run.today, run, pass)) {
    if (before === null) continue;
    const word = run.earlier('kindergarten', id, field);
    if (word === undefined) return { field, before, after, held: before, place: undefined };
    if (word === null) continue;
    const said = word.value ?? before;
    if (said !== after) return { field, before: said, after, held: before, place: word.place };
  }
  return undefined;
}

/** Says so where the district is a slip of one in the ledger: the row is not to be taken. */
function reportNear({ district }: GivenKindergarten, record: TableRecord, run: ImportRun): boolean {
  if (district?.near === undefined) return false;
  run.report('district-near', record, 'district', {
    value: String(record.values.district),
    near: district.near,
  });
  return true;
}

function reportDoubts(given: GivenKindergarten, record: TableRecord, run: ImportRun): void {
  for (const { code, field, parameters } of doubtsAbout(given)) {
    run.report(code, record, field, { subject: given.name, ...parameters });
  }
}

function outcomeOf(done: Reconciled, record: TableRecord, subject: string): RowOutcome {
  // What only 普惠性民办 said came from that cell, not from an empty one under 是否普惠.
  const implied = record.values.inclusive === undefined && done.taken.includes('inclusive');
  const fields = implied
    ? [...new Set([...done.taken.filter((field) => field !== 'inclusive'), 'ownership'])]
    : done.taken;
  const targets = [{ table: 'kindergarten', id: done.id, fields }];
  return { kind: done.kind, subject, changes: done.changes, targets };
}

/** Which kindergarten the row means; a near-miss goes to the clerk. */
function decide(
  record: TableRecord,
  given: GivenKindergarten,
  run: ImportRun,
  pass: RosterPass,
): Extract<Match, { kind: 'same' | 'new' }> | 'rejected' {
  const match = matchKindergarten(
    {
      name: given.name,
      // A district that the ledger does not have yet holds no kindergarten.
      districtId: given.district ? (given.district.officeId ?? unknownOffice) : null,
      town: given.town,
      code: given.code,
      creditCode: given.creditCode,
    },
    pass.index,
  );
  const settled = settle(match, record, 'name', given.name, given.district?.name ?? null, run);
  if (settled !== 'rejected' && settled.kind === 'same' && settled.nameFar) {
    const words: Record<string, [GivenField, string]> = {
      code: ['code', '学校标识码'],
      creditCode: ['creditCode', '统一社会信用代码'],
    };
    run.report('name-far', record, 'name', {
      value: given.name,
      known: pass.index.entry(settled.id)?.name ?? '',
      by: words[settled.by]?.[1] ?? '',
    });
  }
  if (settled !== 'rejected') reportSharedCreditCode(settled, record, given, run, pass);
  if (settled !== 'rejected' && settled.kind === 'new' && settled.namesake !== null) {
    run.report('namesake', record, 'name', {
      value: given.name,
      code: pass.index.entry(settled.namesake)?.code ?? pass.index.entry(settled.namesake)?.creditCode ?? '',
    });
  }
  return settled;
}

/** Says so, once, where a kindergarten gets the credit code that another one has. */
function reportSharedCreditCode(
  match: Extract<Match, { kind: 'same' | 'new' }>,
  record: TableRecord,
  { name, creditCode }: GivenKindergarten,
  run: ImportRun,
  pass: RosterPass,
): void {
  if (!creditCode) return;
  const id = match.kind === 'same' ? match.id : null;
  const sharers = pass.index.idsByCreditCode(creditCode);
  if (sharers.length === 0 || (id !== null && sharers.includes(id))) return;
  const known = sharers.map((each) => `“${pass.index.entry(each)?.name ?? ''}”`).join('、');
  run.report('credit-code-shared', record, 'creditCode', { subject: name, value: creditCode, known });
}

/**
 * Turns a match into a decision: contradictions are reported, near-misses put to the clerk. `rejected` where
 * nothing can be decided.
 */
export function settle(
  match: Match,
  record: TableRecord,
  field: string,
  name: string,
  district: string | null,
  run: ImportRun,
): Extract<Match, { kind: 'same' | 'new' }> | 'rejected' {
  if (match.kind === 'contradiction') {
    run.report('match-contradiction', record, field, { value: name, reason: match.reason });
    return 'rejected';
  }
  if (match.kind !== 'near') return match;
  const pass = rosterPass(run);
  const answer = run.ask({
    id: `${run.file.sha256}|${run.file.sheet}|${record.cells[field] ?? record.row}`,
    field,
    name,
    district,
    code: typeof record.values.code === 'string' ? record.values.code : null,
    candidates: match.candidates.map(({ id, ...candidate }) => {
      const entry = pass.index.entry(id);
      const place = pass.officeName(entry?.districtId ?? null);
      return { kindergartenId: id, ...candidate, district: place, code: entry?.code ?? null };
    }),
  });
  if (answer === undefined) return 'rejected';
  if (answer === 'new') return { kind: 'new', namesake: null };
  if (!run.isInspecting) {
    const districtId = pass.district(district ?? undefined)?.officeId ?? null;
    rememberName(run, pass, { id: answer, name, districtId });
  }
  return { kind: 'same', id: answer, by: 'name', nameFar: false };
}
