import type { Position } from '../../common/geography.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { DistanceBasis, KindergartenPair, SharedPlace, WishMode } from '../plan.ts';
import type { AssignmentSolver, Bounds, Price } from './assignment.ts';
import {
  type ConstrainedSolution,
  type ConstrainedSolver,
  type SolvingLimits,
  solveConstrained,
} from './constrained.ts';
import { type FormingProblem, stateProblem } from './forming-problem.ts';
import { isTooLargeToWrite, solveLargeParts } from './large-parts.ts';
import { reasonsFor } from './reasons.ts';

/** What a policy says about forming, reduced to questions about kindergartens. `unknown` carries what is missing. */
export interface FormingRules {
  readonly bounds: Bounds;
  /** Said of a member whom no lead's jurisdiction reaches: Chinese, no full stop. */
  readonly noneInReach: string;
  memberFits(kindergarten: Kindergarten): Answer;
  inJurisdiction(lead: Kindergarten, member: Kindergarten): Answer;
  /** Kindergartens of one place have the same jurisdictions; absent: asked for every pair. */
  readonly placeOf?: (kindergarten: Kindergarten) => string;
  /** Public and private kindergartens in one group (公办、民办搭配); absent where the policy asks for no mix. */
  readonly mix?: MixRule;
}

export interface MixRule {
  /** It must be so, not only should. */
  readonly hard: boolean;
  /** What is still wanting in the group of a lead: each must be met by one member at least. */
  wanting(lead: Kindergarten): readonly MixShare[];
}

interface MixShare {
  /** 民办园 */
  readonly described: string;
  isMetBy(member: Kindergarten): boolean;
}

export interface Answer {
  readonly outcome: 'yes' | 'no' | 'unknown';
  /** Why not, or what is missing: Chinese, no full stop. */
  readonly reason: string;
}

export interface Distance {
  readonly millimetres: number;
  readonly basis: DistanceBasis;
  /** With basis `administrative`: the nearest unit that both are known to lie in. */
  readonly shared?: SharedPlace;
}

/** A member and a lead by ledger id: pinned by the clerk, or wished for in an application form. */
export interface LeadOfMember {
  readonly memberId: number;
  readonly leadId: number;
}

export interface ProposalInput {
  readonly leads: readonly Kindergarten[];
  /** Whoever might become a member; leads among them are passed over. */
  readonly candidates: readonly Kindergarten[];
  readonly pins: readonly LeadOfMember[];
  readonly rules: FormingRules;
  /** From lead to member. */
  distance(lead: Kindergarten, member: Kindergarten): Distance;
  /** Where every distance of kindergartens with positions is the great circle between them. */
  readonly positions?: ReadonlyMap<number, Position>;
  readonly together?: readonly KindergartenPair[];
  readonly forbidden?: readonly KindergartenPair[];
  readonly maxLeads?: number | null;
  readonly wishes?: Wishes;
  /** Millimetres that a group without its mix counts, where the mix is soft. */
  readonly mixWeight?: number;
  /** The grouping to stay near to; members and leads in it count as fitting. */
  readonly current?: CurrentGrouping;
}

interface CurrentGrouping {
  /** Lead of each member by ledger id, both still there. */
  readonly leadOf: ReadonlyMap<number, number>;
  readonly leadIds: ReadonlySet<number>;
}

interface Wishes {
  readonly mode: WishMode;
  /** Millimetres that a wish not met counts, where wishes are preferred. */
  readonly weight: number;
  readonly pairs: readonly LeadOfMember[];
}

export interface ProposedGroup {
  readonly lead: Kindergarten;
  readonly price?: Price;
  readonly members: readonly (Distance & { readonly kindergarten: Kindergarten })[];
}

export interface Unplaced {
  readonly kindergarten: Kindergarten;
  readonly reason: string;
}

/** A grouping not yet in force. Distances in millimetres. */
export interface Proposal {
  readonly groups: readonly ProposedGroup[];
  /** Fitting candidates without a place. */
  readonly unassigned: readonly Unplaced[];
  readonly leadsWithoutGroup: readonly Unplaced[];
  /** Candidates of whom the ledger does not know enough to tell whether they fit. */
  readonly undetermined: readonly Unplaced[];
  readonly pinsBroken: readonly (LeadOfMember & { readonly reason: string })[];
  readonly total: number;
  /** What wishes and mixes not met cost: `total + penalty` is what was minimised. */
  readonly penalty: number;
  /** The proven lower bound of `total + penalty`. */
  readonly bound: number;
  readonly proven: boolean;
}

export interface Solvers {
  readonly plain: AssignmentSolver;
  readonly constrained: ConstrainedSolver;
}

/**
 * Places as many fitting candidates as the bounds allow, gives every lead a group where they suffice (not with a limit
 * on leads) and, among those placements, makes the total distance with what unmet wishes and mixes cost least.
 * A pinned pair is kept whatever the rules say of it: the clerk decides, the check judges afterwards.
 */
export async function propose(
  input: ProposalInput,
  solvers: Solvers,
  limits: SolvingLimits = {},
): Promise<Proposal> {
  const stated = stateProblem(input);
  const solution = isTooLargeToWrite(stated, input)
    ? await solveLargeParts(stated, input, solvers.plain, limits)
    : await solveConstrained(stated.problem, solvers, limits);
  return proposalOf(stated, input, solution);
}

/** A solution in terms of kindergartens, with the reasons of those left over. */
export function proposalOf(
  stated: FormingProblem,
  input: ProposalInput,
  solution: Pick<ConstrainedSolution, 'leadOf' | 'cost' | 'bound' | 'proven' | 'prices'>,
): Proposal {
  const { leads, members } = stated;
  const membersOf: Kindergarten[][] = leads.map(() => []);
  for (const [member, kindergarten] of members.entries()) {
    const lead = solution.leadOf[member];
    if (typeof lead === 'number') membersOf[lead]?.push(kindergarten);
  }
  const groups = leads.flatMap((lead, index): ProposedGroup[] => {
    const own = (membersOf[index] ?? []).map((kindergarten) => ({
      kindergarten,
      ...input.distance(lead, kindergarten),
    }));
    const price = solution.prices?.leads[index];
    return own.length > 0 ? [{ lead, members: own, ...(price ? { price } : {}) }] : [];
  });
  const reasons = reasonsFor(stated, input, solution.leadOf);
  const led = new Set(groups.map((group) => group.lead.id));
  const leadIdOf = new Map(
    groups.flatMap((group) => group.members.map((each) => [each.kindergarten.id, group.lead.id] as const)),
  );
  const total = groups.reduce(
    (all, group) => all + group.members.reduce((sum, each) => sum + each.millimetres, 0),
    0,
  );
  return {
    groups,
    unassigned: members.flatMap((kindergarten, member) =>
      solution.leadOf[member] === null ? [{ kindergarten, reason: reasons.unplaced(member) }] : [],
    ),
    leadsWithoutGroup: leads.flatMap((kindergarten, lead) =>
      led.has(kindergarten.id) ? [] : [{ kindergarten, reason: reasons.withoutGroup(lead) }],
    ),
    undetermined: stated.undetermined,
    pinsBroken: stated.pins.flatMap((pin) =>
      leadIdOf.get(pin.memberId) === pin.leadId ? [] : [{ ...pin, reason: reasons.broken(pin) }],
    ),
    total,
    penalty: solution.cost - total,
    bound: solution.bound,
    proven: solution.proven,
  };
}
