/**
 * The pairs that the flow looks at: the arcs of member `m` are those from `start[m]` to `start[m + 1]`, the lightest
 * first, equal ones by lead. Weights are whole numbers (`ranks.ts`), below zero for pinned pairs.
 */
export interface CandidateArcs {
  readonly start: Int32Array;
  readonly lead: Int32Array;
  readonly weight: Float64Array;
}

/** Arcs in no order, to be added. */
export class ArcList {
  member = new Int32Array(1024);
  lead = new Int32Array(1024);
  weight = new Float64Array(1024);
  size = 0;

  add(member: number, lead: number, weight: number): void {
    if (this.size === this.member.length) this.#grow();
    this.member[this.size] = member;
    this.lead[this.size] = lead;
    this.weight[this.size] = weight;
    this.size += 1;
  }

  #grow(): void {
    const room = this.size * 2;
    const [member, lead, weight] = [new Int32Array(room), new Int32Array(room), new Float64Array(room)];
    member.set(this.member);
    lead.set(this.lead);
    weight.set(this.weight);
    this.member = member;
    this.lead = lead;
    this.weight = weight;
  }
}

/** Both sets of arcs in one, in order. No pair may be in both, nor twice in one. */
export function mergeArcs(memberCount: number, known: CandidateArcs | null, added: ArcList): CandidateArcs {
  const start = new Int32Array(memberCount + 1);
  for (let at = 0; at < added.size; at += 1) start[added.member[at]! + 1]! += 1;
  for (let member = 0; member < memberCount; member += 1) {
    if (known) start[member + 1]! += known.start[member + 1]! - known.start[member]!;
    start[member + 1]! += start[member]!;
  }
  const total = start[memberCount]!;
  const arcs = { start, lead: new Int32Array(total), weight: new Float64Array(total) };
  const end = start.slice();
  if (known) {
    for (let member = 0; member < memberCount; member += 1) {
      const [from, to] = [known.start[member]!, known.start[member + 1]!];
      arcs.lead.set(known.lead.subarray(from, to), start[member]!);
      arcs.weight.set(known.weight.subarray(from, to), start[member]!);
      end[member]! += to - from;
    }
  }
  for (let at = 0; at < added.size; at += 1) {
    insertInOrder(arcs, added.member[at]!, end, added.lead[at]!, added.weight[at]!);
  }
  return arcs;
}

/** Lists are short and mostly come in order, so each arc is put where it belongs by moving the later ones up. */
function insertInOrder(
  { start, lead, weight }: CandidateArcs,
  member: number,
  end: Int32Array,
  newLead: number,
  newWeight: number,
): void {
  const from = start[member]!;
  let at = end[member]!;
  end[member]! += 1;
  while (at > from && isAfter(weight[at - 1]!, lead[at - 1]!, newWeight, newLead)) {
    weight[at] = weight[at - 1]!;
    lead[at] = lead[at - 1]!;
    at -= 1;
  }
  weight[at] = newWeight;
  lead[at] = newLead;
}

function isAfter(weight: number, lead: number, otherWeight: number, otherLead: number): boolean {
  return weight > otherWeight || (weight === otherWeight && lead > otherLead);
}

/** The arcs to some of the leads only, of each member no more than the lightest `most`. */
export function selectArcs(
  { start: starts, lead, weight }: CandidateArcs,
  keeps: (lead: number) => boolean,
  most = Number.POSITIVE_INFINITY,
): CandidateArcs {
  const start = new Int32Array(starts.length);
  const kept: number[] = [];
  for (let member = 0; member + 1 < starts.length; member += 1) {
    const before = kept.length;
    for (let arc = starts[member]!; arc < starts[member + 1]! && kept.length - before < most; arc += 1) {
      if (keeps(lead[arc]!)) kept.push(arc);
    }
    start[member + 1] = kept.length;
  }
  return {
    start,
    lead: Int32Array.from(kept, (arc) => lead[arc]!),
    weight: Float64Array.from(kept, (arc) => weight[arc]!),
  };
}
