import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { KindergartenPair } from '../plan.ts';
import type { ConstrainedArc, ConstrainedProblem, Share } from './constrained.ts';
import type { LeadOfMember, ProposalInput, Unplaced } from './proposal.ts';

/** The forming problem by numbers, with whom the numbers mean. */
export interface FormingProblem {
  /** By identity code, as are the members: the order that breaks ties. */
  readonly leads: readonly Kindergarten[];
  readonly members: readonly Kindergarten[];
  readonly undetermined: readonly Unplaced[];
  /** The clerk's pins, and the pairs of lead and member that must stand together. */
  readonly pins: readonly LeadOfMember[];
  /** For each member the leads whose jurisdiction reaches it, wishes and conditions not yet looked at. */
  readonly leadsInReach: readonly (readonly number[])[];
  /** For each member what is missing to tell whether a lead reaches it, where none is known to. */
  readonly refusals: readonly (string | undefined)[];
  /** For each member the lead it wishes for, where wishes are kept to. */
  readonly bound: ReadonlyMap<number, number>;
  readonly problem: ConstrainedProblem;
}

/** By identity code, those without one last, then by ledger id. */
export function byIdentityCode(a: Kindergarten, b: Kindergarten): number {
  const [one, other] = [a.code ?? '\uffff', b.code ?? '\uffff'];
  return one < other ? -1 : one > other ? 1 : a.id - b.id;
}

/** Who may stand with whom, at what cost, under which conditions. */
export function stateProblem(input: ProposalInput): FormingProblem {
  const { rules, wishes } = input;
  const leads = [...input.leads].sort(byIdentityCode);
  const leadIds = new Set(leads.map((lead) => lead.id));
  const pins = [...input.pins, ...pinsOfPairs(input.together ?? [], leadIds)];
  const leadOfPin = new Map(pins.map((pin) => [pin.memberId, pin.leadId]));
  const members: Kindergarten[] = [];
  const undetermined: Unplaced[] = [];
  for (const kindergarten of [...input.candidates].sort(byIdentityCode)) {
    if (leadIds.has(kindergarten.id)) continue;
    const fits = rules.memberFits(kindergarten);
    const isHeld = leadOfPin.has(kindergarten.id) || input.current?.leadOf.has(kindergarten.id);
    if (fits.outcome === 'yes' || isHeld) members.push(kindergarten);
    else if (fits.outcome === 'unknown') undetermined.push({ kindergarten, reason: fits.reason });
  }
  const reach = membersInReach(leads, members, leadOfPin, input);
  const wished = new Map(wishesToHeed(input).map((wish) => [wish.memberId, wish.leadId]));
  const bound = new Map<number, number>();
  const barred = new Set(
    (input.forbidden ?? []).flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]),
  );
  const arcs: ConstrainedArc[] = [];
  for (const [member, kindergarten] of members.entries()) {
    const pinned = leadOfPin.has(kindergarten.id);
    const wish = pinned ? undefined : wished.get(kindergarten.id);
    if (wish !== undefined && wishes?.mode === 'keep') bound.set(member, wish);
    for (const lead of reach.leadsInReach[member] ?? []) {
      const candidate = leads[lead] as Kindergarten;
      const isWished = wish === undefined || wish === candidate.id;
      if (!isWished && wishes?.mode === 'keep') continue;
      if (barred.has(`${candidate.id} ${kindergarten.id}`)) continue;
      const cost =
        input.distance(candidate, kindergarten).millimetres + (isWished ? 0 : (wishes?.weight ?? 0));
      const kept = input.current?.leadOf.get(kindergarten.id) === candidate.id;
      arcs.push({ lead, member, cost, ...(pinned ? { pinned } : {}), ...(kept ? { kept } : {}) });
    }
  }
  const indexOf = new Map(members.map((member, index) => [member.id, index]));
  const { lower, upper } = rules.bounds;
  const bounds = { lower, upper: Math.min(upper, Math.max(lower, members.length)) };
  const maxLeads = input.maxLeads ?? null;
  return {
    ...{ leads, members, undetermined, pins, ...reach, bound },
    problem: {
      leads: leads.map((lead) => (input.current?.leadIds.has(lead.id) ? { ...bounds, kept: true } : bounds)),
      memberCount: members.length,
      arcs,
      together: couples(input.together ?? [], indexOf),
      apart: couples(input.forbidden ?? [], indexOf),
      shares: sharesOf(leads, members, arcs, input),
      maxLeads: maxLeads !== null && maxLeads < leads.length ? maxLeads : null,
      maxGivenUp: null,
      goals: goalsOf(input, maxLeads),
    },
  };
}

