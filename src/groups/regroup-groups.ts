import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';
import type { SolvingLimits } from './forming/constrained.ts';
import { solveConstrainedWithHighs } from './forming/constrained-highs.ts';
import { stateProblem } from './forming/forming-problem.ts';
import { goalsMet } from './forming/goals.ts';
import { type Proposal, type ProposalInput, proposalOf } from './forming/proposal.ts';
import { regroup } from './forming/regroup.ts';
import { type FormingFacts, type ProposalWish, proposalInput } from './forming-facts.ts';
import { type Group, withoutSuperseded } from './group.ts';
import { describesLeads, leadsByPolicy, noLead } from './leads-available.ts';
import type { PlanMove, PlanResult, Reasoned } from './plan.ts';
import {
  leadsGiven,
  refuseBrokenPins,
  refuseContradictions,
  refuseEmpty,
  warnOfUnfitPins,
} from './proposal-checks.ts';
import { previousGroups, resultOf } from './proposal-result.ts';

/**
 * From the groups as they stand (those past their cycle to be renewed) to groups of those who are there now: as many
 * placed as can be, the fewest changes, then the least distance.
 * @throws Failure `regroup-none`, `moves-too-few`, and those of an assignment (exit 1): nothing to propose
 */
export async function regroupGroups(
  ledger: Ledger,
  wish: ProposalWish,
  facts: FormingFacts,
  warn: (finding: Finding) => void,
  limits: SolvingLimits,
): Promise<PlanResult> {
  const { problem } = wish;
  const standing = standingGroups(facts);
  if (standing.length === 0) {
    const tier = facts.policy.tiers.find((each) => each.id === facts.tier)?.name ?? '';
    throw new Failure(
      'regroup-none',
      { tier, kind: facts.policy.names.kind, date: problem.on },
      { exitCode: 1 },
    );
  }
  const who = whoRegroups(problem.leads, standing, facts, warn);
  const input = proposalInput(ledger, wish, facts, who, warn);
  if (input.leads.length === 0) throw noLead([], facts.leadRules);
  refuseContradictions(input, facts);
  const stated = stateProblem(input);
  const solved = await regroup(stated.problem, {
    standing: who.current.leadOf.size + who.current.leadIds.size,
    ...{ maxMoves: problem.maxMoves, solve: solveConstrainedWithHighs, limits },
  });
  if (!solved) throw new Failure('moves-too-few', { value: problem.maxMoves }, { exitCode: 1 });
  const proposal = proposalOf(stated, input, solved);
  refuseBrokenPins(proposal, facts.all);
  warnOfUnfitPins(problem.pins, facts.open, facts.rules, warn);
  refuseEmpty(proposal, facts);
  const result = resultOf(proposal);
  const groupOf = new Map(
    standing.flatMap((group) => (group.lead ? [[group.lead.kindergartenId, group.id]] : [])),
  );
  return {
    ...result,
    groups: result.groups.map((group) => {
      const groupId = groupOf.get(group.leadId);
      return groupId === undefined ? group : { ...group, groupId };
    }),
    // A newcomer among the leads that nobody needs is no fault of the plan.
    leadsWithoutGroup: result.leadsWithoutGroup.filter(({ id }) => groupOf.has(id)),
    moves: movesOf(proposal, standing, facts, input),
    trades: solved.trades,
    ending: endingGroups(proposal, standing, facts),
    goals: goalsMet(proposal, input, facts.words),
    previous: previousGroups(facts),
  };
}

/** The groups of the tier in force or waiting to be renewed; of two of one lead the later. */
export function standingGroups({ groups, tier }: FormingFacts): Group[] {
  return withoutSuperseded(groups).filter(
    (group) => group.state !== 'planned' && (group.tier ?? '') === tier,
  );
}

export function whoRegroups(
  leadsWished: readonly number[] | null,
  standing: readonly Group[],
  facts: FormingFacts,
  warn: (finding: Finding) => void,
): Pick<ProposalInput, 'leads' | 'candidates'> & { readonly current: NonNullable<ProposalInput['current']> } {
  const { open, serving } = facts;
  const byId = new Map(open.map((each) => [each.id, each]));
  const grouped = new Set(
    standing.flatMap((group) => [group.lead, ...group.members].flatMap((each) => each?.kindergartenId ?? [])),
  );
  const leadIds = new Set<number>();
  const leadOf = new Map<number, number>();
  for (const group of standing) {
    const lead = group.lead?.kindergartenId;
    if (lead === undefined || !byId.has(lead)) continue;
    leadIds.add(lead);
    for (const { kindergartenId } of group.members)
      if (byId.has(kindergartenId)) leadOf.set(kindergartenId, lead);
  }
  const elsewhere = (each: Kindergarten) => serving.has(each.id) && !grouped.has(each.id);
  // Leads that serve in these groups are there anyway: naming them again is no mistake.
  const named = leadsWished?.filter((id) => !leadIds.has(id)) ?? null;
  const byPolicy = () =>
    describesLeads(facts.leadRules) ? leadsByPolicy(open, facts.leadRules, () => {}) : { free: [] };
  const { free } = named ? leadsGiven(named, facts, warn) : byPolicy();
  const added = free.filter((each) => !grouped.has(each.id));
  const leads = [...open.filter((each) => leadIds.has(each.id)), ...added];
  return {
    leads,
    candidates: open.filter((each) => !elsewhere(each)),
    current: { leadOf, leadIds },
  };
}

