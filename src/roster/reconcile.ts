import { beginning, type IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FieldChange, ImportRun } from '../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import type { KindergartenChanges, KindergartenFacts } from './kindergarten.ts';
import { nameKey, sectorRemark } from './names.ts';
import { fieldsFromEarlierRound } from './origins.store.ts';
import { addKindergarten, factsOn, reviseKindergarten } from './roster.store.ts';
import type { RosterPass, WrittenDistrict } from './roster-run.ts';

/** What a sheet says of one kindergarten; absent keys are not given. */
export type GivenKindergarten = Partial<
  Omit<KindergartenFacts, 'districtId' | 'townId' | 'name'> & { code: string; creditCode: string }
> & {
  readonly name: string;
  readonly district?: WrittenDistrict | null;
  readonly town?: string;
};

/** How the values of a kindergarten are called on the record they came from: field of the roster → field key there. */
export type FieldNames = Readonly<Partial<Record<GivenField, string>>>;

/** Fields of the roster table that a sheet can give. */
export type GivenField = Exclude<keyof GivenKindergarten, undefined>;

/** What became of a kindergarten's facts. */
export interface Reconciled {
  readonly kind: 'inserted' | 'updated' | 'unchanged' | 'skipped';
  readonly id: number;
  readonly changes: readonly FieldChange[];
  /** Roster fields whose value the ledger took. */
  readonly taken: readonly GivenField[];
}

const none: readonly FieldChange[] = [];

/** Values that are equal to a reader: a name or an address may be spaced differently. */
function sameValue(field: GivenField, before: FieldValue, after: FieldValue): boolean {
  if (before === after) return true;
  // 第1 and 第一, traditional and simplified: the ledger's spelling stays.
  if (field === 'name' && nameKey(String(before)) === nameKey(String(after))) {
    const [said, kept] = [sectorRemark(String(after)), sectorRemark(String(before))];
    return said === kept || said === null || kept === null;
  }
  if (field !== 'name' && field !== 'address') return false;
  const plain = (value: FieldValue) => String(value).normalize('NFKC').replace(/\s+/gu, '');
  return plain(before) === plain(after);
}

