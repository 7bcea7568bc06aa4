import type { Arc, AssignmentProblem, AssignmentSolution, SolverOptions } from './assignment.ts';
import { type CheckedProblem, checkCertificate } from './certificate.ts';
import { compareGoals, goalsOf } from './compare-goals.ts';
import { flowPrices, leadsWithinBounds, stopFrom } from './flow-answer.ts';
import { boundsInForce, FlowOfLeads, type LeadState, statesToStart } from './flow-of-leads.ts';
import { solveWithHighs } from './highs-solver.ts';
import { decideLeads, type LeadsDecided } from './open-leads.ts';
import { type Ranks, ranksFor } from './ranks.ts';
import type { FlowResult } from './run-flow.ts';
import { smallestAnswer } from './smallest-answer.ts';

/** Seconds that HiGHS may take for what branch and bound left open, where the caller sets no limit. */
const highsSeconds = 60;

/**
 * The default solver. Where every lead that members enough can reach can have its group while as many pins are kept
 * and as many members placed as without any lower bound, the answer is a flow, and its prices prove it over all pairs.
 * Where not, which leads go without a group is decided by branch and bound over flows, and by HiGHS where that takes
 * too long; the prices are those of the leads that remain.
 *
 * The same problem always has the same answer, unless it was stopped: given the leads with a group, of all best answers
 * the first in order (`smallest-answer.ts`). HiGHS cannot be called off while it runs.
 */
export async function solveAssignment(
  problem: AssignmentProblem,
  options: SolverOptions = {},
): Promise<AssignmentSolution> {
  const ranks = ranksOf(problem);
  if (ranks === null) return solveWithHighs(problem, options);
  const flows = new FlowOfLeads(problem, ranks, stopFrom(options));
  const start = statesToStart(problem);
  const allOpen = start.map((state): LeadState => (state === 'free' ? 'open' : state));
  const all = await flows.solve(allOpen, () => ranks.lowerAsked, { leastPrices: true });
  const first = answer(flows, allOpen, all);
  if (all.flow.shortage() === 0 || !all.complete) return first;

  const decided = await decideLeads(flows, start);
  const better = decided.proven ? null : await highsWithin(flows, options);
  const chosen = better && isBetter(better, decided) ? openIn(better, problem.leads.length) : decided.states;
  if (chosen === null) return { ...first, proven: false, bound: 0 };
  const best = answer(
    flows,
    chosen,
    await flows.solve(chosen, () => ranks.lowerRequired, { leastPrices: true }),
  );
  if (decided.proven) return { ...best, proven: best.proven, bound: best.proven ? best.cost : decided.bound };
  const proven = best.proven && better?.proven === true && better.cost === best.cost;
  const bound = better?.proven ? better.bound : decided.bound;
  const reached = decided.goals ?? goalsOf(best);
  const comparable = reached.pinnedKept === best.pinnedKept && reached.placed === best.placed;
  return { ...best, proven, bound: better?.proven || comparable ? Math.min(best.cost, bound) : 0 };
}

async function highsWithin(flows: FlowOfLeads, options: SolverOptions): Promise<AssignmentSolution | null> {
  if (flows.stopped) return null;
  try {
    return await solveWithHighs(flows.problem, { timeLimitSeconds: highsSeconds, ...options });
  } catch {
    // Out of time before it had any solution: what branch and bound found stands.
    return null;
  }
}

const isBetter = (solution: AssignmentSolution, { goals }: LeadsDecided) =>
  goals === null || compareGoals(goalsOf(solution), goals) < 0;

function openIn({ leadOf }: AssignmentSolution, leads: number): LeadState[] {
  const open = new Set(leadOf);
  return Array.from({ length: leads }, (_, lead) => (open.has(lead) ? 'open' : 'closed'));
}

function ranksOf({ leads, memberCount, arcs }: AssignmentProblem): Ranks | null {
  const highest = arcs.reduce((most, arc) => Math.max(most, arc.cost), 0);
  const pinned = arcs.filter((arc) => arc.pinned).length;
  try {
    return ranksFor(Math.min(leads.length, memberCount), highest, pinned);
  } catch {
    return null;
  }
}

/** Reads the flow, proves it, and makes the best of it where it was stopped on the way. */
function answer(
  flows: FlowOfLeads,
  states: readonly LeadState[],
  { flow, prices: price, complete }: FlowResult,
): AssignmentSolution {
  const { problem, ranks } = flows;
  const { memberCount } = problem;
  const byMember: Arc[][] = Array.from({ length: memberCount }, () => []);
  for (const arc of problem.arcs) if (states[arc.lead] === 'open') byMember[arc.member]?.push(arc);
  const leads = boundsInForce(problem.leads, states);
  const leadOf =
    complete && flow.shortage() === 0
      ? smallestAnswer(flow, price, flows.arcsOf(states), leads, ranks.unplaced)
      : leadsWithinBounds(
          flow,
          Int32Array.from(leads, ({ lower }) => lower),
          Int32Array.from(leads, ({ upper }) => upper),
        );
  const prices = flowPrices(flow, price, ranks);
  const pairsOf: CheckedProblem['pairsOf'] = (member, visit) => {
    for (const arc of byMember[member] ?? []) visit(arc.lead, arc.cost, arc.pinned === true);
  };
  const proof = checkCertificate({ memberCount, leads, pairsOf }, leadOf, prices);
  return {
    leadOf,
    pinnedKept: proof.pinnedKept,
    placed: proof.placed,
    groups: proof.groups,
    cost: proof.cost,
    bound: Math.max(0, proof.bound),
    proven: proof.optimal,
    prices,
  };
}
