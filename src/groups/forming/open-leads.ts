import type { Bounds } from './assignment.ts';
import { compareGoals, type Goals } from './compare-goals.ts';
import type { Flow } from './flow.ts';
import type { FlowOfLeads, LeadState } from './flow-of-leads.ts';

export interface LeadsDecided {
  /** The best choice found: each lead open or closed; null where none was found that works. */
  readonly states: readonly LeadState[] | null;
  readonly goals: Goals | null;
  /** Nothing better is possible, or at least not with a cost below `bound`, pins and places being equal. */
  readonly proven: boolean;
  readonly bound: number;
}

/** Flows solved at most, so that it takes some seconds: fewer where each is larger. */
const flowsAtMost = (arcs: number) => Math.max(100, Math.min(5000, Math.floor(4_000_000 / (arcs + 1))));

/**
 * Decides which leads go without a group where not all can have one: branch and bound over flows, depth first, a lead
 * with fewer members than it needs tried as open before it is tried as closed. A node's flow lets free leads have any
 * number of members, so no solution below it keeps more pins, places more members or costs less for the same; how
 * many groups it can give is bounded by the least lower bounds that the members suffice for.
 */
export async function decideLeads(flows: FlowOfLeads, start: readonly LeadState[]): Promise<LeadsDecided> {
  let best: { states: LeadState[]; goals: Goals } | null = null;
  let root: Goals | undefined;
  const open: LeadState[][] = [[...start]];
  let left = flowsAtMost(flows.problem.arcs.length);
  for (let states = open.pop(); states; states = open.pop()) {
    if (left === 0 || flows.stopped) {
      open.push(states);
      break;
    }
    left -= 1;
    const { flow, complete } = await flows.solve(states, { lowerFirst: true, leastPrices: false });
    if (!complete) {
      open.push(states);
      break;
    }
    if (flow.shortage() > 0) continue;
    const goals = goalsOfFlow(flow, flows);
    const bound = { ...goals, groups: groupsAtMost(flows.problem.leads, states, goals.placed) };
    root ??= bound;
    if (best && compareGoals(bound, best.goals) >= 0) continue;
    const undecided = mostUndecided(flow, flows.problem.leads, states);
    if (undecided === null) {
      const decided = states.map((state, lead) =>
        state !== 'closed' && flow.load[lead]! > 0 ? 'open' : 'closed',
      );
      if (!best || compareGoals(goals, best.goals) < 0) best = { states: decided, goals };
      if (goals.groups === bound.groups) continue;
    }
    const branch = undecided ?? firstFree(states, flow);
    if (branch === null) continue;
    const branchOn = (state: LeadState) => states.map((each, lead) => (lead === branch ? state : each));
    open.push(branchOn('closed'), branchOn('open'));
  }
  const proven = open.length === 0;
  const { states, goals } = best ?? { states: null, goals: null };
  if (proven) return { states, goals, proven, bound: goals?.cost ?? 0 };
  // The root's cost bounds only answers that keep as many pins and place as many members as the root does.
  const reached = goals?.pinnedKept === root?.pinnedKept && goals?.placed === root?.placed;
  return { states, goals, proven, bound: reached ? (root?.cost ?? 0) : 0 };
}

function goalsOfFlow(flow: Flow, { problem, ranks }: FlowOfLeads): Goals {
  const goals = { pinnedKept: 0, placed: 0, groups: 0, cost: 0 };
  for (const [member, arc] of flow.at.entries()) {
    if (flow.leadOf(member) === null) continue;
    const weight = flow.arcs.weight[arc]!;
    const pinned = weight < 0;
    goals.placed += 1;
    goals.cost += pinned ? weight + ranks.pinned : weight;
    if (pinned) goals.pinnedKept += 1;
  }
  goals.groups = problem.leads.filter((_, lead) => flow.load[lead]! > 0).length;
  return goals;
}

/** No more groups than lower bounds can be met by so many members, those of the open leads first. */
function groupsAtMost(leads: readonly Bounds[], states: readonly LeadState[], placed: number): number {
  const least = (state: LeadState) =>
    leads.flatMap(({ lower }, lead) => (states[lead] === state ? [Math.max(1, lower)] : []));
  const settled = least('open');
  let room = placed - settled.reduce((total, lower) => total + lower, 0);
  let groups = settled.length;
  for (const lower of least('free').sort((one, other) => one - other)) {
    if (lower > room) break;
    room -= lower;
    groups += 1;
  }
  return groups;
}

/** The free lead with members, but too few, that lacks the largest share. */
function mostUndecided(flow: Flow, leads: readonly Bounds[], states: readonly LeadState[]): number | null {
  let [found, share]: [number | null, number] = [null, 1];
  for (const [lead, { lower }] of leads.entries()) {
    const load = flow.load[lead]!;
    if (states[lead] !== 'free' || load === 0 || load >= lower) continue;
    if (load / lower >= share) continue;
    share = load / lower;
    found = lead;
  }
  return found;
}

function firstFree(states: readonly LeadState[], flow: Flow): number | null {
  const lead = states.findIndex((state, index) => state === 'free' && flow.load[index] === 0);
  if (lead >= 0) return lead;
  const any = states.indexOf('free');
  return any < 0 ? null : any;
}
