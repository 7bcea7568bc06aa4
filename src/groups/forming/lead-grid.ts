/** Points on a plane, side by side: the x and y of each, in the unit of the costs. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Leads by squares of the plane, about two in each, to find those near a point without looking at all of them. */
export class LeadGrid {
  readonly #points: Points;
  readonly #left: number;
  readonly #bottom: number;
  readonly #side: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #start: Int32Array;
  readonly #leads: Int32Array;

  constructor(points: Points) {
    const count = points.x.length;
    this.#points = points;
    const [left, right] = extent(points.x);
    const [bottom, top] = extent(points.y);
    this.#left = left;
    this.#bottom = bottom;
    const [width, height] = [right - left, top - bottom];
    // Points on a line or all in one place: no more than `count` squares a side, and none of side 0.
    this.#side = Math.max(
      Math.sqrt((2 * width * height) / Math.max(1, count)),
      (2 * (width + height)) / Math.max(1, count),
      1,
    );
    this.#columns = Math.floor(width / this.#side) + 1;
    this.#rows = Math.floor(height / this.#side) + 1;
    this.#start = new Int32Array(this.#columns * this.#rows + 1);
    this.#leads = new Int32Array(count);
    for (let lead = 0; lead < count; lead += 1) this.#start[this.#squareOf(lead) + 1]! += 1;
    for (let square = 0; square < this.#start.length - 1; square += 1) {
      this.#start[square + 1]! += this.#start[square]!;
    }
    const end = this.#start.slice();
    for (let lead = 0; lead < count; lead += 1) {
      const square = this.#squareOf(lead);
      this.#leads[end[square]!] = lead;
      end[square]! += 1;
    }
  }

  /** A distance at which a point has a few leads about it, where they lie evenly. */
  get spacing(): number {
    return this.#side;
  }

  /** Whether a square of this half side around the point holds them all. */
  holdsAll(x: number, y: number, reach: number): boolean {
    const right = this.#left + this.#columns * this.#side;
    const top = this.#bottom + this.#rows * this.#side;
    return x - reach <= this.#left && x + reach >= right && y - reach <= this.#bottom && y + reach >= top;
  }

  /** Visits every lead that differs by at most `reach` in x and in y. */
  within(x: number, y: number, reach: number, visit: (lead: number) => void): void {
    const firstColumn = this.#column(x - reach);
    const lastColumn = this.#column(x + reach);
    const lastRow = this.#row(y + reach);
    for (let row = this.#row(y - reach); row <= lastRow; row += 1) {
      const from = this.#start[row * this.#columns + firstColumn]!;
      const to = this.#start[row * this.#columns + lastColumn + 1]!;
      for (let at = from; at < to; at += 1) {
        const lead = this.#leads[at]!;
        if (Math.abs(this.#points.x[lead]! - x) > reach || Math.abs(this.#points.y[lead]! - y) > reach)
          continue;
        visit(lead);
      }
    }
  }

  /** The least price in each square. */
  leastPrices(price: Float64Array): Float64Array {
    const least = new Float64Array(this.#start.length - 1).fill(Number.POSITIVE_INFINITY);
    for (let square = 0; square < least.length; square += 1) {
      for (let at = this.#start[square]!; at < this.#start[square + 1]!; at += 1) {
        least[square] = Math.min(least[square]!, price[this.#leads[at]!]!);
      }
    }
    return least;
  }

  /**
   * Visits every lead whose price and difference in x or y come to less than `limit`.
   * @param least the least price of each square, and of all
   */
  undercutting(
    x: number,
    y: number,
    limit: number,
    price: Float64Array,
    { squares, all }: { readonly squares: Float64Array; readonly all: number },
    visit: (lead: number) => void,
  ): void {
    const reach = limit - all;
    const firstColumn = this.#column(x - reach);
    const lastColumn = this.#column(x + reach);
    const lastRow = this.#row(y + reach);
    const { x: xs, y: ys } = this.#points;
    for (let row = this.#row(y - reach); row <= lastRow; row += 1) {
      const below = this.#bottom + row * this.#side - y;
      const apart = Math.max(0, below, -below - this.#side);
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        const square = row * this.#columns + column;
        const room = limit - squares[square]!;
        if (apart >= room) continue;
        const right = this.#left + column * this.#side - x;
        if (right >= room || -right - this.#side >= room) continue;
        for (let at = this.#start[square]!; at < this.#start[square + 1]!; at += 1) {
          const lead = this.#leads[at]!;
          const left = limit - price[lead]!;
          if (Math.abs(xs[lead]! - x) < left && Math.abs(ys[lead]! - y) < left) visit(lead);
        }
      }
    }
  }

  #squareOf(lead: number): number {
    return this.#row(this.#points.y[lead]!) * this.#columns + this.#column(this.#points.x[lead]!);
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#left) / this.#side)));
  }

  #row(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#bottom) / this.#side)));
  }
}

function extent(values: Float64Array): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return values.length === 0 ? [0, 0] : [least, most];
}
