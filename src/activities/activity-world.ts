import type { IsoDate } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import type { Group } from '../groups/group.ts';
import { listGroups } from '../groups/groups.store.ts';
import type { Office } from '../ledger/office.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import { type Lookup, lookUpKindergarten } from '../roster/find-kindergarten.ts';
import { nameKey } from '../roster/names.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';

/** The members of a group on a day, its lead first. */
export function membersOf(group: Group): { readonly kindergartenId: number; readonly name: string }[] {
  return group.lead ? [group.lead, ...group.members] : [...group.members];
}

/** What records of activities are understood by; groups and kindergartens are looked up once for each day. */
export class ActivityWorld {
  readonly ledger: Ledger;
  readonly own: Office;
  readonly #folders: readonly string[];
  readonly #groups = new Map<IsoDate, readonly Group[]>();
  readonly #kindergartens = new Map<string, Lookup>();

  constructor(ledger: Ledger, folders: readonly string[]) {
    this.ledger = ledger;
    this.#folders = folders;
    this.own = ownOffice(ledger);
  }

  /** @throws Failure `policy-unknown`, `policy-invalid` */
  policy(id: string): Policy {
    return loadPolicy(id, this.#folders);
  }

  /** All groups, as they were on a day; ended ones as on their last, later ones as on their first. */
  groupsOn(on: IsoDate): readonly Group[] {
    let groups = this.#groups.get(on);
    if (!groups) {
      groups = listGroups(this.ledger, on, { includeEnded: true });
      this.#groups.set(on, groups);
    }
    return groups;
  }

  /** Whether a text names the own office as the one that holds an activity. */
  isOwnOffice(text: string): boolean {
    const { name, title } = this.own;
    const written = squeezeText(text);
    return [name, title, `${name}教育局`, `${name}教体局`, '本单位', '本级'].some(
      (each) => each !== null && squeezeText(each) === written,
    );
  }

  /** The district of a kindergarten on a day; null where none is known. */
  districtOf(id: number, on: IsoDate): string | null {
    return findKindergarten(this.ledger, id, on)?.district ?? null;
  }

  /**
   * The kindergarten that a record means: a member of the group by its name or by a part of it that no other member
   * has, else any of the ledger.
   */
  kindergarten(text: string, group: Group | null, on: IsoDate): Lookup | { readonly memberId: number } {
    const key = nameKey(text);
    if (group && key !== '') {
      const members = membersOf(group).map((member) => ({ ...member, key: nameKey(member.name) }));
      const same = members.filter((member) => member.key === key);
      const meant = same.length > 0 ? same : members.filter((member) => member.key.endsWith(key));
      const [only] = meant;
      if (only && meant.length === 1) return { memberId: only.kindergartenId };
    }
    const cached = `${on} ${text}`;
    let lookup = this.#kindergartens.get(cached);
    if (!lookup) {
      lookup = lookUpKindergarten(this.ledger, text, on);
      this.#kindergartens.set(cached, lookup);
    }
    if (lookup.kindergarten && nameKey(lookup.kindergarten.name) === key) return lookup;
    const [part, ...others] = group && key !== '' ? partlyNamed(group, key) : [];
    return part && others.length === 0 ? { memberId: part.kindergartenId } : lookup;
  }
}

/** The members in whose name a text stands: 春芽 for 东湖区春芽幼儿园. */
const partlyNamed = (group: Group, key: string) =>
  membersOf(group).filter(({ name }) => nameKey(name).includes(key));
