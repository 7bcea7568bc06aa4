import { z } from 'zod';
import type { IsoDate } from '../common/dates.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { mayLead } from '../policy/eligibility.ts';
import { describeMissing } from '../policy/fact-names.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { loadDictionary } from '../tables/load.ts';
import { findTemplate, readTemplate } from '../tables/template-file.ts';
import { distanceBetween } from './forming/distance.ts';
import { solveAssignment } from './forming/exact-solver.ts';
import { type FormingRules, type Proposal, propose, type Unplaced } from './forming/proposal.ts';
import { formingRules } from './forming-rules.ts';
import type { Group } from './group.ts';
import { listGroups } from './groups.store.ts';
import { type LeadRules, leadsByPolicy, noLead } from './leads-available.ts';
import { type PlanProblem, type PlanResult, planResult } from './plan.ts';

export interface ProposalWish {
  readonly policyId: string;
  readonly tier: string;
  readonly problem: PlanProblem;
}

export interface GroupProposal {
  readonly policy: Policy;
  readonly tier: string;
  readonly proposal: Proposal;
  readonly result: PlanResult;
}

const formingFile = z.strictObject({
  administrativeDistance: z.strictObject({
    sameTown: z.number().nonnegative(),
    sameDistrict: z.number().nonnegative(),
    elsewhere: z.number().nonnegative(),
  }),
});

/**
 * States the forming problem from the policy and the ledger as it was on `problem.on`, and solves it exactly.
 * @param warn told of leads and pins given that do not fit or cannot serve, also where nothing can be proposed then
 * @throws Failure `lead-none`, `leads-serving`, `candidate-none`, `pin-contradiction` (exit 1): nothing to propose
 */
export async function proposeGroups(
  ledger: Ledger,
  { policyId, tier, problem }: ProposalWish,
  folders: readonly string[],
  warn: (finding: Finding) => void = () => {},
): Promise<GroupProposal> {
  const policy = loadPolicy(policyId, folders);
  const office = officeFacts(ledger);
  const serving = servingGroups(ledger, policyId, problem.on);
  const all = listKindergartens(ledger, problem.on);
  const excluded = new Set(problem.excluded);
  const open = operating(all, folders).filter((each) => !excluded.has(each.id));
  const leadRules: LeadRules = { policy, tier, area: office, serving };
  const { fit, free: leads } = problem.leads
    ? leadsGiven(problem.leads, { all, open: new Set(open) }, leadRules, warn)
    : leadsByPolicy(open, leadRules, warn);
  if (leads.length === 0) throw noLead(fit, leadRules);

  const estimates = administrativeDistance(folders);
  const rules = formingRules(policy, tier, office);
  const proposal = await propose(
    {
      leads,
      candidates: open.filter((each) => !serving.has(each.id)),
      pins: problem.pins,
      rules,
      distance: (lead, member) => distanceBetween(lead, member, estimates),
    },
    solveAssignment,
  );
  refuseBrokenPins(proposal, open);
  warnOfUnfitPins(problem.pins, open, rules, warn);
  if (
    proposal.groups.length === 0 &&
    proposal.unassigned.length === 0 &&
    proposal.undetermined.length === 0
  ) {
    const words = { tier: policy.tiers.find((each) => each.id === tier)?.name ?? '' };
    throw new Failure('candidate-none', { ...words, role: policy.names.member }, { exitCode: 1 });
  }
  return { policy, tier, proposal, result: resultOf(proposal) };
}

/** Kindergartens in a group that is in force or about to be, by id; those of an expired group are free for the next round. */
function servingGroups(ledger: Ledger, policyId: string, on: IsoDate): Map<number, Group> {
  const serving = new Map<number, Group>();
  for (const group of listGroups(ledger, on, { policyId })) {
    if (group.state !== 'active' && group.state !== 'planned') continue;
    for (const each of [group.lead, ...group.members]) if (each) serving.set(each.kindergartenId, group);
  }
  return serving;
}

