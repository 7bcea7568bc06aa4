import type { IsoDate } from '../../common/dates.ts';
import type { WordingValues } from '../../documents/wording/values.ts';
import type { Group } from '../../groups/group.ts';
import { tierName } from '../../groups/group-naming.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { factsOfKindergarten, noKindergarten } from './kindergarten-facts.ts';

/** What the policy calls a group, its lead and its members. */
export function roleNames({ names }: Pick<Policy, 'names'>): WordingValues {
  return { 集体: names.kind, 牵头园: names.lead, 成员园: names.member, 名单: names.list };
}

export const usualRoleNames: WordingValues = {
  集体: '联盟',
  牵头园: '主导园',
  成员园: '成员园',
  名单: '名单',
};

/** A group (联盟, 集团, 学区) with its kindergartens, by the names that templates use. */
export function groupFacts(ledger: Ledger, group: Group, on: IsoDate, policy: Policy): WordingValues {
  const office = listOffices(ledger).find(({ id }) => id === group.officeId);
  const members = group.members.map((member) => factsOfKindergarten(ledger, member, on));
  return {
    集体: {
      名称: group.name,
      编号: group.id,
      层级:
        group.tier === null
          ? null
          : (policy.tiers.find(({ id }) => id === group.tier)?.name ?? tierName(group.tier)),
      主管: office?.title ?? office?.name ?? null,
      周期起: group.cycleStart,
      周期止: group.cycleEnd,
      成立日期: group.validFrom,
      成员数: members.length,
      园数: members.length + (group.lead ? 1 : 0),
    },
    牵头园: group.lead ? factsOfKindergarten(ledger, group.lead, on) : noKindergarten,
    成员: members,
  };
}
