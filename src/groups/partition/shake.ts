import { Districts } from './districts.ts';
import { improve } from './improve.ts';
import type { Model } from './model.ts';
import { costOf, type PartitionSolution } from './problem.ts';

type Places = Pick<PartitionSolution, 'open' | 'seatOf'>;

/** Shakings after which the walk begins anew at the best known. */
const returnAfter = 40;
/** How much dearer than where it stands the walk may go, as a share. */
const uphill = 0.004;

/**
 * A walk from grouping to grouping with the centres left where they are, unless the improvement moves them: nodes of a
 * few neighbouring districts change places at random, then all is improved. It finds what changing one centre and
 * assigning anew does not: with demands of many sizes the assignment itself is the hard part.
 */
export class ShakingWalk {
  readonly #model: Model;
  readonly #random: () => number;
  #at: (Places & { readonly cost: number }) | null = null;
  #since = 0;

  constructor(model: Model, random: () => number) {
    this.#model = model;
    this.#random = random;
  }

  /** One step from where the walk stands, or from `best` where it is new or has strayed for long without a better one. */
  step(best: PartitionSolution): Districts {
    if (!this.#at || this.#since >= returnAfter) {
      this.#at = best;
      this.#since = 0;
    }
    this.#since += 1;
    const from = this.#at;
    const districts = districtsOf(this.#model, from);
    shake(districts, this.#random);
    improve(districts);
    const found = districts.snapshot();
    const cost = costOf(this.#model.problem, found)?.cost ?? Infinity;
    if (cost < best.cost) this.#since = 0;
    if (cost <= from.cost * (1 + uphill)) this.#at = { ...found, cost };
    return districts;
  }
}

function districtsOf(model: Model, { open, seatOf }: Places): Districts {
  const districts = new Districts(model, open);
  const districtAt = new Map(open.map((seat, district) => [seat, district]));
  for (const [node, seat] of seatOf.entries()) {
    const district = seat === null ? districts.outside : (districtAt.get(seat) as number);
    if (districts.at[node] !== district) districts.move(node, district);
  }
  return districts;
}

/** A few nodes of a node's district and of those nearest to it go to another one of these. */
function shake(districts: Districts, random: () => number): void {
  const { model, outside, at } = districts;
  const pick = (count: number) => Math.floor(random() * count);
  const middle = pick(model.nodeCount);
  const near = Array.from({ length: outside }, (_, district) => district)
    .sort((a, b) => (districts.rowOf(a)[middle] as number) - (districts.rowOf(b)[middle] as number) || a - b)
    .slice(0, 2 + pick(3));
  const nodes = Array.from(at.keys()).filter(
    (node) => districts.isFree(node) && near.includes(at[node] as number),
  );
  if (nodes.length === 0 || near.length < 2) return;
  const moves = 2 + pick(5);
  for (let move = 0; move < moves; move += 1) {
    const node = nodes[pick(nodes.length)] as number;
    const to = near[pick(near.length)] as number;
    if (to !== at[node]) districts.move(node, to);
  }
}
