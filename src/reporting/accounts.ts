import { factsOn, indexHistory } from '../checks/facts.ts';
import { readHistory } from '../checks/history.store.ts';
import { holdsOn, type IsoDate } from '../common/dates.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { listOffices, ownOffice } from '../ledger/offices.store.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import type { Report, ReportState } from '../policy/cadence/reports.ts';
import { groupReports, officeReports, type ReportAccount } from '../policy/cadence/senders.ts';
import { renderCitation } from '../policy/evaluate.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Subject } from '../policy/policy.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { allReviews } from './reviews.store.ts';
import { type SubmissionState, submissionState } from './state.ts';

/** What one office or group owes of one report to another, with the clause that asks for it. */
export interface SubmissionAccount extends Omit<ReportAccount, 'states'> {
  readonly policy: Policy;
  readonly citation: string;
  readonly states: readonly SubmissionPeriod[];
}

/** One period of a report: whether it came in time, and what was decided of it. */
export interface SubmissionPeriod extends ReportState {
  readonly submission: SubmissionState;
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
  const receiver = receiverNames(ledger);
  const ownId = String(ownOffice(ledger).id);
  const reviews = new Map(
    allReviews(ledger).map((review) => [`${review.officeId} ${review.period}`, review.state]),
  );
  return policies.flatMap((policy) =>
    policy.reports.flatMap((report) => {
      const rule = policy.rules.find(
        (each) => each.kind === 'deadline' && each.parameters.report === report.id,
      );
      const { clause } = report;
      const asked = rule?.citation ?? (clause === undefined ? undefined : { document: policy.title, clause });
      const citation = asked ? renderCitation(asked, policy.status) : policy.title;
      const own = facts.groups.filter(({ policyId }) => policyId === policy.id);
      const reports = [
        ...officeReports(report, policy, facts),
        ...own.flatMap((group) => groupReports(report, policy, facts, group)),
      ];
      return reports.map((account): SubmissionAccount => {
        const { sender, link } = account;
        const isOwn = sender.type === 'office' && sender.id === ownId;
        const reviewOf = (period: string) =>
          sender.type === 'office' ? reviews.get(`${sender.id} ${period}`) : undefined;
        return {
          ...account,
          policy,
          citation,
          to: receiver(link, sender),
          states: account.states.map((state) => ({
            ...state,
            // What was decided is of what came; of the own reports those in a package may not be entered here.
            submission: submissionState(
              state.receivedOn !== null || (isOwn && report.packaged) ? reviewOf(state.key) : undefined,
              state.receivedOn !== null,
            ),
          })),
        };
      });
    }),
  );
}

/** Who takes a report: this office or the one above where the ledger knows it, else as the policy words it. */
function receiverNames(ledger: Ledger) {
  const offices = new Map(listOffices(ledger).map((office) => [String(office.id), office]));
  const own = ownOffice(ledger);
  return ({ from, to }: Report['chain'][number], { id }: Subject): string => {
    if (from === 'group') return to;
    const above = offices.get(id)?.parentId ?? null;
    const office = id === String(own.id) ? (above === null ? undefined : offices.get(String(above))) : own;
    return office ? (office.title ?? office.name) : to;
  };
}

/** One period of one report, as `--json` prints it. */
export function submissionRecords(accounts: readonly SubmissionAccount[]) {
  return accounts.flatMap(({ report, citation, sender, to, states }) =>
    states.map(({ key, due, state, submission, receivedOn }) => ({
      report: report.id,
      name: report.name,
      citation,
      from: sender.name,
      to,
      period: key,
      due,
      state: submission,
      receivedAt: receivedOn,
      onTime: receivedOn === null ? null : state === 'received',
      overdue: state === 'missing',
    })),
  );
}
