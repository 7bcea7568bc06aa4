import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { daysText } from '../../tables/fields/days.ts';
import type { ActivityState } from '../activity.ts';
import { type ActivityRecord, activityWords, peopleAt } from '../activity-words.ts';
import { ActivityWorld } from '../activity-world.ts';
import { selectActivities, stateNames } from '../selection.ts';

const columns: readonly TableColumn<ActivityRecord>[] = [
  { heading: '编号', value: ({ id }) => String(id), align: 'right' },
  {
    heading: '日期',
    value: ({ heldOn, heldTo, plannedOn }) =>
      heldOn === null ? (plannedOn ?? '') : daysText(heldOn, heldTo),
  },
  { heading: '状态', value: ({ state }) => stateNames[state] },
  { heading: '组织', value: ({ holder }) => holder },
  { heading: '种类', value: ({ kind }) => kind.name },
  { heading: '名称', value: ({ title, kind }) => (title === kind.name ? '' : title) },
  { heading: '承办园', value: ({ host }) => host ?? '' },
  {
    heading: '人数',
    value: (activity) => String(peopleAt(activity) ?? ''),
    align: 'right',
  },
  {
    heading: '佐证',
    value: ({ evidence }) => (evidence.length === 0 ? '' : String(evidence.length)),
    align: 'right',
  },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const state = textOption(options, 'state') as ActivityState | undefined;
    const activities = selectActivities(world, options, {
      today: today(context),
      ...(state === undefined ? {} : { states: [state] }),
    });
    const records = activities.map(activityWords(world));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(records));
    else if (records.length > 0) context.stdout.write(renderTable(records, columns, context.ambiguousIsWide));
    context.stderr.write(records.length === 0 ? '没有这样的活动。\n' : `共 ${records.length} 次活动。\n`);
    return 0;
  } finally {
    ledger.close();
  }
}
