import type { FundBudgetFacts, FundEntryFacts } from '../policy/fund/fund.ts';
import type { FundAccount } from '../policy/fund/judge-fund.ts';
import type { InspectionFacts } from '../policy/inspection/faults.ts';
import type { RectificationStep, Severity } from '../policy/inspection/rectification.ts';
import type { PostingFacts } from '../policy/posting/posting.ts';
import type { Ledger } from '../store/ledger.ts';

/** Adds to the list under a key. */
function add<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const own = lists.get(key);
  if (own) own.push(value);
  else lists.set(key, [value]);
}

/** Every posting (派驻), the earliest first. */
export function allPostings(ledger: Ledger): PostingFacts[] {
  return ledger
    .prepare<[], Omit<PostingFacts, 'destinationPoor'> & { readonly destinationPoor: 0 | 1 | null }>(
      `SELECT p.person_id AS personId, person.name, person.unit, p.group_id AS groupId, p.kind, p.rank,
        p.origin_id AS originId, p.destination_id AS destinationId, p.origin_tier AS originTier,
        p.destination_tier AS destinationTier, p.destination_poor AS destinationPoor, p.started_on AS "from",
        p.ended_on AS "to"
       FROM posting AS p JOIN person ON person.id = p.person_id ORDER BY p.started_on, p.id`,
    )
    .all()
    .map((row) => ({
      ...row,
      destinationPoor: row.destinationPoor === null ? null : row.destinationPoor === 1,
    }));
}

/** Postings by both their places. */
export function byPlace(postings: readonly PostingFacts[]): Map<number, PostingFacts[]> {
  const places = new Map<number, PostingFacts[]>();
  for (const posting of postings) {
    if (posting.originId !== null) add(places, posting.originId, posting);
    if (posting.destinationId !== posting.originId) add(places, posting.destinationId, posting);
  }
  return places;
}

type StepRow = Omit<RectificationStep, 'passed'> & {
  readonly findingId: number;
  readonly passed: 0 | 1 | null;
};

/** Inspections (督导) that were made, by kindergarten. */
export function allInspections(ledger: Ledger): Map<number, InspectionFacts[]> {
  const made = ledger
    .prepare<[], Omit<InspectionFacts, 'findings'> & { readonly id: number }>(
      `SELECT id, kindergarten_id AS kindergartenId, kind, plan_filed_on AS planFiledOn, visited_on AS visitedOn
       FROM inspection WHERE visited_on IS NOT NULL ORDER BY visited_on, id`,
    )
    .all();
  const byKindergarten = new Map<number, InspectionFacts[]>();
  if (made.length === 0) return byKindergarten;
  const steps = new Map<number, RectificationStep[]>();
  const stepRows = ledger
    .prepare<[], StepRow>(
      `SELECT finding_id AS findingId, step, done_on AS doneOn, due_on AS dueOn, passed, result, document
       FROM rectification_step ORDER BY done_on, id`,
    )
    .all();
  for (const { findingId, passed, ...step } of stepRows) {
    add(steps, findingId, { ...step, passed: passed === null ? null : passed === 1 });
  }
  const findings = new Map<number, { readonly severity: Severity; readonly id: number }[]>();
  const findingRows = ledger
    .prepare<[], { id: number; inspectionId: number; severity: Severity }>(
      'SELECT id, inspection_id AS inspectionId, severity FROM inspection_finding ORDER BY inspection_id, number',
    )
    .all();
  for (const { inspectionId, ...finding } of findingRows) add(findings, inspectionId, finding);
  for (const { id, ...inspection } of made) {
    add(byKindergarten, inspection.kindergartenId, {
      ...inspection,
      findings: (findings.get(id) ?? []).map((finding) => ({
        severity: finding.severity,
        visitedOn: inspection.visitedOn,
        steps: steps.get(finding.id) ?? [],
      })),
    });
  }
  return byKindergarten;
}

/** Budgets and entries of special funds (专项经费), by who keeps them. */
export function allFunds(ledger: Ledger): Map<string, FundAccount> {
  const accounts = new Map<string, { budgets: FundBudgetFacts[]; entries: FundEntryFacts[] }>();
  const accountOf = ({ groupId, officeId }: FundBudgetFacts | FundEntryFacts) => {
    const key = groupId === null ? `office ${officeId}` : `group ${groupId}`;
    const own = accounts.get(key) ?? { budgets: [], entries: [] };
    accounts.set(key, own);
    return own;
  };
  const budgets = ledger
    .prepare<[], FundBudgetFacts>(
      `SELECT policy_id AS policyId, year, office_id AS officeId, group_id AS groupId, purpose, amount_cents AS cents
       FROM fund_budget ORDER BY year, id`,
    )
    .all();
  for (const budget of budgets) accountOf(budget).budgets.push(budget);
  const entries = ledger
    .prepare<[], FundEntryFacts>(
      `SELECT policy_id AS policyId, year, office_id AS officeId, group_id AS groupId, entered_on AS "on", purpose,
        voucher, amount_cents AS cents, reverses, account FROM fund_entry ORDER BY entered_on, id`,
    )
    .all();
  for (const entry of entries) accountOf(entry).entries.push(entry);
  return accounts;
}