/** Without those of which the dictionary says that they are not open (筹建, 停办 …); an unknown state counts as open. */
function operating(all: readonly Kindergarten[], folders: readonly string[]): Kindergarten[] {
  const closed = new Set(
    loadDictionary('build-state', folders)
      .terms.filter((term) => term.operating === false)
      .map((term) => term.term),
  );
  return all.filter((each) => each.buildState === null || !closed.has(each.buildState));
}

function leadsGiven(
  ids: readonly number[],
  { all, open }: { all: readonly Kindergarten[]; open: ReadonlySet<Kindergarten> },
  rules: LeadRules,
  warn: (finding: Finding) => void,
): { readonly fit: readonly Kindergarten[]; readonly free: readonly Kindergarten[] } {
  const given = new Set(ids);
  const fit = all.filter((each) => given.has(each.id));
  const free = fit.filter((each) => {
    if (!open.has(each)) {
      warn(makeFinding('lead-closed', { value: each.name, state: each.buildState }));
      return false;
    }
    const group = rules.serving.get(each.id);
    if (group) {
      warn(makeFinding('lead-serving', { value: each.name, group: group.name }));
      return false;
    }
    const verdict = mayLead(rules.policy, rules.tier, each, rules.area);
    if (verdict.outcome !== 'pass') {
      const missing = verdict.missing.length > 0 ? `（缺少${describeMissing(verdict.missing)}）` : '';
      warn(makeFinding('lead-unfit', { value: each.name, reason: `${verdict.reason}${missing}` }));
    }
    return true;
  });
  return { fit, free };
}

function administrativeDistance(folders: readonly string[]) {
  const path = findTemplate(folders, 'forming.yaml');
  if (path === undefined) throw new Failure('file-not-found', { value: 'forming.yaml' });
  return readTemplate(path, formingFile).administrativeDistance;
}

function refuseBrokenPins(proposal: Proposal, open: readonly Kindergarten[]): void {
  const [broken] = proposal.pinsBroken;
  if (!broken) return;
  const name = (id: number) => open.find((each) => each.id === id)?.name ?? String(id);
  const value = `${name(broken.memberId)}=${name(broken.leadId)}`;
  throw new Failure('pin-contradiction', { value, reason: broken.reason }, { exitCode: 1 });
}

/** A pinned pair is kept whatever the rules say of it, but the clerk is told at once what they say. */
function warnOfUnfitPins(
  pins: PlanProblem['pins'],
  open: readonly Kindergarten[],
  rules: FormingRules,
  warn: (finding: Finding) => void,
): void {
  const byId = new Map(open.map((each) => [each.id, each]));
  for (const { memberId, leadId } of pins) {
    const [member, lead] = [byId.get(memberId), byId.get(leadId)];
    if (!member || !lead) continue;
    const refusals = [rules.memberFits(member), rules.inJurisdiction(lead, member)]
      .filter((answer) => answer.outcome !== 'yes')
      .map((answer) => answer.reason);
    if (refusals.length === 0) continue;
    const value = `${member.name}=${lead.name}`;
    warn(makeFinding('pin-unfit', { value, member: member.name, reason: refusals.join('；') }));
  }
}

function resultOf(proposal: Proposal): PlanResult {
  const named = ({ kindergarten, reason }: Unplaced) => ({
    id: kindergarten.id,
    name: kindergarten.name,
    reason,
  });
  return planResult({
    groups: proposal.groups.map(({ lead, members }) => ({
      leadId: lead.id,
      lead: lead.name,
      members: members.map(({ kindergarten, millimetres, basis }) => ({
        id: kindergarten.id,
        name: kindergarten.name,
        millimetres,
        basis,
      })),
    })),
    unassigned: proposal.unassigned.map(named),
    leadsWithoutGroup: proposal.leadsWithoutGroup.map(named),
    undetermined: proposal.undetermined.map(named),
    total: proposal.total,
    bound: proposal.bound,
    proven: proposal.proven,
  });
}
