import type { Context } from '../context.ts';
import { deliverList } from '../exports/deliver-list.ts';
import type { Output } from '../exports/output.ts';
import { listOffices } from '../ledger/offices.store.ts';
import { findKindergarten, listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { allianceRows } from './alliance-list.rows.ts';
import type { Group, Member } from './group.ts';
import { defaultGroupName } from './group-naming.ts';
import type { GroupProposal } from './propose-groups.ts';

/** The groups of a proposal as if they stood, so that they can be listed like those that do. */
function proposedAsGroups(ledger: Ledger, made: GroupProposal, on: string): Group[] {
  const member = (kindergartenId: number, name: string, role: Member['role']): Member => ({
    ...{ membershipId: 0, kindergartenId, name, role },
    ...{ responsible: null, validFrom: on, validTo: null },
  });
  return made.result.groups.map((group, index) => ({
    ...{ id: index + 1, policyId: made.policy.id, tier: made.tier },
    name: defaultGroupName(group.lead, made.policy.names.kind),
    officeId: findKindergarten(ledger, group.leadId, on)?.districtId ?? null,
    lead: member(group.leadId, group.lead, 'lead'),
    members: group.members.map((each) => member(each.id, each.name, 'member')),
    ...{ cycleStart: on, cycleEnd: null, validFrom: on, validTo: null },
    ...{ origin: 'plan' as const, state: 'planned' as const },
  }));
}

/** Writes a proposal in the form of the official list of groups (联盟名单). */
export async function writePlanFile(
  context: Context,
  ledger: Ledger,
  made: GroupProposal,
  output: Output,
  on: string,
): Promise<void> {
  const rows = allianceRows(
    {
      groups: proposedAsGroups(ledger, made, on),
      kindergartens: listKindergartens(ledger, on),
      offices: listOffices(ledger),
    },
    false,
  );
  await deliverList(
    context,
    ledger,
    output,
    {},
    {
      table: 'alliance-list',
      rows,
      records: rows.map((row) => row.values),
      policy: made.policy,
    },
  );
}
