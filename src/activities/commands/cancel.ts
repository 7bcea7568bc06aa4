import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { requiredText } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { changeActivity } from '../activities.store.ts';
import { activityWords, shownActivity } from '../activity-words.ts';
import { ActivityWorld } from '../activity-world.ts';
import { plannedActivity } from '../planned-activity.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const reason = requiredText(input.options, 'reason');
  const operation = { kind: 'activity-cancel', title: `取消活动 ${reference}` };
  return applyChange(context, input.options, operation, (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const activity = plannedActivity(world, reference, '取消');
    changeActivity(ledger, activity, { state: 'cancelled', reason });
    const { holder } = activityWords(world)(activity);
    return {
      lines: [`取消：${holder} ${shownActivity(activity)}，${reason}`],
      findings: [],
      record: { id: activity.id, reason },
    };
  });
}
