import type { ActivityWorld } from '../activities/activity-world.ts';
import { reviewFund, yuanText } from '../policy/fund/judge-fund.ts';
import type { Policy } from '../policy/schema.ts';
import type { FundBudget, FundEntry } from './fund.ts';
import { entryRecords, holderName } from './fund-record.ts';
import { purposeName } from './fund-words.ts';

/** Something an auditor must look at. */
interface AuditException {
  readonly what: string;
  readonly holder: string;
  readonly on: string;
  readonly detail: string;
  /** The clause it speaks against. */
  readonly clause: string;
}

/** What the books of one holder in one year come to. */
export interface AuditAccount {
  readonly holder: string;
  readonly budgetCents: number;
  readonly purposes: readonly {
    readonly name: string;
    readonly budgetCents: number | null;
    readonly spentCents: number;
  }[];
  readonly entries: readonly ReturnType<ReturnType<typeof entryRecords>>[];
  readonly exceptions: readonly AuditException[];
}

const total = (list: readonly { readonly cents: number }[]) =>
  list.reduce((sum, { cents }) => sum + cents, 0);

/** The accounts of a year by who keeps the money, with what an auditor must look at. */
export function auditAccounts(
  world: ActivityWorld,
  policy: Policy,
  year: number,
  budgets: readonly FundBudget[],
  entries: readonly FundEntry[],
): AuditAccount[] {
  const clause = policy.rules.find(({ kind }) => kind === 'fund-purpose');
  const isSeparate = clause?.kind === 'fund-purpose' && clause.decidable && clause.parameters.separate;
  const allowed = new Set(policy.funds.purposes.map(({ id }) => id));
  const holders = [...new Set([...budgets, ...entries].map(({ groupId }) => groupId))].sort(
    (one, other) => (one ?? 0) - (other ?? 0),
  );
  return holders.map((groupId): AuditAccount => {
    const own = {
      budgets: budgets.filter((each) => each.groupId === groupId),
      entries: entries.filter((each) => each.groupId === groupId),
    };
    const holder = holderName(world, { groupId, year });
    const review = reviewFund(own, allowed);
    const note = (what: string, on: string, detail: string): AuditException => ({
      what,
      holder,
      on,
      detail,
      clause: clause?.clause ?? '',
    });
    const told = (
      what: string,
      list: readonly { on: string; purpose: string; cents: number; voucher: string | null }[],
    ) =>
      list.map(({ on, purpose, cents, voucher }) =>
        note(
          what,
          on,
          `${purposeName(policy, purpose)} ${yuanText(cents)} 元${voucher === null ? '' : `，凭证 ${voucher}`}`,
        ),
      );
    const whole = own.budgets.filter(({ purpose }) => purpose === '');
    const outside = [...new Set(review.outside.map(({ purpose }) => purpose))];
    return {
      holder,
      budgetCents: total(whole.length > 0 ? whole : own.budgets),
      purposes: [...policy.funds.purposes.map(({ id }) => id), ...outside].map((id) => {
        const budget = own.budgets.filter(({ purpose }) => purpose === id);
        return {
          name: purposeName(policy, id),
          budgetCents: budget.length === 0 ? null : total(budget),
          spentCents: total(own.entries.filter(({ purpose }) => purpose === id)),
        };
      }),
      entries: own.entries.map(entryRecords(world)),
      exceptions: [
        ...told('用途在规定之外', review.outside),
        ...(isSeparate ? told('与日常经费混用', review.mixed) : []),
        ...(isSeparate ? told('没有写明核算账户', review.unplaced) : []),
        ...told('冲销对不上原来的支出', review.groundless),
        ...review.overdrafts.map(({ purpose, spent, budget }) =>
          note(
            '超过预算',
            String(year),
            `${purpose === '' ? '全年' : purposeName(policy, purpose)}支出 ${yuanText(spent)} 元，预算 ${yuanText(budget)} 元`,
          ),
        ),
        ...(review.unbudgeted.length > 0 ? [note('没有登记预算', String(year), '有支出，没有预算')] : []),
        ...told(
          '没有凭证号',
          own.entries.filter(({ voucher, reverses }) => voucher === null && reverses === null),
        ),
      ],
    };
  });
}
