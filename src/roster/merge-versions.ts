import type { IsoDate } from '../common/dates.ts';
import { type FactKey, factKeys, type KindergartenFacts } from './kindergarten.ts';
import type { Version } from './revision.ts';

/** Of two entries of one kindergarten: the one that stays (`kept`, 甲) or the one that goes into it (`gone`, 乙). */
export type Side = 'kept' | 'gone';

export type FactVersion = Version<KindergartenFacts>;

// Fields that only mean something together are taken from the same side where they differ.
const pairs: Readonly<Partial<Record<FactKey, FactKey>>> = { townId: 'districtId', latitude: 'longitude' };

/**
 * The facts of two entries of one kindergarten as one: what only one of them knows is known, and where they differ
 * `choose` says whose value counts. The name is that of the entry that stays.
 */
function mergeFacts(
  kept: KindergartenFacts,
  gone: KindergartenFacts,
  choose: (field: FactKey) => Side,
): KindergartenFacts {
  const merged: Record<string, unknown> = {};
  for (const field of factKeys) {
    const head = pairs[field];
    const apart =
      head !== undefined && kept[head] !== null && gone[head] !== null && kept[head] !== gone[head];
    if (field === 'name') merged[field] = kept.name;
    else if (apart) merged[field] = choose(head) === 'kept' ? kept[field] : gone[field];
    else if (kept[field] === null) merged[field] = gone[field];
    else if (gone[field] === null) merged[field] = kept[field];
    else merged[field] = kept[field] === gone[field] || choose(field) === 'kept' ? kept[field] : gone[field];
  }
  return merged as unknown as KindergartenFacts;
}

const sameFacts = (one: KindergartenFacts, other: KindergartenFacts) =>
  factKeys.every((field) => one[field] === other[field]);

const holds = (version: FactVersion, on: IsoDate) =>
  version.validFrom <= on && (version.validTo === null || on < version.validTo);

/**
 * The dated facts of two entries of one kindergarten as those of one, day by day. Versions of the entry that stays
 * keep their ids and beginnings; new ones (id null) are made only where something changed on a day of its own.
 */
export function mergeVersions(
  kept: readonly FactVersion[],
  gone: readonly FactVersion[],
  choose: (field: FactKey) => Side,
): FactVersion[] {
  const days = [...kept, ...gone].flatMap(({ validFrom, validTo }) =>
    validTo === null ? [validFrom] : [validFrom, validTo],
  );
  const starts = [...new Set(days)].sort();
  const merged: FactVersion[] = [];
  for (const [at, validFrom] of starts.entries()) {
    const own = kept.find((version) => holds(version, validFrom));
    const other = gone.find((version) => holds(version, validFrom));
    const only = own ?? other;
    if (!only) continue;
    const facts = own && other ? mergeFacts(own.facts, other.facts, choose) : only.facts;
    const id = own?.validFrom === validFrom ? own.id : null;
    const validTo = starts[at + 1] ?? null;
    const last = merged.at(-1);
    if (last && id === null && last.validTo === validFrom && sameFacts(last.facts, facts)) {
      merged[merged.length - 1] = { ...last, validTo };
    } else {
      const unchanged = own !== undefined && id !== null && sameFacts(own.facts, facts);
      merged.push({ id, validFrom, validTo, facts: unchanged ? own.facts : facts });
    }
  }
  return merged;
}
