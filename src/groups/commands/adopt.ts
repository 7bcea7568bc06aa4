import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { cycleFor } from '../../policy/cycle.ts';
import { loadPolicy } from '../../policy/load.ts';
import { findKindergarten } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { adoptRegroup } from '../adopt-regroup.ts';
import { refuseSecondGroup, warnOfOtherGroups } from '../by-hand.ts';
import { cycleText, defaultGroupName } from '../group-naming.ts';
import { createGroup, listGroups } from '../groups.store.ts';
import type { Plan } from '../plan.ts';
import { findPlan, hasChangedSince, setPlanState } from '../plans.store.ts';
import { proposeGroups } from '../propose-groups.ts';
import { usualTimeLimit } from '../propose-options.ts';
import { proposedNames } from '../proposed-names.ts';
import { remainingSeconds } from '../time-left.ts';

const afterAdoption =
  '运行 youlian check 可逐条核对政策；导出名单：youlian export alliance-list --output 联盟名单.xlsx';

/** A plan that can still be adopted. @throws Failure `plan-unknown`, `plan-settled` */
export function draftPlan(ledger: Ledger, reference: string): Plan {
  const plan = /^\d+$/.test(reference) ? findPlan(ledger, Number(reference)) : undefined;
  if (!plan) throw new Failure('plan-unknown', { value: reference });
  if (plan.state !== 'draft') throw new Failure('plan-settled', { value: plan.id });
  return plan;
}

/** In words, how two groupings differ; undefined where they are the same. Who is who is told by id: names recur. */
function differenceOf(before: Plan['result'], after: Plan['result']): string | undefined {
  const [old, now] = [leadsById(before), leadsById(after)];
  const moved = [...new Set([...old.keys(), ...now.keys()])].filter(
    (id) => old.get(id)?.leadId !== now.get(id)?.leadId,
  );
  if (moved.length === 0) return undefined;
  const leadOf = (side: typeof old, id: number) => side.get(id)?.lead ?? '不编入';
  const first = moved
    .slice(0, 3)
    .map((id) => `${(now.get(id) ?? old.get(id))?.name}由“${leadOf(old, id)}”变为“${leadOf(now, id)}”`);
  return `${first.join('，')}${moved.length > 3 ? ` 等 ${moved.length} 所` : ''}`;
}

/** With whom each kindergarten stands; a lead with itself, so that a centre alone counts too. */
function leadsById({ groups }: Plan['result']) {
  return new Map(
    groups.flatMap(({ leadId, lead, members }) =>
      [{ id: leadId, name: lead }, ...members].map(({ id, name }) => [id, { leadId, lead, name }] as const),
    ),
  );
}

/** How a plan comes out on the ledger as it is now: that nothing can be proposed any more is a difference too. */
async function differenceNow(
  ledger: Ledger,
  plan: Plan,
  folders: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const limits = {
    remaining: remainingSeconds(plan.problem.timeLimitSeconds ?? usualTimeLimit),
    ...(signal ? { signal } : {}),
  };
  try {
    return differenceOf(plan.result, (await proposeGroups(ledger, plan, folders, () => {}, limits)).result);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.finding.message.replace(/。$/u, '');
  }
}

/**
 * Makes the plan's groups, in force from `since`. On a ledger that has changed since the plan was made it must come
 * out the same when made anew; that is looked at within the operation, so that nobody can write in between.
 * @throws Failure `plan-unknown`, `plan-settled`, `plan-outdated`, `group-exists`
 */
export async function adoptPlan(
  ledger: Ledger,
  reference: string,
  since: IsoDate,
  folders: readonly string[],
  signal?: AbortSignal,
): Promise<ChangeReport> {
  const plan = draftPlan(ledger, reference);
  if (hasChangedSince(ledger, plan.ledgerStamp, ledger.stamp())) {
    const difference = await differenceNow(ledger, plan, folders, signal);
    signal?.throwIfAborted();
    if (difference !== undefined)
      throw new Failure('plan-outdated', { value: plan.id, difference }, { exitCode: 1 });
  }
  const policy = loadPolicy(plan.policyId, folders);
  if (plan.problem.task === 'regroup') {
    const { lines, findings } = adoptRegroup(ledger, plan, since, policy);
    setPlanState(ledger, plan.id, 'adopted');
    const sum =
      lines.length === 0 ? '各联盟照旧，没有变动' : `共 ${lines.length} 处变动，${since} 起；其余照旧`;
    return { lines: [...lines, sum], findings, hint: afterAdoption };
  }
  const cycle = cycleFor(policy, since);
  // The plan left out who served on the day it was made; on the day it begins others may.
  const findings = plan.result.groups.flatMap((group) => {
    const lead = { id: group.leadId, name: group.lead };
    refuseSecondGroup(ledger, plan.policyId, lead, cycle.from, since);
    return warnOfOtherGroups(ledger, [lead, ...group.members], { id: null, cycleEnd: cycle.to }, since);
  });
  const leads = plan.result.groups.flatMap((group) => findKindergarten(ledger, group.leadId, since) ?? []);
  const standing = listGroups(ledger, since, { policyId: plan.policyId });
  const names = proposedNames(policy, plan.tier, leads, new Set(standing.map((group) => group.name)));
  const officeOf = new Map(leads.map((lead) => [lead.id, lead.districtId]));
  const lines = plan.result.groups.map((group) => {
    const name = names.get(group.leadId) ?? defaultGroupName(group.lead, policy.names.kind);
    createGroup(ledger, {
      policyId: plan.policyId,
      tier: plan.tier,
      name,
      officeId: officeOf.get(group.leadId) ?? null,
      cycleStart: cycle.from,
      cycleEnd: cycle.to,
      validFrom: since,
      origin: 'plan',
      lead: { kindergartenId: group.leadId },
      members: group.members.map((member) => ({ kindergartenId: member.id })),
    });
    return `建立“${name}”：${group.members.map((member) => member.name).join('、') || `只有${policy.names.lead}${group.lead}`}`;
  });
  setPlanState(ledger, plan.id, 'adopted');
  const period = cycleText({ cycleStart: cycle.from, cycleEnd: cycle.to });
  return {
    lines: [...lines, `共 ${lines.length} 个${policy.names.kind}，${since} 起，周期 ${period}`],
    findings,
    hint: afterAdoption,
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const since = dateOption(input.options, 'since') ?? today(context);
  return applyChange(
    context,
    input.options,
    { kind: 'group-adopt', title: `采用组建方案 ${reference}` },
    (ledger) => adoptPlan(ledger, reference, since, context.templateFolders, context.signal),
  );
}
