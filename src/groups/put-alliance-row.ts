import { beginning } from '../common/dates.ts';
import { leadTier } from '../policy/lead-tier.ts';
import type { FoundListed, PutListed } from '../roster/listed.ts';
import { nameKey } from '../roster/names.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import { rosterPass } from '../roster/roster-run.ts';
import type { FieldChange, ImportRun, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import type { AllianceListPass } from './alliance-list-pass.ts';
import type { AllianceRow } from './alliance-list-row.ts';
import type { Group } from './group.ts';
import { defaultGroupName, numberedName } from './group-naming.ts';
import { createGroup, groupsOf } from './groups.store.ts';
import {
  firstDay,
  type GroupsOfLead,
  type Settled,
  settleResponsible,
  settleTier,
  standingIn,
  storedResponsible,
} from './listed-group.ts';
import { putSide } from './listed-kindergarten.ts';
import { addMember, membershipHistory } from './memberships.store.ts';

/** One row on its way into the ledger. */
export interface AllianceWork {
  readonly row: AllianceRow;
  readonly record: TableRecord;
  readonly run: ImportRun;
  readonly pass: AllianceListPass;
}

/** What one step did, gathered into the row's outcome. */
export interface Step {
  readonly kind: 'inserted' | 'updated' | 'unchanged' | 'skipped';
  readonly changes: readonly FieldChange[];
  readonly targets: RowOutcome['targets'];
}

const settledKinds = { same: 'unchanged', keep: 'unchanged', take: 'updated', skip: 'skipped' } as const;

const settledStep = ({ kind, changes }: Settled, target: RowOutcome['targets'][number]): Step => ({
  kind: settledKinds[kind],
  changes,
  targets: [{ ...target, fields: kind === 'take' ? target.fields : [], says: target.fields }],
});

/** A kindergarten that the row adds or changes is an update of the row: what the row itself adds is a membership. */
const rosterStep = (put: PutListed): Step => ({
  kind: put.kind === 'inserted' ? 'updated' : put.kind,
  changes: put.changes,
  targets: [put.target],
});

/** The row's outcome from that of its parts. */
export function outcomeOf(subject: string, steps: readonly Step[]): RowOutcome {
  const kinds = new Set(steps.map((step) => step.kind));
  const kind = (['inserted', 'updated', 'skipped'] as const).find((each) => kinds.has(each)) ?? 'unchanged';
  return {
    kind,
    subject,
    changes: steps.flatMap((step) => step.changes),
    targets: steps.flatMap((step) => step.targets),
  };
}

/** The lead as a block of rows names it. */
export const leadKey = (row: AllianceRow) => `${row.office ?? ''}|${nameKey(row.lead.name)}`;

/** Writes a row that nothing can reject any more. */
export function putRow(
  lead: FoundListed,
  member: FoundListed | null,
  groups: GroupsOfLead,
  work: AllianceWork,
): Step[] {
  const { row, record, run, pass } = work;
  const steps: Step[] = [];
  const leadId = putLead(lead, work, steps);
  const put = member && putSide('member', member, record, run);
  if (put) {
    steps.push(rosterStep(put));
    pass.pairs.add(`${leadId}|${put.id}`);
  } else if (pass.isNews(`alone|${leadId}`)) {
    run.report('member-missing', record, 'memberName', { value: row.lead.name });
  }
  const { group } = groups;
  const groupId = group ? group.id : makeGroup(leadId, put, work, steps);
  if (group) keepLead(group, leadId, work, steps);
  if (group && put) putMember(group, groups.known, put.id, work, steps);
  const named = pass.touch(groupId, record);
  if (put) named.kindergartens.add(put.id);
  warnElsewhere(groupId, put?.id, work);
  return steps;
}

/** The lead's facts, once for each block that says the same of it. */
function putLead(found: FoundListed, { row, record, run, pass }: AllianceWork, steps: Step[]): number {
  const said = JSON.stringify([row.office, row.lead]);
  const known = pass.leads.get(leadKey(row));
  if (known?.said === said) return known.id;
  const put = putSide('lead', found, record, run);
  pass.leads.set(leadKey(row), { id: put.id, said });
  steps.push(rosterStep(put));
  return put.id;
}

function makeGroup(leadId: number, member: PutListed | null, work: AllianceWork, steps: Step[]): number {
  const { row, record, run, pass } = work;
  const roster = rosterPass(run);
  const place = roster.district(row.office);
  const entered = place ? roster.enterDistrict(place) : null;
  pass.forgetArea();
  const facts = findKindergarten(run.ledger, leadId, pass.asOf);
  const candidate = facts ?? { name: row.lead.name, districtLevel: null, ownership: null };
  const tier = pass.tier ?? leadTier(pass.policy, candidate, pass.area(run));
  const { cycle, start: validFrom } = pass;
  if (validFrom === beginning && pass.isNews('cycle-unknown')) {
    run.report('cycle-unknown', record, 'leadName', { policy: pass.policy.title });
  }
  const groupId = createGroup(run.ledger, {
    policyId: pass.policy.id,
    tier,
    name: defaultGroupName(facts?.name ?? row.lead.name, pass.policy.names.kind),
    officeId: entered ?? facts?.districtId ?? null,
    cycleStart: cycle.from,
    cycleEnd: cycle.to,
    validFrom,
    origin: 'list',
    lead: { kindergartenId: leadId, responsible: storedResponsible(row.lead, leadId, run, pass) },
    members:
      row.member && member
        ? [{ kindergartenId: member.id, responsible: storedResponsible(row.member, member.id, run, pass) }]
        : [],
  });
  const targets = [
    {
      table: 'alliance_group',
      id: groupId,
      fields: ['leadName', ...(row.office === undefined ? [] : ['office'])],
    },
    ...membershipHistory(run.ledger, groupId).map(({ membershipId, role }) => ({
      table: 'membership',
      id: membershipId,
      fields: [`${role}Name`, ...(row[role]?.responsible === undefined ? [] : [`${role}Responsible`])],
    })),
  ];
  steps.push({ kind: 'inserted', changes: [], targets });
  if (tier === null) reportOpenTier(groupId, work);
  return groupId;
}

function reportOpenTier(groupId: number, { row, record, run, pass }: AllianceWork): void {
  if (pass.policy.tiers.length === 0 || !pass.isNews(`tier|${groupId}`)) return;
  run.report('tier-open', record, 'leadName', { value: row.lead.name, id: groupId });
}

/** Tier and person responsible of a group that the ledger has, once for each block that says the same. */
function keepLead(group: Group, leadId: number, work: AllianceWork, steps: Step[]): void {
  const { row, record, run, pass } = work;
  if (!pass.isNews(`kept|${group.id}|${JSON.stringify(row.lead)}`)) return;
  const tier = settleTier(group, record, run, pass);
  steps.push(settledStep(tier, { table: 'alliance_group', id: group.id, fields: ['leadName'] }));
  if (group.tier === null && pass.tier === null) reportOpenTier(group.id, work);
  const standing = standingIn([group], leadId, run, pass);
  if (standing.kind !== 'in') return;
  const { period } = standing;
  const settled = settleResponsible('lead', row.lead, period, group.id, record, run, pass);
  steps.push(
    settledStep(settled, { table: 'membership', id: period.membershipId, fields: ['leadResponsible'] }),
  );
}

function putMember(
  group: Group,
  known: readonly Group[],
  kindergartenId: number,
  work: AllianceWork,
  steps: Step[],
): void {
  const { row, record, run, pass } = work;
  const said = row.member;
  if (!said) return;
  const standing = standingIn(known, kindergartenId, run, pass);
  if (standing.kind === 'left') {
    run.report('member-left', record, 'memberName', {
      value: said.name,
      group: numberedName(standing.group),
      date: standing.until,
    });
    steps.push({ kind: 'skipped', changes: [], targets: [] });
    return;
  }
  if (standing.kind === 'in') {
    const { period } = standing;
    if (standing.group.state === 'ended') return;
    const settled = settleResponsible('member', said, period, standing.group.id, record, run, pass);
    steps.push(
      settledStep(settled, { table: 'membership', id: period.membershipId, fields: ['memberResponsible'] }),
    );
    return;
  }
  const responsible = storedResponsible(said, kindergartenId, run, pass);
  const { membershipId } = addMember(
    run.ledger,
    group.id,
    { kindergartenId, responsible },
    firstDay(group, pass),
  );
  const fields = ['memberName', ...(said.responsible === undefined ? [] : ['memberResponsible'])];
  steps.push({ kind: 'inserted', changes: [], targets: [{ table: 'membership', id: membershipId, fields }] });
}

/** Says where a kindergarten stands in several groups whose cycles run on the same day. */
function warnElsewhere(
  groupId: number,
  memberId: number | undefined,
  { row, record, run, pass }: AllianceWork,
): void {
  if (memberId === undefined) return;
  const others = groupsOf(run.ledger, memberId, pass.start).filter(
    (group) => group.id !== groupId && group.state === 'active',
  );
  if (others.length === 0 || !pass.isNews(`elsewhere|${memberId}|${groupId}`)) return;
  run.report('member-elsewhere', record, 'memberName', {
    value: row.member?.name ?? '',
    group: others.map(numberedName).join('、'),
  });
}
