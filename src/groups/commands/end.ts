import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { sinceText, standingGroup } from '../by-hand.ts';
import { endGroup } from '../groups.store.ts';

/** Ends a group with all its memberships on a day. @throws Failure `group-…`; `group-dates` on its first day too */
export function endByHand(ledger: Ledger, reference: string, since: IsoDate, reason: string): ChangeReport {
  const group = standingGroup(ledger, reference, since);
  if (since === group.validFrom) {
    const period = `${sinceText(group.validFrom)}，终止日应晚于这一天`;
    throw new Failure('group-dates', { value: since, group: group.name, period, option: '--since' });
  }
  endGroup(ledger, group.id, since, reason);
  const count = group.members.length;
  return {
    lines: [
      `终止“${group.name}”（编号 ${group.id}），${since} 起，原因：${reason}；${count} 所联盟园随之退出`,
    ],
    findings: [],
  };
}

export async function run(
  context: Context,
  { options, arguments: [named] }: CommandInput,
): Promise<ExitCode> {
  const reference = String(named);
  const since = dateOption(options, 'since') ?? today(context);
  const reason = requiredText(options, 'reason');
  return applyChange(context, options, { kind: 'group-end', title: `终止联盟 ${reference}` }, (ledger) =>
    endByHand(ledger, reference, since, reason),
  );
}
