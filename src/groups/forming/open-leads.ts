import type { Bounds } from './assignment.ts';
import { compareGoals, type Goals } from './compare-goals.ts';
import type { Flow } from './flow.ts';
import type { FlowOfLeads, LeadState } from './flow-of-leads.ts';

export interface LeadsDecided {
  /** The best choice found: each lead open or closed; null where none was found that works. */
  readonly states: readonly LeadState[] | null;
  readonly goals: Goals | null;
  /** Nothing better is possible. */
  readonly proven: boolean;
  /** Proven lower bound of the cost among answers that are equal in everything before; 0 where there is none. */
  readonly bound: number;
}

/** Flows solved at most, so that it takes some seconds: fewer where each is larger. */
const flowsAtMost = (arcs: number) => Math.max(100, Math.min(20_000, Math.floor(10_000_000 / (arcs + 1))));

interface Node {
  readonly flow: Flow;
  /** What its flow reaches, groups counted as they are. */
  readonly goals: Goals;
  /** Nothing below the node is better than this. */
  readonly bound: Goals;
}

/**
 * Decides which leads go without a group where not all can have one: branch and bound over flows, depth first. In a
 * node, free leads may have any number of members; a price λ is paid for every group, to each lead in equal shares for
 * the places up to its lower bound, which draws members together into groups. Whatever λ is, the cost of the flow, less
 * what was paid, plus what the groups wanted would have been paid, is a lower bound of the cost of so many groups
 * (Lagrange); λ is chosen once, where this bound is highest.
 */
export async function decideLeads(flows: FlowOfLeads, start: readonly LeadState[]): Promise<LeadsDecided> {
  const search = new Search(flows, start);
  await search.run();
  const { best, root } = search;
  const { states, goals } = best ?? { states: null, goals: null };
  if (search.finished) return { states, goals, proven: true, bound: goals?.cost ?? 0 };
  // The root's cost bounds only answers that reach as much as the root in all that comes before.
  const comparable = goals && root && compareGoals({ ...goals, cost: 0 }, { ...root, cost: 0 }) === 0;
  return { states, goals, proven: false, bound: comparable ? Math.max(0, root.cost) : 0 };
}

class Search {
  best: { readonly states: readonly LeadState[]; readonly goals: Goals } | null = null;
  root: Goals | null = null;
  readonly #flows: FlowOfLeads;
  readonly #leads: readonly Bounds[];
  readonly #waiting: (readonly LeadState[])[];
  #flowsLeft: number;
  #stopped = false;
  /** The price of a group. */
  #price = 0;
  /** Of answers that keep as many pins and place as many members: in how many places lower bounds ask for. */
  #most = { pinnedKept: -1, placed: -1, places: 0 };

  constructor(flows: FlowOfLeads, start: readonly LeadState[]) {
    this.#flows = flows;
    this.#leads = flows.problem.leads;
    this.#waiting = [start];
    this.#flowsLeft = flowsAtMost(flows.problem.arcs.length);
  }

  get finished(): boolean {
    return this.#waiting.length === 0 && !this.#stopped;
  }

  async run(): Promise<void> {
    await this.#choosePrice(this.#waiting[0] as readonly LeadState[]);
    while (!this.#stopped) {
      const states = this.#waiting.pop();
      if (!states) return;
      await this.#branch(states);
    }
  }

  async #branch(states: readonly LeadState[]): Promise<void> {
    const node = await this.#solve(states);
    if (!node || this.#isHopeless(node.bound)) return;
    const undecided = this.#mostUndecided(node.flow, states);
    if (undecided === null) {
      await this.#tryAnswer(states, node.flow);
      if (this.#isHopeless(node.bound)) return;
    }
    const lead = undecided ?? firstFree(states, node.flow);
    if (lead === null) return;
    const as = (state: LeadState) => states.map((each, index) => (index === lead ? state : each));
    const mostlyEmpty = 2 * node.flow.load[lead]! < this.#least(lead);
    const [later, sooner] = mostlyEmpty ? [as('open'), as('closed')] : [as('closed'), as('open')];
    this.#waiting.push(later, sooner);
  }

  #isHopeless(bound: Goals): boolean {
    return this.best !== null && compareGoals(bound, this.best.goals) >= 0;
  }

  #least(lead: number): number {
    return Math.max(1, this.#leads[lead]!.lower);
  }

