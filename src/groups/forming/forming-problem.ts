import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { KindergartenPair } from '../plan.ts';
import type { Bounds } from './assignment.ts';
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
  /** Of those the leads that wishes kept to and forbidden pairs leave; members of one place share one list. */
  readonly leadsAllowed: readonly (readonly number[])[];
  /** For each member what is missing to tell whether a lead reaches it, where none is known to. */
  readonly refusals: readonly (string | undefined)[];
  /** For each member the lead it wishes for, where wishes are kept to. */
  readonly bound: ReadonlyMap<number, number>;
  /** What the pair costs: distance, and the weight of a wish that it leaves unmet. */
  cost(member: number, lead: number): number;
  /** All pairs that `leadsAllowed` names, with the conditions on them: written down when first asked for. */
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
  for (const [member, { id }] of members.entries()) {
    const wish = leadOfPin.has(id) ? undefined : wished.get(id);
    if (wish !== undefined && wishes?.mode === 'keep') bound.set(member, wish);
  }
  const leadsAllowed = allowedLeads(leads, members, reach.leadsInReach, bound, input);
  const cost = (member: number, lead: number): number => {
    const [one, other] = [members[member] as Kindergarten, leads[lead] as Kindergarten];
    const wish = leadOfPin.has(one.id) ? undefined : wished.get(one.id);
    const unmet = wish === undefined || wish === other.id ? 0 : (wishes?.weight ?? 0);
    return input.distance(other, one).millimetres + unmet;
  };
  const stated = { leads, members, undetermined, pins, ...reach, leadsAllowed, bound, cost };
  let written: ConstrainedProblem | undefined;
  return {
    ...stated,
    get problem() {
      written ??= writtenProblem(stated, input, (member) => leadOfPin.has(member.id));
      return written;
    },
  };
}

/** Of each member the leads in reach that its wish and the forbidden pairs leave. */
function allowedLeads(
  leads: readonly Kindergarten[],
  members: readonly Kindergarten[],
  leadsInReach: readonly (readonly number[])[],
  bound: ReadonlyMap<number, number>,
  { forbidden = [] }: ProposalInput,
): (readonly number[])[] {
  const barred = new Map<number, Set<number>>();
  for (const [one, other] of forbidden) {
    barred.set(one, (barred.get(one) ?? new Set()).add(other));
    barred.set(other, (barred.get(other) ?? new Set()).add(one));
  }
  return members.map(({ id }, member) => {
    const reached = leadsInReach[member] ?? [];
    const [wish, out] = [bound.get(member), barred.get(id)];
    if (wish === undefined && !out) return reached;
    return reached.filter((lead) => {
      const other = leads[lead]?.id as number;
      return (wish === undefined || wish === other) && !out?.has(other);
    });
  });
}

/** How many members a lead may have; without an upper bound in the policy, as many as there are. */
export function boundsOfLeads({ rules }: ProposalInput, memberCount: number): Bounds {
  const { lower, upper } = rules.bounds;
  return { lower, upper: Math.min(upper, Math.max(lower, memberCount)) };
}

function writtenProblem(
  { leads, members, leadsAllowed, cost }: Omit<FormingProblem, 'problem'>,
  input: ProposalInput,
  isPinned: (member: Kindergarten) => boolean,
): ConstrainedProblem {
  const arcs: ConstrainedArc[] = [];
  for (const [member, kindergarten] of members.entries()) {
    const pinned = isPinned(kindergarten);
    const current = input.current?.leadOf.get(kindergarten.id);
    for (const lead of leadsAllowed[member] ?? []) {
      const kept = current !== undefined && current === leads[lead]?.id;
      arcs.push({
        ...{ lead, member, cost: cost(member, lead) },
        ...(pinned ? { pinned } : {}),
        ...(kept ? { kept } : {}),
      });
    }
  }
  const indexOf = new Map(members.map((member, index) => [member.id, index]));
  const bounds = boundsOfLeads(input, members.length);
  const maxLeads = input.maxLeads ?? null;
  return {
    leads: leads.map((lead) => (input.current?.leadIds.has(lead.id) ? { ...bounds, kept: true } : bounds)),
    memberCount: members.length,
    arcs,
    together: couples(input.together ?? [], indexOf),
    apart: couples(input.forbidden ?? [], indexOf),
    shares: sharesOf(leads, members, arcs, input),
    maxLeads: maxLeads !== null && maxLeads < leads.length ? maxLeads : null,
    maxGivenUp: null,
    goals: goalsOf(input, maxLeads),
  };
}

/** Pairs that must stand together are placed before others; fewest changes come before distance; where leads are limited, distance tells how many of them serve best. */
function goalsOf({ current, together }: ProposalInput, maxLeads: number | null): ConstrainedProblem['goals'] {
  const demanded = together?.length ? (['pinned', 'paired'] as const) : (['pinned'] as const);
  if (current) return [...demanded, 'placed', 'kept', 'cost'];
  return maxLeads === null ? [...demanded, 'placed', 'groups', 'cost'] : [...demanded, 'placed', 'cost'];
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

/** Pairs of members by index; those of others are left out. */
export function couples(pairs: readonly KindergartenPair[], indexOf: ReadonlyMap<number, number>) {
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
  const leadsInReach: (readonly number[])[] = [];
  const refusals: (string | undefined)[] = [];
  const reachFrom = reachByPlace(leads, rules);
  for (const kindergarten of members) {
    const pinnedTo = leadOfPin.get(kindergarten.id);
    if (pinnedTo !== undefined) {
      leadsInReach.push(leads.flatMap((lead, index) => (lead.id === pinnedTo ? [index] : [])));
      refusals.push(undefined);
      continue;
    }
    const { reached, refusal } = reachFrom(kindergarten);
    const standsWith = current?.leadOf.get(kindergarten.id);
    const own = standsWith === undefined ? -1 : leads.findIndex((lead) => lead.id === standsWith);
    leadsInReach.push(
      own < 0 || reached.includes(own) ? reached : [...reached, own].sort((one, other) => one - other),
    );
    refusals.push(refusal);
  }
  return { leadsInReach, refusals };
}

interface Reach {
  readonly reached: readonly number[];
  readonly refusal: string | undefined;
}

/** The leads whose jurisdiction reaches a member. Asked once for each place where the rules say what a place is. */
function reachByPlace(
  leads: readonly Kindergarten[],
  rules: ProposalInput['rules'],
): (member: Kindergarten) => Reach {
  const { placeOf } = rules;
  const leadsAt = new Map<string | Kindergarten, number[]>();
  for (const [index, lead] of leads.entries()) {
    const place = placeOf?.(lead) ?? lead;
    const own = leadsAt.get(place);
    if (own) own.push(index);
    else leadsAt.set(place, [index]);
  }
  const known = new Map<string, Reach>();
  return (member) => {
    const place = placeOf?.(member);
    const before = place === undefined ? undefined : known.get(place);
    if (before) return before;
    const reached: number[] = [];
    let refusal: string | undefined;
    for (const own of leadsAt.values()) {
      const answer = rules.inJurisdiction(leads[own[0] as number] as Kindergarten, member);
      if (answer.outcome === 'yes') for (const lead of own) reached.push(lead);
      else if (answer.outcome === 'unknown') refusal = answer.reason;
    }
    const reach = { reached: reached.sort((one, other) => one - other), refusal };
    if (place !== undefined) known.set(place, reach);
    return reach;
  };
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
