import type { Compiled } from './compiled.ts';
import type { Halt } from './construct.ts';

/**
 * Lower bound on the cost of placing the given activities, by prices (Lagrangian duality): each cell has a price that
 * whoever takes it pays, each day a price under each limit. With prices, everybody chooses for himself; the sum of
 * the cheapest choices, less what the cells would bring in, is never more than any plan without collisions costs,
 * whatever the prices. They are raised where too many meet and lowered where nobody comes (subgradient steps). Costs
 * are whole numbers, so the bound is rounded up.
 */
export class PriceBound {
  private readonly compiled: Compiled;
  private readonly active: readonly number[];
  private readonly cellPrice: Float64Array;
  private readonly dayPrice: Float64Array;
  private readonly choice: Int32Array;
  private readonly usage: Int32Array;
  private readonly load: Int32Array;
  private readonly wanted: Int32Array;
  private readonly roomiest: Float64Array;
  /** Days on which something could be, under each limit, and the lowest price of these. */
  private readonly usedDays: readonly number[];
  private readonly lowest: Float64Array;
  private best = Number.NEGATIVE_INFINITY;
  private bestCells: Float64Array;
  private bestDays: Float64Array;

  /** `placed` is a plan without collisions: its activities are those that the bound is for. */
  constructor(compiled: Compiled, placed: Int32Array) {
    const { limits, dayCount } = compiled.problem;
    this.compiled = compiled;
    this.active = [...placed.keys()].filter((each) => (placed[each] as number) >= 0);
    this.choice = new Int32Array(compiled.count).fill(-1);
    this.cellPrice = new Float64Array(compiled.cellCount);
    this.usage = new Int32Array(compiled.cellCount);
    this.dayPrice = new Float64Array(limits.length * dayCount);
    this.load = new Int32Array(limits.length * dayCount);
    this.wanted = new Int32Array(limits.length * dayCount);
    // What stands in a plan fits under every limit, but for locked ones beyond it.
    this.countLoad(placed);
    this.roomiest = Float64Array.from(this.load, (count, at) =>
      Math.min(this.active.length, Math.max(count, limits[Math.floor(at / dayCount)]?.perDay ?? 0)),
    );
    for (let at = 0; at < this.dayPrice.length; at += 1) {
      this.dayPrice[at] = 2 * (limits[Math.floor(at / dayCount)]?.weight ?? 0) * (this.load[at] as number);
    }
    this.bestCells = this.cellPrice.slice();
    this.bestDays = this.dayPrice.slice();
    this.lowest = new Float64Array(limits.length);
    const days = new Set(compiled.optionDay);
    this.usedDays = [...this.dayPrice.keys()].filter((at) => days.has(at % dayCount));
  }

  private countLoad(chosen: Int32Array): void {
    const { limitStart, limitOf, optionDay, problem } = this.compiled;
    this.load.fill(0);
    for (const activity of this.active) {
      const day = optionDay[chosen[activity] as number] as number;
      for (let at = limitStart[activity] as number; at < (limitStart[activity + 1] as number); at += 1) {
        const cell = (limitOf[at] as number) * problem.dayCount + day;
        this.load[cell] = (this.load[cell] as number) + 1;
      }
    }
  }

  /** What an option costs with its prices; given up, with what it came to, once that is `least` or more. */
  private costBelow(activity: number, option: number, least: number): number {
    const { cells, cellStart, limitStart, limitOf, optionCost, optionDay, problem } = this.compiled;
    let cost = optionCost[option] as number;
    const day = optionDay[option] as number;
    const limits = limitStart[activity + 1] as number;
    for (let at = limitStart[activity] as number; at < limits; at += 1) {
      cost += this.dayPrice[(limitOf[at] as number) * problem.dayCount + day] as number;
    }
    const end = cellStart[option + 1] as number;
    for (let at = cellStart[option] as number; at < end && cost < least; at += 1) {
      cost += this.cellPrice[cells[at] as number] as number;
    }
    return cost;
  }

  /** What an activity pays for its day at the least, under the first limit it counts for. */
  private lowestDay(activity: number): number {
    const { limitStart, limitOf } = this.compiled;
    const at = limitStart[activity] as number;
    return at < (limitStart[activity + 1] as number) ? (this.lowest[limitOf[at] as number] as number) : 0;
  }

