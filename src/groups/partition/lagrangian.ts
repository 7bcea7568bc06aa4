import { type PricedDistricts, pricedDistricts } from './best-district.ts';
import type { Model } from './model.ts';

/**
 * The Lagrangian relaxation of “every node in one district”: each node gets a price, each centre its cheapest district
 * at these prices, and the cheapest centres are opened. Whatever the prices, the value is a lower bound on every
 * solution. Prices are whole numbers in `scale`-ths of the problem's unit, all sums stay whole and below 2^53, so the
 * bound is exact and not merely near.
 */
export interface Relaxation {
  /** In scaled units; Infinity where not enough centres can be opened: then there is no solution. */
  readonly value: number;
  /** Seats opened, those that must be first, then by value. */
  readonly open: readonly number[];
  /** How many districts took each node, leaving it out counted as one. */
  readonly cover: Int32Array;
  /** Value of each seat's district, or a floor under it. */
  readonly values: Float64Array;
}

export interface Pricing {
  readonly scale: number;
  readonly districts: PricedDistricts;
  relax(prices: Float64Array): Relaxation;
  /** The bound in the problem's unit, a whole number. */
  boundOf(value: number): number;
}

/** Room for whole numbers: the dearest cost comes to about this, so that thousands of sums stay below 2^53. */
const dearestScaled = 2 ** 30;

export function pricingOf(model: Model): Pricing {
  const { nodeCount, seatCount, boundTo, mustOpen, problem } = model;
  const penalty = problem.mix && problem.mix.penalty < Infinity ? problem.mix.penalty : 0;
  const scale = Math.max(1, Math.floor(dearestScaled / Math.max(model.dearest, penalty)));
  const districts = pricedDistricts(model, scale);
  const values = new Float64Array(seatCount);
  const isExact = new Uint8Array(seatCount);
  const cover = new Int32Array(nodeCount);
  const must = new Set(mustOpen);
  // No solution costs more; a bound above it says that there is none. It also keeps diverging prices within whole numbers.
  const most =
    scale * (nodeCount * model.dearest + penalty * problem.count.most * (problem.mix?.wanted.length ?? 0));

  /** Seats to open and their exact values: floors first, the exact value only of those that may be among the cheapest. */
  function choose(prices: Float64Array): number[] | null {
    const { least, most } = problem.count;
    isExact.fill(0);
    const others: number[] = [];
    for (let seat = 0; seat < seatCount; seat += 1) {
      values[seat] = districts.floorOf(seat, prices);
      if (!must.has(seat) && values[seat] !== Infinity) others.push(seat);
    }
    const settle = (seat: number) => {
      values[seat] = districts.valueOf(seat, prices);
      isExact[seat] = 1;
    };
    for (const seat of mustOpen) settle(seat);
    const wanted = Math.max(0, most - mustOpen.length);
    const byValue = (a: number, b: number) => (values[a] as number) - (values[b] as number) || a - b;
    others.sort(byValue);
    // A floor may rise when made exact: go on until those in front are all exact.
    for (let at = 0; at < Math.min(wanted, others.length); ) {
      const seat = others[at] as number;
      if (isExact[seat] === 1) {
        at += 1;
        continue;
      }
      settle(seat);
      const risen = values[seat] as number;
      let place = at;
      while (place + 1 < others.length && byValue(others[place + 1] as number, seat) < 0) {
        others[place] = others[place + 1] as number;
        place += 1;
      }
      others[place] = seat;
      if (risen === Infinity) others.pop();
    }
    const open = [...mustOpen];
    for (const seat of others) {
      if (open.length >= most || (open.length >= least && (values[seat] as number) >= 0)) break;
      open.push(seat);
    }
    return open.length < least || open.some((seat) => values[seat] === Infinity) ? null : open;
  }

  /** The nodes it pays most to leave out. */
  function leave(prices: Float64Array): number[] {
    if (problem.leftOut === 0) return [];
    const free: number[] = [];
    for (let node = 0; node < nodeCount; node += 1)
      if (boundTo[node] === -1 && (prices[node] as number) > 0) free.push(node);
    free.sort((a, b) => (prices[b] as number) - (prices[a] as number) || a - b);
    return free.slice(0, problem.leftOut);
  }

  return {
    scale,
    districts,
    relax: (prices) => {
      const open = choose(prices);
      if (!open) return { value: Infinity, open: [], cover, values };
      cover.fill(0);
      let value = 0;
      for (let node = 0; node < nodeCount; node += 1) value += prices[node] as number;
      for (const node of leave(prices)) {
        value -= prices[node] as number;
        cover[node] = 1;
      }
      for (const seat of open) {
        value += values[seat] as number;
        // The values are known; only the nodes of the few that are opened are asked again.
        districts.valueOf(seat, prices);
        for (let at = 0; at < districts.size(); at += 1) {
          const node = districts.chosen[at] as number;
          cover[node] = (cover[node] as number) + 1;
        }
        const home = problem.centres[seat] as number;
        cover[home] = (cover[home] as number) + 1;
        for (const node of model.boundNodes[seat] as readonly number[])
          cover[node] = (cover[node] as number) + 1;
      }
      return { value: value > most ? Infinity : value, open, cover, values };
    },
    boundOf: (value) => {
      // Nothing costs less than nothing.
      if (value <= 0) return 0;
      if (value === Infinity) return Infinity;
      let whole = Math.floor(value / scale);
      while (whole * scale < value) whole += 1;
      while ((whole - 1) * scale >= value) whole -= 1;
      return whole;
    },
  };
}

