import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the school calendar (校历) and the files it comes from. */
export const calendarFindings = {
  'calendar-invalid': {
    severity: 'error',
    title: '校历文件写法有误',
    message: '校历文件 {file} 第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改这一处，再试一次。',
  },
  'calendar-no-table': {
    severity: 'error',
    title: '文件里没有校历表',
    message: '“{value}”里没有找到校历表：表头应有“日期”“类型”“说明”三栏。',
    remedy: '请补上表头，类型写放假、上班、停课或学期，再导入一次。',
  },
  'calendar-date-invalid': {
    severity: 'error',
    title: '日期看不懂',
    message: '“{value}”读不成日期：{problem}。',
    remedy: '请写成 2027-01-01、2027年1月1日至3日这样的日期，再导入一次；别的行已照常处理。',
  },
  'calendar-kind-unknown': {
    severity: 'error',
    title: '校历的类型看不懂',
    message: '类型“{value}”不是校历用的类型。',
    remedy: '请改成其中一种：{known}。',
  },
  'calendar-day-contradiction': {
    severity: 'error',
    title: '同一天写了两种安排',
    message: '{value} 在 {other} 已写成另一种类型，这一行没有收。',
    remedy: '请核对这一天是放假、上班还是停课，只留一处，再导入一次。',
  },
  'calendar-outside-year': {
    severity: 'error',
    title: '日期不在学年里',
    message: '{value} 不在 {year} 学年里，这一行没有收。',
    remedy: '请核对年份；如果文件不止一个学年，去掉 --year 再导入一次。',
    forSender: '请核对年份，改正后再交回。',
  },
  'calendar-term-invalid': {
    severity: 'error',
    title: '学期的日期不对',
    message: '学期“{value}”不能登记：{problem}。',
    remedy: '请写第一天至最后一天，如 2026年9月1日至2027年1月22日，再导入一次。',
  },
  'calendar-terms-overlap': {
    severity: 'error',
    title: '学期重叠',
    message: '{value}与{other}的日期重叠，没有收。',
    remedy: '请核对两个学期的起止日期，改好后再导入一次。',
  },
  'calendar-day-in-vacation': {
    severity: 'warning',
    title: '假期里的停课日',
    message: '{value}（{name}）在学期之外，写成停课不起作用。',
    remedy: '请核对日期；如果是学期的起止日期变了，请改学期。',
  },
  'calendar-year-incomplete': {
    severity: 'notice',
    title: '全年放假安排不全',
    message: '{value} 年还缺{missing}的安排，这一年的日期仍按暂定处理。',
    remedy: '请在国务院办公厅公布放假安排后，把全年的一起导入。',
  },
  'calendar-day-planned': {
    severity: 'warning',
    title: '这几天排了活动',
    message: '{value}排着 {count} 项活动。',
    remedy: '请用 youlian activity plan 再排一次，或用 activity move 逐项改期。',
  },
} as const satisfies Record<string, FindingDefinition>;
