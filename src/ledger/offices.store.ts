import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';
import type { DistrictNames } from '../tables/dictionary.ts';
import { districtStem, type Office, type OfficeLevel, readDistrictName } from './office.ts';

const select = `SELECT id, level, name, title, region_code AS regionCode, parent_id AS parentId FROM office`;

/** The office whose ledger this is. @throws Failure `ledger-not-ours` where nobody entered one */
export function ownOffice(ledger: Ledger): Office {
  const office = ledger.prepare<[], Office>(`${select} WHERE is_own = 1`).get();
  if (!office) throw new Failure('ledger-not-ours', { value: ledger.path, reason: '里面没有登记本单位' });
  return office;
}

/** All offices: from province to town, by region code and name. */
export function listOffices(ledger: Ledger): Office[] {
  return ledger
    .prepare<[], Office>(
      `${select} ORDER BY CASE level WHEN 'province' THEN 1 WHEN 'city' THEN 2 WHEN 'county' THEN 3 ELSE 4 END,
        region_code IS NULL, region_code, id`,
    )
    .all();
}

/** Enters the office whose ledger this is (inside `perform`); a ledger has one. */
export function addOwnOffice(ledger: Ledger, office: Omit<Office, 'id' | 'parentId'>): void {
  ledger
    .prepare('INSERT INTO office (level, name, title, region_code, is_own) VALUES (?, ?, ?, ?, 1)')
    .run(office.level, office.name, office.title, office.regionCode);
}

/** Changes the names or the code of the own office (inside `perform`). */
export function changeOwnOffice(ledger: Ledger, office: Pick<Office, 'name' | 'title' | 'regionCode'>): void {
  ledger
    .prepare('UPDATE office SET name = ?, title = ?, region_code = ? WHERE is_own = 1')
    .run(office.name, office.title, office.regionCode);
}

/** Gives an office another name (inside `perform`). */
export function nameOffice(ledger: Ledger, id: number, name: string): void {
  ledger.prepare('UPDATE office SET name = ? WHERE id = ?').run(name, id);
}

export interface OfficeInput {
  readonly level: OfficeLevel;
  readonly name: string;
  readonly parentId: number | null;
  readonly regionCode?: string | null;
}

/** The office of that level and name under that parent; entered if the ledger lacks it (inside `perform`). */
export function findOrAddOffice(ledger: Ledger, office: OfficeInput): Office {
  const found = ledger
    .prepare<[number, string, string], Office>(
      `${select} WHERE coalesce(parent_id, 0) = ? AND level = ? AND name = ?`,
    )
    .get(office.parentId ?? 0, office.level, office.name);
  if (found) return found;
  const regionCode = office.regionCode ?? null;
  const { lastInsertRowid } = ledger
    .prepare('INSERT INTO office (level, name, region_code, parent_id) VALUES (?, ?, ?, ?)')
    .run(office.level, office.name, regionCode, office.parentId);
  return {
    id: Number(lastInsertRowid),
    level: office.level,
    name: office.name,
    title: null,
    regionCode,
    parentId: office.parentId,
  };
}

export interface ResolvedDistrict {
  readonly officeId: number;
  readonly level: OfficeLevel;
  /** Area name as the ledger has it. */
  readonly name: string;
  /** Set where the written name is a known miswriting: the clerk should be told. */
  readonly alias?: { readonly written: string; readonly meant: string };
}

/**
 * The office a district's name means: with or without its 区 / 市 / 县, with a bureau's ending, as 市直 (the own
 * city), or as one of the known miswritings. Null where the ledger has none, or several, of that name; then
 * `readDistrictName` gives the name under which `findOrAddOffice` enters it.
 */
export function resolveDistrict(
  ledger: Ledger,
  text: string,
  dictionary: DistrictNames,
): ResolvedDistrict | null {
  const read = readDistrictName(text, dictionary);
  if (read.name === '') return null;
  const office = read.own ? officeItself(ledger, read.name) : districtByName(ledger, read.name);
  if (!office) return null;
  return {
    officeId: office.id,
    level: office.level,
    name: office.name,
    ...(read.alias ? { alias: read.alias } : {}),
  };
}

/** 市直 is the city the office is or belongs to; 直属 is the office whatever its level. */
function officeItself(ledger: Ledger, word: string): Office {
  const own = ownOffice(ledger);
  if (!word.startsWith('市') || own.level === 'city') return own;
  for (let id = own.parentId; id !== null; ) {
    const parent = ledger.prepare<[number], Office>(`${select} WHERE id = ?`).get(id);
    if (parent?.level === 'city') return parent;
    id = parent?.parentId ?? null;
  }
  return own;
}

function districtByName(ledger: Ledger, name: string): Office | undefined {
  const exact = ledger
    .prepare<[string], Office>(`${select} WHERE name = ? AND level IN ('city', 'county')`)
    .all(name);
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  // Only a name written without its ending is completed: 东湖 is 东湖区, but 东湖县 is not.
  const close = ledger
    .prepare<[string, string], Office>(
      `${select} WHERE level IN ('city', 'county') AND name >= ? AND name < ?`,
    )
    .all(name, `${name}\u{10ffff}`)
    .filter((office) => districtStem(office.name) === name);
  return close.length === 1 ? close[0] : undefined;
}
