import type { CandidateArcs } from './candidate-arcs.ts';
import { type Flow, unplaced } from './flow.ts';

/** Above so many pairs that some best answer could make, the answer stays as it was found. */
const tightAtMost = 20_000;

/**
 * Of all best answers the first in order: the first member at the lead with the lowest number that any best answer
 * gives it, then the second, and so on; without a place comes last. So the answer does not depend on how it was found.
 *
 * The best answers are those that use only tight pairs (weight and price are just what the member is worth), fill
 * priced leads and leave leads with a price below zero at their lower bound. A member is moved where others, later in
 * order, can move along such pairs so that all of this holds again.
 *
 * @param prices optimal over all `arcs`
 */
export function smallestAnswer(
  flow: Flow,
  prices: Float64Array,
  arcs: CandidateArcs,
  bounds: readonly { readonly lower: number; readonly upper: number }[],
  unplacedWeight: number,
): (number | null)[] {
  const worth = flow.worths(prices);
  const tight = Array.from(flow.at, (): number[] => []);
  let count = 0;
  for (const [member, leads] of tight.entries()) {
    for (let arc = arcs.start[member]!; arc < arcs.start[member + 1]!; arc += 1) {
      if (arcs.weight[arc]! + prices[arcs.lead[arc]!]! === worth[member]!) leads.push(arcs.lead[arc]!);
    }
    leads.sort((one, other) => one - other);
    count += leads.length;
  }
  const nowhere = bounds.length;
  const standing = Array.from(flow.at, (at, member) =>
    at === unplaced ? nowhere : (flow.leadOf(member) as number),
  );
  if (count <= tightAtMost) {
    for (const [member, leads] of tight.entries()) if (worth[member] === unplacedWeight) leads.push(nowhere);
    const answer = new Rearranged(standing, tight, bounds, prices);
    for (const [member, leads] of tight.entries()) {
      for (const lead of leads) if (lead >= standing[member]! || answer.move(member, lead)) break;
    }
  }
  return standing.map((lead) => (lead === nowhere ? null : lead));
}

interface Step {
  readonly from: number;
  /** Whose move leads there; null where a place is left empty or filled instead. */
  readonly mover: number | null;
}

/** An answer that is changed in place, always into another best one. Having no place is a node after the leads. */
class Rearranged {
  readonly #standing: number[];
  readonly #tight: readonly (readonly number[])[];
  readonly #least: readonly number[];
  readonly #most: readonly number[];
  readonly #members: Set<number>[];

  constructor(
    standing: number[],
    tight: readonly (readonly number[])[],
    bounds: readonly { readonly lower: number; readonly upper: number }[],
    prices: Float64Array,
  ) {
    this.#standing = standing;
    this.#tight = tight;
    this.#least = bounds.map(({ lower, upper }, lead) => (prices[lead]! > 0 ? upper : lower));
    this.#most = bounds.map(({ lower, upper }, lead) => (prices[lead]! < 0 ? lower : upper));
    this.#members = Array.from({ length: bounds.length + 1 }, () => new Set());
    for (const [member, lead] of standing.entries()) this.#members[lead]?.add(member);
  }

  /** Moves the member there if later ones can make up for it. */
  move(member: number, target: number): boolean {
    const goal = this.#standing[member] as number;
    const nowhere = this.#least.length;
    const steps = new Map<number, Step | null>([[target, null]]);
    const queue = [target];
    const reach = (node: number, step: Step) => {
      if (steps.has(node)) return;
      steps.set(node, step);
      queue.push(node);
    };
    for (const from of queue) {
      if (steps.has(goal)) break;
      for (const mover of this.#members[from] ?? []) {
        if (mover <= member) continue;
        for (const lead of this.#tight[mover] ?? []) reach(lead, { from, mover });
      }
      if (from === nowhere) {
        for (const [lead, least] of this.#least.entries()) {
          if (this.#load(lead) > least) reach(lead, { from, mover: null });
        }
      } else if (this.#load(from) < this.#most[from]!) reach(nowhere, { from, mover: null });
    }
    if (!steps.has(goal)) return false;
    for (let node = goal; ; ) {
      const step = steps.get(node);
      if (!step) break;
      if (step.mover !== null) this.#put(step.mover, node);
      node = step.from;
    }
    this.#put(member, target);
    return true;
  }

  #load(lead: number): number {
    return this.#members[lead]?.size ?? 0;
  }

  #put(member: number, lead: number): void {
    this.#members[this.#standing[member] as number]?.delete(member);
    this.#members[lead]?.add(member);
    this.#standing[member] = lead;
  }
}
