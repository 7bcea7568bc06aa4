import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { holdsOn, type IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { findKindergarten } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type Group, joinPeriods, type Member } from '../group.ts';
import { cycleText, groupRecord, knownDay, stateName, tierName } from '../group-naming.ts';
import { resolveGroup } from '../group-reference.ts';
import { listGroups } from '../groups.store.ts';
import { membershipHistory } from '../memberships.store.ts';

/** One kindergarten in the group, now or formerly. */
export interface MembershipView {
  readonly name: string;
  readonly role: Member['role'];
  readonly district: string | null;
  /** 责任人: as entered, else the principal. */
  readonly responsible: string | null;
  readonly since: IsoDate | null;
  /** First day on which it no longer belonged. */
  readonly until: IsoDate | null;
  readonly reason: string | null;
}

export interface GroupView {
  readonly group: Group;
  readonly current: readonly MembershipView[];
  /** Those that have left, or are yet to come. */
  readonly others: readonly MembershipView[];
}

/** Everything there is to show about a group on a date. @throws Failure `group-unknown`, `group-ambiguous` */
export function viewGroup(ledger: Ledger, reference: string, on: IsoDate): GroupView {
  const group = resolveGroup(listGroups(ledger, on, { includeEnded: true }), reference);
  const history = membershipHistory(ledger, group.id);
  const standing = [...(group.lead ? [group.lead] : []), ...group.members];
  const memberships = joinPeriods(history);
  const view = (each: (typeof memberships)[number]): MembershipView => {
    const kindergarten = findKindergarten(ledger, each.kindergartenId, on);
    const named = standing.find((member) => member.kindergartenId === each.kindergartenId);
    const last = history.findLast((period) => period.kindergartenId === each.kindergartenId);
    return {
      name: named?.name ?? kindergarten?.name ?? '',
      role: each.role,
      district: kindergarten?.district ?? null,
      responsible: (named ?? last)?.responsible ?? kindergarten?.principal ?? null,
      since: knownDay(each.from),
      until: each.to,
      reason: each.endReason,
    };
  };
  const current = standing.flatMap((member) => {
    const period = { from: member.validFrom, to: member.validTo };
    const own = memberships.find(
      (each) => each.kindergartenId === member.kindergartenId && holdsOn(each, period.from),
    );
    return own ? [own] : [];
  });
  return {
    group,
    current: current.map(view),
    others: memberships.filter((each) => !current.includes(each)).map(view),
  };
}

const roles = { lead: '主导园', member: '联盟园' } as const;

const columns: readonly TableColumn<MembershipView>[] = [
  { heading: '角色', value: (each) => roles[each.role] },
  { heading: '园所名称', value: (each) => each.name },
  { heading: '区县', value: (each) => each.district },
  { heading: '责任人', value: (each) => each.responsible },
  { heading: '加入', value: (each) => each.since },
];

const otherColumns: readonly TableColumn<MembershipView>[] = [
  ...columns,
  { heading: '退出', value: (each) => each.until },
  { heading: '原因', value: (each) => each.reason },
];

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const on = dateOption(input.options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const { group, current, others } = viewGroup(ledger, String(input.arguments[0]), on);
    if (input.options.json) {
      const periods = { validFrom: knownDay(group.validFrom), validTo: group.validTo };
      context.stdout.write(
        renderJson({
          ...groupRecord(group),
          origin: group.origin,
          ...periods,
          memberships: [...current, ...others],
        }),
      );
      return 0;
    }
    const lines = [
      `${group.name}（编号 ${group.id}，${stateName(group.state)}）`,
      `政策：${group.policyId}　层级：${tierName(group.tier)}　周期：${cycleText(group) || '未定'}`,
      ...(group.validTo ? [`终止：${group.validTo}`] : []),
    ];
    context.stdout.write(`${lines.join('\n')}\n\n${renderTable(current, columns, context.ambiguousIsWide)}`);
    if (others.length > 0) {
      const table = renderTable(others, otherColumns, context.ambiguousIsWide);
      context.stdout.write(`\n以往和将来的成员：\n${table}`);
    }
    return 0;
  } finally {
    ledger.close();
  }
}
