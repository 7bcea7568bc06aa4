import type { CommandDefinition } from '../cli/command.ts';

const days = '日期，如 2027-03-09、2027年5月1日至5日；可写几个';

export const calendarCommands: readonly CommandDefinition[] = [
  {
    path: ['calendar', 'show'],
    alias: '查看',
    summary: '查看或打印校历：学期、周次、节假日、调休上课、停课',
    description:
      '节假日按国务院办公厅公布的安排。还没有公布的年份，只按法定节假日推算（春节、清明、端午、中秋按农历和节气），标为暂定（*）；公布后用 calendar import 导入，或把文件放进“幼联模板/calendars”。周次从开学那一周起算第1周，周一为一周的第一天。',
    options: [
      { flags: '--year <year>', description: '学年，如 2026-2027（默认今天所在的学年）' },
      { flags: '--term <number>', description: '只看一个学期', choices: ['1', '2'] },
      { flags: '--month <month>', description: '只看一个月，如 2026-10' },
      { flags: '-o, --output <file>', description: '存成可以打印的校历（.xlsx）' },
    ],
    json: 'calendar',
    makesFiles: true,
    examples: [
      'youlian calendar show',
      'youlian calendar show --month 2026-10',
      'youlian calendar show --year 2026-2027 --output 校历.xlsx',
    ],
    load: () => import('./commands/show.ts'),
  },
  {
    path: ['calendar', 'import'],
    alias: '导入',
    summary: '导入放假安排、停课和学期',
    description:
      '可以是表格（Excel、WPS、Word，表头为“日期”“类型”“说明”；类型写放假、上班、停课或学期；日期可写 2027年1月1日至3日），也可以是校历文件（.yaml）。有元旦、劳动节和国庆节的，就当作这一年的放假安排已经公布。',
    arguments: [{ name: '<file>', description: '表格或 .yaml 文件' }],
    options: [
      { flags: '--year <year>', description: '只收这个学年的日期；没写年份的日期也按它算，如 2026-2027' },
    ],
    json: 'calendar-change',
    writes: true,
    asks: true,
    examples: [
      'youlian calendar import 2027年放假安排.xlsx',
      'youlian calendar import 校历.docx --year 2026-2027 --dry-run',
    ],
    load: () => import('./commands/import.ts'),
  },
  {
    path: ['calendar', 'mark'],
    alias: '登记',
    summary: '登记哪几天放假、上班（调休上课）或停课',
    arguments: [{ name: '<days...>', description: days }],
    options: [
      {
        flags: '--as <kind>',
        description: '放假、上班或停课（必填）',
        choices: ['放假', '上班', '停课'],
        required: true,
      },
      { flags: '--name <name>', description: '说明，如 大雪停课（必填）', required: true },
    ],
    json: 'calendar-change',
    writes: true,
    asks: true,
    examples: [
      'youlian calendar mark 2026-12-10 --as 停课 --name 大雪停课',
      'youlian calendar mark 2026-12-12 --as 上班 --name 补12月10日的课',
    ],
    load: () => import('./commands/mark.ts'),
  },
  {
    path: ['calendar', 'remove'],
    alias: '移除',
    summary: '移除导入或登记的日期，恢复为公布的安排',
    arguments: [{ name: '<days...>', description: days }],
    json: 'calendar-change',
    writes: true,
    asks: true,
    examples: ['youlian calendar remove 2026-12-10', 'youlian calendar remove 2027-05-01至05-05 --yes'],
    load: () => import('./commands/remove.ts'),
  },
];
