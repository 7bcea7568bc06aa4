import { changeActivity } from '../../activities/activities.store.ts';
import { activityWords, shownActivity } from '../../activities/activity-words.ts';
import { ActivityWorld } from '../../activities/activity-world.ts';
import { activityMeant } from '../../activities/record-options.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';

const reasons = { planned: '还没有举行', cancelled: '已经取消', done: '' } as const;

export async function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const [first] = given;
  const numbers = [...new Set(Array.isArray(first) ? first : [first ?? ''])];
  const outstanding = !flagOption(options, 'remove');
  const outcome = textOption(options, 'outcome');
  const verb = outstanding ? '标为突出' : '取消突出';
  const operation = { kind: 'bulletin-mark', title: `${verb}：活动 ${numbers.join('、')}` };
  return applyChange(context, options, operation, (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const words = activityWords(world);
    const activities = numbers.map((number) => activityMeant(world, number));
    for (const { id, state } of activities) {
      if (state !== 'done')
        throw new Failure('bulletin-activity-not-outstanding', { value: id, reason: reasons[state] });
    }
    for (const activity of activities) {
      changeActivity(ledger, activity, { outstanding, ...(outcome === undefined ? {} : { outcome }) });
    }
    return {
      lines: activities.map((activity) => `${verb}：${words(activity).holder} ${shownActivity(activity)}`),
      findings: [],
      record: { activities: activities.map(({ id }) => id), outstanding },
    };
  });
}
