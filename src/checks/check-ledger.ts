import { holdsOn, type IsoDate } from '../common/dates.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { standingGroup } from '../groups/by-hand.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { evaluateOffice, evaluatePolicy, figuresOf, summarise } from '../policy/evaluate.ts';
import type { LedgerFacts } from '../policy/facts.ts';
import { loadPolicy, policyIds } from '../policy/load.ts';
import type { Figure, Summary, Verdict } from '../policy/policy.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { factsOn, indexHistory, judgedDays, period } from './facts.ts';
import { readHistory, rosterOn } from './history.store.ts';

export interface CheckRequest {
  /** Ids; without any the policies in force, or with `group` the group's own. */
  readonly policies: readonly string[];
  /** A group by number, name or lead. */
  readonly group: string | undefined;
  /** The date to judge; undefined for today, or the last day of a group's cycle that is over. */
  readonly on: IsoDate | undefined;
  readonly today: IsoDate;
  readonly templateFolders: readonly string[];
  /** Judge every group under each of the policies, as if it had been formed under it. */
  readonly asIf?: boolean;
}

export interface PolicyCheck {
  readonly policy: Policy;
  readonly verdicts: readonly Verdict[];
  /** What clauses without a verdict tell, for information. */
  readonly figures: readonly Figure[];
  readonly summary: Summary;
  /** How many groups were judged. */
  readonly groups: number;
}

export interface CheckResult {
  readonly checks: readonly PolicyCheck[];
  /** Whether several policies were meant: their number decides the shape of the JSON. */
  readonly several: boolean;
  readonly findings: readonly Finding[];
  /** Groups on the date whose policy was not among those checked. */
  readonly otherGroups: number;
}

/** A policy in force whose file is gone is a finding; one asked for by name a failure. */
function loadPolicies(request: CheckRequest, ids: readonly string[], findings: Finding[]): Policy[] {
  const known = new Set(policyIds(request.templateFolders));
  const wanted = ids.filter((id) => {
    if (known.has(id) || request.policies.length > 0) return true;
    findings.push(makeFinding('policy-file-missing', { value: id }));
    return false;
  });
  const broken: Failure[] = [];
  const policies = wanted.flatMap((id): Policy[] => {
    try {
      const policy = loadPolicy(id, request.templateFolders, request.on ?? request.today);
      if (policy.status === 'draft') findings.push(makeFinding('policy-draft', { value: policy.title }));
      return [policy];
    } catch (error) {
      // A slip of the pen in one file keeps nobody from checking by the others; two that are compared are both needed.
      if (!(error instanceof Failure) || error.finding.code !== 'policy-invalid' || request.asIf) throw error;
      broken.push(error);
      return [];
    }
  });
  const [first] = broken;
  if (first && policies.length === 0) throw first;
  findings.push(...broken.map(({ finding }) => finding));
  return policies;
}

/** Two groups judged on different days each see the kindergarten they share: it is said once, by the later day. */
function oncePerKindergarten(verdicts: readonly Verdict[]): Verdict[] {
  const keyOf = ({ rule, subject, outcome, facts }: Verdict) =>
    subject.type === 'kindergarten' ? `${rule}\n${subject.id}\n${outcome}\n${facts.groups}` : undefined;
  const last = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const key = keyOf(verdict);
    if (key !== undefined) last.set(key, verdict);
  }
  return verdicts.filter((verdict) => {
    const key = keyOf(verdict);
    return key === undefined || last.get(key) === verdict;
  });
}

/** Activities and reports as if done under the policy: kinds and reports of the same id are taken for the same. */
function activitiesUnder(
  policy: Policy,
  { activities, submissions }: LedgerFacts,
): Pick<LedgerFacts, 'activities' | 'submissions'> {
  const moved = (all: LedgerFacts['activities']['ofGroups']) =>
    new Map([...all].map(([id, held]) => [id, held.map((each) => ({ ...each, policyId: policy.id }))]));
  return {
    activities: {
      ofGroups: moved(activities.ofGroups),
      ofOffices: moved(activities.ofOffices),
    },
    submissions: submissions.map((each) => ({ ...each, policyId: policy.id })),
  };
}

