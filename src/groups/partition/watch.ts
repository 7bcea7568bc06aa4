export interface SearchLimits {
  /**
   * Milliseconds after which the best so far is given. Without one, or where the rounds are done before, the answer
   * is the same on every machine.
   */
  readonly timeLimit?: number;
  /** A clock in milliseconds; needed with a time limit. */
  readonly clock?: () => number;
  /** Aborted: the best so far is given. */
  readonly signal?: AbortSignal;
  readonly seed?: number;
  /** Rounds of local search; 0 leaves only what the prices suggest. */
  readonly rounds?: number;
  /** Parts that branch and bound looks at; 0 leaves the bound of the prices. */
  readonly branches?: number;
  /** With no more pairs of centre and node than this left in a part, HiGHS solves it. */
  readonly pairsForExact?: number;
}

/** Counts the time, and lets Ctrl+C through now and then. */
export class Watch {
  readonly #limits: SearchLimits;
  readonly #end: number;
  #asked = 0;
  hasStopped = false;

  constructor(limits: SearchLimits) {
    this.#limits = limits;
    this.#end = this.#now() + (limits.timeLimit ?? Infinity);
  }

  #now(): number {
    return this.#limits.clock?.() ?? 0;
  }

  /** Milliseconds left; Infinity without a limit. */
  get left(): number {
    return Math.max(0, this.#end - this.#now());
  }

  async goOn(): Promise<boolean> {
    this.#asked += 1;
    if (this.#asked % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (this.#limits.signal?.aborted || this.left <= 0) this.hasStopped = true;
    return !this.hasStopped;
  }
}
