import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, namesOption, textOption } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { loadPolicy } from '../../policy/load.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import { standingGroup, warnOfOtherGroups } from '../by-hand.ts';
import type { Group } from '../group.ts';
import { tierName } from '../group-naming.ts';
import { renameGroup, setTier } from '../groups.store.ts';
import { changeLead, setResponsible } from '../memberships.store.ts';
import { tierNamed } from '../tier-named.ts';

export interface GroupEdit {
  readonly name: string | undefined;
  readonly tier: string | undefined;
  readonly lead: string | undefined;
  /** `园所=姓名`; nothing after the sign: the principal. */
  readonly responsible: readonly string[];
  readonly reason: string;
  readonly since: IsoDate;
}

/** Changes what is given; lead and persons responsible from `since` on. @throws Failure `group-…`, `option-value` … */
export function editByHand(
  ledger: Ledger,
  reference: string,
  edit: GroupEdit,
  folders: readonly string[],
): ChangeReport {
  const group = standingGroup(ledger, reference, edit.since);
  const lines: string[] = [];
  if (edit.name !== undefined && edit.name !== group.name) {
    renameGroup(ledger, group.id, edit.name);
    lines.push(`名称：${group.name} → ${edit.name}`);
  }
  if (edit.tier !== undefined) {
    const tier = tierNamed(loadPolicy(group.policyId, folders), edit.tier);
    setTier(ledger, group.id, tier);
    if (tier !== group.tier) lines.push(`层级：${tierName(group.tier)} → ${tierName(tier)}`);
  }
  const lead = edit.lead === undefined ? undefined : resolveKindergarten(ledger, edit.lead, edit.since);
  const findings = lead ? warnOfOtherGroups(ledger, [lead], group, edit.since) : [];
  if (lead && lead.id !== group.lead?.kindergartenId) {
    changeLead(ledger, group.id, { kindergartenId: lead.id }, edit.since, edit.reason);
    lines.push(`主导园：${group.lead?.name ?? '（无）'} → ${lead.name}，${edit.since} 起`);
  }
  const standing = lead ? standingGroup(ledger, String(group.id), edit.since) : group;
  for (const pair of edit.responsible) lines.push(...editResponsible(ledger, standing, pair, edit.since));
  return { lines: [`“${group.name}”（编号 ${group.id}）：`, ...lines], findings };
}

function editResponsible(ledger: Ledger, group: Group, pair: string, since: IsoDate): string[] {
  const [, who = '', person = ''] = /^([^=＝]+)[=＝](.*)$/u.exec(pair) ?? [];
  if (who === '') {
    const expected = '应写成“园所=姓名”';
    throw new Failure('option-value', { option: '--responsible', value: pair, expected });
  }
  const kindergarten = resolveKindergarten(ledger, who.trim(), since);
  const standing = [...(group.lead ? [group.lead] : []), ...group.members];
  const member = standing.find((each) => each.kindergartenId === kindergarten.id);
  if (!member) {
    const parameters = { value: kindergarten.name, date: since, group: group.name, id: group.id };
    throw new Failure('member-absent', parameters);
  }
  const responsible = person.trim() === '' ? null : person.trim();
  if (responsible === member.responsible) return [];
  setResponsible(ledger, group.id, kindergarten.id, responsible, since);
  const word = (name: string | null) => name ?? '园长';
  return [`${kindergarten.name}责任人：${word(member.responsible)} → ${word(responsible)}，${since} 起`];
}

export async function run(
  context: Context,
  { options, arguments: [named] }: CommandInput,
): Promise<ExitCode> {
  const reference = String(named);
  const edit: GroupEdit = {
    name: textOption(options, 'name'),
    tier: textOption(options, 'tier'),
    lead: textOption(options, 'lead'),
    responsible: namesOption(options, 'responsible'),
    reason: textOption(options, 'reason') ?? '更换主导园',
    since: dateOption(options, 'since') ?? today(context),
  };
  return applyChange(context, options, { kind: 'group-edit', title: `修改联盟 ${reference}` }, (ledger) =>
    editByHand(ledger, reference, edit, context.templateFolders),
  );
}
