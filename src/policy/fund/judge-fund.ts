import type { FundBudgetFacts, FundEntryFacts } from './fund.ts';

/** What the money of one holder (a group, an office) went into: its budgets and entries. */
export interface FundAccount {
  readonly budgets: readonly FundBudgetFacts[];
  readonly entries: readonly FundEntryFacts[];
}

/** A year in which more was spent than the budget has; `purpose` empty for the year as a whole. */
interface Overdraft {
  readonly year: number;
  readonly purpose: string;
  readonly budget: number;
  readonly spent: number;
}

export interface FundReview {
  /** Entries whose purpose is none of the policy's. */
  readonly outside: readonly FundEntryFacts[];
  /** Entries paid together with running costs; and those of which nobody said from which account. */
  readonly mixed: readonly FundEntryFacts[];
  readonly unplaced: readonly FundEntryFacts[];
  /** Entries that take back more than was entered under their voucher, or take back what is not there. */
  readonly groundless: readonly FundEntryFacts[];
  readonly overdrafts: readonly Overdraft[];
  /** Years with entries and no budget. */
  readonly unbudgeted: readonly number[];
}

const sum = (entries: readonly { readonly cents: number }[]) =>
  entries.reduce((total, { cents }) => total + cents, 0);

/** What is amiss with what was spent, by the purposes that the policy allows. */
export function reviewFund({ budgets, entries }: FundAccount, purposes: ReadonlySet<string>): FundReview {
  const years = [...new Set(entries.map(({ year }) => year))].sort((one, other) => one - other);
  const overdrafts = years.flatMap((year): Overdraft[] => {
    const own = budgets.filter((budget) => budget.year === year);
    const spent = entries.filter((entry) => entry.year === year);
    const whole = own.filter(({ purpose }) => purpose === '');
    // Without a budget for the year as a whole, those of its purposes together are it.
    const total = sum(whole.length > 0 ? whole : own);
    const found: Overdraft[] =
      own.length > 0 && sum(spent) > total ? [{ year, purpose: '', budget: total, spent: sum(spent) }] : [];
    for (const { purpose, cents } of own) {
      if (purpose === '') continue;
      const used = sum(spent.filter((entry) => entry.purpose === purpose));
      if (used > cents) found.push({ year, purpose, budget: cents, spent: used });
    }
    return found;
  });
  // What was wholly taken back (冲销) has been put right.
  const standing = entries.filter((entry) => entry.cents > 0 && !isTakenBack(entry, entries));
  return {
    outside: standing.filter(({ purpose }) => !purposes.has(purpose)),
    mixed: standing.filter(({ account }) => account === 'running'),
    unplaced: standing.filter(({ account }) => account === null),
    groundless: entries.filter((entry) => entry.cents < 0 && !isGrounded(entry, entries)),
    overdrafts,
    unbudgeted: years.filter((year) => !budgets.some((budget) => budget.year === year)),
  };
}

/** Whether what is taken back was entered before, and no more of it is taken back than there was. */
function isGrounded(entry: FundEntryFacts, entries: readonly FundEntryFacts[]): boolean {
  const voucher = entry.reverses;
  const entered = entries.filter((each) => each.cents > 0 && each.voucher === voucher && each.on <= entry.on);
  const taken = entries.filter((each) => each.cents < 0 && each.reverses === voucher);
  return entered.length > 0 && sum(entered) + sum(taken) >= 0;
}

/** Whether everything entered under the voucher of an entry was taken back. */
function isTakenBack({ voucher, year }: FundEntryFacts, entries: readonly FundEntryFacts[]): boolean {
  if (voucher === null) return false;
  const own = entries.filter((each) => each.cents > 0 && each.voucher === voucher && each.year === year);
  const taken = entries.filter((each) => each.cents < 0 && each.reverses === voucher && each.year === year);
  return taken.length > 0 && sum(own) + sum(taken) <= 0;
}

/** `12345.6` cents-exact: 1234560 → 12,345.60 */
export function yuanText(cents: number): string {
  const [whole = '0', fraction = '00'] = (Math.abs(cents) / 100).toFixed(2).split('.');
  return `${cents < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}