/** Adds a kindergarten with what is said of it; first knowledge holds from the beginning. */
export function insertGiven(
  given: GivenKindergarten,
  ledger: Ledger,
  pass: RosterPass,
  validFrom: IsoDate = beginning,
): Reconciled {
  const { district, town } = given;
  const districtId = district ? pass.enterDistrict(district) : null;
  const townId = town && districtId !== null ? pass.enterTown(town, districtId) : null;
  const id = addKindergarten(ledger, given, { validFrom, place: { districtId, townId } });
  pass.index.set({
    id,
    name: given.name,
    districtId,
    town: townId === null ? null : town,
    code: given.code ?? null,
    creditCode: given.creditCode ?? null,
  });
  const taken: GivenField[] = [];
  for (const field of Object.keys(given) as GivenField[]) {
    if (isGiven(given[field]) && (field !== 'town' || townId !== null)) taken.push(field);
  }
  return { kind: 'inserted', id, changes: none, taken };
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** A value of the ledger and of the sheet that differ. */
interface Difference {
  readonly field: GivenField;
  readonly before: FieldValue | null;
  readonly after: FieldValue;
}

/**
 * How a sheet's values differ from a kindergarten of the ledger as it is on `on`. Values of the sheet that are
 * not given do not count.
 */
export function differences(
  id: number,
  given: GivenKindergarten,
  on: string,
  run: ImportRun,
  pass: RosterPass,
): Difference[] {
  return compareFacts(id, given, on, run, pass).found;
}

/** The differences, and the facts of the ledger that were compared. */
function compareFacts(
  id: number,
  given: GivenKindergarten,
  on: string,
  run: ImportRun,
  pass: RosterPass,
): { facts: KindergartenFacts | undefined; found: Difference[] } {
  const facts = factsOn(run.ledger, id, on);
  const entry = pass.index.entry(id);
  if (!facts || !entry) return { facts, found: [] };
  const found: Difference[] = [];
  const compare = (field: GivenField, before: FieldValue | null, after: FieldValue) => {
    if (before === null || !sameValue(field, before, after)) found.push({ field, before, after });
  };
  for (const field of Object.keys(given) as GivenField[]) {
    if (!isGiven(given[field])) continue;
    if (field === 'district') {
      const district = given.district!;
      if (facts.districtId === null || facts.districtId !== district.officeId) {
        const after = district.officeId === null ? district.name : (pass.officeName(district.officeId) ?? '');
        found.push({ field, before: pass.officeName(facts.districtId), after });
      }
    } else if (field === 'town') {
      // A town hangs on its district: without one there is no office to enter it under.
      const placed = facts.districtId !== null || given.district;
      if (placed) compare(field, pass.officeName(facts.townId), given.town!);
    } else if (field === 'code' || field === 'creditCode')
      compare(field, entry[field] ?? null, given[field]!);
    else compare(field, facts[field], given[field]!);
  }
  return { facts, found };
}

/** What the ledger had in the fields that the table has, by the record's keys. */
function knownValues(
  facts: KindergartenFacts,
  names: FieldNames,
  pass: RosterPass,
): Record<string, FieldValue | null> {
  const known: Record<string, FieldValue | null> = {};
  for (const [field, key] of Object.entries(names)) {
    if (field === 'district') known[key] = pass.officeName(facts.districtId);
    else if (field === 'town') known[key] = pass.officeName(facts.townId);
    else if (field in facts) known[key] = facts[field as keyof KindergartenFacts];
  }
  return known;
}

/**
 * Brings a sheet's values into a kindergarten that the ledger has, as --on-conflict says: `fill` puts values into
 * empty fields, takes what a return copy puts right of its own earlier round, and reports the others as kept; `update` also takes those that differ, from --since or today;
 * `skip` leaves a kindergarten with any difference as it is; `fail` reports each difference as an
 * `import-conflict`, upon which nothing of the batch is written.
 */
export function reconcile(
  id: number,
  given: GivenKindergarten,
  run: ImportRun,
  pass: RosterPass,
  record: TableRecord,
  names: FieldNames,
): Reconciled {
  const since = run.since ?? run.today;
  const { facts, found } = compareFacts(id, given, since, run, pass);
  if (found.length === 0) return { kind: 'unchanged', id, changes: none, taken: [] };
  if (run.onConflict === 'fail') {
    for (const { field, before, after } of found) {
      run.report('import-conflict', record, names[field] ?? null, {
        subject: given.name,
        value: shown(after),
        before: before === null ? '（空）' : shown(before),
      });
    }
    return { kind: 'unchanged', id, changes: found.map((each) => ({ ...each, kept: true })), taken: [] };
  }
  if (run.onConflict === 'skip') {
    return { kind: 'skipped', id, changes: found.map((each) => ({ ...each, kept: true })), taken: [] };
  }
  const empty = found.filter((each) => each.before === null);
  const differing = found.filter((each) => each.before !== null);
  const update = run.onConflict === 'update';
  const mended = update ? [] : mendedByReturn(id, differing, since, run);
  const kept = update ? [] : differing.filter((each) => !mended.includes(each));
  if (!update) {
    for (const { field, before, after } of kept) {
      run.report('conflict-kept', record, names[field] ?? null, {
        subject: given.name,
        value: shown(after),
        before: shown(before),
      });
    }
  }
  const taken = [...empty, ...(update ? differing : mended)];
  const changes = [...taken, ...kept.map((each) => ({ ...each, kept: true }))];
  if (taken.length === 0) return { kind: 'unchanged', id, changes, taken: [] };
  if (facts) {
    const asTaken = taken.map((each) => ({ ...each, field: names[each.field] ?? each.field }));
    run.knew(record, asTaken, knownValues(facts, names, pass));
  }
  const filled = asChanges(id, empty, given, run, pass);
  if (empty.length > 0) reviseKindergarten(run.ledger, id, filled, { mode: 'fill' });
  if (update && differing.length > 0) {
    reviseKindergarten(run.ledger, id, asChanges(id, differing, given, run, pass), { mode: 'since', since });
  }
  if (mended.length > 0) {
    const mode = { mode: 'correct', on: since } as const;
    reviseKindergarten(run.ledger, id, asChanges(id, mended, given, run, pass), mode);
  }
  refreshIndex(id, taken, given, run, pass);
  return { kind: 'updated', id, changes, taken: taken.map((each) => each.field) };
}

/**
 * Differences in which a return copy (退改稿) puts right what an earlier round of the same file had brought in: what
 * was taken with a doubt gives way to what its sender made of it. Values of anybody else are none of its business.
 */
function mendedByReturn(
  id: number,
  differing: readonly Difference[],
  on: string,
  run: ImportRun,
): readonly Difference[] {
  const { returned } = run.file;
  if (!returned || differing.length === 0) return [];
  const own: ReadonlySet<string> = fieldsFromEarlierRound(run.ledger, id, on, returned);
  const stored: Partial<Record<GivenField, string>> = { district: 'districtId', town: 'townId' };
  return differing.filter(({ field }) => own.has(stored[field] ?? field));
}

const shown = (value: FieldValue | null) =>
  typeof value === 'boolean' ? (value ? '是' : '否') : String(value ?? '');

/** Differences as the store takes them: offices by id, entered where they are new. */
function asChanges(
  id: number,
  found: readonly Difference[],
  given: GivenKindergarten,
  run: ImportRun,
  pass: RosterPass,
): KindergartenChanges {
  const changes: Record<string, FieldValue | null> = {};
  for (const { field, after } of found) {
    if (field === 'district') changes.districtId = pass.enterDistrict(given.district!);
    else if (field !== 'town') changes[field] = after;
  }
  if (given.town && found.some(({ field }) => field === 'town' || field === 'district')) {
    const districtId =
      (changes.districtId as number | undefined) ??
      factsOn(run.ledger, id, run.since ?? run.today)?.districtId;
    if (districtId !== null && districtId !== undefined) {
      changes.townId = pass.enterTown(given.town!, districtId);
    }
  }
  return changes as KindergartenChanges;
}

const identifying: ReadonlySet<GivenField> = new Set(['name', 'code', 'creditCode', 'district', 'town']);

function refreshIndex(
  id: number,
  taken: readonly Difference[],
  given: GivenKindergarten,
  run: ImportRun,
  pass: RosterPass,
): void {
  const entry = pass.index.entry(id);
  if (!entry || !taken.some((each) => identifying.has(each.field))) return;
  const facts = factsOn(run.ledger, id, '9999-12-30');
  if (!facts) return;
  const took = (field: GivenField) => taken.some((each) => each.field === field);
  if (took('name')) pass.index.addFormerName(id, entry.name);
  pass.index.set({
    id,
    name: facts.name,
    districtId: facts.districtId,
    town: pass.officeName(facts.townId),
    code: took('code') ? given.code : entry.code,
    creditCode: took('creditCode') ? given.creditCode : entry.creditCode,
  });
}
