import type { Ledger } from '../store/ledger.ts';
import { MatchIndex } from './match-index.ts';
import { NameReader, nameKey } from './names.ts';

interface EntryRow {
  id: number;
  code: string | null;
  creditCode: string | null;
  name: string;
  key: string;
  districtId: number | null;
  town: string | null;
}

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
  const entries = ledger.prepare<[], EntryRow>(
    `SELECT kindergarten.id, kindergarten.code, kindergarten.credit_code AS creditCode, fact.name,
      fact.name_key AS key, fact.district_id AS districtId, town.name AS town
     FROM kindergarten
     JOIN kindergarten_fact AS fact ON fact.kindergarten_id = kindergarten.id
     LEFT JOIN office AS town ON town.id = fact.town_id
     WHERE fact.valid_from = (SELECT max(valid_from) FROM kindergarten_fact WHERE kindergarten_id = kindergarten.id)
     ORDER BY kindergarten.id`,
  );
  // The stored key may be an earlier version's: of one that is up to date `nameKey` makes nothing else.
  for (const { key, ...entry } of entries.iterate()) index.set(entry, nameKey(key));
  const former = ledger.prepare<[], { id: number; name: string; key: string }>(
    `SELECT kindergarten_id AS id, name, name_key AS key FROM kindergarten_fact WHERE valid_to IS NOT NULL
     ORDER BY kindergarten_id, valid_from`,
  );
  for (const { id, name, key } of former.iterate()) {
    if (!index.idsByKey(nameKey(key)).includes(id)) index.addFormerName(id, name);
  }
  const aliases = ledger.prepare<[], AliasRow>(
    `SELECT kindergarten_id AS id, name, district_id AS districtId, code FROM kindergarten_alias ORDER BY id`,
  );
  for (const { id, ...alias } of aliases.iterate()) index.addAlias(id, alias);
  return index;
}
