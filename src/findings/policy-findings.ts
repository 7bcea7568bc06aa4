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
    message: '政策文件 {file} 第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改这一处；拿不准时，与自带的政策文件对照，或先把自己的文件移走。',
  },
} as const satisfies Record<string, FindingDefinition>;
