import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { daysText } from '../../tables/fields/days.ts';
import { type ActivityRecord, activityWords } from '../activity-words.ts';
import { ActivityWorld } from '../activity-world.ts';
import { participantsText } from '../participants.ts';
import { activityMeant } from '../record-options.ts';
import { stateNames } from '../selection.ts';

/** What is known of an activity, line by line. */
function linesOf(activity: ActivityRecord): [string, string][] {
  const { due, starts, ends, heldOn } = activity;
  const time = starts === null ? '' : ` ${starts}${ends === null ? '' : `–${ends}`}`;
  const people = activity.people.map(({ name, unit, role, hours }) => {
    return `${role} ${name}（${unit}${hours === null ? '' : `，${hours} 学时`}）`;
  });
  const lines: [string, string | null][] = [
    ['编号', String(activity.id)],
    ['名称', activity.title],
    ['组织', activity.holder],
    // Most are called by their kind: once is enough.
    ['种类', activity.kind.name === activity.title ? null : activity.kind.name],
    ['任务', activity.line],
    ['状态', stateNames[activity.state]],
    ['计划日期', activity.plannedOn === null ? null : `${activity.plannedOn}${time}`],
    ['应办期', due ? `${due.from} 至 ${due.to}（${activity.rule ?? ''}）` : null],
    ['举行日期', heldOn === null ? null : daysText(heldOn, activity.heldTo)],
    ['承办园', activity.host],
    ['地点', activity.venue],
    ['参加园所', participantsText(activity.kindergartens) || null],
    ['人员', people.join('、') || null],
    ['学时', activity.hours === null ? null : String(activity.hours)],
    ['主题内容', activity.topics],
    ['成效', activity.outcome],
    ['突出', activity.outstanding ? '是' : null],
    ['原因', activity.reason],
    ['备注', activity.note],
    ['佐证材料', activity.evidence.map(({ name }) => name).join('、') || null],
  ];
  return lines.flatMap(([label, value]): [string, string][] => (value === null ? [] : [[label, value]]));
}

const columns = [
  { heading: '项目', value: ([label]: [string, string]) => label },
  { heading: '内容', value: ([, value]: [string, string]) => value },
];

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const record = activityWords(world)(activityMeant(world, String(input.arguments[0] ?? '')));
    if (flagOption(input.options, 'json')) context.stdout.write(renderJson(record));
    else context.stdout.write(renderTable(linesOf(record), columns, context.ambiguousIsWide));
    return 0;
  } finally {
    ledger.close();
  }
}
