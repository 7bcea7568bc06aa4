import type { FindingDefinition } from './finding.ts';

/** What can be wrong with returned dispatch sheets (活动调度表). */
export const dispatchFindings = {
  'dispatch-row-unknown': {
    severity: 'error',
    title: '调度表这一行对不上',
    message: '“{value}”在“{group}”的应办和计划里对不上：填写前的栏目可能被改过，或这一行已经作废。',
    remedy: '请把调度月份到计划日期这几栏改回发下来时的样子，只填后面的栏目。',
  },
  'dispatch-month-wrong': {
    severity: 'error',
    title: '调度月份不对',
    message: '调度月份“{value}”和应办期{period}对不上。',
    remedy: '请改回发下来时的月份；填到别的月份的表上去的，请换到那个月的表上填。',
  },
  'dispatch-locked-changed': {
    severity: 'warning',
    title: '改动了不该改的栏目',
    message: '“{heading}”写的是 {value}，按台账应是 {known}；以台账为准，这个改动没有采用。',
    remedy: '请改回 {known}；有疑问的，请另行说明。',
  },
  'dispatch-held-twice': {
    severity: 'error',
    title: '同一天的活动写了两期',
    message: '{days}的“{kind}”已经算作{period}的一次（{where}），不能再算作{this}的。',
    remedy:
      '一次活动只算一期：请核对日期，只写在一行里；这一天确实办了两次的，请用活动记录表分别写明活动名称。',
  },
  'dispatch-state-missing': {
    severity: 'error',
    title: '没有写办理情况',
    message: '这一行填了内容，没有写办理情况，也没有写日期。',
    remedy: '请在办理情况栏选 已办、取消或改期；没有要说的，请把这一行后面的栏目清空。',
  },
  'dispatch-state-unknown': {
    severity: 'error',
    title: '办理情况看不懂',
    message: '办理情况“{value}”不是 已办、取消、改期 之一。',
    remedy: '请从下拉框里选。',
  },
  'dispatch-date-missing': {
    severity: 'error',
    title: '没有写日期',
    message: '办了的没有写举行日期，或改期的没有写改到哪天。',
    remedy: '请补上日期，如 2026-10-14。',
  },
  'dispatch-date-outside': {
    severity: 'error',
    title: '举行日期早于应办期',
    message: '举行日期{value}早于应办期的第一天（{from}），不能算这一期的。',
    remedy: '请核对日期；是更早一期的，请填到那一期的行里。',
  },
  'dispatch-reason-missing': {
    severity: 'error',
    title: '没有写原因',
    message: '取消或改期的没有写原因。',
    remedy: '请在原因栏写明为什么取消或改期。',
  },
  'dispatch-no-plan': {
    severity: 'error',
    title: '没有可以取消或改期的计划',
    message: '这一行写的是“{value}”，可是没有排过计划，或者已经办了。',
    remedy: '没有排过的不用写取消或改期；办了的写 已办 和举行日期。',
  },
  'dispatch-moved-past': {
    severity: 'error',
    title: '改到的日期已经过去',
    message: '改期写的日期{value}已经过去。',
    remedy: '那天已经办了的，请写 已办；没有办的，请写还没有到的日期。',
  },
} as const satisfies Record<string, FindingDefinition>;
