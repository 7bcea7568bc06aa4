import type { Model } from './model.ts';

/**
 * The cheapest district around one centre when placing a node earns its price: the subproblem of the Lagrangian
 * relaxation. All values are whole numbers of the priced scale (cost × scale − price), so that sums are exact.
 */
export interface PricedDistricts {
  /** Cheapest district of a seat; Infinity where it can have none. Also says which nodes are in it, by `chosen`. */
  valueOf(seat: number, prices: Float64Array): number;
  /** A value that `valueOf` is never below, cheaper to come by. */
  floorOf(seat: number, prices: Float64Array): number;
  /** Nodes of the district that the last `valueOf` found, in the first `size` places. */
  readonly chosen: Int32Array;
  size(): number;
  /** After `valueOf`: what the district would cost at least if it had to hold a further node of reduced cost ≥ 0. */
  withNode(node: number, reduced: number): number;
}

/** Above this many steps of the table, a district with demands is bounded by its fractional value instead. */
const tableLimit = 4_000_000;

export function pricedDistricts(model: Model, scale: number): PricedDistricts {
  return model.unit ? unitDistricts(model, scale) : loadedDistricts(model, scale);
}

/** Reduced costs of all free nodes a seat may take, and the sum over those it must. */
function reducedCosts(model: Model, scale: number) {
  const { nodeCount, problem, boundTo, boundNodes } = model;
  const reduced = new Float64Array(nodeCount);
  return {
    reduced,
    forced(seat: number, prices: Float64Array): number {
      const row = problem.costs[seat] as Float64Array;
      const home = problem.centres[seat] as number;
      let sum = (row[home] as number) * scale - (prices[home] as number);
      for (const node of boundNodes[seat] as readonly number[])
        sum += (row[node] as number) * scale - (prices[node] as number);
      for (let node = 0; node < nodeCount; node += 1) {
        reduced[node] =
          boundTo[node] === -1 && node !== home
            ? (row[node] as number) * scale - (prices[node] as number)
            : Infinity;
      }
      return sum;
    },
  };
}

/** Demands of 1: the cheapest nodes, as many as there is room; one of each wanted class where that pays. */
function unitDistricts(model: Model, scale: number): PricedDistricts {
  const { problem, nodeCount, boundNodes, usable } = model;
  const { reduced, forced } = reducedCosts(model, scale);
  const chosen = new Int32Array(nodeCount);
  const best = new Int32Array(Math.max(1, Math.min(nodeCount, problem.capacity)) + 1);
  const mix = problem.mix;
  let size = 0;
  let room = 0;
  let found = Infinity;
  let worst = 0;

  /** The `places` cheapest nodes of negative reduced cost (of any, up to `need`), cheapest first, into `best`. */
  function cheapest(places: number, need: number, isOut: (node: number) => boolean): number {
    let count = 0;
    for (let node = 0; node < nodeCount; node += 1) {
      const value = reduced[node] as number;
      if (value === Infinity || (value >= 0 && need === 0)) continue;
      if (count === places && (count === 0 || value >= (reduced[best[count - 1] as number] as number)))
        continue;
      if (isOut(node)) continue;
      if (count < places) count += 1;
      let at = count - 1;
      while (at > 0 && (reduced[best[at - 1] as number] as number) > value) {
        best[at] = best[at - 1] as number;
        at -= 1;
      }
      best[at] = node;
    }
    while (count > need && count > 0 && (reduced[best[count - 1] as number] as number) >= 0) count -= 1;
    return count;
  }

  /** Wanted classes that neither the centre nor a bound node is of, each with its cheapest free node, -1 for none. */
  function lackingClasses(seat: number): { readonly node: number }[] {
    if (!mix) return [];
    const home = problem.centres[seat] as number;
    const present = [home, ...(boundNodes[seat] as readonly number[])].map((node) => mix.classOf[node]);
    return mix.wanted
      .filter((wanted) => !present.includes(wanted))
      .map((wanted) => {
        let cheap = -1;
        for (let node = 0; node < nodeCount; node += 1) {
          if (mix.classOf[node] !== wanted || reduced[node] === Infinity) continue;
          if (cheap === -1 || (reduced[node] as number) < (reduced[cheap] as number)) cheap = node;
        }
        return { node: cheap };
      });
  }

  return {
    chosen,
    size: () => size,
    floorOf: (seat, prices) => {
      if (!usable[seat]) return Infinity;
      let sum = forced(seat, prices);
      for (let node = 0; node < nodeCount; node += 1) {
        const value = reduced[node] as number;
        if (value < 0) sum += value;
      }
      return sum;
    },
    valueOf: (seat, prices) => {
      found = Infinity;
      size = 0;
      if (!usable[seat]) return Infinity;
      const base = forced(seat, prices);
      const inside = 1 + (boundNodes[seat] as readonly number[]).length;
      room = problem.capacity - inside;
      const lacking = lackingClasses(seat);
      // Each subset of the lacking classes is served by its cheapest nodes; in the best district some subset is.
      for (let subset = 0; subset < 1 << lacking.length; subset += 1) {
        const taken = lacking.filter((_, bit) => subset & (1 << bit)).map(({ node }) => node);
        const missing = lacking.length - taken.length;
        if (taken.includes(-1) || taken.length > room || (missing > 0 && mix?.penalty === Infinity)) continue;
        const need = Math.max(0, problem.lower - inside - taken.length);
        const isOut = taken.length === 0 ? () => false : (node: number) => taken.includes(node);
        const count = cheapest(room - taken.length, need, isOut);
        if (count < need) continue;
        let value = base + (missing > 0 ? missing * (mix?.penalty ?? 0) * scale : 0);
        for (const node of taken) value += reduced[node] as number;
        for (let at = 0; at < count; at += 1) value += reduced[best[at] as number] as number;
        if (value >= found) continue;
        found = value;
        size = 0;
        for (const node of taken) chosen[size++] = node;
        for (let at = 0; at < count; at += 1) chosen[size++] = best[at] as number;
        worst = size === room && count > 0 ? (reduced[best[count - 1] as number] as number) : 0;
      }
      // With a wanted class or a lower bound, taking a further node may spare another: only the plain case is certain.
      if (lacking.length > 0 || problem.lower > inside) worst = Number.NEGATIVE_INFINITY;
      return found;
    },
    withNode: (_, value) =>
      room === 0 ? Infinity : worst === Number.NEGATIVE_INFINITY ? found : found - Math.min(0, worst) + value,
  };
}

