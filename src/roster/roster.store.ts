import { beginning, type IsoDate } from '../common/dates.ts';
import type { Position } from '../common/geography.ts';
import type { Ledger } from '../store/ledger.ts';
import {
  codeKeys,
  type FactKey,
  factKeys,
  type Kindergarten,
  type KindergartenChanges,
  type KindergartenFacts,
  type NewKindergarten,
} from './kindergarten.ts';
import { nameKey } from './names.ts';
import { type Revision, reviseVersions, type Version } from './revision.ts';

type Row = Omit<Kindergarten, 'inclusive' | 'isNew' | 'isWeak'> & {
  inclusive: 0 | 1 | null;
  isNew: 0 | 1 | null;
  isWeak: 0 | 1 | null;
};

/** A field whose value a write changed. */
export interface KindergartenChange {
  readonly field: keyof KindergartenChanges;
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
}

const select = `SELECT kindergarten.id, kindergarten.code, kindergarten.credit_code AS creditCode, fact.name,
  CASE WHEN district.is_own = 1 AND district.level = 'city' THEN '市直'
    WHEN district.is_own = 1 AND district.level = 'province' THEN '省直' ELSE district.name END AS district,
  fact.district_id AS districtId, district.level AS districtLevel,
  town.name AS town, fact.town_id AS townId, fact.address, fact.longitude, fact.latitude, fact.ownership,
  fact.inclusive, fact.category, fact.is_new AS isNew, fact.is_weak AS isWeak, fact.build_state AS buildState,
  fact.classes, fact.children, fact.staff, fact.teachers, fact.preschool_teachers AS preschoolTeachers,
  fact.middle_titles AS middleTitles, fact.senior_titles AS seniorTitles, fact.principal, fact.phone,
  fact.valid_from AS validFrom, fact.valid_to AS validTo
FROM kindergarten
JOIN kindergarten_fact AS fact ON fact.kindergarten_id = kindergarten.id
LEFT JOIN office AS district ON district.id = fact.district_id
LEFT JOIN office AS town ON town.id = fact.town_id`;

const onDate = 'fact.valid_from <= @on AND (fact.valid_to IS NULL OR fact.valid_to > @on)';
const order = `ORDER BY district.id IS NULL, CASE district.level WHEN 'province' THEN 1 WHEN 'city' THEN 2 ELSE 3 END,
  district.region_code IS NULL, district.region_code, district.id, kindergarten.code IS NULL, kindergarten.code,
  fact.name, kindergarten.id`;

const asBoolean = (value: 0 | 1 | null) => (value === null ? null : value === 1);

function fromRow(row: Row): Kindergarten {
  return {
    ...row,
    inclusive: asBoolean(row.inclusive),
    isNew: asBoolean(row.isNew),
    isWeak: asBoolean(row.isWeak),
  };
}

function selectWhere(ledger: Ledger, condition: string, parameters: Record<string, unknown>): Kindergarten[] {
  return ledger
    .prepare<[Record<string, unknown>], Row>(`${select} WHERE ${onDate} ${condition} ${order}`)
    .all(parameters)
    .map(fromRow);
}

/** All kindergartens as they were on a date: the city’s own first, by district, code, name; what is not known last. */
export function listKindergartens(ledger: Ledger, on: IsoDate): Kindergarten[] {
  return selectWhere(ledger, '', { on });
}

/** Where kindergartens lie on a date, in degrees; of more than `most` every so many-th, by id. */
export function positionsOn(ledger: Ledger, on: IsoDate, most: number): Position[] {
  const { last } = ledger
    .prepare<[], { last: number | null }>('SELECT max(id) AS last FROM kindergarten')
    .get() ?? { last: null };
  const step = Math.max(1, Math.ceil((last ?? 0) / most));
  return ledger
    .prepare<[object], Position>(
      `SELECT fact.longitude, fact.latitude FROM kindergarten_fact AS fact
       WHERE fact.kindergarten_id % @step = 0 AND ${onDate}
         AND fact.longitude IS NOT NULL AND fact.latitude IS NOT NULL ORDER BY fact.kindergarten_id`,
    )
    .all({ on, step });
}

