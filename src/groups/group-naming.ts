import { beginning, type IsoDate } from '../common/dates.ts';
import type { Group, GroupState } from './group.ts';

/** 东湖区实验幼儿园 + 联盟 → 东湖区实验幼儿园联盟; `kind` is the policy's word for a group (联盟, 集团, 学区). */
export function defaultGroupName(leadName: string, kind: string): string {
  return leadName.endsWith(kind) ? leadName : `${leadName}${kind}`;
}

const tierNames: Readonly<Record<string, string>> = {
  city: '市级',
  county: '区（市）级',
  town: '镇（街）级',
};

/** A tier (层级) in words; a policy's own tier by its id, an open one as 未定. */
export function tierName(tier: string | null): string {
  return tier === null ? '未定' : (tierNames[tier] ?? tier);
}

const stateNames: Readonly<Record<GroupState, string>> = {
  planned: '未开始',
  active: '在期',
  expired: '到期待续',
  ended: '已终止',
};

/** The state of a group in words. */
export function stateName(state: GroupState): string {
  return stateNames[state];
}

/** A group as it is named where one must be told from another: `12 东湖区实验幼儿园联盟`. */
export function numberedName(group: Pick<Group, 'id' | 'name'>): string {
  return `${group.id} ${group.name}`;
}

/** `2021-03-01 至 2023-12-31`; empty where the cycle is not known. */
export function cycleText(group: Pick<Group, 'cycleStart' | 'cycleEnd'>): string {
  if (group.cycleStart === beginning) return group.cycleEnd === null ? '' : `至 ${group.cycleEnd}`;
  return `${group.cycleStart} ${group.cycleEnd === null ? '起' : `至 ${group.cycleEnd}`}`;
}

/** A group as `--json` prints it in lists: lead and members by name; a day of which nothing is known is null. */
export function groupRecord(group: Group) {
  return {
    id: group.id,
    policy: group.policyId,
    tier: group.tier,
    name: group.name,
    lead: group.lead?.name ?? null,
    members: group.members.map((member) => member.name),
    cycleStart: knownDay(group.cycleStart),
    cycleEnd: group.cycleEnd,
    state: group.state,
  };
}

/** The day, or null where it only says that no beginning is known. */
export function knownDay(day: IsoDate): IsoDate | null {
  return day === beginning ? null : day;
}
