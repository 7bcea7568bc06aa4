import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { KindergartenPair } from '../plan.ts';
import { classes } from './constrained.ts';
import { couples, type FormingProblem } from './forming-problem.ts';
import type { LeadOfMember, ProposalInput } from './proposal.ts';

/** Why kindergartens are left over, in the clerk's words: Chinese, no full stop. */

/** Up to three names, and how many there are where there are more. */
function namedInShort(names: readonly string[]): string {
  return `${names.slice(0, 3).join('、')}${names.length > 3 ? ` 等 ${names.length} 所` : ''}`;
}

interface Reasons {
  /** Of a member without a place. */
  unplaced(member: number): string;
  /** Of a lead without a group. */
  withoutGroup(lead: number): string;
  broken(pin: LeadOfMember): string;
}

/** What the reasons of one answer rest on, counted once for all of them. */
interface Answered {
  readonly stated: FormingProblem;
  readonly input: ProposalInput;
  /** Members that each lead has. */
  readonly taken: readonly number[];
  /** Members that might go to each lead. */
  readonly reaching: readonly (readonly number[])[];
  /** Members that must stand together, under the first of them. */
  readonly matesOf: (member: number) => readonly number[];
  readonly maxLeads: number | null;
}

export function reasonsFor(
  stated: FormingProblem,
  input: ProposalInput,
  leadOf: readonly (number | null)[],
): Reasons {
  const { leads, members, leadsAllowed } = stated;
  const taken = leads.map(() => 0);
  for (const lead of leadOf) if (lead !== null) taken[lead] = (taken[lead] ?? 0) + 1;
  const reaching: number[][] = leads.map(() => []);
  if (taken.includes(0)) {
    for (const [member, own] of leadsAllowed.entries()) {
      for (const lead of own) if (taken[lead] === 0) reaching[lead]?.push(member);
    }
  }
  const limit = input.maxLeads ?? null;
  const answered: Answered = {
    ...{ stated, input, taken, reaching },
    matesOf: matesOf(members, input.together ?? []),
    maxLeads: limit !== null && limit < leads.length ? limit : null,
  };
  return {
    unplaced: (member) => whyUnplaced(member, answered),
    withoutGroup: (lead) => whyWithoutGroup(lead, answered),
    broken: (pin) => whyBroken(pin, answered),
  };
}

/** Who must stand where a member stands, itself not among them. */
function matesOf(
  members: readonly Kindergarten[],
  together: readonly KindergartenPair[],
): Answered['matesOf'] {
  const indexOf = new Map(members.map((member, index) => [member.id, index]));
  const root = classes(members.length, couples(together, indexOf));
  const classOf = new Map<number, number[]>();
  if (together.length > 0) {
    for (const [member, own] of root.entries()) classOf.set(own, [...(classOf.get(own) ?? []), member]);
  }
  return (member) => (classOf.get(root[member] as number) ?? []).filter((each) => each !== member);
}

function whyUnplaced(member: number, { stated, input, taken, matesOf, maxLeads }: Answered): string {
  const { leads, members, leadsInReach, leadsAllowed, refusals, bound } = stated;
  const { bounds, noneInReach } = input.rules;
  const inReach = leadsInReach[member] ?? [];
  if (inReach.length === 0) return refusals[member] ?? noneInReach;
  const allowed = leadsAllowed[member] ?? [];
  const wished = bound.get(member);
  if (allowed.length === 0) {
    const lead = leads.find((each) => each.id === wished);
    if (wished !== undefined && !lead) return '申请表写的主导园这次不担任主导园，而要求照申请表编';
    if (lead) return `申请表写的主导园“${lead.name}”不能与它结对，而要求照申请表编`;
    return '可以结对的主导园都指定了不与它编在一起';
  }
  const mates = matesOf(member);
  const common = allowed.filter((lead) => mates.every((mate) => leadsAllowed[mate]?.includes(lead)));
  const withMates =
    mates.length === 0 ? '' : `要与${namedInShort(mates.map((mate) => members[mate]?.name ?? ''))}编在一起，`;
  if (common.length === 0) return `${withMates}而没有它们都可以结对的主导园`;
  const at = (lead: number) => taken[lead] ?? 0;
  const full = common.filter((lead) => at(lead) + mates.length >= bounds.upper);
  const open = common.some((lead) => at(lead) > 0 && at(lead) + mates.length < bounds.upper);
  if (open) {
    return `${withMates}可以结对的主导园虽有余额，照所要求的条件（不编在一起的、主导园所数、搭配或变动所数）编不进去`;
  }
  const few = maxLeads === null ? `凑不足下限 ${bounds.lower} 所` : '不在选用的主导园之内';
  if (full.length === 0) return `${withMates}可以结对的主导园都${few}`;
  const role = wished === undefined ? '可以结对的主导园' : '申请表写的主导园';
  const names = namedInShort(full.map((lead) => leads[lead]?.name ?? ''));
  return full.length === common.length
    ? `${withMates}${role}（${names}）都已满 ${bounds.upper} 所`
    : `${withMates}${role}，${names}已满 ${bounds.upper} 所，其余${few}`;
}

function whyWithoutGroup(lead: number, { stated, input, reaching, maxLeads }: Answered): string {
  const { leads, members } = stated;
  const { lower } = input.rules.bounds;
  const others = reaching[lead] ?? [];
  if (others.length < lower) {
    return `辖区内可以编入的园所只有 ${others.length} 所，达不到每个主导园的下限 ${lower} 所`;
  }
  const own = leads[lead];
  const { mix } = input.rules;
  const lacking =
    mix?.hard && own
      ? mix
          .wanting(own)
          .filter((share) => !others.some((member) => share.isMetBy(members[member] as Kindergarten)))
      : [];
  if (lacking.length > 0) return `没有可以搭配的${lacking.map((share) => share.described).join('、')}`;
  if (maxLeads !== null) return `主导园最多 ${maxLeads} 所，这次没有选用`;
  return '辖区内可以编入的园所不够每个主导园都达到下限，编给了别的主导园';
}

function whyBroken(pin: LeadOfMember, { stated, input, maxLeads }: Answered): string {
  const { leads, members, pins } = stated;
  const { rules, together = [], forbidden = [] } = input;
  if (leads.some((each) => each.id === pin.memberId)) return '前一个园所这次担任主导园，不能又编入联盟';
  if (!members.some((each) => each.id === pin.memberId)) {
    return '前一个园所已经编在联盟里，或者没有开办，不能再编入';
  }
  if (!leads.some((each) => each.id === pin.leadId)) return '后一个园所这次不担任主导园';
  const others = pins.filter((each) => each.memberId === pin.memberId && each.leadId !== pin.leadId);
  if (others.length > 0) return '同一园所被指定给了两个主导园';
  const same = new Set(pins.filter((each) => each.leadId === pin.leadId).map((each) => each.memberId)).size;
  if (same > rules.bounds.upper) {
    return `指定给这个主导园的有 ${same} 所，超过上限 ${rules.bounds.upper} 所`;
  }
  const memberIds = new Set(members.map((each) => each.id));
  const isCouple = (pair: KindergartenPair) => pair.every((id) => memberIds.has(id));
  if ([...together, ...forbidden].some(isCouple) || maxLeads !== null) {
    return '与“要在一起”“不在一起”或主导园所数的要求合不到一处';
  }
  return `加上这一所，主导园仍达不到下限 ${rules.bounds.lower} 所`;
}
