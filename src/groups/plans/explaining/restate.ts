import { Failure } from '../../../findings/catalogue.ts';
import { listOffices } from '../../../ledger/offices.store.ts';
import { sizeBounds } from '../../../policy/eligibility.ts';
import type { Kindergarten } from '../../../roster/kindergarten.ts';
import type { Ledger } from '../../../store/ledger.ts';
import {
  type ConstrainedProblem,
  type ConstrainedSolution,
  type SolvingLimits,
  solveConstrained,
} from '../../forming/constrained.ts';
import { solveConstrainedWithHighs } from '../../forming/constrained-highs.ts';
import { solveAssignment } from '../../forming/exact-solver.ts';
import { type FormingProblem, stateProblem } from '../../forming/forming-problem.ts';
import { isTooLargeToWrite } from '../../forming/large-parts.ts';
import { type ProposalInput, proposalOf } from '../../forming/proposal.ts';
import { regroup } from '../../forming/regroup.ts';
import { type FormingFacts, formingFacts, proposalInput } from '../../forming-facts.ts';
import { leadsByPolicy } from '../../leads-available.ts';
import { areaIdOf } from '../../partition/areas.ts';
import type { Plan } from '../../plan.ts';
import { leadsGiven } from '../../proposal-checks.ts';
import { resultOf } from '../../proposal-result.ts';
import { standingGroups, whoRegroups } from '../../regroup-groups.ts';
import { movesBetween } from '../compare-groupings.ts';
import { groupingOfPlan } from '../grouping.ts';
import type { Solved } from './answer-change.ts';
import { ownIfAsGood } from './own-solution.ts';

/** A plan's problem on the ledger as it is now, stated and solved again: what explanations rest on. */
export interface Restated extends Solved {
  readonly facts: Pick<FormingFacts, 'all' | 'open' | 'serving'>;
  readonly input: ProposalInput;
  readonly stated: FormingProblem;
  /** Of a partition: its centres stay as the plan chose them. */
  readonly areCentresChosen: boolean;
  /** Left out by the clerk. */
  readonly excluded: readonly number[];
  /** Reasons of those left over, by ledger id. */
  readonly reasons: ReadonlyMap<number, string>;
  /** How many kindergartens stand elsewhere than in the plan: not 0 where the ledger has changed in what matters. */
  readonly differing: number;
  /** States and solves the same for other rules or candidates. */
  restate(
    input: ProposalInput,
  ): Promise<{ stated: FormingProblem; solution: ConstrainedSolution | undefined }>;
}

/** Those whom the plan itself has put into groups since it was adopted are still free in its problem. */
function withoutOwnGroups(facts: FormingFacts, plan: Plan): FormingFacts {
  if (plan.state !== 'adopted') return facts;
  const leads = new Set(plan.result.groups.map(({ leadId }) => leadId));
  const serving = new Map(
    [...facts.serving].filter(
      ([, group]) => group.origin !== 'plan' || !group.lead || !leads.has(group.lead.kindergartenId),
    ),
  );
  return { ...facts, serving, leadRules: { ...facts.leadRules, serving } };
}

function whoTakesPart(
  plan: Plan,
  facts: FormingFacts,
): Pick<ProposalInput, 'leads' | 'candidates' | 'current'> {
  const { problem } = plan;
  if (problem.task === 'regroup') return whoRegroups(problem.leads, standingGroups(facts), facts, () => {});
  if (problem.task === 'partition') {
    const centres = new Set(plan.result.groups.map(({ leadId }) => leadId));
    const open = facts.open.filter((each) => !facts.serving.has(each.id));
    return { leads: open.filter((each) => centres.has(each.id)), candidates: open };
  }
  const { free } = problem.leads
    ? leadsGiven(problem.leads, facts, () => {})
    : leadsByPolicy(facts.open, facts.leadRules, () => {});
  return { leads: free, candidates: facts.open.filter((each) => !facts.serving.has(each.id)) };
}

/** The problem of a partition once its centres (学区中心园) are chosen: who goes to which, within district or town. */
function withCentres(ledger: Ledger, plan: Plan, facts: FormingFacts, input: ProposalInput): ProposalInput {
  const { policy, rules } = facts;
  const within = policy.forming.task === 'partition' ? policy.forming.within : 'district';
  const offices = new Map(listOffices(ledger).map((office) => [office.id, office]));
  const areaOf = (each: Kindergarten) => areaIdOf(each, within, offices);
  const placed = new Set(plan.result.groups.flatMap(({ members }) => members.map(({ id }) => id)));
  const yes = { outcome: 'yes' as const, reason: '' };
  const unit = within === 'town' ? '镇街' : '区县';
  return {
    ...input,
    maxLeads: null,
    rules: {
      ...rules,
      // A centre may stand alone where the policy asks for no lower bound.
      bounds: {
        ...rules.bounds,
        lower: sizeBounds(policy, facts.tier).lower === null ? 0 : rules.bounds.lower,
      },
      memberFits: (each) => {
        if (areaOf(each) === null) return { outcome: 'unknown', reason: `缺少所属${unit}` };
        return placed.has(each.id) ? yes : rules.memberFits(each);
      },
      inJurisdiction: (lead, member) => {
        const [there, here] = [areaOf(lead), areaOf(member)];
        if (here === null) return { outcome: 'unknown', reason: `缺少所属${unit}` };
        return there === here ? yes : { outcome: 'no', reason: `不在同一${unit}` };
      },
    },
  };
}