/** The facts as if every group had been formed under the policy; a tier it does not have is open. */
function asIfUnder(policy: Policy, facts: LedgerFacts): LedgerFacts {
  const tiers = new Set(policy.tiers.map(({ id }) => id));
  const groups = facts.groups.map((group) => ({
    ...group,
    policyId: policy.id,
    tier: group.tier !== null && tiers.has(group.tier) ? group.tier : null,
  }));
  const formed = <T extends { readonly policyId: string | null }>(bodies: readonly T[]) =>
    bodies.map((body) => ({ ...body, policyId: policy.id }));
  const { ofOffices, ofGroups } = facts.bodies;
  const bodies = {
    ofOffices: formed(ofOffices),
    ofGroups: new Map([...ofGroups].map(([id, own]) => [id, formed(own)])),
  };
  const spans = facts.spans.map((span) => ({ ...span, policyId: policy.id }));
  return { ...facts, groups, bodies, spans, ...activitiesUnder(policy, facts) };
}

/**
 * Judges the ledger under policies.
 * @throws Failure `policy-none-in-force`, `policy-file-missing` where that is so of all, `policy-unknown`, `policy-invalid`, `group-unknown`, `group-ambiguous`,
 * `group-ended`, `group-dates`
 */
export function checkLedger(ledger: Ledger, request: CheckRequest): CheckResult {
  const { on, today } = request;
  const askedOn = on ?? today;
  const group =
    request.group === undefined ? undefined : standingGroup(ledger, request.group, askedOn, '--on');
  const ids = [
    ...new Set(
      request.policies.length > 0
        ? request.policies
        : group
          ? [group.policyId]
          : policiesInForce(ledger, askedOn),
    ),
  ];
  if (ids.length === 0) throw new Failure('policy-none-in-force', { date: askedOn });
  const findings: Finding[] = [];
  const policies = loadPolicies(request, ids, findings);
  if (policies.length === 0) throw new Failure('policy-file-missing', { value: ids.join('、') });
  const history = indexHistory(readHistory(ledger, request.templateFolders));
  const office = officeFacts(ledger);
  const days = judgedDays(
    history.groups.filter((each) => !group || each.id === group.id),
    on,
    today,
  );
  const verdicts = policies.map((): Verdict[] => []);
  // Day by day, so that only one day's facts are held at a time.
  for (const day of days) {
    const facts = factsOn(history, office, day, askedOn);
    policies.forEach((policy, index) => {
      const then = loadPolicy(policy.id, request.templateFolders, day.on);
      const seen = request.asIf ? asIfUnder(then, facts) : facts;
      for (const verdict of evaluatePolicy(then, seen, { groups: day.groups })) {
        verdicts[index]?.push(verdict);
      }
    });
  }
  const figures = policies.map((): Figure[] => []);
  // What concerns the office as a whole is judged on the day asked about, whatever cycles are over.
  const standing = history.groups.filter((each) => holdsOn(period(each), askedOn));
  const whole = { on: askedOn, groups: new Set(standing.map((each) => each.id)) };
  const officeFactsThen = factsOn(history, office, whole, askedOn, (day) => rosterOn(ledger, day));
  policies.forEach((policy, index) => {
    const own = group && { groups: new Set([group.id]) };
    const seen = request.asIf ? asIfUnder(policy, officeFactsThen) : officeFactsThen;
    if (!own) verdicts[index]?.push(...evaluateOffice(policy, seen));
    figures[index]?.push(...figuresOf(policy, seen, own));
  });
  const judged = days.flatMap((day) => [...day.groups].map((id) => history.groupsById.get(id)?.policyId));
  return {
    checks: policies.map((policy, index) => {
      const own = oncePerKindergarten(verdicts[index] ?? []);
      const groups = judged.filter((id) => request.asIf || id === policy.id).length;
      return { policy, verdicts: own, figures: figures[index] ?? [], summary: summarise(own), groups };
    }),
    several: ids.length > 1,
    findings,
    otherGroups: request.asIf ? 0 : judged.filter((id) => id !== undefined && !ids.includes(id)).length,
  };
}
