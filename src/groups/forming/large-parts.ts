import type { Position } from '../../common/geography.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { type AssignmentSolver, noPrice, type Price, type SolverOptions } from './assignment.ts';
import type { ConstrainedSolution, SolvingLimits } from './constrained.ts';
import { boundsOfLeads, couples, type FormingProblem } from './forming-problem.ts';
import { solveLarge } from './large-problem.ts';
import { onAPlane } from './on-a-plane.ts';
import type { ProposalInput } from './proposal.ts';

/** So many pairs are written down; beyond them they are looked at as they are needed. Some 300 MB. */
const writtenAtMost = 2_000_000;

/** Whether the pairs are too many to be written down, and bounds, pins and costs are all that counts. */
export function isTooLargeToWrite(
  { members, leadsAllowed }: FormingProblem,
  { together = [], forbidden = [], maxLeads, rules, current }: ProposalInput,
  most = writtenAtMost,
): boolean {
  const pairs = leadsAllowed.reduce((sum, own) => sum + own.length, 0);
  if (pairs <= most || rules.mix || current) return false;
  const indexOf = new Map(members.map((member, index) => [member.id, index]));
  const conditions = couples(together, indexOf).length + couples(forbidden, indexOf).length;
  return conditions === 0 && !(typeof maxLeads === 'number');
}

/** Leads and members that have no pair with any others. */
interface Part {
  readonly leads: readonly number[];
  readonly members: readonly number[];
  readonly pairs: number;
}

/**
 * Solves part by part; no more pairs than `most` are ever written down at once. Where a part is larger, only what its
 * prices call for is held, and every pair is looked at in the proof.
 * @throws RangeError where so many are pinned in a large part, so far apart, that sums would not stay exact
 */
export async function solveLargeParts(
  stated: FormingProblem,
  input: ProposalInput,
  plain: AssignmentSolver,
  limits: SolvingLimits = {},
  most = writtenAtMost,
): Promise<ConstrainedSolution> {
  const leadOf: (number | null)[] = stated.members.map(() => null);
  const total = { pinnedKept: 0, placed: 0, groups: 0, kept: 0, cost: 0, bound: 0, proven: true };
  // As where the parts of a problem with its pairs written down are put together.
  const prices = {
    leads: stated.leads.map(() => noPrice),
    members: leadOf.map((): Price => ({ ...noPrice, placed: 1 })),
  };
  let priced = true;
  for (const part of partsByReach(stated)) {
    const options = optionsOf(limits);
    const solution =
      part.pairs <= most
        ? await plain(writtenPart(part, stated, input), options)
        : await solveLarge(largePart(part, stated, input), options);
    for (const [member, lead] of solution.leadOf.entries()) {
      if (lead !== null) leadOf[part.members[member] as number] = part.leads[lead] as number;
    }
    priced &&= solution.prices !== null;
    for (const [lead, price] of solution.prices?.leads.entries() ?? []) {
      prices.leads[part.leads[lead] as number] = price;
    }
    for (const [member, price] of solution.prices?.members.entries() ?? []) {
      prices.members[part.members[member] as number] = price;
    }
    for (const key of ['pinnedKept', 'placed', 'groups', 'cost', 'bound'] as const)
      total[key] += solution[key];
    total.proven &&= solution.proven;
  }
  return { leadOf, ...total, prices: priced ? prices : null };
}

const optionsOf = ({ remaining, signal }: SolvingLimits): SolverOptions => ({
  ...(signal ? { signal } : {}),
  ...(remaining ? { timeLimitSeconds: Math.max(1, Math.ceil(remaining())) } : {}),
});

