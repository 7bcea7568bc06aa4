import { groupSubject, type JudgeGroup, tierName } from './kind.ts';

/** Whether a group's place in the policy's order is known: its tier, and its one lead. */
export const judgeTier: JudgeGroup<'tier'> = (_rule, { policy, group }) => {
  const subject = groupSubject(group);
  const known = policy.tiers.some((tier) => tier.id === group.tier);
  const facts = { tier: group.tier, lead: group.lead?.name ?? null };
  const { lead, kind } = policy.names;
  if (known && group.lead) {
    const message = `属${tierName(policy, group.tier)}${kind}，由${group.lead.name}主导。`;
    return [{ subject, outcome: 'pass', facts, message, remedy: '' }];
  }
  const tiers = policy.tiers.map((tier) => `${tier.id} ${tier.name}`).join('，');
  const problems = [
    ...(known ? [] : [group.tier === null ? '层级未定' : `政策里没有“${group.tier}”这个层级`]),
    ...(group.lead ? [] : [`没有登记${lead}`]),
  ];
  const remedies = [
    ...(known ? [] : [`用 youlian group edit ${group.id} --tier 确定层级（${tiers}）`]),
    ...(group.lead ? [] : [`用 youlian group edit ${group.id} --lead 定下${lead}`]),
  ];
  return [
    {
      subject,
      outcome: 'unknown',
      facts,
      message: `${problems.join('，')}。`,
      remedy: `请${remedies.join('；')}。`,
      missing: [...(known ? [] : ['tier' as const]), ...(group.lead ? [] : ['lead' as const])],
    },
  ];
};
