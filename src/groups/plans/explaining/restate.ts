import { Failure } from '../../../findings/catalogue.ts';
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
import { type ProposalInput, proposalOf } from '../../forming/proposal.ts';
import { regroup } from '../../forming/regroup.ts';
import { type FormingFacts, formingFacts, proposalInput } from '../../forming-facts.ts';
import { leadsByPolicy } from '../../leads-available.ts';
import type { Plan } from '../../plan.ts';
import { leadsGiven } from '../../proposal-checks.ts';
import { resultOf } from '../../proposal-result.ts';
import { standingGroups, whoRegroups } from '../../regroup-groups.ts';
import { movesBetween } from '../compare-groupings.ts';
import { groupingOfPlan } from '../grouping.ts';
import type { Solved } from './answer-change.ts';

/** A plan's problem on the ledger as it is now, stated and solved again: what explanations rest on. */
export interface Restated extends Solved {
  readonly facts: Pick<FormingFacts, 'all' | 'open' | 'serving'>;
  readonly input: ProposalInput;
  readonly stated: FormingProblem;
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
  const { free } = problem.leads
    ? leadsGiven(problem.leads, facts, () => {})
    : leadsByPolicy(facts.open, facts.leadRules, () => {});
  return { leads: free, candidates: facts.open.filter((each) => !facts.serving.has(each.id)) };
}

/**
 * @throws Failure `plan-not-explained` where the plan's problem cannot be stated any more, or is of a task whose choices
 *   are not explained
 */
export async function restatePlan(
  ledger: Ledger,
  plan: Plan,
  folders: readonly string[],
  limits: SolvingLimits = {},
): Promise<Restated> {
  const { problem } = plan;
  if (problem.task === 'partition') {
    throw new Failure('plan-not-explained', {
      value: plan.id,
      reason: '学区划分的方案连中心园一起选，不能逐园解释',
    });
  }
  const facts = withoutOwnGroups(formingFacts(ledger, plan, folders), plan);
  const who = whoTakesPart(plan, facts);
  const input = proposalInput(ledger, plan, facts, who, () => {});
  const standing = (who.current?.leadOf.size ?? 0) + (who.current?.leadIds.size ?? 0);
  const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };
  const solve = async (each: ConstrainedProblem): Promise<ConstrainedSolution | undefined> =>
    problem.maxMoves === null
      ? solveConstrained(each, solvers, limits)
      : regroup(each, {
          ...{ standing, maxMoves: problem.maxMoves, solve: solveConstrainedWithHighs, limits },
        });
  const stated = stateProblem(input);
  const solution = stated.leads.length === 0 ? undefined : await solve(stated.problem);
  if (!solution) {
    throw new Failure('plan-not-explained', {
      value: plan.id,
      reason: '按现在的台账已经做不出这份方案',
    });
  }
  const now = resultOf(proposalOf(stated, input, solution));
  const differing = movesBetween(groupingOfPlan(plan), groupingOfPlan({ ...plan, result: now })).filter(
    ({ from, to }) => from.role === 'member' || to.role === 'member',
  ).length;
  return restated(input, { stated, solution, solve }, { facts, differing, excluded: problem.excluded });
}

/** A stated and solved problem as explanations need it. */
export function restated(
  input: ProposalInput,
  { stated, solution, solve }: Pick<Restated, 'stated' | 'solution' | 'solve'>,
  { facts, ...known }: Pick<Restated, 'facts' | 'differing' | 'excluded'>,
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