  /** Never above a rank: a group must not be worth a member's place. */
  #share(lead: number): number {
    return Math.min(Math.floor(this.#price / this.#least(lead)), this.#flows.ranks.lowerAsked);
  }

  /** Null where the open leads cannot all have their groups, or where the search is called off. */
  async #solve(states: readonly LeadState[]): Promise<Node | null> {
    const required = this.#flows.ranks.lowerRequired;
    const flow = await this.#flow(states, (lead) => (states[lead] === 'open' ? required : this.#share(lead)));
    if (!flow || states.some((state, lead) => state === 'open' && flow.load[lead]! < this.#least(lead)))
      return null;
    const goals = goalsOfFlow(flow, this.#flows);
    const groups = this.#groupsAtMost(states, goals);
    return { flow, goals, bound: { ...goals, groups, cost: this.#costAtLeast(states, flow, goals, groups) } };
  }

  async #flow(states: readonly LeadState[], gain: (lead: number) => number): Promise<Flow | null> {
    if (this.#flowsLeft > 0 && !this.#flows.stopped) {
      this.#flowsLeft -= 1;
      const { flow, complete } = await this.#flows.solve(states, gain, { leastPrices: false });
      if (complete) return flow;
    }
    this.#stopped = true;
    return null;
  }

  /** The flow with exactly the leads that have members now: its cost is no longer bent by the price of groups. */
  async #tryAnswer(states: readonly LeadState[], { load }: Flow): Promise<void> {
    const decided = states.map((state, lead) => (state !== 'closed' && load[lead]! > 0 ? 'open' : 'closed'));
    const flow = await this.#flow(decided, () => this.#flows.ranks.lowerRequired);
    if (!flow) return;
    const goals = goalsOfFlow(flow, this.#flows);
    if (!this.best || compareGoals(goals, this.best.goals) < 0) this.best = { states: decided, goals };
  }

  /** By halving: too few groups for the price, and it goes up, too many, and it goes down. */
  async #choosePrice(states: readonly LeadState[]): Promise<void> {
    const covering = await this.#flow(states, () => this.#flows.ranks.lowerAsked);
    if (!covering) return;
    const covered = (flow: Flow, lead: number) => Math.min(flow.load[lead]!, this.#least(lead));
    const places = this.#leads.reduce((total, _, lead) => total + covered(covering, lead), 0);
    this.#most = { ...goalsOfFlow(covering, this.#flows), places };
    const highest = this.#flows.problem.arcs.reduce((most, arc) => Math.max(most, arc.cost), 0);
    const most = this.#leads.reduce((sum, _, lead) => Math.max(sum, this.#least(lead)), 1);
    let [low, high] = [0, 2 * highest * most];
    let bestPrice = 0;
    for (let step = 0; step < 24 && high - low > 1; step += 1) {
      this.#price = step === 0 ? 0 : Math.floor((low + high) / 2);
      const node = await this.#solve(states);
      if (!node) return;
      if (!this.root || node.bound.cost > this.root.cost) {
        this.root = node.bound;
        bestPrice = this.#price;
      }
      if (step === 0) continue;
      const groups = this.#leads.reduce(
        (sum, _, lead) => sum + covered(node.flow, lead) / this.#least(lead),
        0,
      );
      if (groups < node.bound.groups) low = this.#price;
      else high = this.#price;
    }
    this.#price = bestPrice;
  }

  /** No more groups than lower bounds can be met by so many members, those of the open leads first. */
  #groupsAtMost(states: readonly LeadState[], { pinnedKept, placed }: Goals): number {
    const most = this.#most;
    let room = pinnedKept === most.pinnedKept && placed === most.placed ? most.places : placed;
    let groups = 0;
    const free: number[] = [];
    for (const [lead, state] of states.entries()) {
      if (state === 'free') free.push(this.#least(lead));
      if (state !== 'open') continue;
      room -= this.#least(lead);
      groups += 1;
    }
    for (const lower of free.sort((one, other) => one - other)) {
      if (lower > room) break;
      room -= lower;
      groups += 1;
    }
    return groups;
  }

  #costAtLeast(states: readonly LeadState[], flow: Flow, { cost }: Goals, groups: number): number {
    let total = cost;
    let wanted = groups;
    const paid: number[] = [];
    for (const [lead, state] of states.entries()) {
      if (state === 'open') wanted -= 1;
      if (state !== 'free') continue;
      const least = this.#least(lead);
      total -= this.#share(lead) * Math.min(flow.load[lead]!, least);
      paid.push(this.#share(lead) * least);
    }
    paid.sort((one, other) => one - other);
    for (const each of paid.slice(0, Math.max(0, wanted))) total += each;
    return total;
  }

  /** The free lead with members, but too few, that has the smallest share of them. */
  #mostUndecided(flow: Flow, states: readonly LeadState[]): number | null {
    let [found, share]: [number | null, number] = [null, 1];
    for (const [lead, state] of states.entries()) {
      const own = flow.load[lead]! / this.#least(lead);
      if (state !== 'free' || own === 0 || own >= share) continue;
      share = own;
      found = lead;
    }
    return found;
  }
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

/** Empty ones first: those could still add a group. */
function firstFree(states: readonly LeadState[], flow: Flow): number | null {
  const empty = states.findIndex((state, lead) => state === 'free' && flow.load[lead] === 0);
  const lead = empty >= 0 ? empty : states.indexOf('free');
  return lead < 0 ? null : lead;
}
