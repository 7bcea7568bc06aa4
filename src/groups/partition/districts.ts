import type { Model, Partner } from './model.ts';
import type { PartitionSolution } from './problem.ts';

/**
 * A grouping under the knife: districts around open seats, and one place outside for those left out (the last index).
 * Breaking a condition costs `wrong` a unit, so that the search finds its way out of what is not allowed; what leaves
 * it is counted again from the problem.
 */
export class Districts {
  readonly model: Model;
  /** Seats, by district. */
  readonly open: Int32Array;
  /** District of each node; `open.length` stands for outside. */
  readonly at: Int32Array;
  readonly load: Float64Array;
  /** Cost of a unit of breach. */
  readonly wrong: number;
  readonly #rows: Float64Array[];
  readonly #nothing: Float64Array;
  readonly #counts: Int32Array;
  readonly #classes: number;
  readonly #classOf: Int32Array;
  readonly #penalty: number;

  constructor(model: Model, open: readonly number[]) {
    this.model = model;
    this.open = Int32Array.from(open);
    this.at = new Int32Array(model.nodeCount).fill(open.length);
    this.wrong = wrongCost(model);
    this.#nothing = new Float64Array(model.nodeCount);
    this.#rows = open.map((seat) => finiteRow(model, seat));
    this.load = new Float64Array(open.length + 1);
    const { mix } = model.problem;
    this.#classes = mix?.wanted.length ?? 0;
    this.#classOf = Int32Array.from({ length: model.nodeCount }, (_, node) =>
      mix ? mix.wanted.indexOf(mix.classOf[node] ?? Number.NaN) : -1,
    );
    this.#penalty = Math.min(mix?.penalty ?? 0, this.wrong);
    this.#counts = new Int32Array((open.length + 1) * Math.max(1, this.#classes));
    for (let node = 0; node < model.nodeCount; node += 1) this.#add(node, open.length);
    for (const [district, seat] of open.entries()) {
      this.move(model.problem.centres[seat] as number, district);
      for (const node of model.boundNodes[seat] as readonly number[]) this.move(node, district);
    }
  }

  get outside(): number {
    return this.open.length;
  }

  rowOf(district: number): Float64Array {
    return this.#rows[district] ?? this.#nothing;
  }

  /** May change its district: neither bound nor a centre. */
  isFree(node: number): boolean {
    const district = this.at[node] as number;
    return (
      this.model.boundTo[node] === -1 &&
      (district === this.outside || this.model.problem.centres[this.open[district] as number] !== node)
    );
  }

  move(node: number, to: number): void {
    const from = this.at[node] as number;
    this.load[from] = (this.load[from] as number) - this.#weight(node, from);
    const own = this.#classOf[node] as number;
    if (own >= 0) {
      const slot = from * this.#classes + own;
      this.#counts[slot] = (this.#counts[slot] as number) - 1;
    }
    this.#add(node, to);
  }

  #add(node: number, district: number): void {
    this.at[node] = district;
    this.load[district] = (this.load[district] as number) + this.#weight(node, district);
    const own = this.#classOf[node] as number;
    if (own >= 0) {
      const slot = district * this.#classes + own;
      this.#counts[slot] = (this.#counts[slot] as number) + 1;
    }
  }

  /** Those outside are counted, not weighed. */
  #weight(node: number, district: number): number {
    return district === this.outside ? 1 : (this.model.demands[node] as number);
  }

  /** Units by which a load breaks its bounds. */
  breach(district: number, load: number): number {
    const { capacity, lower, leftOut } = this.model.problem;
    if (district === this.outside) return Math.max(0, load - leftOut);
    return load > capacity ? load - capacity : load < lower ? lower - load : 0;
  }

  /** What a move would change the total by. */
  shiftDelta(node: number, to: number): number {
    const from = this.at[node] as number;
    return (
      (this.rowOf(to)[node] as number) -
      (this.rowOf(from)[node] as number) +
      this.wrong *
        (this.#breachDelta(from, -this.#weight(node, from)) + this.#breachDelta(to, this.#weight(node, to))) +
      this.#mixDelta(node, -1, from, to) +
      this.#coupleDelta(node, to, -1, -1)
    );
  }

  swapDelta(one: number, other: number): number {
    const [a, b] = [this.at[one] as number, this.at[other] as number];
    const [rowA, rowB] = [this.rowOf(a), this.rowOf(b)];
    return (
      (rowB[one] as number) +
      (rowA[other] as number) -
      (rowA[one] as number) -
      (rowB[other] as number) +
      (this.model.unit
        ? 0
        : this.wrong *
          (this.#breachDelta(a, this.#weight(other, a) - this.#weight(one, a)) +
            this.#breachDelta(b, this.#weight(one, b) - this.#weight(other, b)))) +
      this.#mixDelta(one, other, a, b) +
      this.#coupleDelta(one, b, -1, -1) +
      this.#coupleDelta(other, a, one, b)
    );
  }

  #breachDelta(district: number, change: number): number {
    const load = this.load[district] as number;
    return this.breach(district, load + change) - this.breach(district, load);
  }

  /** Change of the penalties where `one` goes from a to b, and `other`, unless it is -1, from b to a. */
  #mixDelta(one: number, other: number, a: number, b: number): number {
    if (this.#penalty === 0) return 0;
    const leaves = this.#classOf[one] as number;
    const comes = other === -1 ? -1 : (this.#classOf[other] as number);
    if (leaves === comes) return 0;
    let lacking = 0;
    if (a !== this.outside) {
      if (leaves >= 0 && this.#counts[a * this.#classes + leaves] === 1) lacking += 1;
      if (comes >= 0 && this.#counts[a * this.#classes + comes] === 0) lacking -= 1;
    }
    if (b !== this.outside) {
      if (leaves >= 0 && this.#counts[b * this.#classes + leaves] === 0) lacking -= 1;
      if (comes >= 0 && this.#counts[b * this.#classes + comes] === 1) lacking += 1;
    }
    return lacking * this.#penalty;
  }

  /** Change of the breaches of couples where a node goes to `to`, while one partner already stands at `movedTo`. */
  #coupleDelta(node: number, to: number, moved: number, movedTo: number): number {
    const partners = this.model.partners.get(node);
    if (!partners) return 0;
    const from = this.at[node] as number;
    let broken = 0;
    for (const partner of partners) {
      const there = partner.node === moved ? movedTo : (this.at[partner.node] as number);
      broken += Number(this.#isBroken(partner, to, there)) - Number(this.#isBroken(partner, from, there));
    }
    return broken * this.wrong;
  }

  #isBroken({ together }: Partner, own: number, other: number): boolean {
    return together ? own !== other : own === other && own !== this.outside;
  }

  /** Puts the centre of a district elsewhere; the old centre and those in the district stay in it. */
  recentre(district: number, seat: number): void {
    this.open[district] = seat;
    this.#rows[district] = finiteRow(this.model, seat);
  }

  /** As the problem wants it, cost and conditions not yet counted. */
  snapshot(): Pick<PartitionSolution, 'open' | 'seatOf'> {
    return {
      open: [...this.open].sort((a, b) => a - b),
      seatOf: Array.from(this.at, (district) =>
        district === this.outside ? null : (this.open[district] as number),
      ),
    };
  }

  /** The total with its penalties, counted anew. */
  total(): number {
    let sum = 0;
    for (let node = 0; node < this.at.length; node += 1) {
      sum += this.rowOf(this.at[node] as number)[node] as number;
    }
    for (let district = 0; district <= this.outside; district += 1) {
      sum += this.wrong * this.breach(district, this.load[district] as number);
      if (district === this.outside) continue;
      for (let own = 0; own < this.#classes; own += 1)
        if (this.#counts[district * this.#classes + own] === 0) sum += this.#penalty;
    }
    for (const [node, partners] of this.model.partners) {
      for (const partner of partners) {
        const isOnce = node < partner.node;
        if (isOnce && this.#isBroken(partner, this.at[node] as number, this.at[partner.node] as number))
          sum += this.wrong;
      }
    }
    return sum;
  }
}

const wrongCost = (model: Model) => 10 * model.dearest + 1;

const rows = new WeakMap<Float64Array, Float64Array>();

/** A seat's costs with the forbidden ones as a breach; the row itself where none is. */
function finiteRow(model: Model, seat: number): Float64Array {
  const row = model.problem.costs[seat] as Float64Array;
  const known = rows.get(row);
  if (known) return known;
  const wrong = wrongCost(model);
  const finite = row.every((cost) => cost < Infinity)
    ? row
    : row.map((cost) => (cost < Infinity ? cost : wrong));
  rows.set(row, finite);
  return finite;
}
