import { openCalendar } from '../../calendar/open-calendar.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { activityPlanRows } from '../activity-plan.rows.ts';
import { ActivityWorld } from '../activity-world.ts';
import { selectActivities } from '../selection.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const output = await outputFrom(context, options, '活动计划表');
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const on = today(context);
    const activities = selectActivities(world, options, { today: on, states: ['planned'] });
    const calendar = await openCalendar(ledger, context.templateFolders);
    const rows = activityPlanRows(activities, world, calendar);
    const named = textOption(options, 'policy');
    const present = [...new Set(activities.map(({ policyId }) => policyId))];
    // Plans under several policies stand under the table's own words.
    const policy =
      named === undefined && present.length > 1
        ? undefined
        : policyForExport(ledger, { named, present, on }, context.templateFolders);
    await deliverList(context, ledger, output, options, {
      table: 'activity-plan',
      records: rows.map(({ values }, index) => ({ id: activities[index]?.id, ...values })),
      rows,
      policy,
    });
    return 0;
  } finally {
    ledger.close();
  }
}
