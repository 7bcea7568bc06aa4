import { openCalendar } from '../../calendar/open-calendar.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import type { Context } from '../../context.ts';
import { activityPlanRows } from '../activity-plan.rows.ts';
import { deliverActivities } from '../deliver-activities.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  await deliverActivities(context, options, {
    table: 'activity-plan',
    name: '活动计划表',
    states: ['planned'],
    rowsOf: async (activities, world) =>
      activityPlanRows(activities, world, await openCalendar(world.ledger, context.templateFolders)),
  });
  return 0;
}