/** Fewest changes come before distance; where leads are limited, distance tells how many of them serve best. */
function goalsOf({ current }: ProposalInput, maxLeads: number | null): ConstrainedProblem['goals'] {
  if (current) return ['pinned', 'placed', 'kept', 'cost'];
  return maxLeads === null ? ['pinned', 'placed', 'groups', 'cost'] : ['pinned', 'placed', 'cost'];
}

/** A wish for one who does not lead this time can only be kept to, not preferred. */
export function wishesToHeed({
  wishes,
  leads,
}: Pick<ProposalInput, 'wishes' | 'leads'>): readonly LeadOfMember[] {
  if (!wishes || wishes.mode === 'ignore') return [];
  if (wishes.mode === 'keep') return wishes.pairs;
  const leadIds = new Set(leads.map((lead) => lead.id));
  return wishes.pairs.filter((wish) => leadIds.has(wish.leadId));
}

/** A lead and another kindergarten that must stand together: the other is pinned to it. */
function pinsOfPairs(together: readonly KindergartenPair[], leadIds: ReadonlySet<number>): LeadOfMember[] {
  return together.flatMap(([one, other]) => {
    if (leadIds.has(one) === leadIds.has(other)) return [];
    return [leadIds.has(one) ? { leadId: one, memberId: other } : { leadId: other, memberId: one }];
  });
}

function couples(pairs: readonly KindergartenPair[], indexOf: ReadonlyMap<number, number>) {
  return pairs.flatMap(([a, b]): (readonly [number, number])[] => {
    const [one, other] = [indexOf.get(a), indexOf.get(b)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}

function membersInReach(
  leads: readonly Kindergarten[],
  members: readonly Kindergarten[],
  leadOfPin: ReadonlyMap<number, number>,
  { rules, current }: ProposalInput,
): Pick<FormingProblem, 'leadsInReach' | 'refusals'> {
  const leadsInReach: number[][] = [];
  const refusals: (string | undefined)[] = [];
  for (const kindergarten of members) {
    const pinnedTo = leadOfPin.get(kindergarten.id);
    const own: number[] = [];
    let refusal: string | undefined;
    for (const [lead, candidate] of leads.entries()) {
      if (pinnedTo !== undefined) {
        if (pinnedTo === candidate.id) own.push(lead);
        continue;
      }
      const answer = rules.inJurisdiction(candidate, kindergarten);
      if (answer.outcome === 'yes' || current?.leadOf.get(kindergarten.id) === candidate.id) own.push(lead);
      else if (answer.outcome === 'unknown') refusal = answer.reason;
    }
    leadsInReach.push(own);
    refusals.push(refusal);
  }
  return { leadsInReach, refusals };
}

function sharesOf(
  leads: readonly Kindergarten[],
  members: readonly Kindergarten[],
  arcs: readonly ConstrainedArc[],
  { rules: { mix }, mixWeight }: ProposalInput,
): Share[] {
  if (!mix) return [];
  const membersOf: number[][] = leads.map(() => []);
  for (const arc of arcs) membersOf[arc.lead]?.push(arc.member);
  return leads.flatMap((lead, index) =>
    mix.wanting(lead).map((share) => ({
      lead: index,
      members: (membersOf[index] ?? []).filter((member) => share.isMetBy(members[member] as Kindergarten)),
      weight: mix.hard ? null : (mixWeight ?? 0),
    })),
  );
}
