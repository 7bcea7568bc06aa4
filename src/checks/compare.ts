import { renderTable, type TableColumn } from '../cli/table.ts';
import type { Outcome, Subject, Verdict } from '../policy/policy.ts';
import type { Policy, RuleKind } from '../policy/schema.ts';
import { gravest } from '../policy/three-valued.ts';
import type { PolicyCheck } from './check-ledger.ts';
import { outcomeNames, policyName } from './render-check.ts';

/** What one policy says of a subject in one matter: the gravest of its verdicts. */
interface View {
  readonly rule: string;
  readonly citation: string;
  readonly outcome: Outcome;
  readonly message: string;
}

/** One matter (事项) on which two policies differ about one subject; null where a policy has no rule on it. */
export interface Difference {
  readonly subject: Subject;
  readonly kind: RuleKind;
  readonly one: View | null;
  readonly other: View | null;
}

export const kindNames: Readonly<Record<RuleKind, string>> = {
  tier: '层级',
  size: '园数',
  'lead-eligibility': '主导园资格',
  'member-kind': '成员类型',
  jurisdiction: '地域',
  'multi-membership': '一园多盟',
  cycle: '周期',
  mix: '公办民办搭配',
  naming: '命名',
  coverage: '覆盖',
  share: '占比',
  standard: '园所标准',
  coefficient: '绩效系数',
  cadence: '应办次数',
  deadline: '报送期限',
  threshold: '指标达标',
  trend: '指标走势',
  workflow: '办理步骤',
  capacity: '帮扶范围',
  training: '全员培训',
  departure: '退出依据',
  milestones: '阶段事项',
  evaluation: '年度考核',
  documents: '材料',
  register: '登记',
  composition: '机构人选',
  staffing: '人员配备',
  posting: '派驻',
  inspection: '督导整改',
  'fund-purpose': '经费用途',
};

/** Kinds of rule that say different things under one name: each rule is a matter of its own. */
const severalMatters: ReadonlySet<RuleKind> = new Set([
  'evaluation',
  'posting',
  'inspection',
  'coverage',
  'share',
  'standard',
  'threshold',
  'trend',
  'workflow',
  'departure',
  'milestones',
  'documents',
  'register',
  'cadence',
  'composition',
  'deadline',
  'staffing',
]);

interface Matter {
  readonly subject: Subject;
  readonly kind: RuleKind;
  readonly verdicts: Verdict[];
}

function mattersOf({ policy, verdicts }: PolicyCheck): Map<string, Matter> {
  const rules = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const matters = new Map<string, Matter>();
  for (const verdict of verdicts) {
    const rule = rules.get(verdict.rule.split('/')[0] ?? '');
    if (!rule?.decidable) continue;
    const { kind } = rule;
    const { subject } = verdict;
    // A membership is the same one whatever the policy calls it.
    const own = severalMatters.has(kind) ? verdict.rule : '';
    const key = `${kind}\n${own}\n${subject.type}\n${subject.id}`;
    const known = matters.get(key);
    if (known) known.verdicts.push(verdict);
    else matters.set(key, { subject, kind, verdicts: [verdict] });
  }
  return matters;
}

function viewOf(matter: Matter | undefined): View | null {
  if (!matter) return null;
  const outcome = gravest(matter.verdicts.map((verdict) => verdict.outcome));
  const verdict = matter.verdicts.find((each) => each.outcome === outcome);
  if (!verdict) return null;
  const { rule, citation, message } = verdict;
  return { rule, citation, outcome, message };
}

/** Where two checks of the same ledger differ in outcome, subject by subject. */
export function compareChecks(one: PolicyCheck, other: PolicyCheck): Difference[] {
  const ones = mattersOf(one);
  const others = mattersOf(other);
  const keys = [...new Set([...ones.keys(), ...others.keys()])];
  return keys.flatMap((key) => {
    const matter = ones.get(key) ?? others.get(key);
    if (!matter) return [];
    const views = { one: viewOf(ones.get(key)), other: viewOf(others.get(key)) };
    if (views.one?.outcome === views.other?.outcome) return [];
    return [{ subject: matter.subject, kind: matter.kind, ...views }];
  });
}

const say = (view: View | null) => (view ? `${outcomeNames[view.outcome]}（${view.rule}）` : '没有规定');

/** The differences as a table; what both policies say alike is left out. */
export function renderComparison(
  one: Policy,
  other: Policy,
  differences: readonly Difference[],
  ambiguousIsWide: boolean,
): string {
  const head = `甲：${policyName(one)}\n乙：${policyName(other)}\n\n`;
  if (differences.length === 0) return `${head}两个政策下的结论没有不同。\n`;
  const columns: readonly TableColumn<Difference>[] = [
    {
      heading: '对象',
      value: ({ subject }) => (subject.type === 'group' ? `${subject.id} ${subject.name}` : subject.name),
    },
    { heading: '事项', value: ({ kind }) => kindNames[kind] },
    { heading: '甲', value: (difference) => say(difference.one) },
    { heading: '乙', value: (difference) => say(difference.other) },
    {
      heading: '情况',
      value: (difference) =>
        [...new Set([difference.one?.message, difference.other?.message])].filter(Boolean).join(' ／ '),
    },
  ];
  return `${head}${renderTable(differences, columns, ambiguousIsWide)}结论不同的共 ${differences.length} 项。\n`;
}

/** The differences as `--json` prints them. */
export function comparisonRecord(one: Policy, other: Policy, differences: readonly Difference[]) {
  return {
    policies: [one.id, other.id],
    differences: differences.map(({ subject, kind, one: first, other: second }) => ({
      subject,
      kind,
      outcomes: [first, second],
    })),
  };
}
