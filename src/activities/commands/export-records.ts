import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { activityRecordRows } from '../activity-record.rows.ts';
import { ActivityWorld } from '../activity-world.ts';
import { selectActivities } from '../selection.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const output = await outputFrom(context, options, '活动记录表');
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const on = today(context);
    const activities = selectActivities(world, options, { today: on, states: ['done'] });
    const rows = activityRecordRows(activities, world);
    const named = textOption(options, 'policy');
    const present = [...new Set(activities.map(({ policyId }) => policyId))];
    // Records under several policies stand under the table's own words.
    const policy =
      named === undefined && present.length > 1
        ? undefined
        : policyForExport(ledger, { named, present, on }, context.templateFolders);
    await deliverList(context, ledger, output, options, {
      table: 'activity-record',
      records: rows.map(({ values }, index) => ({ id: activities[index]?.id, ...values })),
      rows,
      policy,
      offers: {
        activityKind: policy?.activities.map(({ name }) => name) ?? [],
        line: policy?.lines.map(({ name }) => name) ?? [],
      },
    });
    return 0;
  } finally {
    ledger.close();
  }
}
