import { classes } from './constrained.ts';
import type { FormingProblem } from './forming-problem.ts';
import type { LeadOfMember, ProposalInput } from './proposal.ts';

/** Why kindergartens are left over, in the clerk's words: Chinese, no full stop. */

/** Up to three names, and how many there are where there are more. */
function namedInShort(names: readonly string[]): string {
  return `${names.slice(0, 3).join('、')}${names.length > 3 ? ` 等 ${names.length} 所` : ''}`;
}

export function whyUnplaced(
  member: number,
  stated: FormingProblem,
  input: ProposalInput,
  leadOf: readonly (number | null)[],
): string {
  const { leads, members, leadsInReach, refusals, bound, problem } = stated;
  const { bounds, noneInReach } = input.rules;
  const inReach = leadsInReach[member] ?? [];
  if (inReach.length === 0) return refusals[member] ?? noneInReach;
  const arcs = problem.arcs.filter((arc) => arc.member === member);
  const wished = bound.get(member);
  if (arcs.length === 0) {
    const lead = leads.find((each) => each.id === wished);
    if (wished !== undefined && !lead) return '申请表写的主导园这次不担任主导园，而要求照申请表编';
    if (lead) return `申请表写的主导园“${lead.name}”不能与它结对，而要求照申请表编`;
    return '可以结对的主导园都指定了不与它编在一起';
  }
  const root = classes(problem.memberCount, problem.together);
  const mates = members.flatMap((_each, index) =>
    index !== member && root[index] === root[member] ? [index] : [],
  );
  const common = arcs.filter((arc) =>
    mates.every((mate) => problem.arcs.some((each) => each.member === mate && each.lead === arc.lead)),
  );
  const withMates =
    mates.length === 0 ? '' : `要与${namedInShort(mates.map((mate) => members[mate]?.name ?? ''))}编在一起，`;
  if (common.length === 0) return `${withMates}而没有它们都可以结对的主导园`;
  const taken = leads.map((_, lead) => leadOf.filter((each) => each === lead).length);
  const at = (lead: number) => taken[lead] ?? 0;
  const full = common.filter(({ lead }) => at(lead) + mates.length >= bounds.upper).map(({ lead }) => lead);
  const open = common.filter(({ lead }) => at(lead) > 0 && at(lead) + mates.length < bounds.upper);
  if (open.length > 0) {
    return `${withMates}可以结对的主导园虽有余额，照所要求的条件（不编在一起的、主导园所数、搭配或变动所数）编不进去`;
  }
  const few = problem.maxLeads === null ? `凑不足下限 ${bounds.lower} 所` : '不在选用的主导园之内';
  if (full.length === 0) return `${withMates}可以结对的主导园都${few}`;
  const role = wished === undefined ? '可以结对的主导园' : '申请表写的主导园';
  const names = namedInShort(full.map((lead) => leads[lead]?.name ?? ''));
  return full.length === common.length
    ? `${withMates}${role}（${names}）都已满 ${bounds.upper} 所`
    : `${withMates}${role}，${names}已满 ${bounds.upper} 所，其余${few}`;
}

export function whyWithoutGroup(
  lead: number,
  { problem, leads, members }: FormingProblem,
  input: ProposalInput,
): string {
  const { lower } = input.rules.bounds;
  const arcs = problem.arcs.filter((arc) => arc.lead === lead);
  if (arcs.length < lower) {
    return `辖区内可以编入的园所只有 ${arcs.length} 所，达不到每个主导园的下限 ${lower} 所`;
  }
  const own = leads[lead];
  const { mix } = input.rules;
  const lacking =
    mix?.hard && own
      ? mix.wanting(own).filter(
          (share) =>
            !arcs.some((arc) => {
              const member = members[arc.member];
              return member !== undefined && share.isMetBy(member);
            }),
        )
      : [];
  if (lacking.length > 0) return `没有可以搭配的${lacking.map((share) => share.described).join('、')}`;
  if (problem.maxLeads !== null) return `主导园最多 ${problem.maxLeads} 所，这次没有选用`;
  return '辖区内可以编入的园所不够每个主导园都达到下限，编给了别的主导园';
}

export function whyBroken(pin: LeadOfMember, stated: FormingProblem, { rules }: ProposalInput): string {
  const { leads, members, pins } = stated;
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
  const { problem } = stated;
  if (problem.together.length + problem.apart.length > 0 || problem.maxLeads !== null) {
    return '与“要在一起”“不在一起”或主导园所数的要求合不到一处';
  }
  return `加上这一所，主导园仍达不到下限 ${rules.bounds.lower} 所`;
}