/** Demands of any size: a knapsack over the nodes that pay, by dynamic programming over the load. */
function loadedDistricts(model: Model, scale: number): PricedDistricts {
  const { problem, nodeCount, boundNodes, usable, demands } = model;
  const { reduced, forced } = reducedCosts(model, scale);
  const chosen = new Int32Array(nodeCount);
  const paying = new Int32Array(nodeCount);
  const table = new Float64Array(problem.capacity <= tableLimit ? problem.capacity + 1 : 0);
  let taken = new Uint8Array(0);
  let size = 0;
  let count = 0;
  let base = 0;
  let room = 0;
  let exact = false;
  let found = Infinity;

  function prepare(seat: number, prices: Float64Array): void {
    base = forced(seat, prices);
    room = problem.capacity - (demands[problem.centres[seat] as number] as number);
    for (const node of boundNodes[seat] as readonly number[]) room -= demands[node] as number;
    count = 0;
    for (let node = 0; node < nodeCount; node += 1)
      if ((reduced[node] as number) < 0 && (demands[node] as number) <= room) paying[count++] = node;
  }

  /** Value of filling the room with the best nodes for their demand, the last one cut: rounded down, so never above. */
  function fractional(): number {
    const order = paying
      .slice(0, count)
      .sort(
        (a, b) =>
          (reduced[a] as number) / (demands[a] as number) - (reduced[b] as number) / (demands[b] as number) ||
          a - b,
      );
    let value = base;
    let left = room;
    size = 0;
    for (const node of order) {
      const demand = demands[node] as number;
      if (demand > left) return Math.floor(value + ((reduced[node] as number) * left) / demand) - 1;
      value += reduced[node] as number;
      left -= demand;
      chosen[size++] = node;
    }
    return value;
  }

  function fill(): void {
    const width = room + 1;
    if (taken.length < count * width) taken = new Uint8Array(count * width);
    table.fill(0, 0, width);
    for (let at = 0; at < count; at += 1) {
      const node = paying[at] as number;
      const value = reduced[node] as number;
      const demand = demands[node] as number;
      const offset = at * width;
      for (let load = 0; load < width; load += 1) taken[offset + load] = 0;
      for (let load = room; load >= demand; load -= 1) {
        const withIt = (table[load - demand] as number) + value;
        if (withIt < (table[load] as number)) {
          table[load] = withIt;
          taken[offset + load] = 1;
        }
      }
    }
    size = 0;
    let load = room;
    for (let at = count - 1; at >= 0; at -= 1) {
      if (taken[at * width + load] !== 1) continue;
      const node = paying[at] as number;
      chosen[size++] = node;
      load -= demands[node] as number;
    }
  }

  return {
    chosen,
    size: () => size,
    floorOf: (seat, prices) => {
      if (!usable[seat]) return Infinity;
      prepare(seat, prices);
      return fractional();
    },
    valueOf: (seat, prices) => {
      size = 0;
      found = Infinity;
      if (!usable[seat]) return Infinity;
      prepare(seat, prices);
      exact = count * (room + 1) <= tableLimit;
      if (!exact) found = fractional();
      else {
        fill();
        found = base + (table[room] as number);
      }
      return found;
    },
    withNode: (node, value) => {
      const demand = demands[node] as number;
      if (demand > room) return Infinity;
      return exact ? base + (table[room - demand] as number) + value : found + value;
    },
  };
}
