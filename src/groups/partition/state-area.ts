import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { Distance, LeadOfMember } from '../forming/proposal.ts';
import type { KindergartenPair } from '../plan.ts';
import type { Mix, PartitionProblem } from './problem.ts';

/** One area's task in terms of kindergartens. */
export interface AreaTask {
  /** In the order that breaks ties. */
  readonly kindergartens: readonly Kindergarten[];
  readonly eligible: ReadonlySet<number>;
  readonly fixed: ReadonlySet<number>;
  readonly pins: readonly LeadOfMember[];
  readonly together: readonly KindergartenPair[];
  readonly forbidden: readonly KindergartenPair[];
  /** Wished leads; `weight` in millimetres is what a wish not met costs. */
  readonly wishes: { readonly weight: number; readonly pairs: readonly LeadOfMember[] };
  readonly districts: number;
  /** Kindergartens in a district, the centre among them. */
  readonly capacity: number;
  readonly lower: number;
  /** Centres that are better not chosen, since nobody knows where they lie, and what choosing one costs (millimetres). */
  readonly unlocated?: { readonly ids: ReadonlySet<number>; readonly penalty: number };
  readonly mix: {
    readonly wanted: readonly string[];
    readonly penalty: number;
    classOf(each: Kindergarten): string | null;
  } | null;
  distance(lead: Kindergarten, member: Kindergarten): Distance;
}

/** The area's task by numbers; nodes are `kindergartens` in their order, costs millimetres. */
export function stateArea(task: AreaTask): PartitionProblem {
  const { kindergartens, eligible, districts, capacity, wishes } = task;
  const nodeOf = new Map(kindergartens.map(({ id }, node) => [id, node]));
  const centres = kindergartens.flatMap(({ id }, node) => (eligible.has(id) ? [node] : []));
  const seatOf = new Map(centres.map((node, seat) => [kindergartens[node]?.id as number, seat]));
  const wished = new Map(wishes.pairs.map((wish) => [wish.memberId, wish.leadId]));
  const costs = centres.map((centre) => {
    const lead = kindergartens[centre] as Kindergarten;
    return Float64Array.from(kindergartens, (member) => {
      if (member.id === lead.id) return task.unlocated?.ids.has(lead.id) ? task.unlocated.penalty : 0;
      const wish = wished.get(member.id);
      const unmet = wish !== undefined && seatOf.has(wish) && wish !== lead.id;
      return task.distance(lead, member).millimetres + (unmet ? wishes.weight : 0);
    });
  });
  const pairs = (all: readonly KindergartenPair[]) =>
    all.flatMap(([a, b]): (readonly [number, number])[] => {
      const [one, other] = [nodeOf.get(a), nodeOf.get(b)];
      return one === undefined || other === undefined ? [] : [[one, other]];
    });
  return {
    demands: kindergartens.map(() => 1),
    ...{ centres, costs, capacity, lower: task.lower },
    count: { least: districts, most: districts },
    fixed: [...task.fixed].flatMap((id) => seatOf.get(id) ?? []),
    pins: task.pins.flatMap(({ memberId, leadId }) => {
      const [node, seat] = [nodeOf.get(memberId), seatOf.get(leadId)];
      return node === undefined || seat === undefined ? [] : [{ node, seat }];
    }),
    together: pairs(task.together),
    apart: pairs(task.forbidden),
    leftOut: Math.max(0, kindergartens.length - districts * capacity),
    ...(task.mix ? { mix: mixOf(kindergartens, task.mix) } : {}),
  };
}

function mixOf(kindergartens: readonly Kindergarten[], mix: NonNullable<AreaTask['mix']>): Mix {
  return {
    classOf: kindergartens.map((each) => {
      const own = mix.classOf(each);
      return own === null || !mix.wanted.includes(own) ? null : mix.wanted.indexOf(own);
    }),
    wanted: mix.wanted.map((_, index) => index),
    penalty: mix.penalty,
  };
}
