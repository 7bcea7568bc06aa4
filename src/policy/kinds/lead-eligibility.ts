import { factsAsked } from '../conditions.ts';
import { judgeLead, type LeadVerdict, whenNotMet } from '../eligibility.ts';
import { describeMissing } from '../fact-names.ts';
import type { KindergartenFacts } from '../facts.ts';
import { sectorOf } from '../lead-tier.ts';
import type { RuleOf } from '../schema.ts';
import {
  type GroupContext,
  groupSubject,
  type JudgeGroup,
  type Judgement,
  kindergartenOf,
  tierName,
} from './kind.ts';

/** Whether the lead is a kindergarten that may lead groups of the tier (区实验园, 镇街中心园). */
export const judgeLeadEligibility: JudgeGroup<'lead-eligibility'> = (
  rule,
  { policy, facts, group, tier },
) => {
  if (!whenNotMet(rule.modality)) return [];
  const subject = groupSubject(group);
  const { lead: leadName, kind } = policy.names;
  const { requires } = rule.parameters;
  if (!group.lead || (tier === null && !requires)) {
    return [
      {
        subject,
        outcome: 'unknown',
        facts: { tier, lead: null },
        message: `没有登记${leadName}，不能判定。`,
        remedy: `请用 youlian group edit ${group.id} --lead 定下${leadName}。`,
        missing: ['lead'],
      },
    ];
  }
  const kindergarten = kindergartenOf(facts, group.lead);
  const verdict = judgeLead(policy, rule, tier, kindergarten, facts.office);
  if (requires) return [describeRequired(requires, verdict, kindergarten, { policy, group, subject })];
  const { outcome, reason, missing } = verdict;
  const messages = {
    pass: `${leadName}${group.lead.name}可以主导${tierName(policy, tier)}${kind}。`,
    unknown: `${leadName}${group.lead.name}：${reason}，缺少${describeMissing(missing)}。`,
    failed: `${leadName}${group.lead.name}：${reason}。`,
  };
  const tierLead = policy.tiers.find((each) => each.id === tier)?.lead;
  const byCity = tierLead?.signs.some((sign) => sign.office === 'city') ?? false;
  const sector = sectorOf(policy, kindergarten);
  const couldBeEntered =
    byCity &&
    kindergarten.districtLevel !== 'city' &&
    (sector === null || (tierLead?.sectors.includes(sector) ?? false));
  const toCity = couldBeEntered
    ? `确是${tierLead?.described}的，请把所属区县改为“市直”（youlian kindergarten edit ${group.lead.name} --set 所属区县=市直）；`
    : '';
  const remedies = {
    pass: '',
    unknown: `${toCity}请补上缺少的内容后重新导入。`,
    failed: `${toCity}请核对园所名称、所属区县和办园性质；属实的，请用 youlian group edit ${group.id} 调整层级或更换${leadName}。`,
  };
  const said = outcome === 'pass' || outcome === 'unknown' ? outcome : 'failed';
  return [
    {
      subject,
      outcome,
      facts: {
        tier,
        lead: group.lead.name,
        ownership: kindergarten.ownership,
        district: kindergarten.district,
        districtLevel: kindergarten.districtLevel,
      },
      message: messages[said],
      remedy: remedies[said],
      missing,
    },
  ];
};

/** The verdict on what a clause asks of every lead, whatever the tier. */
function describeRequired(
  requires: NonNullable<RuleOf<'lead-eligibility'>['parameters']['requires']>,
  { outcome, reason, missing }: LeadVerdict,
  kindergarten: KindergartenFacts,
  { policy, group, subject }: Pick<GroupContext, 'policy' | 'group'> & Pick<Judgement, 'subject'>,
): Judgement {
  const named = `${policy.names.lead}${kindergarten.name}`;
  const wanted = requires.map(({ described }) => described).join('、');
  const message =
    outcome === 'pass'
      ? `${named}符合“${wanted}”。`
      : `${named}：${reason}${outcome === 'unknown' ? `，缺少${describeMissing(missing)}` : ''}。`;
  return {
    subject,
    outcome,
    facts: {
      lead: kindergarten.name,
      ...factsAsked(
        requires.map(({ when }) => when),
        kindergarten,
      ),
    },
    message,
    remedy:
      outcome === 'pass'
        ? ''
        : outcome === 'unknown'
          ? '请在园所信息表里补上后重新导入。'
          : `请核对园所信息；属实的，请用 youlian group edit ${group.id} --lead 更换${policy.names.lead}。`,
    missing,
  };
}
