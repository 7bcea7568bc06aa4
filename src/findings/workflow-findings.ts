import type { FindingDefinition } from './finding.ts';

/** What can be wrong with steps, papers and waivers of groups. */
export const workflowFindings = {
  'step-unknown': {
    severity: 'error',
    title: '没有这个步骤或材料',
    message: '这个联盟依据的政策里没有“{value}”这个{what}；有：{known}。',
    remedy: '请照所列的名称填写；几个事项里都有的，写明 --procedure 或 --checklist。',
  },
  'step-ambiguous': {
    severity: 'error',
    title: '步骤或材料不止一个',
    message: '“{value}”可以指：{known}。',
    remedy: '请写全名称，或用 --procedure（步骤）、--checklist（材料）写明是哪一项的。',
  },
  'step-member': {
    severity: 'error',
    title: '办理的对象不对',
    message: '“{value}”{expected}。',
    remedy: '请按提示加上或去掉 --member 再运行。',
  },
  'step-order': {
    severity: 'error',
    title: '步骤的先后不对',
    message: '{procedure}的“{value}”不能这样登记：{reason}。',
    remedy: '请先登记前面的步骤；日期有误的，重新登记那一步来更正。',
  },
  'rule-not-waivable': {
    severity: 'error',
    title: '这条规则不能豁免',
    message: '“{title}”（{value}）不能豁免：{reason}。',
    remedy: '只有条文没有写“必须”、又会判为不符合的规则可以豁免；可用 youlian policy show 查看规则的语气。',
  },
  'waiver-exists': {
    severity: 'error',
    title: '已经豁免',
    message: '{value}的规则 {rule} 已经准予豁免：{reason}。',
    remedy: '要改理由，请先加 --end 终止，再重新豁免。',
  },
  'waiver-after-cycle': {
    severity: 'warning',
    title: '豁免在周期结束之后',
    message:
      '{value}的周期到 {end} 为止，核查按那一天的情况；{since} 起的豁免，只在用 --on 指明那以后的日期时才起作用。',
    remedy: '要在周期内起作用，请撤销后加 --since 写明周期内的日期，再登记一次。',
  },
  'record-after-cycle': {
    severity: 'warning',
    title: '登记的日期在周期结束之后',
    message:
      '{value}的周期到 {end} 为止，核查按那一天的情况；日期为 {date} 的这项{what}，只在用 --on 指明那以后的日期时才起作用。',
    remedy: '周期内就有的，请加 --date 写明当时的日期，再登记一次（登记过的会更正）。',
  },
  'waiver-absent': {
    severity: 'error',
    title: '没有这项豁免',
    message: '{value}在 {date} 没有规则 {rule} 的豁免，或者就是从这一天起豁免的。',
    remedy: '请用 youlian group steps 查看现有的豁免；当天登记的可用 youlian undo 撤销。',
  },
} as const satisfies Record<string, FindingDefinition>;
