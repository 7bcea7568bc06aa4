import { whenNotMet } from '../eligibility.ts';
import { type FundAccount, reviewFund, yuanText } from '../fund/judge-fund.ts';
import type { Outcome, Subject } from '../policy.ts';
import type { Policy, RuleOf } from '../schema.ts';
import { groupSubject, type JudgeGroup, type Judgement, type JudgeOffice, officeSubject } from './kind.ts';

type Rule = RuleOf<'fund-purpose'>;

const nothing: FundAccount = { budgets: [], entries: [] };

/** What was spent under the policy by the date, of one holder. */
function accountOf(accounts: ReadonlyMap<string, FundAccount>, key: string, policy: Policy, on: string) {
  const { budgets, entries } = accounts.get(key) ?? nothing;
  return {
    budgets: budgets.filter(({ policyId }) => policyId === policy.id),
    entries: entries.filter((entry) => entry.policyId === policy.id && entry.on <= on),
  };
}

const few = (parts: readonly string[]) =>
  parts.slice(0, 3).join('、') + (parts.length > 3 ? `等 ${parts.length} 笔` : '');

function judge(rule: Rule, policy: Policy, account: FundAccount, subject: Subject): Judgement[] {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const { entries, budgets } = account;
  const spent = entries.reduce((total, { cents }) => total + cents, 0);
  const budget = budgets.reduce((total, { cents }) => total + cents, 0);
  const base = { subject, facts: { payments: entries.length, spent: spent / 100, budget: budget / 100 } };
  if (entries.length === 0) {
    return [
      {
        ...base,
        outcome: 'unknown',
        message: `台账里没有${subject.name}的专项经费支出，不能断定。`,
        remedy: '用过专项经费的，请登记（youlian fund record，或导入专项经费台账）。',
        missing: ['funds'],
      },
    ];
  }
  const review = reviewFund(account, new Set(policy.funds.purposes.map(({ id }) => id)));
  const nameOf = (id: string) => policy.funds.purposes.find((purpose) => purpose.id === id)?.name ?? id;
  const faults = [
    review.outside.length > 0
      ? `用途不在规定之内的有 ${few(review.outside.map(({ on, purpose, cents }) => `${on} ${purpose} ${yuanText(cents)} 元`))}`
      : '',
    rule.parameters.separate && review.mixed.length > 0
      ? `与日常经费混用的有 ${few(review.mixed.map(({ on, cents }) => `${on} ${yuanText(cents)} 元`))}`
      : '',
    ...review.overdrafts.map(
      (each) =>
        `${each.year} 年${each.purpose === '' ? '' : `“${nameOf(each.purpose)}”`}支出 ${yuanText(each.spent)} 元，超过预算 ${yuanText(each.budget)} 元`,
    ),
    review.groundless.length > 0
      ? `冲销对不上原来的支出：${few(review.groundless.map(({ on, cents }) => `${on} ${yuanText(cents)} 元`))}`
      : '',
  ].filter((part) => part !== '');
  const open = [
    rule.parameters.separate && review.unplaced.length > 0
      ? `有 ${review.unplaced.length} 笔没有写明核算账户`
      : '',
    review.unbudgeted.length > 0 ? `${review.unbudgeted.join('、')} 年没有登记预算` : '',
  ].filter((part) => part !== '');
  const outcome: Outcome = faults.length > 0 ? failed : open.length > 0 ? 'unknown' : 'pass';
  const stand = `支出 ${entries.length} 笔，合计 ${yuanText(spent)} 元`;
  return [
    {
      ...base,
      outcome,
      message: `${[stand, ...faults, ...open].join('；')}。`,
      remedy:
        outcome === 'pass'
          ? ''
          : outcome === 'unknown'
            ? '请补上预算（youlian fund budget）和核算账户。'
            : '请核对凭证；记错的请改正，确实用错的请调回原渠道。逐笔情况：youlian fund audit。',
      ...(outcome === 'unknown' ? { missing: ['funds'] as const } : {}),
    },
  ];
}

/** Whether a group's special fund (专项经费) went into what it may be spent on, by itself, within its budget. */
export const judgeGroupFund: JudgeGroup<'fund-purpose'> = (rule, { policy, facts, group }) => {
  const account = accountOf(facts.funds, `group ${group.id}`, policy, facts.on);
  // An office that keeps the fund itself has no accounts of its groups: it is judged as a whole.
  const keeps = facts.office.own !== null && facts.funds.has(`office ${facts.office.own.id}`);
  if (account.entries.length === 0 && keeps) return [];
  return judge(rule, policy, account, groupSubject(group));
};

/** The same for what the office spent itself; nothing where it spent nothing. */
export const judgeOfficeFund: JudgeOffice<'fund-purpose'> = (rule, { policy, facts }) => {
  const { own } = facts.office;
  const account = accountOf(facts.funds, `office ${own?.id ?? 0}`, policy, facts.on);
  return account.entries.length === 0 ? [] : judge(rule, policy, account, officeSubject(facts));
};
