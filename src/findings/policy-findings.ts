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
  'policy-advice': {
    severity: 'notice',
    title: '政策文件可以更完整',
    message: '政策文件第 {line} 行第 {column} 列：{expected}。',
    remedy: '补上例子，以后改动这条规则时就能发现边界上的差错；不补也能使用。',
  },
  'policy-file-name': {
    severity: 'error',
    title: '政策编号不合用',
    message: '“{value}”不能作政策编号。',
    remedy: '请用英文小写字母、数字和连字符，以字母开头，如 yunxi-2026。',
  },
  'policy-built-in': {
    severity: 'error',
    title: '这是自带的政策',
    message: '“{value}”是程序自带的政策文件，不能移除或覆盖。',
    remedy:
      '不再执行它，请用 youlian office set --remove-policy {value}；要修改，请用 youlian policy new 另建一份。',
  },
  'policy-in-use': {
    severity: 'error',
    title: '政策正在使用',
    message: '政策“{value}”还在使用：{uses}。',
    remedy:
      '请先停止执行（youlian office set --remove-policy），并把按它组建的联盟终止或改按别的政策，再移除。',
  },
  'policy-rule-unknown': {
    severity: 'error',
    title: '政策里没有这条规则',
    message: '政策 {policy} 里没有“{value}”这条规则。',
    remedy: '{expected}',
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
