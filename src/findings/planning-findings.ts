import type { FindingDefinition } from './finding.ts';

/** What can be wrong with planning activities (活动计划). */
export const planningFindings = {
  'plan-in-past': {
    severity: 'error',
    title: '要排的日子已经过去',
    message: '{value} 学年要排的日子到 {date} 为止，已经过去了。',
    remedy: '请用 --year 写明要排的学年，如 --year 2026-2027；学期的起止用 youlian calendar show 查看。',
  },
  'activity-not-planned': {
    severity: 'error',
    title: '没有这项计划',
    message: '没有编号为“{value}”的计划中的活动（举行过的、取消的不算）。',
    remedy: '请用 youlian activity plan 或 youlian export activity-plan 查看编号。',
  },
  'block-unknown': {
    severity: 'error',
    title: '没有这一条',
    message: '没有编号为“{value}”的不排活动的日子。',
    remedy: '请用 youlian activity block --list 查看编号。',
  },
  'plan-day-off': {
    severity: 'warning',
    title: '这一天不上课',
    message: '{value}不上课（{name}）。',
    remedy: '请核对日期；确实要在这一天办的，不用处理。',
  },
  'plan-provisional': {
    severity: 'notice',
    title: '日期暂定',
    message: '{value}是暂定的：{year}年的放假安排还没有公布。',
    remedy: '公布后请再排一次（youlian activity plan），有冲突的会移动。',
    forSender: '放假安排公布后请再核对。',
  },
  'plan-collision': {
    severity: 'warning',
    title: '人员或场地冲突',
    message: '{value}在 {date} 同一时间还有“{other}”。',
    remedy: '请改日期或时间；没有定死的，再排一次（youlian activity plan）会自动错开。',
    forSender: '请改日期或时间。',
  },
} as const satisfies Record<string, FindingDefinition>;
