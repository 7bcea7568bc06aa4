import { ActivityWorld } from '../../activities/activity-world.ts';
import { kindergartenNames } from '../../activities/kindergarten-names.store.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { whoseOption } from '../inspection-options.ts';
import { listStaff, shareOf } from '../staff.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const nameOf = kindergartenNames(ledger);
    const { groupId } = whoseOption(world, options, on);
    const all = listStaff(ledger, on);
    const rows = all
      .filter((each) => groupId === undefined || each.groupId === groupId)
      .map((each) => ({
        group: world.groupsOn(on).find(({ id }) => id === each.groupId)?.name ?? `#${each.groupId}`,
        person: each.name,
        unit: each.unit,
        role: each.role,
        posts: each.posts,
        since: each.since,
        until: each.until,
        kindergartens: each.kindergartenIds.map((id) => nameOf(id, on)),
        share: each.share,
        groups: new Set(
          all.filter(({ personId }) => personId === each.personId).map((other) => other.groupId),
        ).size,
        totalShare: shareOf(all, each.personId) || null,
        assignments: [...each.assignments],
      }));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(rows));
    else if (rows.length > 0) {
      context.stdout.write(
        renderTable(
          rows,
          [
            { heading: '联盟', value: ({ group }) => group },
            { heading: '职责', value: ({ role }) => role },
            { heading: '姓名', value: ({ person }) => person },
            { heading: '单位及职务', value: ({ posts, unit }) => posts ?? unit },
            { heading: '负责园所', value: ({ kindergartens }) => kindergartens.join('、') },
            { heading: '分工', value: ({ share }) => (share === null ? '' : `${share}%`), align: 'right' },
            { heading: '学区数', value: ({ groups }) => (groups > 1 ? String(groups) : ''), align: 'right' },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    context.stderr.write(
      rows.length === 0
        ? '没有责任督学、视导员、教研员或培训师。名单用 youlian committee seat 登记，或导入机构名单；分工用 youlian inspection assign。\n'
        : `共 ${rows.length} 人次。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
