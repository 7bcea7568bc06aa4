import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { mayLead } from '../policy/eligibility.ts';
import { describeMissing } from '../policy/fact-names.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { findContradiction } from './forming/contradictions.ts';
import type { FormingRules, Proposal, ProposalInput } from './forming/proposal.ts';
import type { FormingFacts } from './forming-facts.ts';
import type { PlanProblem } from './plan.ts';

/** Leads named by the clerk: those that can serve, whatever the policy says of them, with a word on what it says. */
export function leadsGiven(
  ids: readonly number[],
  { all, open, leadRules: rules }: Pick<FormingFacts, 'all' | 'open' | 'leadRules'>,
  warn: (finding: Finding) => void,
): { readonly fit: readonly Kindergarten[]; readonly free: readonly Kindergarten[] } {
  const given = new Set(ids);
  const operating = new Set(open);
  const fit = all.filter((each) => given.has(each.id));
  const free = fit.filter((each) => {
    if (!operating.has(each)) {
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

/** Refuses what cannot be had together, before anything is solved. @throws Failure `demand-contradiction` */
export function refuseContradictions(input: ProposalInput, { all, rules }: FormingFacts): void {
  const { together = [], forbidden = [] } = input;
  if (together.length + forbidden.length === 0) return;
  const leadIds = new Set(input.leads.map((lead) => lead.id));
  const contradiction = findContradiction({
    ...{ pins: input.pins, together, forbidden, leadIds },
    available: new Set([...leadIds, ...input.candidates.map((each) => each.id)]),
    upper: rules.bounds.upper,
  });
  if (!contradiction) return;
  const { pair, reason } = contradiction;
  const value = pair.map((id) => nameOf(all, id)).join('=');
  throw new Failure('demand-contradiction', { value, reason }, { exitCode: 1 });
}

const nameOf = (all: readonly Kindergarten[], id: number) =>
  all.find((each) => each.id === id)?.name ?? `#${id}`;

export function refuseBrokenPins(proposal: Proposal, all: readonly Kindergarten[]): void {
  const [broken] = proposal.pinsBroken;
  if (!broken) return;
  const value = `${nameOf(all, broken.memberId)}=${nameOf(all, broken.leadId)}`;
  throw new Failure('pin-contradiction', { value, reason: broken.reason }, { exitCode: 1 });
}

/** A pinned pair is kept whatever the rules say of it, but the clerk is told at once what they say. */
export function warnOfUnfitPins(
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

/** @throws Failure `candidate-none` where nobody could be a member */
export function refuseEmpty(
  proposal: Proposal,
  { policy, tier }: Pick<FormingFacts, 'policy' | 'tier'>,
): void {
  if (proposal.groups.length + proposal.unassigned.length + proposal.undetermined.length > 0) return;
  const words = { tier: policy.tiers.find((each) => each.id === tier)?.name ?? '' };
  throw new Failure(
    'candidate-none',
    { ...words, role: policy.names.member, kind: policy.names.kind },
    { exitCode: 1 },
  );
}
