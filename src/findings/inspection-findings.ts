import type { FindingDefinition } from './finding.ts';

/** What can be wrong with inspections (督导) and rectifications (整改). */
export const inspectionFindings = {
  'inspection-word': {
    severity: 'error',
    title: '不认得这个写法',
    message: '“{field}”的“{value}”不认得。',
    remedy: '请写成下列之一：{known}。',
  },
  'inspection-unknown': {
    severity: 'error',
    title: '没有这次督导或这个问题',
    message: '台账里没有编号为“{value}”的{what}。',
    remedy: '请用 youlian inspection list 查看编号。',
  },
  'inspection-date': {
    severity: 'error',
    title: '没有写督导日期',
    message: '{name}的督导没有写日期，也没有写计划备案的日期。',
    remedy: '督导过的，请填督导日期；只是计划的，请填计划备案日期。',
  },
  'inspection-in-future': {
    severity: 'error',
    title: '日期还没有到',
    message: '{name}的{what}日期 {value} 还没有到（今天是 {today}），不能登记为已经办了。',
    remedy: '请核对日期；还没有办的，办了以后再登记。计划中的督导，请只登记计划备案日期（--plan-filed）。',
    forSender: '请核对日期；还没有办的请空着，办了以后再填。',
  },
  'inspection-plans-several': {
    severity: 'warning',
    title: '看不出是哪一个计划的督导',
    message:
      '{name}有 {count} 个备案了还没有督导的计划（{days} 备案），看不出这次督导是哪一个计划的，没有记在计划上。',
    remedy: '请写明计划备案日期（--plan-filed）；登记错了的，请先用 youlian undo 撤销。',
    forSender: '请填上计划备案日期。',
  },
  'inspection-unnoticed': {
    severity: 'warning',
    title: '问题没有列入整改通知书',
    message: '{name}的“{content}”还没有登记整改通知和期限，没有列入这份整改通知书。',
    remedy:
      '要一并通知的，请先用 youlian inspection advance {value} --step 通知 --due 期限 登记，再重新生成（前面的步骤没有办的，要先办）。',
  },
  'inspection-notice-late': {
    severity: 'warning',
    title: '整改通知书晚于整改期限',
    message: '整改通知书落款 {date}，晚于{name}“{content}”的整改期限 {due}。',
    remedy: '请核对落款日期（--date）；过期还没有整改的，请先复查，未通过的再发通知，另定期限。',
  },
  'inspection-unmade': {
    severity: 'error',
    title: '还没有督导，就写了发现的问题',
    message: '{name}没有督导日期，却写了问题“{value}”。',
    remedy: '请填上督导日期。',
  },
  'inspection-step-order': {
    severity: 'error',
    title: '整改步骤的日期前后颠倒',
    message: '{name}的“{content}”：{reason}。',
    remedy: '请核对日期。先督导，再书面反馈，重大问题上报，下达整改通知，复查，最后销号；同一天可以办几步。',
  },
  'inspection-step-early': {
    severity: 'error',
    title: '前面的步骤还没有办',
    message: '{name}的“{content}”：{reason}。',
    remedy: '前面办过的，请先登记（youlian inspection advance）；没有办的，请先办。',
  },
  'inspection-step-lacking': {
    severity: 'warning',
    title: '缺少前面的步骤',
    message: '{name}的“{content}”：{reason}。',
    remedy: '办过的，请补上日期；没有办的，核查政策时算不符合规定。',
  },
  'inspection-step-twice': {
    severity: 'error',
    title: '这一步已经登记过',
    message: '{name}的“{content}”：{step}已登记为 {on}。',
    remedy: '登记错了的，请用 youlian undo 撤销那次登记，再重新登记。',
  },
  'inspection-due': {
    severity: 'error',
    title: '整改通知和期限要一起写',
    message: '{name}的“{content}”：{reason}。',
    remedy: '整改通知的日期和整改期限，请都写上。',
  },
  'inspection-recheck': {
    severity: 'error',
    title: '没有写复查结果',
    message: '{name}的“{content}”写了复查日期，没有写复查结果。',
    remedy: '请写“通过”或“未通过”。',
  },
  'inspection-points': {
    severity: 'error',
    title: '扣分填得不对',
    message: '扣分“{value}”不是 0 到 100 之间的数。',
    remedy: '请只填数，如 2 或 0.5；不扣分的空着。',
  },
  'inspection-row-repeated': {
    severity: 'error',
    title: '同一个问题填了两行',
    message: '第 {row} 行已有同一所园、同一天的同一个问题。',
    remedy: '请删去重复的一行；确实是两个问题的，请把内容写得不同。',
  },
  'inspector-share': {
    severity: 'warning',
    title: '一个人的分工超过全部时间',
    message: '{name}在各学区的分工合计 {value}%，超过 100%。',
    remedy: '请核对各学区的分工比例。',
  },
} as const satisfies Record<string, FindingDefinition>;
