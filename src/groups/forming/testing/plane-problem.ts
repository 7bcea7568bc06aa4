import type { AssignmentProblem } from '../assignment.ts';
import type { LargeProblem } from '../large-problem.ts';

/** How tight the bounds are: half to one and a half times the mean, within a tenth of it, or all groups equal. */
export type Tightness = 'loose' | 'tenth' | 'equal';

/** Random but the same on every machine (a linear congruential generator); 0 up to 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/**
 * A town on a plane of 100 km: a third of the kindergartens anywhere, the others crowded about forty centres, as
 * people live. Costs are millimetres as the crow flies.
 */
export function planeProblem(members: number, leads: number, tightness: Tightness, seed = 7): LargeProblem {
  const random = seeded(seed);
  const side = 100_000_000;
  const centres = Array.from({ length: 40 }, () => [random() * side, random() * side] as const);
  const points = (count: number) => {
    const [x, y] = [new Float64Array(count), new Float64Array(count)];
    for (let index = 0; index < count; index += 1) {
      const [centreX, centreY] = centres[Math.floor(random() * centres.length)] as readonly [number, number];
      const scattered = random() < 1 / 3;
      // The sum of three is close enough to a bell.
      const spread = () => ((random() + random() + random()) / 1.5 - 1) * 12_000_000;
      x[index] = scattered ? random() * side : centreX + spread();
      y[index] = scattered ? random() * side : centreY + spread();
    }
    return { x, y };
  };
  const positions = { members: points(members), leads: points(leads) };
  const mean = members / leads;
  const bounds = {
    loose: { lower: Math.floor(mean / 2), upper: Math.ceil(mean * 1.5) },
    tenth: { lower: Math.floor(mean * 0.9), upper: Math.ceil(mean * 1.1) },
    equal: { lower: Math.floor(mean), upper: Math.ceil(mean) },
  }[tightness];
  return {
    memberCount: members,
    leads: Array.from({ length: leads }, () => bounds),
    highestCost: 2 * side,
    positions,
    cost: (member, lead) => {
      const dx = positions.members.x[member]! - positions.leads.x[lead]!;
      const dy = positions.members.y[member]! - positions.leads.y[lead]!;
      return Math.round(Math.sqrt(dx * dx + dy * dy));
    },
  };
}

/** The same with pairs written down: all of them, or of each member the nearest. */
export function withPairs(problem: LargeProblem, nearest = problem.leads.length): AssignmentProblem {
  return {
    leads: problem.leads,
    memberCount: problem.memberCount,
    arcs: Array.from({ length: problem.memberCount }, (_, member) =>
      problem.leads
        .map((_each, lead) => ({ lead, member, cost: problem.cost(member, lead) }))
        .sort((one, other) => one.cost - other.cost || one.lead - other.lead)
        .slice(0, nearest),
    ).flat(),
  };
}
