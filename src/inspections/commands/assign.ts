import { ActivityWorld } from '../../activities/activity-world.ts';
import { personMeant } from '../../activities/person-meant.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { beginning } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import { addAssignment, assignmentsSince, endAssignment } from '../assignments.store.ts';
import { listStaff, shareOf } from '../staff.ts';

/** @throws Failure `option-value` */
function shareOption(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text.replace(/[%％]$/u, ''));
  if (Number.isInteger(value) && value >= 1 && value <= 100) return value;
  throw new Failure('option-value', { option: '--share', value: text, expected: '应是 1 到 100 的整数' });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const person = String(input.arguments[0] ?? '');
  const on = today(context);
  const share = shareOption(textOption(options, 'share'));
  const since = dateOption(options, 'since');
  const isEnd = flagOption(options, 'end');
  const operation = { kind: 'inspection-assign', title: `${isEnd ? '终止' : '登记'}${person}的分工` };
  return applyChange(context, options, operation, (ledger): ChangeReport => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const group = resolveGroup(world.groupsOn(on), requiredText(options, 'group'));
    const personId = personMeant(ledger, 'person', person);
    const place = textOption(options, 'kindergarten');
    const kindergarten = place === undefined ? null : resolveKindergarten(ledger, place, on);
    const kindergartenId = kindergarten?.id ?? null;
    const from = since ?? on;
    const own = assignmentsSince(ledger, { personId, groupId: group.id, kindergartenId }, from);
    for (const each of own) endAssignment(ledger, each, from);
    const what = `${group.name}${kindergarten === null ? '' : ` ${kindergarten.name}`}`;
    if (isEnd) {
      const lines = own.length === 0 ? [] : [`${person} 不再负责 ${what}`];
      return { lines, findings: [], record: { person, group: group.name, ended: own.length } };
    }
    const role = textOption(options, 'role') ?? own[0]?.role ?? '责任督学';
    addAssignment(ledger, {
      personId,
      groupId: group.id,
      kindergartenId,
      role,
      share: share ?? own[0]?.share ?? null,
      // Whoever begins with what the ledger is told first has always had it, as far as it knows.
      validFrom: since ?? (own.length > 0 ? on : beginning),
      validTo: null,
    });
    const total = shareOf(listStaff(ledger, since !== undefined && since > on ? since : on), personId);
    const findings = total > 100 ? [makeFinding('inspector-share', { name: person, value: total })] : [];
    return {
      lines: [`${person}：${role}，负责 ${what}${share === null ? '' : `，占 ${share}%`}`],
      findings,
      record: { person, group: group.name, ended: own.length },
    };
  });
}