type Where = { readonly id: number; readonly name: string };

/** Everybody whose group changes, by name of the lead they come to. */
function movesOf(
  proposal: Proposal,
  standing: readonly Group[],
  { open, all }: FormingFacts,
  { rules }: Pick<ProposalInput, 'rules'>,
): PlanMove[] {
  const now = new Map<
    number,
    { readonly lead: Where; readonly millimetres: number; readonly size: number }
  >();
  for (const { lead, members } of proposal.groups) {
    for (const { kindergarten, millimetres } of members) {
      now.set(kindergarten.id, { lead, millimetres, size: members.length });
    }
  }
  const operating = new Set(open.map((each) => each.id));
  const keptLeads = new Set(proposal.groups.map((group) => group.lead.id));
  const unplaced = new Map(proposal.unassigned.map((each) => [each.kindergarten.id, each.reason]));
  const moves: PlanMove[] = [];
  const before = new Set<number>();
  for (const group of standing) {
    const lead = group.lead ? { id: group.lead.kindergartenId, name: group.lead.name } : null;
    for (const { kindergartenId: id, name } of group.members) {
      before.add(id);
      const next = now.get(id);
      if (next && next.lead.id === lead?.id) continue;
      const toLead = next ? { id: next.lead.id, name: next.lead.name } : null;
      const moved = { id, name, fromLead: lead, toLead };
      if (!operating.has(id)) {
        const state = all.find((each) => each.id === id)?.buildState ?? '不在园所信息里';
        moves.push({ ...moved, kind: 'left', reason: `已经没有开办（${state}）` });
      } else if (!next) moves.push({ ...moved, kind: 'left', reason: unplaced.get(id) ?? '没有编入' });
      else if (!lead || !operating.has(lead.id)) {
        moves.push({
          ...moved,
          kind: 'forced',
          reason: `原来的主导园${lead ? `“${lead.name}”` : ''}已经不在`,
        });
      } else if (!keptLeads.has(lead.id)) {
        moves.push({ ...moved, kind: 'forced', reason: `“${lead.name}”凑不足下限，不再有联盟` });
      } else {
        const reason = whyMoved(next.size, group.members.length, rules.bounds);
        moves.push({ ...moved, kind: 'moved', reason });
      }
    }
  }
  for (const { lead, members } of proposal.groups) {
    for (const { kindergarten } of members) {
      if (before.has(kindergarten.id)) continue;
      const toLead = { id: lead.id, name: lead.name };
      const { id, name } = kindergarten;
      moves.push({ id, name, fromLead: null, toLead, kind: 'new', reason: '原来没有编入' });
    }
  }
  return moves;
}

function whyMoved(
  size: number,
  formerSize: number,
  { lower, upper }: { lower: number; upper: number },
): string {
  if (formerSize > upper) return `原来的联盟有 ${formerSize} 所，超过上限 ${upper} 所`;
  if (size <= lower) return `补足新主导园的下限 ${lower} 所`;
  if (formerSize >= upper) return '给别的园所让出名额，使编入的最多或距离合计更短';
  return '使编入的最多或距离合计更短';
}

/** Groups that are not carried on: their lead is gone, or has no members any more. */
function endingGroups(proposal: Proposal, standing: readonly Group[], { open }: FormingFacts): Reasoned[] {
  const kept = new Set(proposal.groups.map((group) => group.lead.id));
  const operating = new Set(open.map((each) => each.id));
  const why = new Map(proposal.leadsWithoutGroup.map((each) => [each.kindergarten.id, each.reason]));
  return standing.flatMap((group) => {
    const lead = group.lead?.kindergartenId;
    if (lead !== undefined && kept.has(lead)) return [];
    const isGone = lead === undefined || !operating.has(lead);
    const reason = isGone ? '主导园已经不在' : (why.get(lead) ?? '没有联盟园');
    return [{ id: group.id, name: group.name, reason }];
  });
}
