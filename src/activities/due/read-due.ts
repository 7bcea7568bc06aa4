import { factsOn, indexHistory } from '../../checks/facts.ts';
import { readHistory } from '../../checks/history.store.ts';
import { holdsOn, type IsoDate } from '../../common/dates.ts';
import { standingGroup } from '../../groups/by-hand.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { policiesInForce } from '../../ledger/policies-in-force.store.ts';
import type { LedgerFacts } from '../../policy/facts.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type DueAccount, dueAccounts, within } from './accounts.ts';
import { periodMeant } from './period-option.ts';

export interface DueRequest {
  /** Ids; without any, those of the groups that stand and those in force. */
  readonly policies: readonly string[];
  /** A group by number, name or lead. */
  readonly group: string | undefined;
  /** As `periodMeant` reads it. */
  readonly period: string | undefined;
  readonly on: IsoDate;
  readonly templateFolders: readonly string[];
}

export interface DueResult {
  readonly on: IsoDate;
  readonly accounts: readonly DueAccount[];
  /** Whether anything rests on terms that nobody entered. */
  readonly assumed: boolean;
  readonly facts: LedgerFacts;
  /** Ids of the groups that were asked about. */
  readonly groups: ReadonlySet<number>;
  readonly policies: readonly Policy[];
}

/**
 * What is due, done and owed in the ledger, from the beginning of each group to a day.
 * @throws Failure `policy-unknown`, `policy-invalid`, `group-unknown`, `group-ambiguous`, `group-ended`, `option-value`
 */
export function readDue(ledger: Ledger, request: DueRequest): DueResult {
  const { on } = request;
  const group = request.group === undefined ? undefined : standingGroup(ledger, request.group, on);
  const history = indexHistory(readHistory(ledger));
  const days = request.period === undefined ? undefined : periodMeant(request.period, history.terms);
  const standing = history.groups.filter(({ validFrom, validTo }) =>
    holdsOn({ from: validFrom, to: validTo }, on),
  );
  const wanted = group ? standing.filter(({ id }) => id === group.id) : standing;
  const known = group
    ? [group.policyId]
    : [...new Set([...policiesInForce(ledger, on), ...wanted.map(({ policyId }) => policyId)])];
  const ids = request.policies.length > 0 ? [...new Set(request.policies)] : known;
  const facts = factsOn(
    history,
    officeFacts(ledger),
    { on, groups: new Set(wanted.map(({ id }) => id)) },
    on,
  );
  const policies = ids.map((id) => loadPolicy(id, request.templateFolders, on));
  const all = policies.flatMap((policy) => dueAccounts(policy, facts, group?.id));
  const accounts = days ? within(all, days) : all;
  const assumed = accounts.some(({ periods }) => periods.some((period) => period.assumed));
  return { on, accounts, assumed, facts, groups: new Set(wanted.map(({ id }) => id)), policies };
}