export function findKindergarten(ledger: Ledger, id: number, on: IsoDate): Kindergarten | undefined {
  return selectWhere(ledger, 'AND kindergarten.id = @id', { on, id })[0];
}

/** By 学校标识码. */
export function findByCode(ledger: Ledger, code: string, on: IsoDate): Kindergarten | undefined {
  return selectWhere(ledger, 'AND kindergarten.code = @code', { on, code })[0];
}

/** By 统一社会信用代码: several where one legal person runs several. */
export function findByCreditCode(ledger: Ledger, creditCode: string, on: IsoDate): Kindergarten[] {
  return selectWhere(ledger, 'AND kindergarten.credit_code = @creditCode', { on, creditCode });
}

/** Those that were once entered under a name of this key, or under an identity code, by mistake. */
export function findByAlias(
  ledger: Ledger,
  alias: { key: string } | { code: string },
  on: IsoDate,
): Kindergarten[] {
  const rows = ledger
    .prepare<[], { id: number; name: string; code: string | null }>(
      'SELECT DISTINCT kindergarten_id AS id, name, code FROM kindergarten_alias ORDER BY 1',
    )
    .all()
    .filter((row) => ('code' in alias ? row.code === alias.code : nameKey(row.name) === alias.key));
  return [...new Set(rows.map(({ id }) => id))].flatMap((id) => findKindergarten(ledger, id, on) ?? []);
}

/** By the key of the name (`nameKey`), within a district where one is given. */
export function findByNameKey(
  ledger: Ledger,
  key: string,
  on: IsoDate,
  districtId?: number | null,
): Kindergarten[] {
  return districtId === undefined
    ? selectWhere(ledger, 'AND fact.name_key = @key', { on, key })
    : selectWhere(ledger, 'AND fact.name_key = @key AND fact.district_id IS @districtId', {
        on,
        key,
        districtId,
      });
}

/** Every name one kindergarten bore at any time, and those it was entered under by mistake. */
export function namesOf(ledger: Ledger, id: number): string[] {
  return ledger
    .prepare<[{ id: number }], { name: string }>(
      `SELECT name FROM kindergarten_fact WHERE kindergarten_id = @id
       UNION SELECT name FROM kindergarten_alias WHERE kindergarten_id = @id ORDER BY 1`,
    )
    .all({ id })
    .map(({ name }) => name);
}

/** Every name a kindergarten bore at any time, and those it was entered under by mistake, by its id. */
export function otherNames(ledger: Ledger): Map<number, string[]> {
  const names = new Map<number, string[]>();
  const rows = ledger.prepare<[], { id: number; name: string }>(
    `SELECT kindergarten_id AS id, name FROM kindergarten_fact
     WHERE kindergarten_id IN (SELECT kindergarten_id FROM kindergarten_fact WHERE valid_to IS NOT NULL)
     UNION SELECT kindergarten_id, name FROM kindergarten_alias ORDER BY 1, 2`,
  );
  for (const { id, name } of rows.iterate()) names.set(id, [...(names.get(id) ?? []), name]);
  return names;
}

export const factColumns: Readonly<Record<FactKey, string>> = {
  name: 'name',
  districtId: 'district_id',
  townId: 'town_id',
  address: 'address',
  longitude: 'longitude',
  latitude: 'latitude',
  ownership: 'ownership',
  inclusive: 'inclusive',
  category: 'category',
  isNew: 'is_new',
  isWeak: 'is_weak',
  buildState: 'build_state',
  classes: 'classes',
  children: 'children',
  staff: 'staff',
  teachers: 'teachers',
  preschoolTeachers: 'preschool_teachers',
  middleTitles: 'middle_titles',
  seniorTitles: 'senior_titles',
  principal: 'principal',
  phone: 'phone',
};

const asStored = (value: string | number | boolean | null | undefined) =>
  typeof value === 'boolean' ? (value ? 1 : 0) : (value ?? null);

