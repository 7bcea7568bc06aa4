import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { someKindergartens, standingGroup, warnOfOtherGroups } from '../by-hand.ts';
import { addMember } from '../memberships.store.ts';

const words = {
  added: '加入联盟园',
  advanced: '提前加入联盟园',
  already: '已是联盟园，不用加入',
} as const;

/** Takes kindergartens into a group from a day on. @throws Failure `group-…`, `kindergarten-…`, `member-is-lead` */
export function addByHand(
  ledger: Ledger,
  reference: string,
  names: readonly string[],
  since: IsoDate,
): ChangeReport {
  const group = standingGroup(ledger, reference, since);
  const kindergartens = someKindergartens(ledger, names, since);
  const lead = kindergartens.find((each) => each.id === group.lead?.kindergartenId);
  if (lead) throw new Failure('member-is-lead', { value: lead.name });
  const findings = warnOfOtherGroups(ledger, kindergartens, group, since);
  const members = kindergartens.map(({ id, name }) => {
    const { outcome } = addMember(ledger, group.id, { kindergartenId: id }, since);
    return { name, outcome };
  });
  const lines = members.map(({ name, outcome }) => `${words[outcome]}：${name}`);
  return {
    lines: [`“${group.name}”（编号 ${group.id}），${since} 起：`, ...lines],
    findings,
    record: { id: group.id, name: group.name, since, members },
    hint: `运行 youlian check --group ${group.id} 可核对它是否合乎政策。`,
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0]);
  const names = [input.arguments[1] ?? []].flat();
  const since = dateOption(input.options, 'since') ?? today(context);
  const operation = { kind: 'group-add', title: `联盟 ${reference} 加入 ${names.join('、')}` };
  return applyChange(context, input.options, operation, (ledger) =>
    addByHand(ledger, reference, names, since),
  );
}
