import { Failure } from '../findings/catalogue.ts';
import type { Group } from '../groups/group.ts';
import { evaluators } from '../policy/kinds/registry.ts';
import type { Policy, Rule, RuleKind } from '../policy/schema.ts';

/** A rule that may be waived at all. @throws Failure `policy-rule-unknown`, `rule-not-waivable` */
export function waivableRule(policy: Policy, text: string): Rule {
  const rule = policy.rules.find(({ id }) => id.toLowerCase() === text.trim().toLowerCase());
  if (!rule) {
    const ids = policy.rules
      .filter(({ requirement }) => requirement.toLowerCase() === text.trim().toLowerCase())
      .map(({ id }) => id);
    const expected =
      ids.length > 0
        ? `豁免的是一条规则，请写它的编号：${ids.join('、')}。`
        : `请运行 youlian policy show ${policy.id} 查看规则的编号，如 ${policy.rules[0]?.id ?? 'Z3.size'}。`;
    throw new Failure('policy-rule-unknown', { value: text, policy: policy.id, expected });
  }
  if (!rule.decidable || rule.modality !== 'stated') {
    const reason = !rule.decidable
      ? '这条规则不作判定'
      : rule.modality === 'must'
        ? '条文写明必须做到'
        : '不符合时只提示，用不着豁免';
    throw new Failure('rule-not-waivable', { value: rule.id, title: rule.title, reason });
  }
  return rule;
}

/** Whether a rule judges members one by one, so that one of them can be let off. */
function isPerMember(rule: Rule, policy: Policy): boolean {
  switch (rule.kind) {
    case 'jurisdiction':
    case 'member-kind':
    case 'training':
      return true;
    case 'workflow':
      return policy.procedures.find(({ id }) => id === rule.parameters.procedure)?.of === 'member';
    case 'documents':
      return policy.checklists.find(({ id }) => id === rule.parameters.checklist)?.of === 'member';
    case 'cadence':
      return ['lead', 'member', 'each'].includes(rule.parameters.subject);
    default:
      return false;
  }
}

/** Refuses a waiver that could never have an effect. @throws Failure `rule-not-waivable` */
export function refuseIdle(policy: Policy, rule: Rule, { tier }: Group, member: unknown): void {
  const refuse = (reason: string) =>
    new Failure('rule-not-waivable', { value: rule.id, title: rule.title, reason });
  const { kind } = policy.names;
  if (rule.tier !== undefined && tier !== null && rule.tier !== tier) {
    const nameOf = (id: string) => policy.tiers.find((each) => each.id === id)?.name ?? id;
    throw refuse(`它是对${nameOf(rule.tier)}的，这个${kind}是${nameOf(tier)}`);
  }
  if (
    evaluators[rule.kind as RuleKind].scope !== 'group' &&
    evaluators[rule.kind as RuleKind].scope !== 'body'
  ) {
    throw refuse(`它不是对哪一个${kind}作判定的`);
  }
  if (rule.kind === 'cadence' && ['office', 'district'].includes(rule.parameters.subject)) {
    throw refuse(`它是对教育局的，不是对哪一个${kind}的`);
  }
  if (member && !isPerMember(rule, policy)) {
    throw refuse(`它是对整个${kind}的，不能只对一所${policy.names.member}豁免，请去掉 --member`);
  }
}
