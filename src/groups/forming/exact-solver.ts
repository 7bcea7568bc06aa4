import {
  type Arc,
  type AssignmentProblem,
  type AssignmentSolution,
  type Bounds,
  noPrice,
  type Price,
  type Prices,
  type SolverOptions,
} from './assignment.ts';
import { ArcList, mergeArcs } from './candidate-arcs.ts';
import { checkCertificate } from './certificate.ts';
import { type Flow, unplaced } from './flow.ts';
import { solveWithHighs } from './highs-solver.ts';
import { priceOf, type Ranks, ranksFor } from './ranks.ts';
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

function stopFrom({ signal, timeLimitSeconds }: SolverOptions): () => boolean {
  const timeout = timeLimitSeconds === undefined ? null : AbortSignal.timeout(timeLimitSeconds * 1000);
  return () => signal?.aborted === true || timeout?.aborted === true;
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
  const boundsOf = (of: (bounds: Bounds) => number) =>
    Int32Array.from(leads, (bounds, lead) => (open[lead] ? of(bounds) : 0));
  return runFlow(
    {
      memberCount,
      ranks,
      lowerFirst,
      lower: boundsOf(({ lower }) => Math.max(1, lower)),
      upper: boundsOf(({ upper }) => upper),
      start: mergeArcs(memberCount, null, start),
      addImproving: (flow, added) => {
        for (let member = 0; member < memberCount; member += 1) {
          const worth = flow.worth(member);
          for (let arc = every.start[member]!; arc < every.start[member + 1]!; arc += 1) {
            const lead = every.lead[arc]!;
            if (every.weight[arc]! + flow.price[lead]! < worth) added.add(member, lead, every.weight[arc]!);
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
  { flow, complete }: FlowResult,
): AssignmentSolution {
  const byMember: Arc[][] = Array.from({ length: problem.memberCount }, () => []);
  for (const arc of problem.arcs) if (open[arc.lead]) byMember[arc.member]?.push(arc);
  const found = byMember.map((_, member) => flow.leadOf(member));
  const leadOf = complete && flow.shortage() === 0 ? found : withinBounds(problem, byMember, found);
  const prices = pricesOf(flow, byMember.length, ranks);
  const kept = new Set(leadOf);
  const proof = checkCertificate(
    {
      memberCount: problem.memberCount,
      leads: problem.leads.map(({ lower, upper }, lead) =>
        open[lead] ? { lower: Math.max(1, lower), upper } : { lower: 0, upper: 0 },
      ),
      pairsOf: (member, visit) => {
        for (const arc of byMember[member] ?? []) visit(arc.lead, arc.cost, arc.pinned === true);
      },
    },
    leadOf,
    prices,
  );
  kept.delete(null);
  return {
    leadOf,
    pinnedKept: proof.pinnedKept,
    placed: proof.placed,
    groups: kept.size,
    cost: proof.cost,
    bound: Math.max(0, proof.bound),
    proven: proof.optimal,
    prices,
  };
}

function pricesOf(flow: Flow, memberCount: number, ranks: Ranks): Prices {
  const least = flow.leastPrices();
  const members: Price[] = [];
  for (let member = 0; member < memberCount; member += 1) {
    const arc = flow.at[member]!;
    const worth = arc < 0 ? ranks.unplaced : flow.arcs.weight[arc]! + least[flow.arcs.lead[arc]!]!;
    members.push(arc < 0 && arc !== unplaced ? noPrice : priceOf(worth, ranks));
  }
  return { leads: Array.from(least, (price) => priceOf(price, ranks)), members };
}

/**
 * An answer within the bounds from one that is not finished: whoever has no lead takes the nearest with room, leads
 * that stay below their lower bound let theirs go, and these take the nearest with room that has a group.
 */
function withinBounds(
  { leads }: AssignmentProblem,
  byMember: readonly (readonly Arc[])[],
  found: readonly (number | null)[],
): (number | null)[] {
  const loads = leads.map((_, lead) => found.filter((each) => each === lead).length);
  const leadOf = [...found];
  const place = (fits: (lead: number) => boolean) => {
    for (const [member, arcs] of byMember.entries()) {
      if (leadOf[member] !== null) continue;
      const room = arcs.filter(({ lead }) => fits(lead) && (loads[lead] ?? 0) < (leads[lead]?.upper ?? 0));
      room.sort(
        (one, other) => Number(other.pinned ?? false) - Number(one.pinned ?? false) || one.cost - other.cost,
      );
      const lead = room[0]?.lead;
      if (lead === undefined) continue;
      leadOf[member] = lead;
      loads[lead] = (loads[lead] ?? 0) + 1;
    }
  };
  place(() => true);
  const holds = loads.map((load, lead) => load >= Math.max(1, leads[lead]?.lower ?? 0));
  for (const [member, lead] of leadOf.entries()) if (lead !== null && !holds[lead]) leadOf[member] = null;
  place((lead) => holds[lead] === true);
  return leadOf;
}
