import { factsOn, indexHistory } from '../checks/facts.ts';
import { readHistory } from '../checks/history.store.ts';
import { holdsOn, type IsoDate } from '../common/dates.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { groupReports, officeReports, type ReportAccount } from '../policy/cadence/senders.ts';
import { renderCitation } from '../policy/evaluate.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';

/** What one office or group owes of one report to another, with the clause that asks for it. */
export interface SubmissionAccount extends ReportAccount {
  readonly policy: Policy;
  readonly citation: string;
}

/** The policies whose reports are meant: those given, else those in force and those of the groups that stand. */
export function reportingPolicies(
  ledger: Ledger,
  ids: readonly string[],
  on: IsoDate,
  folders: readonly string[],
): Policy[] {
  const own = readHistory(ledger).groups.filter(({ validFrom, validTo }) =>
    holdsOn({ from: validFrom, to: validTo }, on),
  );
  const known = [...policiesInForce(ledger, on), ...own.map(({ policyId }) => policyId)];
  return [...new Set(ids.length > 0 ? ids : known)].map((id) => loadPolicy(id, folders, on));
}

/** What is to be handed in under policies, by whom to whom, and what came of each period until a day. */
export function submissionAccounts(
  ledger: Ledger,
  policies: readonly Policy[],
  on: IsoDate,
): SubmissionAccount[] {
  const history = indexHistory(readHistory(ledger));
  const groups = new Set(
    history.groups
      .filter(({ validFrom, validTo }) => holdsOn({ from: validFrom, to: validTo }, on))
      .map(({ id }) => id),
  );
  const facts = factsOn(history, officeFacts(ledger), { on, groups }, on);
  return policies.flatMap((policy) =>
    policy.reports.flatMap((report) => {
      const rule = policy.rules.find(
        (each) => each.kind === 'deadline' && each.parameters.report === report.id,
      );
      const citation = rule ? renderCitation(rule.citation, policy.status) : policy.title;
      const own = facts.groups.filter(({ policyId }) => policyId === policy.id);
      return [
        ...officeReports(report, policy, facts),
        ...own.flatMap((group) => groupReports(report, policy, facts, group)),
      ].map((account) => ({ ...account, policy, citation }));
    }),
  );
}

/** One period of one report, as `--json` prints it. */
export function submissionRecords(accounts: readonly SubmissionAccount[]) {
  return accounts.flatMap(({ report, citation, sender, to, states }) =>
    states.map(({ key, due, state, receivedOn }) => ({
      report: report.id,
      citation,
      from: sender.name,
      to,
      period: key,
      due,
      state,
      receivedAt: receivedOn,
      onTime: receivedOn === null ? null : state === 'received',
    })),
  );
}
