import { factNames } from '../policy/fact-names.ts';
import { listPolicies } from '../policy/load.ts';
import type { Policy, Rule } from '../policy/schema.ts';
import { kindNames } from './compare.ts';
import { policyName } from './render-check.ts';
import { formingLine, modalityNames } from './render-policy.ts';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** What recorded rules, which the ledger cannot decide, are called. */
const recordedKinds: Readonly<Record<string, string>> = {
  attribute: '属性',
  capacity: '帮扶数目',
  'fund-purpose': '经费用途',
  guidance: '要求',
  indicator: '指标',
  inspection: '督导整改',
  milestones: '阶段事项',
  posting: '派驻跟岗',
  register: '登记',
  rubric: '考核',
  tables: '表式',
  trend: '逐年变化',
};

const kindName = ({ kind }: Rule) =>
  (kindNames as Readonly<Record<string, string>>)[kind] ?? recordedKinds[kind] ?? kind;

function suppliers({ facts }: Rule): string {
  const sources = new Map<string, string[]>();
  for (const fact of facts) {
    const { label, source } = factNames[fact];
    sources.set(source, [...(sources.get(source) ?? []), label]);
  }
  return [...sources].map(([source, labels]) => `${source}：${labels.join('、')}`).join('；');
}

function line(rule: Rule): string {
  const decided = rule.decidable ? '能核查' : `不能：${rule.reason}`;
  const cells = [
    rule.requirement,
    rule.id,
    rule.title,
    kindName(rule),
    modalityNames[rule.modality],
    rule.clause,
  ];
  return `| ${[...cells, decided, suppliers(rule)].map(cell).join(' | ')} |`;
}

function section(policy: Policy): string {
  const own = policy.rules.filter((rule) => rule.requirement !== 'common');
  const readings = own.flatMap(({ id, readings: all }) =>
    all.map(
      ({ question, reading, alternative }) =>
        `- ${id}　${question}：按“${reading}”；也可读作“${alternative}”。`,
    ),
  );
  return [
    `## ${policyName(policy)}`,
    '',
    `编号 ${policy.id}，${policy.issuer}，印发 ${policy.issued ?? '未写明'}，施行 ${policy.effective ?? '未写明'}。`,
    '',
    ...formingLine(policy).flatMap((line) => [`${line}。`, '']),
    '| 要求 | 规则 | 内容 | 种类 | 语气 | 条款 | 核查 | 资料来源 |',
    '|---|---|---|---|---|---|---|---|',
    ...own.map(line),
    ...(readings.length > 0 ? ['', '读法：', '', ...readings] : []),
    '',
  ].join('\n');
}

/** Every rule of every policy: which are decided, by what, and why a ledger cannot decide the others; Markdown. */
export function policyReference(folders: readonly string[]): string {
  const { policies } = listPolicies(folders);
  return `# 政策规则一览\n\n由程序生成，\`npm run reference\` 更新。单条规则可用 \`youlian policy show\` 查看，写法见 \`youlian policy schema\`。\n\n${policies.map(section).join('\n')}`;
}
