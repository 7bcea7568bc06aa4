import type { Kindergarten } from '../../roster/kindergarten.ts';
import {
  type Arc,
  type AssignmentSolution,
  type AssignmentSolver,
  type Bounds,
  solveByParts,
} from './assignment.ts';

/** What a policy says about forming, reduced to questions about kindergartens. `unknown` carries what is missing. */
export interface FormingRules {
  readonly bounds: Bounds;
  /** Said of a member whom no lead's jurisdiction reaches: Chinese, no full stop. */
  readonly noneInReach: string;
  memberFits(kindergarten: Kindergarten): Answer;
  inJurisdiction(lead: Kindergarten, member: Kindergarten): Answer;
}

export interface Answer {
  readonly outcome: 'yes' | 'no' | 'unknown';
  /** Why not, or what is missing: Chinese, no full stop. */
  readonly reason: string;
}

export interface Distance {
  readonly millimetres: number;
  /** `administrative` where a coordinate is missing and the places in the office tree had to serve. */
  readonly basis: 'coordinates' | 'administrative';
}

export interface ProposalInput {
  readonly leads: readonly Kindergarten[];
  /** Whoever might become a member; leads among them are passed over. */
  readonly candidates: readonly Kindergarten[];
  readonly pins: readonly { readonly memberId: number; readonly leadId: number }[];
  readonly rules: FormingRules;
  distance(lead: Kindergarten, member: Kindergarten): Distance;
}

interface ProposedGroup {
  readonly lead: Kindergarten;
  readonly members: readonly (Distance & { readonly kindergarten: Kindergarten })[];
}

export interface Unplaced {
  readonly kindergarten: Kindergarten;
  readonly reason: string;
}

/** A grouping not yet in force. Distances in millimetres; `bound` is the proven lower bound of the total. */
export interface Proposal {
  readonly groups: readonly ProposedGroup[];
  /** Fitting candidates without a place. */
  readonly unassigned: readonly Unplaced[];
  readonly leadsWithoutGroup: readonly Unplaced[];
  /** Candidates of whom the ledger does not know enough to tell whether they fit. */
  readonly undetermined: readonly Unplaced[];
  readonly pinsBroken: readonly {
    readonly memberId: number;
    readonly leadId: number;
    readonly reason: string;
  }[];
  readonly total: number;
  readonly bound: number;
  readonly proven: boolean;
}

/** By identity code, those without one last, then by ledger id: the order that breaks ties. */
function byIdentityCode(a: Kindergarten, b: Kindergarten): number {
  const [one, other] = [a.code ?? '\uffff', b.code ?? '\uffff'];
  return one < other ? -1 : one > other ? 1 : a.id - b.id;
}

/**
 * Places as many fitting candidates as the bounds allow, gives every lead a group where they suffice and, among those
 * placements, makes the total distance least.
 * A pinned pair is kept whatever the rules say of it: the clerk decides, the check judges afterwards.
 */
export async function propose(input: ProposalInput, solve: AssignmentSolver): Promise<Proposal> {
  const leads = [...input.leads].sort(byIdentityCode);
  const leadIds = new Set(leads.map((lead) => lead.id));
  const leadOfPin = new Map(input.pins.map((pin) => [pin.memberId, pin.leadId]));
  const members: Kindergarten[] = [];
  const undetermined: Unplaced[] = [];
  for (const kindergarten of [...input.candidates].sort(byIdentityCode)) {
    if (leadIds.has(kindergarten.id)) continue;
    const fits = input.rules.memberFits(kindergarten);
    if (fits.outcome === 'yes' || leadOfPin.has(kindergarten.id)) members.push(kindergarten);
    else if (fits.outcome === 'unknown') undetermined.push({ kindergarten, reason: fits.reason });
  }
  const { arcs, distances, refusals } = pairs(leads, members, leadOfPin, input);
  const { lower, upper } = input.rules.bounds;
  const bounds = { lower, upper: Math.min(upper, Math.max(lower, members.length)) };
  const problem = { leads: leads.map(() => bounds), memberCount: members.length, arcs };
  const solution = await solveByParts(problem, solve);
  const leadsInReach: number[][] = members.map(() => []);
  for (const arc of arcs) leadsInReach[arc.member]?.push(arc.lead);
  const taken = leads.map(() => 0);
  for (const lead of solution.leadOf) if (lead !== null) taken[lead] = (taken[lead] ?? 0) + 1;
  const groups = proposedGroups(leads, members, solution, distances);
  const led = new Set(groups.map((group) => group.lead.id));
  const solvedIds = { leads: leadIds, members: new Set(members.map((member) => member.id)) };
  return {
    groups,
    unassigned: members.flatMap((kindergarten, member) =>
      solution.leadOf[member] === null
        ? [
            {
              kindergarten,
              reason: whyUnplaced(leadsInReach[member] ?? [], taken, leads, input.rules, refusals[member]),
            },
          ]
        : [],
    ),
    leadsWithoutGroup: leads
      .filter((lead) => !led.has(lead.id))
      .map((kindergarten) => ({
        kindergarten,
        reason: whyWithoutGroup(leads.indexOf(kindergarten), arcs, input.rules.bounds.lower),
      })),
    undetermined,
    pinsBroken: input.pins.flatMap((pin) => {
      const placedAt = groups.find((group) =>
        group.members.some((each) => each.kindergarten.id === pin.memberId),
      );
      return placedAt?.lead.id === pin.leadId ? [] : [{ ...pin, reason: whyBroken(pin, input, solvedIds) }];
    }),
    total: solution.cost,
    bound: solution.bound,
    proven: solution.proven,
  };
}