/**
 * @throws Failure `plan-not-explained` where the plan's problem cannot be stated any more
 */
export async function restatePlan(
  ledger: Ledger,
  plan: Plan,
  folders: readonly string[],
  limits: SolvingLimits = {},
): Promise<Restated> {
  const { problem } = plan;
  const facts = withoutOwnGroups(formingFacts(ledger, plan, folders), plan);
  const who = whoTakesPart(plan, facts);
  const stating = proposalInput(ledger, plan, facts, who, () => {});
  const input = problem.task === 'partition' ? withCentres(ledger, plan, facts, stating) : stating;
  const standing = (who.current?.leadOf.size ?? 0) + (who.current?.leadIds.size ?? 0);
  const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };
  const solve = async (each: ConstrainedProblem): Promise<ConstrainedSolution | undefined> =>
    problem.maxMoves === null
      ? solveConstrained(each, solvers, limits)
      : regroup(each, {
          ...{ standing, maxMoves: problem.maxMoves, solve: solveConstrainedWithHighs, limits },
        });
  const stated = stateProblem(input);
  if (isTooLargeToWrite(stated, input)) {
    const reason = '可能的结对有几百万对，改一处就要全部重算，太费时间';
    throw new Failure('plan-not-explained', { value: plan.id, reason });
  }
  const best = stated.leads.length === 0 ? undefined : await solve(stated.problem);
  if (!best) {
    throw new Failure('plan-not-explained', {
      value: plan.id,
      reason: '按现在的台账已经做不出这份方案',
    });
  }
  const solution = ownIfAsGood(stated.problem, best, leadOfPlan(plan, stated));
  const now = resultOf(proposalOf(stated, input, solution));
  const differing = movesBetween(groupingOfPlan(plan), groupingOfPlan({ ...plan, result: now })).filter(
    ({ from, to }) => from.role === 'member' || to.role === 'member',
  ).length;
  return restated(
    input,
    { stated, solution, solve },
    { facts, differing, excluded: problem.excluded, areCentresChosen: problem.task === 'partition' },
  );
}

/** Where the plan puts each member, by index; null where nowhere, or with one who no longer leads. */
function leadOfPlan({ result }: Plan, { leads, members }: FormingProblem): (number | null)[] {
  const index = new Map(leads.map(({ id }, lead) => [id, lead]));
  const own = new Map(
    result.groups.flatMap(({ leadId, members: all }) =>
      all.map(({ id }) => [id, index.get(leadId)] as const),
    ),
  );
  return members.map(({ id }) => own.get(id) ?? null);
}

/** A stated and solved problem as explanations need it. */
export function restated(
  input: ProposalInput,
  { stated, solution, solve }: Pick<Restated, 'stated' | 'solution' | 'solve'>,
  { facts, ...known }: Pick<Restated, 'facts' | 'differing' | 'excluded' | 'areCentresChosen'>,
): Restated {
  const { unassigned, leadsWithoutGroup, undetermined } = proposalOf(stated, input, solution);
  return {
    ...{ facts, input, stated, solution, solve, problem: stated.problem, ...known },
    reasons: new Map(
      [...unassigned, ...leadsWithoutGroup, ...undetermined].map(({ kindergarten, reason }) => [
        kindergarten.id,
        reason,
      ]),
    ),
    restate: async (other) => {
      const again = stateProblem(other);
      return { stated: again, solution: await solve(again.problem) };
    },
  };
}

/** Where a kindergarten stands in a restated problem. */
export type Place =
  | { readonly role: 'member'; readonly member: number; readonly lead: number }
  | { readonly role: 'unassigned'; readonly member: number }
  | { readonly role: 'lead'; readonly lead: number }
  | { readonly role: 'idle-lead'; readonly lead: number }
  | { readonly role: 'undetermined' | 'outside' };

export function placeOf(
  { stated, solution }: Pick<Restated, 'stated' | 'solution'>,
  { id }: Kindergarten,
): Place {
  const lead = stated.leads.findIndex((each) => each.id === id);
  if (lead >= 0) return { role: solution.leadOf.includes(lead) ? 'lead' : 'idle-lead', lead };
  const member = stated.members.findIndex((each) => each.id === id);
  if (member >= 0) {
    const own = solution.leadOf[member] ?? null;
    return own === null ? { role: 'unassigned', member } : { role: 'member', member, lead: own };
  }
  return {
    role: stated.undetermined.some(({ kindergarten }) => kindergarten.id === id) ? 'undetermined' : 'outside',
  };
}
