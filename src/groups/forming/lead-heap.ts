/** A binary heap of lead numbers by a key kept outside, least first, equal keys by number. */
export class LeadHeap {
  readonly #keys: Float64Array;
  readonly #heap: Int32Array;
  /** Where each lead stands in the heap, -1 for nowhere. */
  readonly #place: Int32Array;
  #size = 0;

  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#heap = new Int32Array(keys.length);
    this.#place = new Int32Array(keys.length).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    for (let at = 0; at < this.#size; at += 1) this.#place[this.#heap[at]!] = -1;
    this.#size = 0;
  }

  /** Puts a lead in, or moves it forward after its key became less. */
  push(lead: number): void {
    let at = this.#place[lead]!;
    if (at < 0) {
      at = this.#size;
      this.#size += 1;
    }
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above]!;
      if (!this.#before(lead, parent)) break;
      this.#set(at, parent);
      at = above;
    }
    this.#set(at, lead);
  }

  /** Takes out the lead with the least key; the heap must not be empty. */
  pop(): number {
    const top = this.#heap[0]!;
    this.#place[top] = -1;
    this.#size -= 1;
    if (this.#size === 0) return top;
    const last = this.#heap[this.#size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(this.#heap[child + 1]!, this.#heap[child]!)) child += 1;
      const below = this.#heap[child]!;
      if (!this.#before(below, last)) break;
      this.#set(at, below);
      at = child;
    }
    this.#set(at, last);
    return top;
  }

  #set(at: number, lead: number): void {
    this.#heap[at] = lead;
    this.#place[lead] = at;
  }

  #before(one: number, other: number): boolean {
    const difference = this.#keys[one]! - this.#keys[other]!;
    return difference < 0 || (difference === 0 && one < other);
  }
}
