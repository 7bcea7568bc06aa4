import type { Arc, AssignmentProblem, AssignmentSolution, Bounds, SolverOptions } from './assignment.ts';
import { ArcList, mergeArcs } from './candidate-arcs.ts';
import { type CheckedProblem, checkCertificate } from './certificate.ts';
import { flowPrices, leadsWithinBounds, stopFrom } from './flow-answer.ts';
import { solveWithHighs } from './highs-solver.ts';
import { type Ranks, ranksFor } from './ranks.ts';
import { type FlowResult, runFlow } from './run-flow.ts';

/** Pairs of each member, the cheapest, that the flow starts with. */
const startingArcs = 30;

/**
 * The default solver. Where every lead that can be reached by enough members can have its group while as many pins
 * are kept and as many members placed as without any lower bound, the answer is a flow, and its prices prove it over
 * all pairs. Where not, which leads go without a group is decided as a mixed-integer programme (HiGHS), and the flow
 * finds and proves the best answer for the leads that remain.
 */
export async function solveAssignment(
  problem: AssignmentProblem,
  options: SolverOptions = {},
): Promise<AssignmentSolution> {
  const stopped = stopFrom(options);
  const ranks = ranksOf(problem);
  if (ranks === null) return solveWithHighs(problem, options);
  const able = ableLeads(problem);
  const all = await solveOpen(problem, { open: able, lowerFirst: false }, ranks, stopped);
  if (all.flow.shortage() === 0 || !all.complete) return answer(problem, able, ranks, all);

  const decided = await solveWithHighs(problem, options);
  const chosen = new Set(decided.leadOf);
  const open = able.map((_, lead) => chosen.has(lead));
  const best = answer(
    problem,
    open,
    ranks,
    await solveOpen(problem, { open, lowerFirst: true }, ranks, stopped),
  );
  const bound = decided.proven ? Math.min(decided.bound, best.cost) : decided.bound;
  return { ...best, bound, proven: best.proven && decided.proven && best.cost === decided.cost };
}

function ranksOf({ leads, memberCount, arcs }: AssignmentProblem): Ranks | null {
  const highest = arcs.reduce((most, arc) => Math.max(most, arc.cost), 0);
  try {
    const pinned = arcs.filter((arc) => arc.pinned).length;
    return ranksFor(Math.min(leads.length, memberCount), highest, pinned);
  } catch {
    return null;
  }
}

/** Leads that members enough could reach, were there no others. */
function ableLeads({ leads, arcs }: AssignmentProblem): boolean[] {
  const reaching = leads.map(() => 0);
  for (const arc of arcs) reaching[arc.lead] = (reaching[arc.lead] ?? 0) + 1;
  return leads.map(({ lower, upper }, lead) => {
    const least = Math.max(1, lower);
    return upper >= least && (reaching[lead] ?? 0) >= least;
  });
}

/** The flow with the lower bound of every open lead, and no arc to the others. */
function solveOpen(
  { leads, memberCount, arcs }: AssignmentProblem,
  { open, lowerFirst }: { readonly open: readonly boolean[]; readonly lowerFirst: boolean },
  ranks: Ranks,
  stopped: () => boolean,
): Promise<FlowResult> {
  const list = new ArcList();
  for (const { member, lead, cost, pinned } of arcs) {
    if (open[lead]) list.add(member, lead, pinned ? cost - ranks.pinned : cost);
  }
  const every = mergeArcs(memberCount, null, list);
  const start = new ArcList();
  for (let member = 0; member < memberCount; member += 1) {
    const end = Math.min(every.start[member + 1]!, every.start[member]! + startingArcs);
    for (let arc = every.start[member]!; arc < end; arc += 1) {
      start.add(member, every.lead[arc]!, every.weight[arc]!);
    }
  }
  const inForce = boundsInForce(leads, open);
  return runFlow(
    {
      memberCount,
      ranks,
      lowerFirst,
      lower: Int32Array.from(inForce, ({ lower }) => lower),
      upper: Int32Array.from(inForce, ({ upper }) => upper),
      start: mergeArcs(memberCount, null, start),
      addUndercutting: (price, worth, added) => {
        for (let member = 0; member < memberCount; member += 1) {
          for (let arc = every.start[member]!; arc < every.start[member + 1]!; arc += 1) {
            const lead = every.lead[arc]!;
            if (every.weight[arc]! + price[lead]! >= worth[member]!) continue;
            added.add(member, lead, every.weight[arc]!);
          }
        }
      },
    },
    stopped,
  );
}

/** Reads the flow, proves it, and makes the best of it where it was stopped on the way. */
function answer(
  problem: AssignmentProblem,
  open: readonly boolean[],
  ranks: Ranks,
  { flow, prices: price, complete }: FlowResult,
): AssignmentSolution {
  const { memberCount } = problem;
  const byMember: Arc[][] = Array.from({ length: memberCount }, () => []);
  for (const arc of problem.arcs) if (open[arc.lead]) byMember[arc.member]?.push(arc);
  const leads = boundsInForce(problem.leads, open);
  const leadOf =
    complete && flow.shortage() === 0
      ? byMember.map((_, member) => flow.leadOf(member))
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

function boundsInForce(leads: readonly Bounds[], open: readonly boolean[]): Bounds[] {
  return leads.map(({ lower, upper }, lead) =>
    open[lead] ? { lower: Math.max(1, lower), upper } : { lower: 0, upper: 0 },
  );
}
