import type { Compiled } from './compiled.ts';

/** A plan in the making: what stands where, what each cell is taken by, how full each day is. */
export class Board {
  readonly compiled: Compiled;
  /** For each activity its option (number in `compiled`), −1 while it has none. */
  readonly placed: Int32Array;
  private readonly takenBy: Int32Array;
  /** For each limit and day, how many stand there. */
  private readonly load: Int32Array;
  private readonly perDay: Float64Array;
  private readonly weight: Float64Array;
  private readonly dayCount: number;
  private total = 0;

  constructor(compiled: Compiled) {
    const { limits, dayCount, activities } = compiled.problem;
    this.compiled = compiled;
    this.dayCount = dayCount;
    this.placed = new Int32Array(compiled.count).fill(-1);
    this.takenBy = new Int32Array(compiled.cellCount).fill(-1);
    this.load = new Int32Array(limits.length * dayCount);
    this.perDay = Float64Array.from(limits, (limit) => limit.perDay);
    this.weight = Float64Array.from(limits, (limit) => limit.weight);
    for (const [index, activity] of activities.entries()) {
      const option = compiled.optionStart[index] as number;
      if (activity.locked && option < (compiled.optionStart[index + 1] as number)) this.place(index, option);
    }
  }

  /** Cost of what stands, with the price of full days. */
  get value(): number {
    return this.total;
  }

  /** What placing an activity there adds. */
  costOf(activity: number, option: number): number {
    const { limitStart, limitOf, optionDay, optionCost } = this.compiled;
    let cost = optionCost[option] as number;
    for (let at = limitStart[activity] as number; at < (limitStart[activity + 1] as number); at += 1) {
      const limit = limitOf[at] as number;
      const count = this.load[limit * this.dayCount + (optionDay[option] as number)] as number;
      cost += (this.weight[limit] as number) * (2 * count + 1);
    }
    return cost;
  }

  /** Whether the day has room under every limit the activity counts for. */
  dayHasRoom(activity: number, option: number): boolean {
    return this.fullLimit(activity, option) < 0;
  }

  /** The first limit that the day has reached, −1 where there is none. */
  fullLimit(activity: number, option: number): number {
    const { limitStart, limitOf, optionDay } = this.compiled;
    for (let at = limitStart[activity] as number; at < (limitStart[activity + 1] as number); at += 1) {
      const limit = limitOf[at] as number;
      const count = this.load[limit * this.dayCount + (optionDay[option] as number)] as number;
      if (count >= (this.perDay[limit] as number)) return limit;
    }
    return -1;
  }

  /**
   * Who stands in the way there, besides the activity itself: none, one (its number) or several (−2). −1 is none.
   */
  soleConflict(activity: number, option: number): number {
    const { cellStart, cells } = this.compiled;
    let sole = -1;
    for (let at = cellStart[option] as number; at < (cellStart[option + 1] as number); at += 1) {
      const other = this.takenBy[cells[at] as number] as number;
      if (other < 0 || other === activity || other === sole) continue;
      if (sole >= 0) return -2;
      sole = other;
    }
    return sole;
  }

  /** Everyone who stands in the way there. */
  conflicts(activity: number, option: number): Set<number> {
    const { cellStart, cells } = this.compiled;
    const found = new Set<number>();
    for (let at = cellStart[option] as number; at < (cellStart[option + 1] as number); at += 1) {
      const other = this.takenBy[cells[at] as number] as number;
      if (other >= 0 && other !== activity) found.add(other);
    }
    return found;
  }

  place(activity: number, option: number): void {
    this.total += this.costOf(activity, option);
    this.put(activity, option, activity, 1);
    this.placed[activity] = option;
  }

  remove(activity: number): void {
    const option = this.placed[activity] as number;
    if (option < 0) return;
    this.put(activity, option, -1, -1);
    this.placed[activity] = -1;
    this.total -= this.costOf(activity, option);
  }

  private put(activity: number, option: number, taker: number, step: number): void {
    const { cellStart, cells, limitStart, limitOf, optionDay } = this.compiled;
    for (let at = cellStart[option] as number; at < (cellStart[option + 1] as number); at += 1) {
      this.takenBy[cells[at] as number] = taker;
    }
    for (let at = limitStart[activity] as number; at < (limitStart[activity + 1] as number); at += 1) {
      const cell = (limitOf[at] as number) * this.dayCount + (optionDay[option] as number);
      this.load[cell] = (this.load[cell] as number) + step;
    }
  }
}
