import type { Worksheet } from 'exceljs';
import { monthsOf } from '../calendar/calendar-view.ts';
import { eachDay, type SchoolCalendar } from '../calendar/school-calendar.ts';
import { type IsoDate, weekdayOf } from '../common/dates.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { sheetName, workbookBytes } from '../tables/sheet-style.ts';
import { writeMonth } from './month-grid.ts';
import { type ScheduleEntry, stateWords } from './schedule.ts';

const weekdays = '一二三四五六日';

/**
 * The schedule (活动安排表) to print and put up: a sheet with the grid of each month, A4 landscape, and a list of all.
 * Equal content gives equal bytes.
 * @param entries at least one, in the order of their days
 */
export async function scheduleWorkbook(
  entries: readonly ScheduleEntry[],
  calendar: SchoolCalendar,
  whose: string,
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const byDay = new Map<IsoDate, ScheduleEntry[]>();
  for (const entry of entries) {
    for (const date of eachDay(entry.from, entry.to)) {
      const onDay = byDay.get(date);
      if (onDay) onDay.push(entry);
      else byDay.set(date, [entry]);
    }
  }
  const days = [...byDay.keys()].sort();
  const busy = new Set(days.map((date) => date.slice(0, 7)));
  for (const { from, to } of monthsOf(days[0] ?? '', days.at(-1) ?? '')) {
    if (!busy.has(from.slice(0, 7))) continue;
    const name = `${Number(from.slice(0, 4))}年${Number(from.slice(5, 7))}月`;
    const title = `${whose}${name}活动安排表`;
    writeMonth(workbook.addWorksheet(sheetName(name)), calendar, { from, to, title, byDay, whose });
  }
  writeList(workbook.addWorksheet('清单'), entries, calendar, whose);
  return workbookBytes(workbook);
}

function writeList(
  sheet: Worksheet,
  entries: readonly ScheduleEntry[],
  calendar: SchoolCalendar,
  whose: string,
): void {
  const short = (date: IsoDate) => date.slice(5);
  const columns: readonly ListColumn<ScheduleEntry>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    {
      heading: '日期',
      width: 12,
      centred: true,
      value: ({ from, to }) => (from === to ? from : `${from}至${short(to)}`),
    },
    { heading: '星期', width: 6, centred: true, value: ({ from }) => weekdays[weekdayOf(from) - 1] ?? '' },
    {
      heading: '周次',
      width: 7,
      centred: true,
      value: ({ from }) => String(calendar.weekOf(from)?.week ?? ''),
    },
    { heading: '时间', width: 13, centred: true, value: ({ time }) => time || '全天' },
    { heading: '活动', width: 26, value: ({ title }) => title },
    { heading: '种类', width: 12, centred: true, value: ({ kind }) => kind },
    { heading: '主办', width: 22, value: ({ holder }) => holder },
    { heading: '承办园', width: 20, value: ({ host }) => host },
    { heading: '地点', width: 18, value: ({ place }) => place },
    { heading: '参加', width: 26, value: ({ kindergartens }) => kindergartens.join('、') },
    { heading: '人员', width: 24, value: ({ people }) => people.join('、') },
    {
      heading: '备注',
      width: 16,
      value: ({ activity, isProvisional: provisional }) =>
        [stateWords[activity.state], provisional ? '暂定' : '', activity.reason ?? '']
          .filter((each) => each !== '')
          .join('；'),
    },
  ];
  const provisional = entries.filter((each) => each.isProvisional).length;
  const remarks = [
    `共 ${entries.length} 项。`,
    ...(provisional > 0 ? [`其中 ${provisional} 项的日期暂定：那一年的放假安排还没有公布。`] : []),
  ];
  writeListSheet(sheet, { title: `${whose}活动安排表`, remarks }, columns, entries);
}
