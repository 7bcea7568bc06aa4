import { listGroups } from '../groups/groups.store.ts';
import { listOffices } from '../ledger/offices.store.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { EntrySubject } from './register-entry.ts';

/** What an entry is about, in words. */
export interface EntryPlace {
  readonly name: string;
  /** District of a kindergarten; null for what hangs on the city itself, and for groups. */
  readonly district: string | null;
}

/** Names of groups, kindergartens and offices as of a day; each is read once. */
export function entryPlaces(ledger: Ledger, on: string): (subject: EntrySubject) => EntryPlace {
  const groups = new Map(
    listGroups(ledger, on, { includeEnded: true }).map((group) => [group.id, group.name]),
  );
  const kindergartens = new Map(listKindergartens(ledger, on).map((each) => [each.id, each]));
  const offices = new Map(listOffices(ledger).map((office) => [office.id, office]));
  return ({ officeId, groupId, kindergartenId }) => {
    if (groupId !== null) return { name: groups.get(groupId) ?? `#${groupId}`, district: null };
    if (kindergartenId === null) {
      const office = officeId === null ? undefined : offices.get(officeId);
      return { name: office?.title ?? office?.name ?? '本单位', district: null };
    }
    const kindergarten = kindergartens.get(kindergartenId);
    const district = kindergarten?.districtId == null ? undefined : offices.get(kindergarten.districtId);
    return {
      name: kindergarten?.name ?? `#${kindergartenId}`,
      district: district?.level === 'county' ? district.name : null,
    };
  };
}
