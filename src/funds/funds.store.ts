import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FundBudget, FundEntry, NewBudget, NewEntry } from './fund.ts';

export interface FundFilter {
  readonly policyId?: string | undefined;
  readonly year?: number | undefined;
  readonly groupId?: number | undefined;
  readonly officeId?: number | undefined;
}

const conditions = {
  policyId: 'policy_id = @policyId',
  year: 'year = @year',
  groupId: 'group_id = @groupId',
  officeId: 'office_id = @officeId',
  on: 'entered_on = @on',
} as const;

/** Only what is given goes into the statement, so that indexes serve it. */
function asked(filter: FundFilter & { readonly on?: IsoDate | undefined }): [where: string, given: object] {
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  const parts = Object.entries(conditions).flatMap(([key, condition]) => (key in given ? [condition] : []));
  return [parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, given];
}

/** Budgets (预算) by year; the office's own first, then by group. */
export function listBudgets(ledger: Ledger, filter: FundFilter = {}): FundBudget[] {
  const [where, given] = asked(filter);
  return ledger
    .prepare<[object], FundBudget>(
      `SELECT id, policy_id AS policyId, year, office_id AS officeId, group_id AS groupId, purpose,
        amount_cents AS cents, approved_on AS approvedOn, document, note
       FROM fund_budget ${where} ORDER BY year, group_id IS NOT NULL, group_id, office_id, purpose, id`,
    )
    .all(given);
}

const selectEntry = `SELECT id, policy_id AS policyId, year, office_id AS officeId, group_id AS groupId,
  kindergarten_id AS kindergartenId, entered_on AS "on", purpose, voucher, amount_cents AS cents, reverses,
  account, summary, note, origin FROM fund_entry`;

/** Entries (支出) in the order of their days; with `on` those of one day. */
export function listEntries(
  ledger: Ledger,
  filter: FundFilter & { readonly on?: IsoDate | undefined } = {},
): FundEntry[] {
  const [where, given] = asked(filter);
  return ledger
    .prepare<[object], FundEntry>(`${selectEntry} ${where} ORDER BY year, entered_on, id`)
    .all(given);
}

export function findEntry(ledger: Ledger, id: number): FundEntry | undefined {
  return ledger.prepare<[number], FundEntry>(`${selectEntry} WHERE id = ?`).get(id);
}

/** Enters a budget, or changes the one of the same holder, year and purpose (inside `perform`). */
export function putBudget(
  ledger: Ledger,
  budget: NewBudget,
): { readonly id: number; readonly isNew: boolean } {
  const { policyId, year, officeId, groupId, purpose } = budget;
  const known = ledger
    .prepare<[object], { id: number }>(
      `SELECT id FROM fund_budget WHERE policy_id = @policyId AND year = @year AND office_id IS @officeId
        AND group_id IS @groupId AND purpose = @purpose`,
    )
    .get({ policyId, year, officeId, groupId, purpose });
  if (known) {
    ledger
      .prepare(
        `UPDATE fund_budget SET amount_cents = @cents, approved_on = @approvedOn, document = @document, note = @note
         WHERE id = @id`,
      )
      .run({ ...budget, id: known.id });
    return { id: known.id, isNew: false };
  }
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO fund_budget (policy_id, year, office_id, group_id, purpose, amount_cents, approved_on, document,
        note)
       VALUES (@policyId, @year, @officeId, @groupId, @purpose, @cents, @approvedOn, @document, @note)`,
    )
    .run(budget);
  return { id: Number(lastInsertRowid), isNew: true };
}

/** Enters an entry (inside `perform`). Gives its number. */
export function addEntry(ledger: Ledger, entry: NewEntry): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO fund_entry (policy_id, year, office_id, group_id, kindergarten_id, entered_on, purpose, voucher,
        amount_cents, reverses, account, summary, note, origin)
       VALUES (@policyId, @year, @officeId, @groupId, @kindergartenId, @on, @purpose, @voucher, @cents, @reverses,
        @account, @summary, @note, @origin)`,
    )
    .run(entry);
  return Number(lastInsertRowid);
}

/** Puts right what an entry says (inside `perform`). */
export function changeEntry(ledger: Ledger, id: number, entry: NewEntry): void {
  ledger
    .prepare(
      `UPDATE fund_entry SET policy_id = @policyId, year = @year, office_id = @officeId, group_id = @groupId,
        kindergarten_id = @kindergartenId, entered_on = @on, purpose = @purpose, voucher = @voucher,
        amount_cents = @cents, reverses = @reverses, account = @account, summary = @summary, note = @note
       WHERE id = @id`,
    )
    .run({ ...entry, id });
}

/** Inside `perform`. */
export function removeEntry(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM fund_entry WHERE id = ?').run(id);
}

/** Inside `perform`. */
export function removeBudget(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM fund_budget WHERE id = ?').run(id);
}