const columns = factKeys.map((key) => factColumns[key]);
const newKindergarten = { table: 'kindergarten', columns: ['code', 'credit_code'] } as const;
const newFact = {
  table: 'kindergarten_fact',
  columns: ['kindergarten_id', 'valid_from', 'valid_to', 'name_key', ...columns],
} as const;
const insertFact = `INSERT INTO kindergarten_fact (kindergarten_id, valid_from, valid_to, name_key, ${columns.join(', ')})
  VALUES (?, ?, ?, ?, ${columns.map(() => '?').join(', ')})`;
const updateFact = `UPDATE kindergarten_fact SET name_key = ?, ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
const versionsOf = `SELECT id, valid_from AS validFrom, valid_to AS validTo, ${factKeys
  .map((key) => `${factColumns[key]} AS ${key}`)
  .join(', ')} FROM kindergarten_fact WHERE kindergarten_id = ? ORDER BY valid_from`;

/** The facts in the order of the columns, behind what stands before them. */
function storedFacts(
  facts: Partial<KindergartenFacts>,
  before: readonly (string | number | null)[],
  place?: Pick<KindergartenFacts, 'districtId' | 'townId'>,
): (string | number | null)[] {
  const stored = [...before];
  for (const key of factKeys) {
    const value = place && (key === 'districtId' || key === 'townId') ? place[key] : facts[key];
    stored.push(asStored(value));
  }
  return stored;
}

/**
 * Adds a kindergarten. What the ledger first hears of it holds from the beginning, unless `validFrom` says
 * when it came to be. Only inside `ledger.perform`.
 * @returns its id
 */
export function addKindergarten(
  ledger: Ledger,
  facts: NewKindergarten,
  options: { validFrom?: IsoDate; place?: Pick<KindergartenFacts, 'districtId' | 'townId'> } = {},
): number {
  const id = ledger.append(newKindergarten, [facts.code ?? null, facts.creditCode ?? null]);
  const key = nameKey(facts.name);
  const held = [id, options.validFrom ?? beginning, null, key];
  ledger.append(newFact, storedFacts(facts, held, options.place));
  return id;
}

type StoredFacts = Record<FactKey, string | number | null>;
type FactRow = { id: number; validFrom: IsoDate; validTo: IsoDate | null } & StoredFacts;

/** All versions of a kindergarten's facts, the earliest first. */
export function factVersions(ledger: Ledger, id: number): Version<KindergartenFacts>[] {
  return ledger
    .prepare<[number], FactRow>(versionsOf)
    .all(id)
    .map(({ id: factId, validFrom, validTo, ...facts }) => ({
      id: factId,
      validFrom,
      validTo,
      facts: withBooleans(facts),
    }));
}

/** Turns 0 and 1 into booleans, in place: the row is fresh from the ledger and nobody else's. */
function withBooleans(facts: StoredFacts): KindergartenFacts {
  const row = facts as Record<string, unknown>;
  for (const key of booleanKeys) row[key] = asBoolean(row[key] as 0 | 1 | null);
  return row as unknown as KindergartenFacts;
}

const booleanKeys = ['inclusive', 'isNew', 'isWeak'] as const;

const factsHeld = `SELECT ${factKeys.map((key) => `${factColumns[key]} AS ${key}`).join(', ')} FROM kindergarten_fact
  WHERE kindergarten_id = ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY valid_from LIMIT 1`;

/**
 * A kindergarten's facts as they were on a date; of one not known yet on that date, the first ones. For imports:
 * one indexed look-up, ids instead of the names of offices.
 */
export function factsOn(ledger: Ledger, id: number, on: IsoDate): KindergartenFacts | undefined {
  // Rows as arrays: making the objects one property at a time is what takes longest.
  const row = ledger.prepare<[number, IsoDate], StoredFacts[FactKey][]>(factsHeld).raw().get(id, on);
  return row && factsFrom(row);
}

/** Facts from their stored values in the order of `factKeys`. */
function factsFrom(row: readonly StoredFacts[FactKey][]): KindergartenFacts {
  const [
    name,
    districtId,
    townId,
    address,
    longitude,
    latitude,
    ownership,
    inclusive,
    category,
    isNew,
    isWeak,
    buildState,
    classes,
    children,
    staff,
    teachers,
    preschoolTeachers,
    middleTitles,
    seniorTitles,
    principal,
    phone,
  ] = row;
  const facts = {
    name,
    districtId,
    townId,
    address,
    longitude,
    latitude,
    ownership,
    inclusive: asBoolean(inclusive as 0 | 1 | null),
    category,
    isNew: asBoolean(isNew as 0 | 1 | null),
    isWeak: asBoolean(isWeak as 0 | 1 | null),
    buildState,
    classes,
    children,
    staff,
    teachers,
    preschoolTeachers,
    middleTitles,
    seniorTitles,
    principal,
    phone,
  };
  return facts as KindergartenFacts;
}

/**
 * Brings new values into a kindergarten's facts (see `Revision` for fill, correct, since). Identity codes are not
 * dated: fill sets an empty one, the others overwrite. Only inside `ledger.perform`.
 * @returns the fields that changed, with the values before and after
 */
export function reviseKindergarten(
  ledger: Ledger,
  id: number,
  changes: KindergartenChanges,
  revision: Revision,
): KindergartenChange[] {
  const { code, creditCode, ...facts } = changes;
  const done = reviseCodes(ledger, id, { code, creditCode }, revision);
  const versions = factVersions(ledger, id);
  const revised = reviseVersions(versions, facts as Partial<KindergartenFacts>, revision);
  if (revised.changes.length === 0) return done;
  storeVersions(ledger, id, versions, revised.versions);
  return [...done, ...(revised.changes as KindergartenChange[])];
}

/**
 * Brings a kindergarten's stored versions into the state of others: those with an id are changed, those without one
 * are added; none goes. Only inside `ledger.perform`.
 */
export function storeVersions(
  ledger: Ledger,
  id: number,
  stored: readonly Version<KindergartenFacts>[],
  wanted: readonly Version<KindergartenFacts>[],
): void {
  const known = new Map(stored.map((version) => [version.id, version]));
  // Periods are shortened before new ones begin: two versions never hold on the same day, not even in between.
  for (const version of wanted) {
    const before = known.get(version.id);
    if (!before) continue;
    if (before.validTo !== version.validTo) {
      ledger
        .prepare('UPDATE kindergarten_fact SET valid_to = ? WHERE id = ?')
        .run(version.validTo, version.id);
    }
    if (before.facts !== version.facts) {
      const values = storedFacts(version.facts, [nameKey(version.facts.name)]);
      ledger.prepare(updateFact).run(...values, version.id);
    }
  }
  for (const { id: own, validFrom, validTo, facts } of wanted) {
    if (own !== null) continue;
    ledger.prepare(insertFact).run(storedFacts(facts, [id, validFrom, validTo, nameKey(facts.name)]));
  }
}

function reviseCodes(
  ledger: Ledger,
  id: number,
  codes: Pick<KindergartenChanges, 'code' | 'creditCode'>,
  revision: Revision,
): KindergartenChange[] {
  const before = ledger
    .prepare<[number], { code: string | null; creditCode: string | null }>(
      'SELECT code, credit_code AS creditCode FROM kindergarten WHERE id = ?',
    )
    .get(id);
  if (!before) return [];
  const changed = codeKeys.filter((key) => {
    const value = codes[key];
    if (value === undefined || value === before[key]) return false;
    return revision.mode !== 'fill' || (before[key] === null && value !== null);
  });
  if (changed.length === 0) return [];
  const after = { ...before };
  for (const key of changed) after[key] = codes[key] ?? null;
  ledger
    .prepare('UPDATE kindergarten SET code = ?, credit_code = ? WHERE id = ?')
    .run(after.code, after.creditCode, id);
  return changed.map((field) => ({ field, before: before[field], after: after[field] }));
}
