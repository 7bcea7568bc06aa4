import type { Ledger } from '../store/ledger.ts';
import { MatchIndex } from './match-index.ts';
import { NameReader, nameKey } from './names.ts';

/** id, code, credit code, name, its key where that is another text, district, town. */
type EntryRow = readonly [
  number,
  string | null,
  string | null,
  string,
  string | null,
  number | null,
  number | null,
];

interface AliasRow {
  id: number;
  name: string;
  districtId: number | null;
  code: string | null;
}

/** The places of the office tree, as kindergartens put them before their names. */
export function nameReader(ledger: Ledger): NameReader {
  const offices = ledger
    .prepare<[], { id: number; level: string; name: string }>('SELECT id, level, name FROM office')
    .all();
  const named = (level: string) => offices.filter((office) => office.level === level);
  return new NameReader({
    cities: named('city').map((office) => office.name),
    districts: named('county'),
    towns: named('town').map((office) => office.name),
  });
}

/** Reads what tells kindergartens apart, all at once: the newest name and place of each, and the names it bore. */
export function loadMatchIndex(ledger: Ledger): MatchIndex {
  const index = new MatchIndex(nameReader(ledger));
  const officeNames = new Map(
    ledger
      .prepare<[], { id: number; name: string }>('SELECT id, name FROM office')
      .all()
      .map(({ id, name }) => [id, name]),
  );
  const enter = ([id, code, creditCode, name, otherKey, districtId, townId]: EntryRow) => {
    const town = townId === null ? null : (officeNames.get(townId) ?? null);
    // The stored key may be an earlier version's: of one that is up to date `nameKey` makes nothing else.
    index.set({ id, code, creditCode, name, districtId, town }, nameKey(otherKey ?? name));
  };
  // As arrays, and with the towns' names from memory: there may be hundreds of thousands.
  const versions = ledger
    .prepare<[], EntryRow>(
      `SELECT kindergarten.id, kindergarten.code, kindergarten.credit_code, fact.name,
        nullif(fact.name_key, fact.name), fact.district_id, fact.town_id
       FROM kindergarten JOIN kindergarten_fact AS fact ON fact.kindergarten_id = kindergarten.id
       ORDER BY kindergarten.id, fact.valid_from`,
    )
    .raw();
  let newest: EntryRow | undefined;
  for (const version of versions.iterate()) {
    if (newest && newest[0] !== version[0]) enter(newest);
    newest = version;
  }
  if (newest) enter(newest);
  const former = ledger.prepare<[], { id: number; name: string; key: string }>(
    `SELECT kindergarten_id AS id, name, name_key AS key FROM kindergarten_fact WHERE valid_to IS NOT NULL
     ORDER BY kindergarten_id, valid_from`,
  );
  for (const { id, name, key } of former.iterate()) {
    if (nameKey(index.entry(id)?.name ?? '') !== nameKey(key)) index.addFormerName(id, name);
  }
  const aliases = ledger.prepare<[], AliasRow>(
    `SELECT kindergarten_id AS id, name, district_id AS districtId, code FROM kindergarten_alias ORDER BY id`,
  );
  for (const { id, ...alias } of aliases.iterate()) index.addAlias(id, alias);
  return index;
}
