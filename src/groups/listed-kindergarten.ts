import { listOffices } from '../ledger/offices.store.ts';
import {
  type FoundListed,
  findListed,
  type ListedKindergarten,
  type PutListed,
  putListed,
} from '../roster/listed.ts';
import { nameKey } from '../roster/names.ts';
import { type RosterPass, rosterPass } from '../roster/roster-run.ts';
import type { FieldChange, ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { type AllianceRow, type ListedSide, type Side, sideNames } from './alliance-list-row.ts';
import type { Group } from './group.ts';
import { membershipHistory } from './memberships.store.ts';

/** A kindergarten of the list as the roster takes it; the district column is the group's, so only a hint. */
export function asListed(said: ListedSide, office: string | undefined): ListedKindergarten {
  return {
    name: said.name,
    ...(said.category === undefined ? {} : { category: said.category }),
    ...(said.ownership === undefined ? {} : { ownership: said.ownership }),
    ...(office === undefined ? {} : { districtHint: office }),
  };
}

/** A kindergarten that hangs on the city itself stands in the list of whichever district its group is in. */
function ofTheCity(name: string, office: string | undefined, roster: RosterPass): number | null {
  const hint = roster.district(office);
  if (roster.own.level !== 'city' || hint?.level !== 'county') return null;
  const namesakes = roster.index.idsByKey(nameKey(name));
  const places = namesakes.map((id) => roster.index.entry(id)?.districtId);
  if (places.includes(hint.officeId)) return null;
  const own = namesakes.filter((_, index) => places[index] === roster.own.id);
  return own.length === 1 ? (own[0] ?? null) : null;
}

/** Which kindergarten a side of the row means; nothing is written. The reason of a rejection has been reported. */
export function findSide(
  side: Side,
  row: AllianceRow,
  record: TableRecord,
  run: ImportRun,
): FoundListed | 'rejected' {
  const said = row[side];
  if (!said) throw new Error(`no ${side} in row ${record.row}`);
  const listed = asListed(said, row.office);
  const id = ofTheCity(said.name, row.office, rosterPass(run));
  return id === null ? findListed(listed, run, record, sideNames[side]) : { id, listed };
}

/** The member of that name in one of the groups, past or present: it needs no looking for in the whole roster. */
export function findAmongMembers(
  row: AllianceRow,
  groups: readonly Group[],
  run: ImportRun,
): FoundListed | undefined {
  if (!row.member) return undefined;
  const { index } = rosterPass(run);
  const key = nameKey(row.member.name);
  const ids = new Set<number>();
  for (const group of groups) {
    for (const { kindergartenId } of membershipHistory(run.ledger, group.id)) {
      if (nameKey(index.entry(kindergartenId)?.name ?? '') === key) ids.add(kindergartenId);
    }
  }
  const [id] = ids;
  return id !== undefined && ids.size === 1 ? { id, listed: asListed(row.member, row.office) } : undefined;
}

/**
 * The district that goes into the ledger beyond what the roster takes from the hint: for one that has none yet, that
 * of its list; for a new one in a list of the city, the one its name begins with, and for its lead else the city.
 */
function districtToEnter(
  side: Side,
  found: FoundListed,
  roster: RosterPass,
  run: ImportRun,
): string | undefined {
  const { districtHint, name } = found.listed;
  if (districtHint === undefined) return undefined;
  const hint = roster.district(districtHint);
  if (found.id !== null) {
    const homeless = roster.index.entry(found.id)?.districtId === null;
    return homeless && hint?.level === 'county' ? districtHint : undefined;
  }
  if (hint?.level !== 'city') return undefined;
  const named = listOffices(run.ledger).find(
    (office) => office.level === 'county' && name.startsWith(office.name),
  );
  return named?.name ?? (side === 'lead' ? districtHint : undefined);
}

/** Brings what the list says of a kindergarten into the roster; changes carry the record's field keys. */
export function putSide(side: Side, found: FoundListed, record: TableRecord, run: ImportRun): PutListed {
  const roster = rosterPass(run);
  const district = districtToEnter(side, found, roster, run);
  const listed = district === undefined ? found.listed : { ...found.listed, district };
  const names = sideNames[side];
  const put = putListed({ ...found, listed }, run, record, names);
  if (put.kind === 'inserted') {
    const place = roster.officeName(roster.index.entry(put.id)?.districtId ?? null);
    run.report('kindergarten-added', record, names.name ?? null, {
      value: listed.name,
      district: place ?? '区县不明',
    });
  }
  const changes = put.changes.map(
    (change): FieldChange => ({
      ...change,
      field: names[change.field as keyof typeof names] ?? change.field,
    }),
  );
  return { ...put, changes };
}
