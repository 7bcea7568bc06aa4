import type { Kindergarten } from '../../../roster/kindergarten.ts';
import type { AssignmentProblem } from '../../forming/assignment.ts';
import { type Conflict, findConflicts } from '../../forming/conflicts.ts';
import type { Plan } from '../../plan.ts';
import {
  type Alternative,
  type ConflictWords,
  type Explanation,
  named,
  tryChange,
  type WhatIf,
} from './explanation.ts';
import { type Place, placeOf, type Restated } from './restate.ts';

/** Most nearer leads that are looked into: each takes one or two problems to be solved. */
const mostAlternatives = 3;
/** Most ways out that are tried, and told. */
const mostTried = 8;
const mostTold = 3;

type Core = Omit<
  Explanation,
  'plan' | 'ledgerChanged' | 'differing' | 'areCentresChosen' | 'kindergarten' | 'role'
>;

const nothing: Core = {
  ...{ lead: null, distance: null, basis: null, nearer: 0, isPinned: false, reason: null },
  ...{ members: [], alternatives: [], conflicts: [], changes: [] },
};

/** Why a kindergarten stands where it does in a plan's problem, and what it would take to have it otherwise. */
export async function explainKindergarten(
  restated: Restated,
  plan: Pick<Plan, 'id'>,
  kindergarten: Kindergarten,
  ledgerChanged: boolean,
): Promise<Explanation> {
  const place = placeOf(restated, kindergarten);
  return {
    ...nothing,
    ...{ plan: plan.id, kindergarten: named(kindergarten), role: place.role, ledgerChanged },
    ...{ differing: restated.differing, areCentresChosen: restated.areCentresChosen },
    ...(await coreOf(restated, kindergarten, place)),
  };
}

function coreOf(restated: Restated, kindergarten: Kindergarten, place: Place): Promise<Partial<Core>> {
  switch (place.role) {
    case 'member':
      return explainMember(restated, kindergarten, place);
    case 'unassigned':
      return explainUnassigned(restated, kindergarten, place.member);
    case 'lead':
      return explainLead(restated, place.lead);
    case 'idle-lead':
      return explainIdleLead(restated, kindergarten, place.lead);
    default:
      return explainOutside(restated, kindergarten);
  }
}

async function explainMember(
  restated: Restated,
  kindergarten: Kindergarten,
  { member, lead }: Extract<Place, { role: 'member' }>,
): Promise<Partial<Core>> {
  const { stated, input } = restated;
  const own = stated.leads[lead] as Kindergarten;
  const distance = input.distance(own, kindergarten);
  const nearer = leadsByDistance(restated, kindergarten).filter(
    (each) => each.millimetres < distance.millimetres,
  );
  const alternatives: Alternative[] = [];
  for (const each of nearer.slice(0, mostAlternatives)) {
    alternatives.push(await alternativeOf(restated, kindergarten, member, each.lead));
  }
  return {
    lead: named(own),
    ...{ distance: distance.millimetres, basis: distance.basis, alternatives },
    nearer: nearer.filter((each) => arcOf(restated, member, each.lead)).length,
    isPinned: stated.pins.some((pin) => pin.memberId === kindergarten.id),
  };
}

async function explainUnassigned(
  restated: Restated,
  kindergarten: Kindergarten,
  member: number,
): Promise<Partial<Core>> {
  const { problem, reasons } = restated;
  const reachable = leadsByDistance(restated, kindergarten).filter((each) =>
    arcOf(restated, member, each.lead),
  );
  const near = reachable.length > 0 ? reachable : leadsByDistance(restated, kindergarten);
  const alternatives: Alternative[] = [];
  for (const each of near.slice(0, mostAlternatives)) {
    const tried = await alternativeOf(restated, kindergarten, member, each.lead);
    // More places are among the ways out.
    alternatives.push({ ...tried, morePlace: null });
  }
  const changes: WhatIf[] = [];
  for (const { lead } of reachable.slice(0, mostTried)) {
    const bounds = problem.leads[lead];
    const used = restated.solution.leadOf.filter((each) => each === lead).length;
    if (used > 0 && bounds && used >= bounds.upper) {
      changes.push(await tryChange(restated, { kind: 'raise-upper', lead, by: 1 }));
    }
    if (used === 0 && bounds && bounds.lower > 1) {
      const short = await leastLowering(restated, lead, bounds.lower, (tried) => gains(tried));
      if (short) changes.push(short);
    }
  }
  return {
    ...{ reason: reasons.get(kindergarten.id) ?? null, alternatives },
    conflicts: conflictsWith(restated, (conflict) => conflict.members.includes(member)),
    changes: helpful(
      [...best(changes.filter(gains)), ...(await untilPlaced(restated, kindergarten, changes))],
      kindergarten,
    ),
  };
}

