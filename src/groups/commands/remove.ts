import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { someKindergartens, standingGroup } from '../by-hand.ts';
import { removeMember } from '../memberships.store.ts';

const words = { ended: '退出联盟园', deleted: '当天加入，视为没有加入过' } as const;

export interface Leaving {
  readonly names: readonly string[];
  /** First day on which they no longer belong. */
  readonly since: IsoDate;
  readonly reason: string;
}

/** Ends memberships on a day. @throws Failure `group-…`, `kindergarten-…`, `lead-leaves`, `member-absent` */
export function removeByHand(ledger: Ledger, reference: string, leaving: Leaving): ChangeReport {
  const group = standingGroup(ledger, reference, leaving.since);
  const kindergartens = someKindergartens(ledger, leaving.names, leaving.since);
  const members = kindergartens.map((kindergarten) => {
    if (kindergarten.id === group.lead?.kindergartenId) {
      throw new Failure('lead-leaves', { value: kindergarten.name, group: group.name, id: group.id });
    }
    const outcome = removeMember(ledger, group.id, kindergarten.id, leaving.since, leaving.reason);
    if (outcome === 'not-member') {
      const { since: date } = leaving;
      throw new Failure('member-absent', { value: kindergarten.name, date, group: group.name, id: group.id });
    }
    return { name: kindergarten.name, outcome };
  });
  const lines = members.map(({ name, outcome }) => `${words[outcome]}：${name}`);
  return {
    lines: [`“${group.name}”（编号 ${group.id}），${leaving.since} 起，原因：${leaving.reason}`, ...lines],
    findings: [],
    record: { id: group.id, name: group.name, since: leaving.since, reason: leaving.reason, members },
    hint: `运行 youlian check --group ${group.id} 可核对它是否合乎政策。`,
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0]);
  const leaving: Leaving = {
    names: [input.arguments[1] ?? []].flat(),
    since: dateOption(input.options, 'since') ?? today(context),
    reason: requiredText(input.options, 'reason'),
  };
  const operation = { kind: 'group-remove', title: `联盟 ${reference} 退出 ${leaving.names.join('、')}` };
  return applyChange(context, input.options, operation, (ledger) => removeByHand(ledger, reference, leaving));
}