  private findLowest(): void {
    const { dayCount } = this.compiled.problem;
    this.lowest.fill(Number.POSITIVE_INFINITY);
    for (const at of this.usedDays) {
      const limit = Math.floor(at / dayCount);
      this.lowest[limit] = Math.min(this.lowest[limit] as number, this.dayPrice[at] as number);
    }
  }

  /** Everybody's cheapest choice at the present prices, and the bound that they give. */
  private evaluate(): number {
    const { optionStart, optionCost, cells, cellStart, problem } = this.compiled;
    let total = 0;
    this.usage.fill(0);
    this.findLowest();
    for (const activity of this.active) {
      let least = Number.POSITIVE_INFINITY;
      const end = optionStart[activity + 1] as number;
      const lowest = this.lowestDay(activity);
      for (let option = optionStart[activity] as number; option < end; option += 1) {
        const own = optionCost[option] as number;
        // Options stand in the order of their own cost, and no price is negative.
        if (own + lowest >= least) break;
        const cost = this.costBelow(activity, option, least);
        if (cost >= least) continue;
        least = cost;
        this.choice[activity] = option;
      }
      total += least;
      const option = this.choice[activity] as number;
      for (let at = cellStart[option] as number; at < (cellStart[option + 1] as number); at += 1) {
        const cell = cells[at] as number;
        this.usage[cell] = (this.usage[cell] as number) + 1;
      }
    }
    this.countLoad(this.choice);
    for (let cell = 0; cell < this.cellPrice.length; cell += 1) total -= this.cellPrice[cell] as number;
    for (let at = 0; at < this.dayPrice.length; at += 1) {
      const weight = problem.limits[Math.floor(at / problem.dayCount)]?.weight ?? 0;
      const price = this.dayPrice[at] as number;
      const room = this.roomiest[at] as number;
      const free =
        weight > 0 ? Math.round(price / (2 * weight)) : price > 0 ? room : (this.load[at] as number);
      const count = Math.min(room, free);
      this.wanted[at] = count;
      total += weight * count * count - price * count;
    }
    return total;
  }

  /** Raises the bound towards the value of a known plan, and returns it; yields after each step. */
  *raise(target: number, iterations: number, halt: Halt): Generator<void, number> {
    let pace = 1;
    let idle = 0;
    for (let iteration = 0; iteration < iterations && !halt(); iteration += 1) {
      yield;
      const bound = this.evaluate();
      idle += 1;
      if (bound > this.best) {
        if (bound > this.best + Math.abs(this.best) * 1e-5) idle = 0;
        this.best = bound;
        this.bestCells = this.cellPrice.slice();
        this.bestDays = this.dayPrice.slice();
      }
      if (idle > 8) {
        pace /= 2;
        idle = 0;
        this.cellPrice.set(this.bestCells);
        this.dayPrice.set(this.bestDays);
        this.evaluate();
      }
      if (this.best > target - 1 || pace < 1e-3 || !this.step(pace * (target - bound))) break;
    }
    return Math.min(target, Math.ceil(this.best - 1e-6));
  }

  /** One step along the subgradient; false where there is none: the choice is then a plan, and the bound exact. */
  private step(distance: number): boolean {
    let norm = 0;
    for (let cell = 0; cell < this.usage.length; cell += 1) {
      const excess = (this.usage[cell] as number) - 1;
      if (excess > 0 || (this.cellPrice[cell] as number) > 0) norm += excess * excess;
    }
    for (let at = 0; at < this.dayPrice.length; at += 1) {
      const excess = (this.load[at] as number) - (this.wanted[at] as number);
      if (excess > 0 || (this.dayPrice[at] as number) > 0) norm += excess * excess;
    }
    if (norm === 0 || distance <= 0) return false;
    const length = distance / norm;
    for (let cell = 0; cell < this.usage.length; cell += 1) {
      const excess = (this.usage[cell] as number) - 1;
      if (excess > 0 || (this.cellPrice[cell] as number) > 0) {
        this.cellPrice[cell] = Math.max(0, (this.cellPrice[cell] as number) + length * excess);
      }
    }
    for (let at = 0; at < this.dayPrice.length; at += 1) {
      const excess = (this.load[at] as number) - (this.wanted[at] as number);
      this.dayPrice[at] = Math.max(0, (this.dayPrice[at] as number) + length * excess);
    }
    return true;
  }
}
