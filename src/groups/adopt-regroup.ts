import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { cycleFor } from '../policy/cycle.ts';
import type { Policy } from '../policy/schema.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { refuseSecondGroup, warnOfOtherGroups } from './by-hand.ts';
import type { Group } from './group.ts';
import { defaultGroupName } from './group-naming.ts';
import { createGroup, endGroup, findGroup } from './groups.store.ts';
import { addMember, removeMember } from './memberships.store.ts';
import type { Plan, PlanGroup } from './plan.ts';

interface Adopted {
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Brings the groups that stand to what a regrouping says, from `since` on. Who stays in a group in force is not
 * touched; a group past its cycle is ended and begins anew in the next one; whoever leaves does so before anybody comes.
 * Inside an open operation. @throws Failure `plan-outdated`, `group-exists`
 */
export function adoptRegroup(ledger: Ledger, plan: Plan, since: IsoDate, policy: Policy): Adopted {
  const reason = `按组建方案 ${plan.id} 调整`;
  const lines: string[] = [];
  const standing = new Map<PlanGroup, Group>();
  for (const group of plan.result.groups) {
    if (group.groupId !== undefined) standing.set(group, groupToChange(ledger, plan, group.groupId, since));
  }
  for (const ending of plan.result.ending) {
    const group = groupToChange(ledger, plan, ending.id, since);
    endGroup(ledger, group.id, since, ending.reason);
    lines.push(`终止“${group.name}”：${ending.reason}`);
  }
  for (const [planned, group] of standing) {
    if (group.state === 'expired') endGroup(ledger, group.id, since, '周期届满，按方案续期');
    else {
      const staying = new Set(planned.members.map((member) => member.id));
      const gone = group.members.filter((member) => !staying.has(member.kindergartenId));
      for (const member of gone) removeMember(ledger, group.id, member.kindergartenId, since, reason);
      if (gone.length > 0) lines.push(`“${group.name}”退出：${gone.map((member) => member.name).join('、')}`);
    }
  }
  const findings: Finding[] = [];
  for (const planned of plan.result.groups) {
    const group = standing.get(planned);
    const coming = newcomers(planned, group);
    const cycle = cycleFor(policy, since);
    const own = { id: group?.id ?? null, cycleEnd: group?.state === 'active' ? group.cycleEnd : cycle.to };
    findings.push(...warnOfOtherGroups(ledger, coming, own, since));
    const names = coming.map((member) => member.name).join('、');
    if (group?.state === 'active') {
      for (const member of coming) addMember(ledger, group.id, { kindergartenId: member.id }, since);
      if (coming.length > 0) lines.push(`“${group.name}”加入：${names}`);
    } else {
      const name = group?.name ?? defaultGroupName(planned.lead, policy.names.kind);
      beginGroup(ledger, { plan, planned, former: group, name, since, policy });
      lines.push(
        group ? `“${name}”续期${names === '' ? '' : `，加入：${names}`}` : `建立“${name}”：${names}`,
      );
    }
  }
  return { lines, findings };
}

function newcomers({ members }: PlanGroup, group: Group | undefined): PlanGroup['members'] {
  const there = new Set(group?.members.map((member) => member.kindergartenId));
  return members.filter((member) => !there.has(member.id));
}

function groupToChange(ledger: Ledger, plan: Plan, id: number, since: IsoDate): Group {
  const group = findGroup(ledger, id, since);
  if (group && group.state !== 'ended' && group.validFrom < since) return group;
  const difference = `${since} 那一天${group ? `“${group.name}”` : `编号 ${id} 的联盟`}还没有开始，或者已经终止`;
  throw new Failure('plan-outdated', { value: plan.id, difference }, { exitCode: 1 });
}

interface Beginning {
  readonly plan: Plan;
  readonly planned: PlanGroup;
  /** The group that it carries on, ended already. */
  readonly former: Group | undefined;
  readonly name: string;
  readonly since: IsoDate;
  readonly policy: Policy;
}

/** A group of the next cycle; who was responsible in the one before stays so. */
function beginGroup(ledger: Ledger, { plan, planned, former, name, since, policy }: Beginning): void {
  const cycle = cycleFor(policy, since);
  const lead = { id: planned.leadId, name: planned.lead };
  refuseSecondGroup(ledger, plan.policyId, lead, cycle.from, since);
  const held = [former?.lead, ...(former?.members ?? [])];
  const responsible = (id: number) => held.find((each) => each?.kindergartenId === id)?.responsible ?? null;
  createGroup(ledger, {
    policyId: plan.policyId,
    tier: plan.tier,
    name,
    officeId: findKindergarten(ledger, planned.leadId, since)?.districtId ?? null,
    cycleStart: cycle.from,
    cycleEnd: cycle.to,
    validFrom: since,
    origin: 'plan',
    lead: { kindergartenId: lead.id, responsible: responsible(lead.id) },
    members: planned.members.map(({ id }) => ({ kindergartenId: id, responsible: responsible(id) })),
  });
}
