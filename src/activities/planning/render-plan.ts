import { renderTable } from '../../cli/table.ts';
import { weekdayOf } from '../../common/dates.ts';
import type { PlanRecord } from './plan-record.ts';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

type Row = PlanRecord['activities'][number];

/** `10月14日*`: the star says that the day is not settled yet (暂定). */
function dayText({ date, provisional }: Row): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日${provisional ? '*' : ''}`;
}

/** The plan in words and tables: month by month, then what was left out, moved and called off. */
export function renderPlan(record: PlanRecord, wide: boolean): string {
  const months = new Map<string, Row[]>();
  for (const activity of record.activities) {
    const month = activity.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), activity]);
  }
  const tables = [...months].map(([month, rows]) => {
    const title = `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月（${rows.length} 项）`;
    return `${title}\n${renderTable(rows, columns, wide)}\n`;
  });
  return [...tables, ...summaryOf(record)].join('');
}

const columns = [
  { heading: '日期', value: dayText },
  { heading: '星期', value: ({ date }: Row) => weekdays[weekdayOf(date) - 1] ?? '' },
  { heading: '周次', value: ({ week }: Row) => (week === null ? '' : `第${week}周`) },
  { heading: '时间', value: ({ start, end }: Row) => (start === null ? '全天' : `${start}–${end}`) },
  { heading: '组织', value: ({ group, office }: Row) => group ?? office },
  { heading: '活动', value: ({ kind, fixed }: Row) => (fixed ? `${kind}（定）` : kind) },
  { heading: '承办园', value: ({ host }: Row) => host },
  {
    heading: '到场',
    align: 'right' as const,
    value: ({ people }: Row) => (people.length === 0 ? '' : people.length),
  },
];

/** Groups may be called by the name of what they hold (联席会议): once is enough. */
const heldBy = (holder: string | null, kind: string) => (holder === kind ? kind : `${holder ?? ''}${kind}`);

type Listed = PlanRecord['overdue'][number];
const listed = ({ id, group, kind, date }: Pick<Listed, 'id' | 'group' | 'kind'> & { date: string | null }) =>
  `  ${id} ${heldBy(group, kind)}（${date}）\n`;

function summaryOf(record: PlanRecord): string[] {
  const { activities, unmet, moved, cancelled, overdue, vacation, unpublishedYears, stopped } = record;
  const provisional = activities.filter((each) => each.provisional).length;
  const added = activities.filter((each) => each.added);
  const isFirst = added.length === activities.length;
  return [
    totalOf(record),
    stopped ? '没有算完：以上是已找到的最好的一种。\n' : '',
    provisional > 0
      ? `* 暂定 ${provisional} 项：${unpublishedYears.join('、')}年的放假安排还没有公布，公布后请再运行一次，只移动有冲突的。\n`
      : '',
    ...(added.length > 0 && !isFirst ? [`\n新排 ${added.length} 项：\n`, ...added.map(addedLine)] : []),
    ...(moved.length > 0 ? [`\n移动了 ${moved.length} 项：\n`] : []),
    ...moved.map(
      ({ group, kind, from, to, reason }) => `  ${heldBy(group, kind)}：${from} → ${to}，${reason}\n`,
    ),
    ...(cancelled.length > 0 ? [`\n取消 ${cancelled.length} 项（不再需要，或没有日子可排）：\n`] : []),
    ...cancelled.map(listed),
    ...(overdue.length > 0
      ? [
          `\n已过去、没有登记 ${overdue.length} 项：办过的请登记（youlian activity record），没有办的请取消（youlian activity cancel）。登记以前算没有办，期限没到的已重新排上；登记以后再排一次，多出的会取消。\n`,
        ]
      : []),
    ...overdue.map(listed),
    ...(vacation.length > 0
      ? [
          `\n假期里应办、没有上课日可排的 ${vacation.length} 项，请本单位另定日子，办过后登记：${vacation.map(({ kind, period: each }) => `${kind}（${each.from} 至 ${each.to}）`).join('、')}\n`,
        ]
      : []),
    ...(unmet.length > 0 ? [`\n没有排下 ${unmet.length} 项：\n`, ...unmetLines(unmet)] : []),
  ].filter((line) => line !== '');
}

const addedLine = ({ group, office, kind, date }: Row) => `  ${heldBy(group ?? office, kind)}：${date}\n`;

function totalOf({ activities, objective, unmet, overdue }: PlanRecord): string {
  if (activities.length === 0) {
    if (unmet.length > 0) return '一项也没有排下。\n';
    return overdue.length > 0
      ? '没有别的活动要排。\n'
      : '没有要排的活动：政策要求的都已办过，或所选的范围里没有规定次数的活动。\n';
  }
  const { value, bound, gap } = objective;
  return `共 ${activities.length} 项，好坏分 ${value}（越小越好；已证明不会低于 ${bound}，相差 ${(gap * 100).toFixed(2)}%）。\n`;
}

/** Those that are missing for the same reason in the same period are told together. */
function unmetLines(unmet: PlanRecord['unmet']): string[] {
  const together = new Map<string, { words: string; who: string[]; reason: string }>();
  for (const { rule, kind, subject, period, reason } of unmet) {
    const words = `${kind}（${rule}，${period.from} 至 ${period.to}）`;
    const own = together.get(`${words}\n${reason}`);
    if (own) own.who.push(subject.name);
    else together.set(`${words}\n${reason}`, { words, who: [subject.name], reason });
  }
  return [...together.values()].map(({ words, who, reason }) => {
    const count = who.length > 1 ? `（${who.length} 个）` : '';
    return `  ${words}，${who.join('、')}${count}：${reason}\n`;
  });
}
