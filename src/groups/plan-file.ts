import type { Context } from '../context.ts';
import { deliverFile, deliverJson, type Output } from '../exports/output.ts';
import { wordingOf } from '../exports/wording.ts';
import { listOffices, ownOffice } from '../ledger/offices.store.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { loadTable } from '../tables/load.ts';
import { allianceRows } from './alliance-list.rows.ts';
import type { Group, Member } from './group.ts';
import { defaultGroupName } from './group-naming.ts';
import { listGroups } from './groups.store.ts';
import type { PlanProblem } from './plan.ts';
import type { GroupProposal } from './propose-groups.ts';
import { proposedNames } from './proposed-names.ts';

/** A proposal with what it was asked, and the number it is stored under (null in a trial). */
interface NumberedProposal extends GroupProposal {
  readonly plan: number | null;
  readonly problem: PlanProblem;
}

/** The groups of a proposal as if they stood, so that they can be listed like those that do. */
function proposedAsGroups(
  { result, policy, tier, problem: { on } }: NumberedProposal,
  kindergartens: ReadonlyMap<number, Kindergarten>,
  taken: ReadonlySet<string>,
): Group[] {
  const member = (kindergartenId: number, name: string, role: Member['role']): Member => ({
    ...{ membershipId: 0, kindergartenId, name, role },
    ...{ responsible: null, validFrom: on, validTo: null },
  });
  const leads = result.groups.flatMap((group) => kindergartens.get(group.leadId) ?? []);
  const names = proposedNames(policy, tier, leads, taken);
  return result.groups.map((group, index) => ({
    ...{ id: index + 1, policyId: policy.id, tier },
    name: names.get(group.leadId) ?? defaultGroupName(group.lead, policy.names.kind),
    officeId: kindergartens.get(group.leadId)?.districtId ?? null,
    lead: member(group.leadId, group.lead, 'lead'),
    members: group.members.map((each) => member(each.id, each.name, 'member')),
    ...{ cycleStart: on, cycleEnd: null, validFrom: on, validTo: null },
    ...{ origin: 'plan' as const, state: 'planned' as const },
  }));
}

/** Writes a proposal in the form of the official list of groups (联盟名单), to be edited in the column 调整. */
export async function writePlanFile(
  context: Context,
  ledger: Ledger,
  made: NumberedProposal,
  output: Output,
): Promise<void> {
  const roster = listKindergartens(ledger, made.problem.on);
  const kindergartens = new Map(roster.map((each) => [each.id, each]));
  const standing = listGroups(ledger, made.problem.on, { policyId: made.policy.id });
  const groups = proposedAsGroups(made, kindergartens, new Set(standing.map((group) => group.name)));
  const rows = allianceRows({ groups, kindergartens: roster, offices: listOffices(ledger) }, false);
  if (output.path === undefined || output.format === 'json') {
    await deliverJson(
      context,
      output,
      rows.map((row) => row.values),
    );
    return;
  }
  const definition = loadTable('alliance-list', context.templateFolders);
  if (definition.kind !== 'list') throw new TypeError('alliance-list is no list');
  const { planWorkbook } = await import('./plans/editing/plan-workbook.ts');
  const wording = wordingOf(definition.id, ownOffice(ledger).name, made.policy);
  const bytes = await planWorkbook({ ...made, kindergartens }, { definition, wording, rows });
  await deliverFile(context, { ...output, path: output.path }, bytes);
}