/** Where some ways out place the kindergarten, those alone: ways that help only others are no remedy for it. */
function helpful(changes: readonly WhatIf[], { id }: Kindergarten): readonly WhatIf[] {
  const placing = changes.filter(({ moves }) => moves.some((move) => move.id === id && move.to !== null));
  return placing.length > 0 ? placing : changes;
}

/** Most places by which an upper bound is raised to find out when somebody gets in. */
const mostRaised = 8;

/** The fewest places more at the nearest full lead with which the kindergarten gets one, where one more is not enough. */
async function untilPlaced(
  restated: Restated,
  { id }: Kindergarten,
  tried: readonly WhatIf[],
): Promise<WhatIf[]> {
  const isPlaced = ({ moves }: WhatIf) => moves.some((move) => move.id === id && move.to !== null);
  const full = tried.find(({ change }) => change.kind === 'raise-upper');
  if (!full || tried.some((each) => gains(each) && isPlaced(each))) return [];
  const lead = restated.stated.leads.findIndex((each) => each.id === full.change.lead?.id);
  for (let by = 2; by <= mostRaised; by += 1) {
    const raised = await tryChange(restated, { kind: 'raise-upper', lead, by });
    if (isPlaced(raised)) return [raised];
  }
  return [];
}

const gains = ({ placed, groups }: WhatIf) =>
  placed.after > placed.before || (placed.after === placed.before && groups.after > groups.before);

/** The fewest places by which the lower bound must come down for the grouping to gain. */
async function leastLowering(
  restated: Restated,
  lead: number,
  lower: number,
  suffices: (tried: WhatIf) => boolean,
): Promise<WhatIf | undefined> {
  for (let by = 1; by < lower; by += 1) {
    const tried = await tryChange(restated, { kind: 'lower-lower', lead, by });
    if (suffices(tried)) return tried;
  }
  return undefined;
}

/** Those that place most first, then those that make most groups, then the shortest. */
function best(changes: readonly WhatIf[]): WhatIf[] {
  return [...changes]
    .sort(
      (one, other) =>
        other.placed.after - one.placed.after ||
        other.groups.after - one.groups.after ||
        one.distance.after + one.penalty.after - (other.distance.after + other.penalty.after),
    )
    .slice(0, mostTold);
}

async function explainLead(restated: Restated, lead: number): Promise<Partial<Core>> {
  const { stated, input, solution } = restated;
  const own = stated.leads[lead] as Kindergarten;
  const members = stated.members.flatMap((each, member) =>
    solution.leadOf[member] === lead
      ? [{ ...named(each), distance: input.distance(own, each).millimetres }]
      : [],
  );
  const changes: WhatIf[] = [];
  if (members.length >= (restated.problem.leads[lead]?.upper ?? 0)) {
    changes.push(await tryChange(restated, { kind: 'raise-upper', lead, by: 1 }));
  }
  // A centre that is none would be a member somewhere: that is another partition.
  if (!restated.areCentresChosen) changes.push(await tryChange(restated, { kind: 'leave-out-lead', lead }));
  return { members, changes };
}

async function explainIdleLead(
  restated: Restated,
  { id }: Kindergarten,
  lead: number,
): Promise<Partial<Core>> {
  const lower = restated.problem.leads[lead]?.lower ?? 1;
  const short = await leastLowering(restated, lead, lower, gains);
  return {
    reason: restated.reasons.get(id) ?? null,
    conflicts: conflictsWith(restated, (conflict) => conflict.leads.includes(lead)),
    changes: short ? [short] : [],
  };
}

/** Of one who is no candidate: why, and what if the facts that are missing, or stand against it, were otherwise. */
async function explainOutside(restated: Restated, kindergarten: Kindergarten): Promise<Partial<Core>> {
  const { input, facts } = restated;
  const reason = whyOutside(restated, kindergarten);
  if (!facts.open.includes(kindergarten) || facts.serving.has(kindergarten.id)) return { reason };
  const { memberFits } = input.rules;
  const rules = {
    ...input.rules,
    memberFits: (each: Kindergarten) =>
      each.id === kindergarten.id ? { outcome: 'yes' as const, reason: '' } : memberFits(each),
  };
  const again = await restated.restate({ ...input, rules });
  if (!again.solution) return { reason };
  const tried = fitting(restated, again as Fitted, kindergarten);
  const isPlaced = tried.moves.some(({ id, to }) => id === kindergarten.id && to !== null);
  // Where not even its district is known, nothing can be said of a place.
  const isNowhere = again.stated.leads.every(
    (lead) => input.rules.inJurisdiction(lead, kindergarten).outcome === 'unknown',
  );
  return { reason, changes: isPlaced || !isNowhere ? [tried] : [] };
}

