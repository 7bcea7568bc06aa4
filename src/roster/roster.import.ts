import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
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
import { type RosterPass, rosterPass, unknownOffice } from './roster-run.ts';

/** Columns of the roster table whose value goes into the ledger as it stands. */
const plainFields = ['code', 'creditCode', 'town', ...factKeys.filter((key) => !key.endsWith('Id'))] as const;

/** On the roster table the fields are called as in the ledger. */
const ownNames: FieldNames = Object.fromEntries(
  [...plainFields, 'district'].map((field) => [field, field]),
) as FieldNames;

/** What a row says, and what there was to say about single values. */
function readRow(record: TableRecord, run: ImportRun, pass: RosterPass): GivenKindergarten {
  const given: Record<string, unknown> = {};
  for (const field of plainFields) {
    const value = record.values[field];
    if (value !== undefined) given[field] = value;
  }
  const district = pass.district(record.values.district as string | undefined);
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

/** A short number for what a row says, to tell a repeated row from one that contradicts it (cyrb53). */
function digestOf(given: GivenKindergarten): number {
  const text = JSON.stringify(given);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

const nothing = { changes: [], targets: [] } as const;

/** Import target of the roster table (园所信息表). */
export const rosterTarget: ImportTarget = {
  table: 'roster',

  begin(run) {
    rosterPass(run);
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
    const digest = digestOf(given);
    const seen = id === null ? undefined : pass.seen.get(id);
    if (id !== null && seen) {
      if (seen.digest === digest) return { kind: 'unchanged', subject, ...nothing };
      const other = differences(id, given, run.since ?? run.today, run, pass).find(
        (each) => each.before !== null,
      );
      if (other) {
        run.report('duplicate-row', record, 'name', { value: subject, other: seen.place });
        return { kind: 'rejected', subject, ...nothing };
      }
    }
    reportDoubts(given, record, run);
    const done =
      id === null ? insertGiven(given, run.ledger, pass) : reconcile(id, given, run, pass, record, ownNames);
    for (const value of pass.takeAddedDistricts())
      run.report('district-added', record, 'district', { value });
    if (!seen) pass.seen.set(done.id, { place: placeOf(record, run), digest });
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
    rosterPass(run).learnTowns();
  },
};

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

/** Place of a row's name for another row's finding: `名册.xlsx 工作表“东湖” C5`. */
function placeOf(record: TableRecord, run: ImportRun): string {
  const file = run.file.path.slice(
    Math.max(run.file.path.lastIndexOf('/'), run.file.path.lastIndexOf('\\')) + 1,
  );
  return `${file} 工作表“${run.file.sheet}” ${record.cells.name ?? `第 ${record.row} 行`}`;
}

function outcomeOf(done: Reconciled, record: TableRecord, subject: string): RowOutcome {
  // What only 普惠性民办 said came from that cell, not from an empty one under 是否普惠.
  const implied = record.values.inclusive === undefined && done.taken.includes('inclusive');
  const fields = implied
    ? [...new Set([...done.taken.filter((field) => field !== 'inclusive'), 'ownership'])]
    : done.taken;
  const targets = fields.length > 0 ? [{ table: 'kindergarten', id: done.id, fields }] : nothing.targets;
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
  const answer = run.ask({
    id: `${run.file.sha256}|${run.file.sheet}|${record.cells[field] ?? record.row}`,
    field,
    name,
    district,
    candidates: match.candidates.map(({ id, ...candidate }) => ({ kindergartenId: id, ...candidate })),
  });
  if (answer === undefined) return 'rejected';
  if (answer === 'new') return { kind: 'new', namesake: null };
  return { kind: 'same', id: answer, by: 'name', nameFar: false };
}
