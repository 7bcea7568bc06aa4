import { renderTable, type TableColumn } from '../cli/table.ts';
import { chineseDate } from '../common/dates.ts';
import { byOutcome, judgedOnNote } from '../policy/evaluate.ts';
import { verdictFactLabel } from '../policy/fact-names.ts';
import { tierName } from '../policy/kinds/kind.ts';
import type { Outcome, Summary, Verdict } from '../policy/policy.ts';
import type { Policy } from '../policy/schema.ts';
import type { PolicyCheck } from './check-ledger.ts';

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  violation: '不符合',
  notice: '请留意',
  unknown: '不能判定',
  pass: '符合',
};

/** 《…》（枣教字〔2021〕10号），and that a draft is one. */
export function policyName(policy: Pick<Policy, 'title' | 'number' | 'status'>): string {
  const marks = [policy.number, policy.status === 'draft' ? '征求意见稿' : null].filter(
    (mark) => mark !== null,
  );
  return `《${policy.title}》${marks.length > 0 ? `（${marks.join('，')}）` : ''}`;
}

/** `核查 24 项：不符合 1，请留意 2，不能判定 3，符合 18。` */
function totalsLine(summary: Summary): string {
  const total = summary.pass + summary.notice + summary.violation + summary.unknown;
  const parts = byOutcome([]).map(({ outcome }) => `${outcomeNames[outcome]} ${summary[outcome]}`);
  return `共核查 ${total} 项：${parts.join('，')}。`;
}

/** Verdicts of one rule that say the same, on one line of the table. */
interface Line {
  readonly rule: string;
  readonly clause: string;
  readonly message: string;
  readonly remedy: string;
  readonly subjects: readonly string[];
}

/** A group is shown with its number, a membership with the group it stands in. */
export function subjectName({ subject, facts }: Verdict): string {
  if (subject.type === 'group') return `${subject.id} ${subject.name}`;
  return subject.type === 'membership' && facts.group ? `${subject.name}（${facts.group}）` : subject.name;
}

const rulesBehind = (policy: Policy, rule: string) =>
  rule.split('/').flatMap((id) => policy.rules.find((each) => each.id === id) ?? []);

export function clausesOf(policy: Policy, rule: string): string {
  return [...new Set(rulesBehind(policy, rule).map((each) => each.citation.clause))].join('；');
}

/** What is wrong is shown one by one; what is not known, or holds, is drawn together. */
function linesOf(policy: Policy, verdicts: readonly Verdict[], drawnTogether: boolean): Line[] {
  const lines = new Map<string, Line & { subjects: string[] }>();
  for (const [index, verdict] of verdicts.entries()) {
    const key = drawnTogether ? `${verdict.rule}\n${verdict.message}` : String(index);
    const line = lines.get(key);
    if (line) line.subjects.push(subjectName(verdict));
    else {
      const { rule, remedy } = verdict;
      // The day is said once, above the tables.
      const message = verdict.message.replace(judgedOnNote(verdict.on), '');
      lines.set(key, {
        rule,
        clause: clausesOf(policy, rule),
        message,
        remedy,
        subjects: [subjectName(verdict)],
      });
    }
  }
  return [...lines.values()];
}

function describeSubjects(subjects: readonly string[]): string {
  return subjects.length <= 2
    ? subjects.join('、')
    : `${subjects.slice(0, 2).join('、')}等 ${subjects.length} 个`;
}

const columns: readonly TableColumn<Line>[] = [
  { heading: '规则', value: (line) => line.rule },
  { heading: '对象', value: (line) => describeSubjects(line.subjects) },
  { heading: '情况', value: (line) => line.message },
  { heading: '依据', value: (line) => line.clause },
];

interface Held {
  readonly rule: string;
  readonly title: string;
  readonly count: number;
}

const heldColumns: readonly TableColumn<Held>[] = [
  { heading: '规则', value: (held) => held.rule },
  { heading: '内容', value: (held) => held.title },
  { heading: '项数', align: 'right', value: (held) => held.count },
];

export function titleOf(policy: Policy, rule: string): string {
  return rulesBehind(policy, rule)
    .map((each) => each.title)
    .join('；');
}

function heldByRule(policy: Policy, verdicts: readonly Verdict[]): Held[] {
  const counts = new Map<string, number>();
  for (const { rule } of verdicts) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, title: titleOf(policy, rule), count }));
}

/** Each remedy once, with the rules it goes with: the number of a group stands in the table. */
function renderRemedies(lines: readonly Line[]): string {
  const remedies = new Map<string, Set<string>>();
  for (const { rule, remedy } of lines) {
    const general = remedy.replace(/(youlian group \w+|--group) \d+/g, '$1 编号');
    if (general !== '') remedies.set(general, (remedies.get(general) ?? new Set()).add(rule));
  }
  return [...remedies].map(([remedy, rules]) => `  ${[...rules].join('、')}：${remedy}\n`).join('');
}

