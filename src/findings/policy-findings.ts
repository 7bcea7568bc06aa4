import type { FindingDefinition } from './finding.ts';

/** What can be wrong with policies and with what is asked of them. */
export const policyFindings = {
  'policy-unknown': {
    severity: 'error',
    title: '没有这个政策',
    message: '没有编号为“{value}”的政策文件；现有：{known}。',
    remedy: '请核对政策编号（youlian policy list 可列出），或把自备的政策文件放进模板文件夹的 policies 下。',
  },
  'policy-invalid': {
    severity: 'error',
    title: '政策文件写法有误',
    message: '政策文件第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改这一处；拿不准时，与自带的政策文件对照，或先把自己的文件移走。',
  },
  'policy-rule-unknown': {
    severity: 'error',
    title: '政策里没有这条规则',
    message: '政策 {policy} 里没有“{value}”这条规则。',
    remedy: '请运行 youlian policy show {policy} 查看规则的编号，如 Z3.size，或只写要求编号 Z3。',
  },
  'policy-none-in-force': {
    severity: 'error',
    title: '没有执行中的政策',
    message: '台账在 {date} 没有执行中的政策，不知道按哪个政策核查。',
    remedy: '请加 --policy 政策编号指明按哪个政策核查（youlian policy list 可列出）。',
  },
  'policy-file-missing': {
    severity: 'error',
    title: '执行中的政策没有文件',
    message: '台账登记执行政策“{value}”，但没有这个政策的文件，没有按它核查。',
    remedy: '请把政策文件（政策编号.yaml）放进模板文件夹的 policies 下，或用 --policy 指明别的政策。',
  },
  'policy-draft': {
    severity: 'notice',
    title: '政策是征求意见稿',
    message: '《{value}》是征求意见稿，没有正式印发，核查结果只供参考。',
    remedy: '正式文件印发后，请换用正式的政策文件。',
  },
} as const satisfies Record<string, FindingDefinition>;
