import type { ActivityWorld } from '../activities/activity-world.ts';
import { kindergartenNames } from '../activities/kindergarten-names.store.ts';
import { daysBetween, type IsoDate } from '../common/dates.ts';
import { placeTiers, postingKinds, postingRanks } from '../policy/posting/posting.ts';
import type { Posting } from './posting.ts';

/** A posting in words, as `--json` prints it. */
export interface PostingRecord {
  readonly id: number;
  readonly person: string;
  readonly unit: string;
  readonly kind: { readonly id: string; readonly name: string };
  readonly rank: { readonly id: string; readonly name: string } | null;
  readonly group: string | null;
  readonly origin: string | null;
  readonly originTier: string | null;
  readonly destination: string;
  readonly destinationTier: string | null;
  readonly destinationPoor: boolean | null;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  /** Days from the first to the last, or to the day looked at while it lasts; 0 where it has not begun. */
  readonly served: number;
  readonly days: number | null;
  readonly state: 'planned' | 'running' | 'ended';
  readonly endReason: string | null;
  readonly note: string | null;
  readonly source: 'table' | 'hand';
}

/** Days served by a day, both ends counted. */
function servedBy({ from, to }: Pick<Posting, 'from' | 'to'>, on: IsoDate): number {
  const last = to !== null && to < on ? to : on;
  return last < from ? 0 : daysBetween(from, last) + 1;
}

/** Gives postings in words as they stand on a day; names as they were on each posting's first day. */
export function postingRecords(world: ActivityWorld, on: IsoDate): (posting: Posting) => PostingRecord {
  const nameOf = kindergartenNames(world.ledger);
  return (posting) => {
    const { from, to, rank, originId, groupId } = posting;
    return {
      id: posting.id,
      person: posting.name,
      unit: posting.unit,
      kind: { id: posting.kind, name: postingKinds[posting.kind] },
      rank: rank === null ? null : { id: rank, name: postingRanks[rank] },
      group: world.groupsOn(from).find(({ id }) => id === groupId)?.name ?? null,
      origin: originId === null ? null : nameOf(originId, from),
      originTier: posting.originTier === null ? null : placeTiers[posting.originTier],
      destination: nameOf(posting.destinationId, from),
      destinationTier: posting.destinationTier === null ? null : placeTiers[posting.destinationTier],
      destinationPoor: posting.destinationPoor,
      from,
      to,
      served: servedBy(posting, on),
      days: posting.days,
      state: from > on ? 'planned' : to !== null && to < on ? 'ended' : 'running',
      endReason: posting.endReason,
      note: posting.note,
      source: posting.origin,
    };
  };
}
