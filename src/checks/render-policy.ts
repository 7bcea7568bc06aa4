import { renderTable } from '../cli/table.ts';
import { renderCitation } from '../policy/evaluate.ts';
import { factNames } from '../policy/fact-names.ts';
import type { Modality } from '../policy/policy.ts';
import type { Policy, Rule } from '../policy/schema.ts';
import { outcomeNames, policyName } from './render-check.ts';

export const modalityNames: Readonly<Record<Modality, string>> = {
  must: '必须',
  should: '一般应',
  may: '可以',
  stated: '一般陈述，按必须执行',
  record: '不定次数，只作记录',
};

/** How groups are formed, where it is not the usual assigning of members to leads given. */
export function formingLine({ forming, names }: Pick<Policy, 'forming' | 'names'>): string[] {
  if (forming.task === 'assign') return [];
  const within = forming.within === 'district' ? '区县' : '镇街';
  return [`组建：园所全部划分成${names.kind}，选定${names.lead}，每个${names.kind}不跨${within}`];
}

/** A policy at a glance: its head, its tiers and cycle, and one line for each rule. */
export function renderPolicy(policy: Policy, inForce: ReadonlySet<string>, ambiguousIsWide: boolean): string {
  const head = [
    policyName(policy),
    `编号：${policy.id}　印发：${policy.issuer}，${policy.issued ?? '日期未写明'}　施行：${policy.effective ?? '未写明'}　${inForce.has(policy.id) ? '本台账执行中' : '本台账未执行'}`,
    ...policy.tiers.map((tier) => `${tier.name}（${tier.id}）：由${tier.lead.described}主导`),
    ...(policy.cycle
      ? [
          `周期：${policy.cycle.years} 年${policy.cycle.stated.map(({ from, to }) => `，本届 ${from} 至 ${to}`).join('')}`,
        ]
      : []),
    ...formingLine(policy),
  ];
  const table = renderTable(
    policy.rules,
    [
      { heading: '规则', value: (rule) => rule.id },
      { heading: '内容', value: (rule) => rule.title },
      { heading: '依据', value: (rule) => rule.citation.clause },
      { heading: '核查', value: (rule) => (rule.decidable ? '能' : '不能') },
    ],
    ambiguousIsWide,
  );
  return `${head.join('\n')}\n\n${table}\n查看一条规则：youlian policy show ${policy.id} 规则编号\n`;
}

function renderRule(policy: Policy, rule: Rule): string {
  const facts = rule.facts.map((fact) => `${factNames[fact].label}（${factNames[fact].source}）`);
  const rows = [
    `${rule.id}  ${rule.title}`,
    `    依据：${renderCitation(rule.citation, policy.status)}`,
    `    语气：${modalityNames[rule.modality]}`,
    ...(facts.length > 0 ? [`    需要：${facts.join('、')}`] : []),
    ...rule.readings.map(
      ({ question, reading, alternative }) =>
        `    读法：${question}：按“${reading}”；也可读作“${alternative}”`,
    ),
    ...(rule.decidable ? [] : [`    不能核查：${rule.reason}`]),
    ...(rule.decidable
      ? rule.examples.map(({ title, outcome, otherReading, figure }) => {
          const other = otherReading ? `（另一种读法：${outcomeNames[otherReading]}）` : '';
          const said =
            outcome === null
              ? `不作判定${figure === undefined ? '' : `，列出 ${figure}`}`
              : outcomeNames[outcome];
          return `    例：${title} → ${said}${other}`;
        })
      : []),
  ];
  return `${rows.join('\n')}\n`;
}

/** Rules in full: source, force, what they need, how they are read, examples. */
export function renderRules(policy: Policy, rules: readonly Rule[]): string {
  return `${policyName(policy)}\n\n${rules.map((rule) => renderRule(policy, rule)).join('\n')}`;
}