/** Members of one place share their list of leads: each list is looked at once. Leads nobody reaches are in no part. */
function partsByReach({ leads, members, leadsAllowed }: FormingProblem): Part[] {
  const parent = leads.map((_, lead) => lead);
  const root = (lead: number): number => {
    let at = lead;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (const own of new Set(leadsAllowed)) {
    const first = root(own[0] ?? 0);
    for (const lead of own) parent[root(lead)] = first;
  }
  const parts = new Map<number, { leads: number[]; members: number[]; pairs: number }>();
  for (const member of members.keys()) {
    const own = leadsAllowed[member] ?? [];
    if (own[0] === undefined) continue;
    const at = root(own[0]);
    const part = parts.get(at) ?? { leads: [], members: [], pairs: 0 };
    parts.set(at, part);
    part.members.push(member);
    part.pairs += own.length;
  }
  for (const lead of leads.keys()) parts.get(root(lead))?.leads.push(lead);
  return [...parts.values()];
}

function writtenPart({ leads, members }: Part, stated: FormingProblem, input: ProposalInput) {
  const pinned = pinnedPairs(stated);
  const own = new Map(leads.map((lead, index) => [lead, index]));
  return {
    leads: leads.map(() => boundsOfLeads(input, stated.members.length)),
    memberCount: members.length,
    arcs: members.flatMap((member, index) =>
      (stated.leadsAllowed[member] ?? []).map((lead) => ({
        ...{ lead: own.get(lead) as number, member: index, cost: stated.cost(member, lead) },
        ...(pinned.has(member) ? { pinned: true } : {}),
      })),
    ),
  };
}

function largePart(part: Part, stated: FormingProblem, input: ProposalInput) {
  const leads = part.leads.map((lead) => stated.leads[lead] as Kindergarten);
  const members = part.members.map((member) => stated.members[member] as Kindergarten);
  const pinned = pinnedPairs(stated);
  const allowed = allowedIn(part, stated);
  const cost = (member: number, lead: number) =>
    stated.cost(part.members[member] as number, part.leads[lead] as number);
  let highestCost = 0;
  for (let member = 0; member < members.length; member += 1) {
    for (let lead = 0; lead < leads.length; lead += 1) {
      if (allowed(member, lead)) highestCost = Math.max(highestCost, cost(member, lead));
    }
  }
  const positions = positionsIn(leads, members, input);
  return {
    leads: leads.map(() => boundsOfLeads(input, stated.members.length)),
    memberCount: members.length,
    ...{ cost, highestCost, allowed },
    pins: part.members.flatMap((member, index) =>
      pinned.has(member)
        ? (stated.leadsAllowed[member] ?? []).map((lead) => ({
            member: index,
            lead: part.leads.indexOf(lead),
          }))
        : [],
    ),
    ...(positions ? { positions } : {}),
  };
}

/** Whether a pair of a part is allowed; lists shared by members are turned into a table once. */
function allowedIn({ leads, members }: Part, { leadsAllowed }: FormingProblem) {
  const tables = new Map<readonly number[], Uint8Array>();
  const own = new Map(leads.map((lead, index) => [lead, index]));
  const tableOf = members.map((member) => {
    const list = leadsAllowed[member] ?? [];
    const known = tables.get(list);
    if (known) return known;
    const table = new Uint8Array(leads.length);
    for (const lead of list) table[own.get(lead) as number] = 1;
    tables.set(list, table);
    return table;
  });
  return (member: number, lead: number): boolean => tableOf[member]?.[lead] === 1;
}

/** On a plane where everybody of the part lies somewhere known; undefined where somebody does not. */
function positionsIn(
  leads: readonly Kindergarten[],
  members: readonly Kindergarten[],
  { positions }: ProposalInput,
) {
  const placesOf = (all: readonly Kindergarten[]): Position[] =>
    all.flatMap(({ id }) => positions?.get(id) ?? []);
  const [ofLeads, ofMembers] = [placesOf(leads), placesOf(members)];
  if (ofLeads.length < leads.length || ofMembers.length < members.length) return undefined;
  return onAPlane(ofMembers, ofLeads);
}

/** Members who are pinned: the one lead in their reach is the one they are pinned to. */
function pinnedPairs({ members, pins }: FormingProblem): ReadonlySet<number> {
  const ids = new Set(pins.map((pin) => pin.memberId));
  return new Set(members.flatMap(({ id }, member) => (ids.has(id) ? [member] : [])));
}