function whyOutside({ facts, input, reasons, excluded }: Restated, kindergarten: Kindergarten): string {
  const known = reasons.get(kindergarten.id);
  if (known !== undefined) return known;
  const group = facts.serving.get(kindergarten.id);
  if (group) return `已编在“${group.name}”里`;
  if (excluded.includes(kindergarten.id)) return '指定不编入';
  if (!facts.open.includes(kindergarten)) return `建设状态是“${kindergarten.buildState ?? '不明'}”`;
  return input.rules.memberFits(kindergarten).reason;
}

type Fitted = Pick<Restated, 'stated' | 'solution'>;

function fitting(restated: Restated, again: Fitted, kindergarten: Kindergarten): WhatIf {
  const side = ({ stated, solution }: Fitted) => {
    const leadOf = new Map(
      stated.members.map((each, member) => {
        const lead = solution.leadOf[member] ?? null;
        return [each, lead === null ? undefined : stated.leads[lead]] as const;
      }),
    );
    const total = [...leadOf].reduce(
      (sum, [own, lead]) => sum + (lead ? restated.input.distance(lead, own).millimetres : 0),
      0,
    );
    return { leadOf, total, cost: solution.cost };
  };
  const [before, after] = [side(restated), side(again)];
  return {
    change: { kind: 'fits', kindergarten: named(kindergarten), lead: null, by: null, to: null },
    ...{ possible: true, proven: restated.solution.proven && again.solution.proven },
    distance: { before: before.total, after: after.total },
    penalty: { before: before.cost - before.total, after: after.cost - after.total },
    placed: { before: restated.solution.placed, after: again.solution.placed },
    groups: { before: restated.solution.groups, after: again.solution.groups },
    moves: [...after.leadOf].flatMap(([each, lead]) => {
      const from = before.leadOf.get(each);
      if (from?.id === lead?.id) return [];
      return [{ ...named(each), from: from ? named(from) : null, to: lead ? named(lead) : null }];
    }),
  };
}

function leadsByDistance({ stated, input }: Restated, kindergarten: Kindergarten) {
  return stated.leads
    .map((each, lead) => ({ lead, millimetres: input.distance(each, kindergarten).millimetres }))
    .sort((one, other) => one.millimetres - other.millimetres || one.lead - other.lead);
}

const arcOf = ({ problem }: Restated, member: number, lead: number) =>
  problem.arcs.find((arc) => arc.member === member && arc.lead === lead);

async function alternativeOf(
  restated: Restated,
  kindergarten: Kindergarten,
  member: number,
  lead: number,
): Promise<Alternative> {
  const { stated, input, solution, problem } = restated;
  const other = stated.leads[lead] as Kindergarten;
  const { millimetres, basis } = input.distance(other, kindergarten);
  const refusal = arcOf(restated, member, lead) ? null : whyRefused(restated, kindergarten, other);
  const members = stated.members.filter((_, index) => solution.leadOf[index] === lead);
  const upper = problem.leads[lead]?.upper ?? 0;
  return {
    lead: named(other),
    ...{ distance: millimetres, basis, refusal, members: members.map(named), upper },
    outcome: await tryChange(restated, { kind: 'force-pair', member, lead, cost: millimetres }),
    morePlace:
      refusal === null && members.length >= upper
        ? await tryChange(restated, { kind: 'raise-upper', lead, by: 1 })
        : null,
  };
}

function whyRefused({ stated, input }: Restated, kindergarten: Kindergarten, lead: Kindergarten): string {
  const { id } = kindergarten;
  const pin = stated.pins.find((each) => each.memberId === id);
  if (pin) return '指定编到别的主导园';
  const barred = (input.forbidden ?? []).some((pair) => pair.includes(id) && pair.includes(lead.id));
  if (barred) return '指定不与它编在一起';
  const answer = input.rules.inJurisdiction(lead, kindergarten);
  if (answer.outcome !== 'yes') return answer.reason;
  return '申请表写了别的主导园，而要求照申请表编';
}

function conflictsWith(
  { problem, stated }: Restated,
  concerns: (conflict: Conflict) => boolean,
): ConflictWords[] {
  const plain: AssignmentProblem = problem;
  // Who reaches no lead contradicts nobody.
  const reaching = new Set(problem.arcs.map(({ member }) => member));
  return findConflicts(plain)
    .map((conflict) => ({ ...conflict, members: conflict.members.filter((each) => reaching.has(each)) }))
    .filter(concerns)
    .slice(0, 1)
    .map((conflict) => ({
      kind: conflict.kind,
      members: conflict.members.flatMap((member) => stated.members[member] ?? []).map(named),
      leads: conflict.leads.flatMap((lead) => stated.leads[lead] ?? []).map(named),
      count: conflict.kind === 'too-few-places' ? conflict.places : conflict.needed,
    }));
}