/** Prices to begin with: what each node costs at its nearest centre but one, in scaled units. */
export function firstPrices(model: Model, scale: number): Float64Array {
  const prices = new Float64Array(model.nodeCount);
  for (let node = 0; node < model.nodeCount; node += 1) {
    let nearest = Infinity;
    let second = Infinity;
    for (let seat = 0; seat < model.seatCount; seat += 1) {
      const cost = model.problem.costs[seat]?.[node] as number;
      if (cost < nearest) [second, nearest] = [nearest, cost];
      else if (cost < second) second = cost;
    }
    prices[node] = Math.round((second < Infinity ? second : nearest < Infinity ? nearest : 0) * scale);
  }
  return prices;
}

/** One walk of deflected subgradient steps (Camerini, Fratta & Maffioli 1975): what it needs between two steps. */
export class PriceWalk {
  readonly best: Float64Array;
  bestValue = Number.NEGATIVE_INFINITY;
  readonly #pricing: Pricing;
  readonly #prices: Float64Array;
  readonly #direction: Float64Array;
  readonly #patience: number;
  #stretch: number;
  #waiting = 0;

  /**
   * @param patience steps without a better bound before the stride is halved
   * @param stretch of the first stride; small where the prices are nearly right
   */
  constructor(pricing: Pricing, start: Float64Array, patience: number, stretch = 2) {
    this.#pricing = pricing;
    this.#prices = Float64Array.from(start);
    this.best = Float64Array.from(start);
    this.#direction = new Float64Array(start.length);
    this.#patience = patience;
    this.#stretch = stretch;
  }

  /** The stride has become too short to be worth a step. */
  get isSpent(): boolean {
    return this.#stretch < 0.005;
  }

  /** @param target cost of the best solution known, or a guess above the bound; unscaled */
  step(target: number): Relaxation {
    const relaxed = this.#pricing.relax(this.#prices);
    if (relaxed.value > this.bestValue) {
      this.bestValue = relaxed.value;
      this.best.set(this.#prices);
      this.#waiting = 0;
    } else {
      this.#waiting += 1;
      if (this.#waiting >= this.#patience) {
        this.#stretch /= 2;
        this.#waiting = 0;
        this.#prices.set(this.best);
        this.#direction.fill(0);
        return relaxed;
      }
    }
    if (relaxed.value !== Infinity) this.#move(relaxed, target);
    return relaxed;
  }

  #move({ value, cover }: Relaxation, target: number): void {
    let norm = 0;
    for (let node = 0; node < cover.length; node += 1) {
      const slope = 1 - (cover[node] as number) + 0.7 * (this.#direction[node] as number);
      this.#direction[node] = slope;
      norm += slope * slope;
    }
    if (norm === 0) return;
    const distance = Math.max(target * this.#pricing.scale - value, this.#pricing.scale * 0.01);
    const stride = (this.#stretch * distance) / norm;
    for (let node = 0; node < cover.length; node += 1) {
      const price = this.#prices[node] as number;
      this.#prices[node] = Math.round(price + stride * (this.#direction[node] as number));
    }
  }
}