/** The days on which groups past their cycle were judged. */
function renderJudgedDays(verdicts: readonly Verdict[]): string {
  const days = [...new Set(verdicts.flatMap(({ facts }) => facts.judgedOn ?? []))].map(String).sort();
  if (days.length === 0) return '';
  return `周期已结束的联盟，按周期最后一天（${days.map(chineseDate).join('、')}）的情况核查。\n`;
}

/** The check of one policy as tables: what is not met first, then what wants a look, what is not known, what holds. */
export function renderCheck(check: PolicyCheck, ambiguousIsWide: boolean): string {
  const parts = [`${policyName(check.policy)}\n${renderJudgedDays(check.verdicts)}`];
  for (const { outcome, verdicts } of byOutcome(check.verdicts)) {
    if (verdicts.length === 0) continue;
    parts.push(`\n${outcomeNames[outcome]} ${verdicts.length} 项\n`);
    if (outcome === 'pass') {
      parts.push(renderTable(heldByRule(check.policy, verdicts), heldColumns, ambiguousIsWide));
      continue;
    }
    const lines = linesOf(check.policy, verdicts, outcome === 'unknown');
    parts.push(renderTable(lines, columns, ambiguousIsWide));
    parts.push(`怎么办：\n${renderRemedies(lines)}`);
  }
  parts.push(`\n${totalsLine(check.summary)}\n`);
  return parts.join('');
}

const levels: Readonly<Record<string, string>> = { province: '省', city: '市', county: '区县', town: '镇街' };

function renderValue(policy: Policy, key: string, value: string | number | boolean | null): string {
  if (key === 'tier') return value === null ? '未定' : tierName(policy, String(value));
  if (key === 'districtLevel' && value !== null) return levels[String(value)] ?? String(value);
  if (value === null) return '未知';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
}

/** `层级 区（市）级；园数 2`: what the verdict rests on. */
export function factsInWords(policy: Policy, verdict: Verdict): string {
  return Object.entries(verdict.facts)
    .map(([key, value]) => `${verdictFactLabel(key) ?? key} ${renderValue(policy, key, value)}`)
    .join('；');
}

function explain(policy: Policy, verdict: Verdict): string {
  const readings = rulesBehind(policy, verdict.rule).flatMap((rule) => rule.readings);
  const rows = [
    `${outcomeNames[verdict.outcome]}  ${verdict.rule}  ${titleOf(policy, verdict.rule)}`,
    `    对象：${subjectName(verdict)}（${verdict.on}）`,
    `    情况：${verdict.message}`,
    `    依据：${verdict.citation}`,
    `    事实：${factsInWords(policy, verdict)}`,
    ...[...new Set(readings.map(({ question, reading }) => `    读法：${question}：${reading}`))],
    ...(verdict.otherReading
      ? [`    另一种读法：${verdict.otherReading.reading}，则${outcomeNames[verdict.otherReading.outcome]}`]
      : []),
    ...(verdict.remedy === '' ? [] : [`    怎么办：${verdict.remedy}`]),
  ];
  return `${rows.join('\n')}\n`;
}

/** Every verdict with its facts, its citation, how the clause was read and how else it might be. */
export function renderExplanation(check: PolicyCheck): string {
  const verdicts = byOutcome(check.verdicts).flatMap((each) => each.verdicts);
  return [
    `${policyName(check.policy)}\n`,
    ...verdicts.map((verdict) => `\n${explain(check.policy, verdict)}`),
    ...(check.figures.length > 0 ? ['\n只列数字，不作判定：\n'] : []),
    ...check.figures.map(
      ({ rule, label, value, unit, basis, subject, citation }) =>
        `${rule}  ${subject.name}：${label} ${value}${unit}\n    说明：${basis}\n    依据：${citation}\n`,
    ),
    `\n${totalsLine(check.summary)}\n`,
  ].join('');
}

/** A check as `--json` prints it; every verdict has the same keys. */
export function checkRecord({ policy, verdicts, figures, summary }: PolicyCheck) {
  return {
    policy: policy.id,
    status: policy.status,
    verdicts: verdicts.map((verdict) => ({
      rule: verdict.rule,
      requirement: verdict.requirement,
      citation: verdict.citation,
      subject: verdict.subject,
      on: verdict.on,
      outcome: verdict.outcome,
      facts: verdict.facts,
      message: verdict.message,
      remedy: verdict.remedy,
      missing: verdict.missing ?? [],
      otherReading: verdict.otherReading ?? null,
      waiver: verdict.waiver ?? null,
    })),
    figures: figures.map(({ rule, requirement, citation, subject, on, label, value, unit, basis }) => ({
      rule,
      requirement,
      citation,
      subject,
      on,
      label,
      value,
      unit,
      basis,
    })),
    summary,
  };
}
