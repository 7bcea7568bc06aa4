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
  { heading: '到场', align: 'right' as const, value: ({ people }: Row) => people.length },
];

function summaryOf(record: PlanRecord): string[] {
  const { activities, unmet, moved, cancelled, objective, unpublishedYears, stopped } = record;
  const provisional = activities.filter((each) => each.provisional).length;
  const gap = (objective.gap * 100).toFixed(2);
  return [
    `共 ${activities.length} 项，好坏分 ${objective.value}（越小越好；已证明不会低于 ${objective.bound}，相差 ${gap}%）。\n`,
    stopped ? '没有算完：以上是已找到的最好的一种。\n' : '',
    provisional > 0
      ? `* 暂定 ${provisional} 项：${unpublishedYears.join('、')}年的放假安排还没有公布，公布后请再运行一次，只移动有冲突的。\n`
      : '',
    ...(moved.length > 0 ? [`\n移动了 ${moved.length} 项：\n`] : []),
    ...moved.map(
      ({ group, kind, from, to, reason }) => `  ${group ?? ''}${kind}：${from} → ${to}，${reason}\n`,
    ),
    ...(cancelled.length > 0 ? [`\n取消 ${cancelled.length} 项（不再需要，或没有日子可排）：\n`] : []),
    ...cancelled.map(({ group, kind, date }) => `  ${group ?? ''}${kind}（${date}）\n`),
    ...(unmet.length > 0 ? [`\n没有排下 ${unmet.length} 项：\n`] : []),
    ...unmet.map(
      ({ rule, subject, period, reason }) =>
        `  ${subject.name}（${rule}，${period.from} 至 ${period.to}）：${reason}\n`,
    ),
  ].filter((line) => line !== '');
}
