import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import type { FoundListed } from '../roster/listed.ts';
import { nameKey } from '../roster/names.ts';
import { rosterPass } from '../roster/roster-run.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { type AllianceListPass, allianceListPass } from './alliance-list-pass.ts';
import { type AllianceRow, readAllianceRow } from './alliance-list-row.ts';
import { describeInForce } from './by-hand.ts';
import { numberedName } from './group-naming.ts';
import { findGroup } from './groups.store.ts';
import { type GroupsOfLead, groupsOfLead } from './listed-group.ts';
import { asListed, findAmongMembers, findSide } from './listed-kindergarten.ts';
import { type AllianceWork, leadKey, outcomeOf, putRow } from './put-alliance-row.ts';

const left = (kind: 'rejected' | 'skipped' | 'unchanged', subject: string): RowOutcome => ({
  kind,
  subject,
  changes: [],
  targets: [],
});

/** Import target of the list of groups (联盟名单): one row is one member (联盟园) with its lead (主导园). */
export const allianceListTarget: ImportTarget = {
  table: 'alliance-list',

  begin(run) {
    allianceListPass(run)?.beginTable();
    run.memory.delete('policy-needed');
  },

  apply(record, run) {
    const row = readAllianceRow(record);
    const pass = allianceListPass(run);
    if (!pass) return withoutPolicy(row, record, run);
    return applyRow({ row, record, run, pass });
  },

  finish(run) {
    const pass = allianceListPass(run);
    if (pass) reportAbsent(run, pass);
  },
};

/** No row of the table can be taken; the reason is said once. */
function withoutPolicy(row: AllianceRow, record: TableRecord, run: ImportRun): RowOutcome {
  if (!run.memory.has('policy-needed')) {
    run.memory.set('policy-needed', true);
    const situation = describeInForce(policiesInForce(run.ledger, run.today));
    run.report('policy-needed', record, 'leadName', { situation });
  }
  return left('rejected', (row.member ?? row.lead).name);
}

function applyRow(work: AllianceWork): RowOutcome {
  const { row, record, run, pass } = work;
  const subject = (row.member ?? row.lead).name;
  const near = rosterPass(run).district(row.office)?.near;
  if (near !== undefined) {
    run.report('district-near', record, 'office', { value: row.office, near });
    return left('rejected', subject);
  }
  const lead = findLead(work);
  if (lead === 'rejected') return left('rejected', subject);
  const groups: GroupsOfLead =
    lead.id === null ? { group: undefined, known: [] } : groupsOfLead(lead.id, run, pass);
  const member = row.member
    ? (findAmongMembers(row, groups.known, run) ?? findSide('member', row, record, run))
    : null;
  if (member === 'rejected' || isRefused(lead, member, work)) {
    if (groups.group) pass.touch(groups.group.id, record).incomplete = true;
    return left('rejected', subject);
  }
  reportAlias(work);
  if (groups.group?.state === 'ended') {
    const { group } = groups;
    if (pass.isNews(`ended|${group.id}`)) {
      run.report('group-ended-kept', record, 'leadName', { group: numberedName(group), date: group.validTo });
    }
    return left('skipped', subject);
  }
  return outcomeOf(subject, putRow(lead, member, groups, work));
}

/** Something is said of a member that has no name. */
function saysMore({ values }: TableRecord): boolean {
  return ['memberCategory', 'memberOwnership', 'memberResponsible'].some((key) => values[key] !== undefined);
}

function findLead({ row, record, run, pass }: AllianceWork): FoundListed | 'rejected' {
  // Settled by an earlier row of the block, perhaps by the clerk's answer.
  const known = pass.leads.get(leadKey(row));
  return known
    ? { id: known.id, listed: asListed(row.lead, row.office) }
    : findSide('lead', row, record, run);
}

/** Errors that only the row as a whole shows. */
function isRefused(lead: FoundListed, member: FoundListed | null, work: AllianceWork): boolean {
  const { row, record, run, pass } = work;
  if (!member) {
    if (!saysMore(record)) return false;
    run.report('value-required', record, 'memberName', { field: '联盟园·园所名称' });
    return true;
  }
  const value = row.member?.name ?? '';
  const same = lead.id === null ? nameKey(row.lead.name) === nameKey(value) : lead.id === member.id;
  if (same && (lead.id !== null || member.id === null)) {
    run.report('member-is-lead', record, 'memberName', { value });
    return true;
  }
  if (lead.id === null || member.id === null) return false;
  if (!pass.pairs.has(`${lead.id}|${member.id}`)) return false;
  run.report('member-twice', record, 'memberName', { value });
  return true;
}

function reportAlias({ row, record, run, pass }: AllianceWork): void {
  const alias = rosterPass(run).district(row.office)?.alias;
  if (!alias || !pass.isNews(`alias|${alias.written}`)) return;
  run.report('district-alias', record, 'office', { value: alias.written, meant: alias.meant });
}

/** Members of the ledger that the list no longer names: told, never removed. */
function reportAbsent(run: ImportRun, pass: AllianceListPass): void {
  for (const [groupId, record] of pass.touched) {
    const named = pass.named.get(groupId);
    const group = findGroup(run.ledger, groupId, pass.asOf);
    if (!group || !named || named.incomplete) continue;
    const absent = group.members.filter((member) => !named.kindergartens.has(member.kindergartenId));
    if (absent.length === 0) continue;
    run.report('not-in-list', record, 'leadName', {
      value: absent.map((member) => member.name).join('、'),
      group: group.name,
      id: group.id,
    });
  }
}
