import type { ActivityWorld } from '../activities/activity-world.ts';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { reviewFund, yuanText } from '../policy/fund/judge-fund.ts';
import type { FundEntry } from './fund.ts';
import { holderName } from './fund-record.ts';
import { purposeName } from './fund-words.ts';
import { listBudgets, listEntries } from './funds.store.ts';

/** The overdrafts of whoever keeps an entry, in its year: as they stand with it. */
export function overdraftFindings(
  world: ActivityWorld,
  { policyId, year, groupId, officeId }: Pick<FundEntry, 'policyId' | 'year' | 'groupId' | 'officeId'>,
): Finding[] {
  const filter = { policyId, year, groupId: groupId ?? undefined, officeId: officeId ?? undefined };
  const policy = world.policy(policyId);
  const purposes = new Set(policy.funds.purposes.map(({ id }) => id));
  const account = { budgets: listBudgets(world.ledger, filter), entries: listEntries(world.ledger, filter) };
  return reviewFund(account, purposes).overdrafts.map(({ purpose, budget, spent }) =>
    makeFinding('fund-overdraft', {
      holder: `${holderName(world, { groupId, year })}${purpose === '' ? '' : `“${purposeName(policy, purpose)}”`}`,
      year,
      spent: yuanText(spent),
      budget: yuanText(budget),
    }),
  );
}
