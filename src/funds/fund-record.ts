import type { ActivityWorld } from '../activities/activity-world.ts';
import { kindergartenNames } from '../activities/kindergarten-names.store.ts';
import { accountNames, type FundBudget, type FundEntry } from './fund.ts';
import { purposeName } from './fund-words.ts';

/** Name of who keeps the money. */
export function holderName(
  world: ActivityWorld,
  { groupId, year }: { readonly groupId: number | null; readonly year: number },
): string {
  if (groupId === null) return world.own.title ?? world.own.name;
  return world.groupsOn(`${year}-12-31`).find(({ id }) => id === groupId)?.name ?? `#${groupId}`;
}

/** Gives entries in words, as `--json` prints them; `yuan` has two decimals, `cents` is exact. */
export function entryRecords(world: ActivityWorld) {
  const nameOf = kindergartenNames(world.ledger);
  return (entry: FundEntry) => {
    const policy = world.policy(entry.policyId);
    return {
      id: entry.id,
      policy: entry.policyId,
      year: entry.year,
      holder: holderName(world, entry),
      group: entry.groupId === null ? null : holderName(world, entry),
      on: entry.on,
      purpose: { id: entry.purpose, name: purposeName(policy, entry.purpose) },
      allowed: policy.funds.purposes.some(({ id }) => id === entry.purpose),
      summary: entry.summary,
      yuan: entry.cents / 100,
      cents: entry.cents,
      voucher: entry.voucher,
      reverses: entry.reverses,
      account: entry.account,
      kindergarten: entry.kindergartenId === null ? null : nameOf(entry.kindergartenId, entry.on),
      note: entry.note,
      source: entry.origin,
    };
  };
}

export type EntryRecord = ReturnType<ReturnType<typeof entryRecords>>;

/** Rows of the table (专项经费台账), as the import understands them. */
export const budgetRow = (world: ActivityWorld, budget: FundBudget) => ({
  rowKind: '预算',
  year: String(budget.year),
  group: holderName(world, budget),
  on: budget.approvedOn,
  purpose: budget.purpose === '' ? null : purposeName(world.policy(budget.policyId), budget.purpose),
  amount: budget.cents / 100,
  document: budget.document,
  note: budget.note,
});

export function entryRow(world: ActivityWorld, entry: FundEntry) {
  const record = entryRecords(world)(entry);
  return {
    rowKind: entry.cents < 0 ? '冲销' : '支出',
    year: String(entry.year),
    group: record.holder,
    on: entry.on,
    purpose: record.purpose.name,
    summary: entry.summary,
    amount: entry.cents / 100,
    voucher: entry.voucher,
    reverses: entry.reverses,
    account: entry.account === null ? null : accountNames[entry.account],
    kindergarten: record.kindergarten,
    note: entry.note,
  };
}