type Pair = { readonly lead: number; readonly member: number };
const pairKey = ({ lead, member }: Pair) => `${lead} ${member}`;

function pairs(
  leads: readonly Kindergarten[],
  members: readonly Kindergarten[],
  leadOfPin: ReadonlyMap<number, number>,
  input: ProposalInput,
) {
  const arcs: Arc[] = [];
  const distances = new Map<string, Distance>();
  const refusals: (string | undefined)[] = [];
  for (const [member, kindergarten] of members.entries()) {
    const pinnedTo = leadOfPin.get(kindergarten.id);
    let refusal: string | undefined;
    for (const [lead, candidate] of leads.entries()) {
      if (pinnedTo !== undefined && pinnedTo !== candidate.id) continue;
      const answer = input.rules.inJurisdiction(candidate, kindergarten);
      if (answer.outcome !== 'yes' && pinnedTo === undefined) {
        if (answer.outcome === 'unknown') refusal = answer.reason;
        continue;
      }
      const distance = input.distance(candidate, kindergarten);
      distances.set(pairKey({ lead, member }), distance);
      arcs.push({
        lead,
        member,
        cost: distance.millimetres,
        ...(pinnedTo === undefined ? {} : { pinned: true }),
      });
    }
    refusals[member] = refusal;
  }
  return { arcs, distances, refusals };
}

function proposedGroups(
  leads: readonly Kindergarten[],
  members: readonly Kindergarten[],
  solution: AssignmentSolution,
  distances: ReadonlyMap<string, Distance>,
): ProposedGroup[] {
  return leads.flatMap((lead, index): ProposedGroup[] => {
    const own = members.flatMap((kindergarten, member) => {
      const distance = distances.get(pairKey({ lead: index, member }));
      return solution.leadOf[member] === index && distance ? [{ kindergarten, ...distance }] : [];
    });
    return own.length > 0 ? [{ lead, members: own }] : [];
  });
}

function whyUnplaced(
  reachable: readonly number[],
  taken: readonly number[],
  leads: readonly Kindergarten[],
  { bounds, noneInReach }: Pick<FormingRules, 'bounds' | 'noneInReach'>,
  refusal: string | undefined,
): string {
  if (reachable.length === 0) return refusal ?? noneInReach;
  const full = reachable.filter((lead) => (taken[lead] ?? 0) >= bounds.upper);
  const short = `凑不足下限 ${bounds.lower} 所`;
  if (full.length === 0) return `可以结对的主导园都${short}`;
  const names = full
    .slice(0, 3)
    .map((lead) => leads[lead]?.name ?? '')
    .join('、');
  const named = `${names}${full.length > 3 ? ` 等 ${full.length} 所` : ''}`;
  return full.length === reachable.length
    ? `可以结对的主导园（${named}）都已满 ${bounds.upper} 所`
    : `可以结对的主导园，${named}已满 ${bounds.upper} 所，其余${short}`;
}

function whyWithoutGroup(lead: number, arcs: readonly Arc[], lower: number): string {
  const reachable = arcs.filter((arc) => arc.lead === lead).length;
  if (reachable < lower) {
    return `辖区内可以编入的园所只有 ${reachable} 所，达不到每个主导园的下限 ${lower} 所`;
  }
  return '辖区内可以编入的园所不够每个主导园都达到下限，编给了别的主导园';
}

interface SolvedIds {
  readonly leads: ReadonlySet<number>;
  readonly members: ReadonlySet<number>;
}

function whyBroken(
  pin: { memberId: number; leadId: number },
  { pins, rules }: ProposalInput,
  solved: SolvedIds,
): string {
  if (solved.leads.has(pin.memberId)) return '前一个园所这次担任主导园，不能又编入联盟';
  if (!solved.members.has(pin.memberId)) return '前一个园所已经编在联盟里，或者没有开办，不能再编入';
  if (!solved.leads.has(pin.leadId)) return '后一个园所这次不担任主导园';
  const others = pins.filter((each) => each.memberId === pin.memberId && each.leadId !== pin.leadId);
  if (others.length > 0) return '同一园所被指定给了两个主导园';
  const same = new Set(pins.filter((each) => each.leadId === pin.leadId).map((each) => each.memberId)).size;
  if (same > rules.bounds.upper) {
    return `指定给这个主导园的有 ${same} 所，超过上限 ${rules.bounds.upper} 所`;
  }
  return `加上这一所，主导园仍达不到下限 ${rules.bounds.lower} 所`;
}
