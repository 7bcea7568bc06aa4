import { chineseDate } from '../../common/dates.ts';
import type { ReportState } from '../cadence/reports.ts';
import { groupReports, officeReports, type ReportAccount } from '../cadence/senders.ts';
import { whenNotMet } from '../eligibility.ts';
import type { LedgerFacts } from '../facts.ts';
import type { Modality, Outcome } from '../policy.ts';
import type { Policy, RuleOf } from '../schema.ts';
import type { JudgeGroup, Judgement, JudgeOffice } from './kind.ts';

/** What is missing, or was late for the last period, is not met; what was late before is only to be looked at. */
function outcomeOf(states: readonly ReportState[], recorded: boolean, modality: Modality): Outcome {
  const failed = whenNotMet(modality) ?? 'pass';
  const over = states.filter(({ state }) => state !== 'open');
  if (states.some(({ state }) => state === 'missing')) return recorded ? failed : 'unknown';
  if (over.at(-1)?.state === 'late') return failed;
  return over.some(({ state }) => state === 'late') ? 'notice' : 'pass';
}

const named = (states: readonly ReportState[]) =>
  states
    .slice(-3)
    .map(({ name, due }) => name || `${chineseDate(due)}前`)
    .join('、');

function messageOf(account: ReportAccount, outcome: Outcome): string {
  const { report, to, states } = account;
  const over = states.filter(({ state }) => state !== 'open');
  const open = states.find(({ state }) => state === 'open');
  const missing = states.filter(({ state }) => state === 'missing');
  const late = states.filter(({ state }) => state === 'late');
  const last = missing.at(-1);
  return [
    outcome === 'unknown'
      ? `台账里还没有${report.name}的报送登记，不能断定报了没有（报${to}，${named(missing)}）。`
      : over.length === 0
        ? `${report.name}（报${to}）还没有到期。`
        : '',
    outcome !== 'unknown' && last
      ? `${report.name}（报${to}）没有报：${named(missing)}${missing.length > 3 ? `等 ${missing.length} 期` : ''}，最近的期限是${chineseDate(last.due)}。`
      : '',
    late.length > 0
      ? `${report.name}迟报：${late.map(({ name, due, receivedOn }) => `${name}应在${chineseDate(due)}前，${chineseDate(receivedOn ?? due)}才报`).join('；')}。`
      : '',
    over.length > 0 && missing.length === 0 && late.length === 0
      ? `${report.name}（报${to}）都按时报了，共 ${over.length} 次。`
      : '',
    open ? `${open.name}的期限是${chineseDate(open.due)}。` : '',
    states.some(({ assumed }) => assumed) ? '有的学期没有登记起止，按通常日期计。' : '',
  ].join('');
}

function judgeAccount(
  rule: RuleOf<'deadline'>,
  policy: Policy,
  facts: LedgerFacts,
  account: ReportAccount,
): Judgement[] {
  const { report, sender, states } = account;
  if (states.length === 0) return [];
  // Where nobody has handed in this report yet, it is not known whether the office enters them at all.
  const recorded = facts.submissions.some((each) => each.policyId === policy.id && each.report === report.id);
  const outcome = outcomeOf(states, recorded, rule.modality);
  const missing = states.filter(({ state }) => state === 'missing');
  const late = states.filter(({ state }) => state === 'late');
  const received = states.filter(({ receivedOn }) => receivedOn !== null);
  const open = states.find(({ state }) => state === 'open');
  return [
    {
      subject: sender,
      outcome,
      facts: {
        report: report.name,
        due: states.filter(({ state }) => state !== 'open').length,
        received: received.length,
        onTime: received.length - late.length,
        lackingPeriods: missing.length > 0 ? named(missing) : null,
        latePeriods: late.length > 0 ? named(late) : null,
        next: open ? open.due : null,
      },
      message: messageOf(account, outcome),
      remedy:
        outcome === 'pass'
          ? ''
          : missing.length > 0
            ? `报过的，请用 youlian submit record ${report.id} 登记；没有报的，请尽快报${account.to}。`
            : '请核对收到的日期；登记错的，用 youlian submit record 重新登记。',
      ...(outcome === 'unknown' ? { missing: ['submissions' as const] } : {}),
    },
  ];
}

const reportOf = (rule: RuleOf<'deadline'>, policy: Policy) =>
  policy.reports.find(({ id }) => id === rule.parameters.report);

/** Whether a group handed in its reports by the last day (报送期限); the day itself is on time. */
export const judgeGroupDeadline: JudgeGroup<'deadline'> = (rule, { policy, facts, group }) => {
  const report = reportOf(rule, policy);
  if (!report || !whenNotMet(rule.modality)) return [];
  return groupReports(report, policy, facts, group).flatMap((account) =>
    judgeAccount(rule, policy, facts, account),
  );
};

/** The same for the office, or for those under it that report to it. */
export const judgeOfficeDeadline: JudgeOffice<'deadline'> = (rule, { policy, facts }) => {
  const report = reportOf(rule, policy);
  if (!report || !whenNotMet(rule.modality)) return [];
  return officeReports(report, policy, facts).flatMap((account) =>
    judgeAccount(rule, policy, facts, account),
  );
};
