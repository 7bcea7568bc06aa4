import type { FindingDefinition } from './finding.ts';

/** What can be wrong with planning activities (活动计划). */
export const planningFindings = {
  'plan-in-past': {
    severity: 'error',
    title: '要排的日子已经过去',
    message: '{value}要排的日子到 {date} 为止，已经过去了。',
    remedy:
      '请核对 --year 和 --term：要排以后的，写以后的学年或学期；办过的用 youlian activity record 登记。学期的起止用 youlian calendar show 查看。',
  },
  'activity-not-planned': {
    severity: 'error',
    title: '没有这项计划',
    message: '没有编号为“{value}”的计划中的活动（举行过的、取消的不算）。',
    remedy: '请用 youlian activity list --state planned 或 youlian export activity-plan 查看编号。',
    forSender: '请核对编号；新加的活动请把编号空着。',
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
  'plan-number-mismatch': {
    severity: 'error',
    title: '编号与活动对不上',
    message: '编号 {value} 在台账里是另一项活动“{title}”，联盟或种类与这一行不同。',
    remedy: '请核对编号；是新加的活动，请把编号空着。',
  },
  'plan-row-repeated': {
    severity: 'error',
    title: '同一项计划填了两行',
    message: '这一行与第 {row} 行说的是同一项计划。',
    remedy: '请只留一行；确实是两项的，请写不同的计划日期。',
  },
  'plan-date-needed': {
    severity: 'error',
    title: '没有写日期',
    message: '新加的活动没有写计划日期，也没有写期望日期。',
    remedy: '请写明日期，如 2026-10-14。',
  },
  'plan-date-past': {
    severity: 'error',
    title: '日期已经过去',
    message: '{value}不在今天（{today}）以后，不能列入计划。',
    remedy: '请核对日期；已经举行的，请填活动记录表。',
  },
  'plan-outside-period': {
    severity: 'error',
    title: '日期不在应办的期限内',
    message: '{value}不在这项活动应办的期限内（{from} 至 {to}）。',
    remedy: '请改成期限内的日子。',
  },
  'plan-outside-term': {
    severity: 'error',
    title: '日期不在学期里',
    message: '{value}不在学年的任何一个学期里。',
    remedy: '请核对日期；学期的起止见校历。',
  },
  'plan-not-school-day': {
    severity: 'error',
    title: '这一天不上课',
    message: '{value}不上课（{name}），不能安排活动。',
    remedy: '请改成上课的日子。',
  },
  'plan-times': {
    severity: 'error',
    title: '时间不对',
    message: '时间“{value}”{problem}。',
    remedy: '请写成 09:00-11:30；全天的写“全天”或空着。',
  },
  'plan-host-outside': {
    severity: 'error',
    title: '承办园不是成员',
    message: '“{value}”在 {date} 不是“{group}”的成员，不能承办。',
    remedy: '请写这个联盟（集团、学区）里的园。',
  },
  'plan-wish-collides': {
    severity: 'error',
    title: '期望的日子有冲突',
    message: '{value}，{shared}已经定了“{other}”，同一时间不能再排。',
    remedy: '请另选一天，或改时间。',
  },
  'plan-days-unclear': {
    severity: 'error',
    title: '不便日期看不明白',
    message: '不便日期“{value}”看不明白：{problem}。',
    remedy: '请写成 2026-10-14，或 2026年10月14日至16日；几个之间用顿号隔开。',
  },
  'plan-date-differs': {
    severity: 'warning',
    title: '计划日期与台账不同',
    message: '计划日期“{value}”与台账里的 {before} 不同，没有照改。',
    remedy: '要改日期，请写在“期望日期”一栏；表是早先导出的，请重新导出。',
    forSender: '要改日期，请写在“期望日期”一栏。',
  },
} as const satisfies Record<string, FindingDefinition>;
