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
