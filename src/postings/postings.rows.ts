import type { ActivityWorld } from '../activities/activity-world.ts';
import type { IsoDate } from '../common/dates.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { ListRow } from '../tables/render-list.ts';
import type { Posting } from './posting.ts';
import { postingRecords } from './posting-record.ts';

/** Rows of the table of postings (跟岗派驻台账), as the import understands them. */
export function postingRows(postings: readonly Posting[], world: ActivityWorld, on: IsoDate): ListRow[] {
  const inWords = postingRecords(world, on);
  const named = (id: number | null, name: string | null, from: IsoDate) => {
    if (id === null || name === null) return null;
    const found = world.kindergarten(name, null, from);
    if ('kindergarten' in found && found.kindergarten?.id === id) return name;
    const district = world.districtOf(id, from);
    return district === null ? name : `${name}@${district}`;
  };
  return postings.map((posting) => {
    const record = inWords(posting);
    const groups = world.groupsOn(posting.from);
    const isPlain = record.group !== null && lookUpGroup(groups, record.group).group?.id === posting.groupId;
    return {
      values: {
        person: record.person,
        unit: record.unit,
        rank: record.rank?.name ?? null,
        postingKind: record.kind.name,
        origin: named(posting.originId, record.origin, posting.from),
        originTier: record.originTier,
        destination: named(posting.destinationId, record.destination, posting.from),
        destinationTier: record.destinationTier,
        destinationPoor: record.destinationPoor,
        from: record.from,
        to: record.to,
        days: record.days,
        group: posting.groupId === null ? null : isPlain ? record.group : String(posting.groupId),
        endReason: record.endReason,
        note: record.note,
      },
    };
  });
}
