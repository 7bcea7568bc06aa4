import type { IsoDate } from '../common/dates.ts';
import { groupReports, officeReports } from '../policy/cadence/senders.ts';
import type { LedgerFacts } from '../policy/facts.ts';
import type { Policy } from '../policy/schema.ts';
import type { Quarter } from './quarter.ts';
import type { ReportDue } from './quarter-facts.ts';

/** Reports that are due in a quarter and were not handed in by the day counted. */
export function reportsDue(
  policy: Policy,
  facts: LedgerFacts,
  countedOn: IsoDate,
  next: Quarter,
): ReportDue[] {
  const ahead = { ...facts, askedOn: next.to };
  const own = facts.groups.filter(({ policyId }) => policyId === policy.id);
  const found = new Map<string, { due: ReportDue; senders: string[] }>();
  for (const report of policy.reports) {
    const accounts = [
      ...officeReports(report, policy, ahead),
      ...own.flatMap((group) => groupReports(report, policy, ahead, group)),
    ];
    for (const { sender, to, states } of accounts) {
      for (const { due, receivedOn } of states) {
        if (due <= countedOn || due > next.to || receivedOn !== null) continue;
        const key = `${report.id} ${to} ${due}`;
        const known = found.get(key) ?? {
          due: { report: report.name, to, dueOn: due, senders: [] },
          senders: [],
        };
        known.senders.push(sender.name);
        found.set(key, known);
      }
    }
  }
  return [...found.values()]
    .map(({ due, senders }) => ({ ...due, senders }))
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0));
}
