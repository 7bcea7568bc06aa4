import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { SolvingLimits } from '../forming/constrained.ts';
import { explainKindergarten } from '../plans/explaining/explain-kindergarten.ts';
import type { Alternative, Explanation, WhatIf } from '../plans/explaining/explanation.ts';
import { restatePlan } from '../plans/explaining/restate.ts';
import { sentencesOf } from '../plans/explaining/sentences.ts';
import { changedSince, planNumbered } from '../plans/read-grouping.ts';

/**
 * Why a kindergarten stands where it does in a plan, and what it would take to have it otherwise.
 * @throws Failure `plan-unknown`, `plan-not-explained`, `kindergarten-unknown`, `kindergarten-ambiguous`
 */
export async function explainPlan(
  ledger: Ledger,
  { plan: reference, kindergarten: name }: { readonly plan: string; readonly kindergarten: string },
  folders: readonly string[],
  limits: SolvingLimits = {},
): Promise<{ readonly explanation: Explanation; readonly policy: Policy }> {
  const plan = planNumbered(ledger, reference);
  const { id } = resolveKindergarten(ledger, name, plan.problem.on);
  const restated = await restatePlan(ledger, plan, folders, limits);
  const kindergarten = restated.facts.all.find((each) => each.id === id);
  if (!kindergarten) throw new Error(`kindergarten ${id} is in no roster of ${plan.problem.on}`);
  const changed = plan.state === 'draft' && changedSince(ledger, plan);
  return {
    explanation: await explainKindergarten(restated, plan, kindergarten, changed),
    policy: loadPolicy(plan.policyId, folders),
  };
}

const metres = ({ before, after }: WhatIf['distance']) => ({ before: before / 1000, after: after / 1000 });

function whatIfRecord({ change, moves, ...tried }: WhatIf) {
  return {
    change: {
      ...{ kind: change.kind, by: change.by, to: change.to },
      ...{ kindergarten: change.kindergarten?.name ?? null, lead: change.lead?.name ?? null },
    },
    ...{ possible: tried.possible, proven: tried.proven, placed: tried.placed, groups: tried.groups },
    distance: metres(tried.distance),
    penalty: metres(tried.penalty),
    moves: moves.map(({ name, from, to }) => ({ name, from: from?.name ?? null, to: to?.name ?? null })),
  };
}

function alternativeRecord({ lead, distance, basis, refusal, members, upper, ...tried }: Alternative) {
  return {
    ...{ lead: lead.name, distance: distance / 1000, basis, refusal, upper },
    members: members.map(({ name }) => name),
    outcome: tried.outcome && whatIfRecord(tried.outcome),
    morePlace: tried.morePlace && whatIfRecord(tried.morePlace),
  };
}

/** The shape of `group explain --json`. */
export function explanationRecord(explanation: Explanation, sentences: readonly string[]) {
  const { plan, kindergarten, role, nearer, isPinned, reason } = explanation;
  const { ledgerChanged, differing, areCentresChosen } = explanation;
  return {
    ...{ plan, kindergarten: kindergarten.name, role, nearer, isPinned, reason },
    ...{ ledgerChanged, differing, areCentresChosen },
    lead: explanation.lead?.name ?? null,
    distance: explanation.distance === null ? null : explanation.distance / 1000,
    basis: explanation.basis,
    members: explanation.members.map(({ name, distance }) => ({ name, distance: distance / 1000 })),
    alternatives: explanation.alternatives.map(alternativeRecord),
    conflicts: explanation.conflicts.map(({ kind, members, leads, count }) => ({
      ...{ kind, count, members: members.map(({ name }) => name), leads: leads.map(({ name }) => name) },
    })),
    changes: explanation.changes.map(whatIfRecord),
    sentences,
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const [plan, kindergarten] = input.arguments;
  const ledger = openLedger(context);
  try {
    const asked = { plan: String(plan), kindergarten: String(kindergarten) };
    const limits = { signal: context.signal };
    const { explanation, policy } = await explainPlan(ledger, asked, context.templateFolders, limits);
    const sentences = sentencesOf(explanation, policy.names);
    context.stdout.write(
      flagOption(input.options, 'json')
        ? renderJson(explanationRecord(explanation, sentences))
        : sentences.map((sentence) => `${sentence}\n`).join(''),
    );
    return 0;
  } finally {
    ledger.close();
  }
}
