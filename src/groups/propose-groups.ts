import type { Finding } from '../findings/finding.ts';
import { listOffices } from '../ledger/offices.store.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import type { SolvingLimits } from './forming/constrained.ts';
import { solveConstrainedWithHighs } from './forming/constrained-highs.ts';
import { solveAssignment } from './forming/exact-solver.ts';
import { goalsMet } from './forming/goals.ts';
import { propose } from './forming/proposal.ts';
import { type FormingFacts, formingFacts, type ProposalWish, proposalInput } from './forming-facts.ts';
import { leadsByPolicy, noLead, refuseUndescribedLeads } from './leads-available.ts';
import { partitionGroups } from './partition/partition-groups.ts';
import type { PlanGroup, PlanResult } from './plan.ts';
import {
  leadsGiven,
  refuseBrokenPins,
  refuseContradictions,
  refuseEmpty,
  warnOfUnfitPins,
} from './proposal-checks.ts';
import { previousGroups, resultOf } from './proposal-result.ts';
import { regroupGroups } from './regroup-groups.ts';

export interface GroupProposal {
  readonly policy: Policy;
  /** Null where the policy has no tiers. */
  readonly tier: string | null;
  readonly result: PlanResult;
}

/**
 * States the forming problem from the policy and the ledger as it was on `problem.on`, and solves it exactly.
 * @param warn told of leads, pins and coordinates that do not fit or cannot serve, also where nothing can be proposed then
 * @throws Failure `lead-none`, `leads-not-described`, `leads-serving`, `candidate-none`, `pin-contradiction`, `demand-contradiction`,
 *   `moves-too-few` (exit 1): nothing to propose
 */
export async function proposeGroups(
  ledger: Ledger,
  wish: ProposalWish,
  folders: readonly string[],
  warn: (finding: Finding) => void = () => {},
  limits: SolvingLimits = {},
): Promise<GroupProposal> {
  const facts = formingFacts(ledger, wish, folders);
  const form = { assign: assignGroups, partition: partitionGroups, regroup: regroupGroups }[
    wish.problem.task
  ];
  const result = await form(ledger, wish, facts, warn, limits);
  return {
    policy: facts.policy,
    tier: wish.tier,
    result: { ...result, groups: inListOrder(ledger, facts, result) },
  };
}

/** The groups in the order of the official list: by office, then by the lead's place in the roster. */
function inListOrder(ledger: Ledger, { all }: FormingFacts, { groups }: PlanResult): PlanGroup[] {
  const offices = new Map(listOffices(ledger).map(({ id }, index) => [id, index]));
  const places = new Map(
    all.map(({ id, districtId }, index) => {
      const office = districtId === null ? undefined : offices.get(districtId);
      return [id, { office: office ?? offices.size, index }];
    }),
  );
  const last = { office: offices.size, index: all.length };
  const placeOf = ({ leadId }: PlanGroup) => places.get(leadId) ?? last;
  return [...groups].sort((one, other) => {
    const [a, b] = [placeOf(one), placeOf(other)];
    return a.office - b.office || a.index - b.index;
  });
}

async function assignGroups(
  ledger: Ledger,
  wish: ProposalWish,
  facts: FormingFacts,
  warn: (finding: Finding) => void,
  limits: SolvingLimits,
): Promise<PlanResult> {
  const { problem } = wish;
  const { open, serving, leadRules } = facts;
  if (!problem.leads) refuseUndescribedLeads(leadRules);
  const { fit, free: leads } = problem.leads
    ? leadsGiven(problem.leads, facts, warn)
    : leadsByPolicy(open, leadRules, warn);
  if (leads.length === 0) throw noLead(fit, leadRules);
  const candidates = open.filter((each) => !serving.has(each.id));
  const input = proposalInput(ledger, wish, facts, { leads, candidates }, warn);
  refuseContradictions(input, facts);
  const solvers = { plain: solveAssignment, constrained: solveConstrainedWithHighs };
  const proposal = await propose(input, solvers, limits);
  refuseBrokenPins(proposal, facts.all);
  warnOfUnfitPins(problem.pins, open, facts.rules, warn);
  refuseEmpty(proposal, facts);
  return {
    ...resultOf(proposal),
    goals: goalsMet(proposal, input, facts.words),
    previous: previousGroups(facts),
  };
}
