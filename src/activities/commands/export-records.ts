import type { CommandInput, ExitCode } from '../../cli/command.ts';
import type { Context } from '../../context.ts';
import { activityRecordRows } from '../activity-record.rows.ts';
import { deliverActivities } from '../deliver-activities.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  await deliverActivities(context, options, {
    table: 'activity-record',
    name: '活动记录表',
    states: ['done'],
    rowsOf: activityRecordRows,
    offers: (policy) => ({
      activityKind: policy?.activities.map(({ name }) => name) ?? [],
      line: policy?.lines.map(({ name }) => name) ?? [],
    }),
  });
  return 0;
}
