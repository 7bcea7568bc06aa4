import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { Group } from '../group.ts';
import { cycleText, groupRecord, stateName, tierName } from '../group-naming.ts';
import { listGroups } from '../groups.store.ts';

export interface GroupSelection {
  readonly on: string;
  readonly policyId?: string | undefined;
  readonly tier?: string | undefined;
  readonly withPlanned: boolean;
  readonly withEnded: boolean;
}

const columns: readonly TableColumn<Group>[] = [
  { heading: '编号', align: 'right', value: (group) => group.id },
  { heading: '名称', value: (group) => group.name },
  { heading: '层级', value: (group) => tierName(group.tier) },
  { heading: '主导园', value: (group) => group.lead?.name ?? '' },
  { heading: '联盟园数', align: 'right', value: (group) => group.members.length },
  { heading: '联盟园', value: (group) => group.members.map((member) => member.name).join('、') },
  { heading: '周期', value: cycleText },
  { heading: '状态', value: (group) => stateName(group.state) },
];

/** The groups asked for, in the order of their numbers. */
export function selectGroups(ledger: Ledger, selection: GroupSelection): Group[] {
  return listGroups(ledger, selection.on, {
    includeEnded: selection.withEnded,
    ...(selection.policyId === undefined ? {} : { policyId: selection.policyId }),
    ...(selection.tier === undefined ? {} : { tier: selection.tier }),
  }).filter((group) => selection.withPlanned || group.state !== 'planned');
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const asked = dateOption(options, 'on');
  const selection: GroupSelection = {
    on: asked ?? today(context),
    policyId: textOption(options, 'policy'),
    tier: textOption(options, 'tier'),
    withPlanned: asked === undefined || flagOption(options, 'all'),
    withEnded: flagOption(options, 'all'),
  };
  const ledger = openLedger(context);
  try {
    const groups = selectGroups(ledger, selection);
    if (options.json) {
      context.stdout.write(renderJson(groups.map(groupRecord)));
      return 0;
    }
    if (groups.length > 0) context.stdout.write(renderTable(groups, columns, context.ambiguousIsWide));
    context.stderr.write(groups.length > 0 ? `共 ${groups.length} 个联盟。\n` : '没有符合条件的联盟。\n');
    return 0;
  } finally {
    ledger.close();
  }
}
