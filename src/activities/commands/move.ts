import { openCalendar } from '../../calendar/open-calendar.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { changeActivity } from '../activities.store.ts';
import { activityWords, shownActivity } from '../activity-words.ts';
import { ActivityWorld } from '../activity-world.ts';
import { notBeforeToday, plannedActivity } from '../planned-activity.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const reference = String(input.arguments[0] ?? '');
  const plannedOn = dateOption(options, 'to') ?? '';
  notBeforeToday('--to', plannedOn, today(context));
  const reason = requiredText(options, 'reason');
  const operation = { kind: 'activity-move', title: `活动 ${reference} 改到 ${plannedOn}` };
  return applyChange(context, options, operation, async (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const activity = plannedActivity(world, reference, '改期');
    const day = (await openCalendar(ledger, context.templateFolders)).dayOf(plannedOn);
    const findings =
      day.kind === 'school' || day.kind === 'makeup'
        ? []
        : [makeFinding('activity-day-off', { value: plannedOn, day: day.name ?? '周末' })];
    const { due } = activity;
    if (due && (plannedOn < due.from || plannedOn > due.to)) {
      findings.push(makeFinding('activity-outside-due', { value: plannedOn, from: due.from, to: due.to }));
    }
    // What a clerk has set is not moved by planning.
    changeActivity(ledger, activity, { plannedOn, reason, fixed: true });
    const { holder } = activityWords(world)(activity);
    return {
      lines: [`改期：${holder} ${shownActivity(activity)} 改到 ${plannedOn}，${reason}`],
      findings,
      record: { id: activity.id, from: activity.plannedOn, to: plannedOn, reason },
    };
  });
}
