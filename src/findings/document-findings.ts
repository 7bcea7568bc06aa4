import type { FindingDefinition } from './finding.ts';

/** What can be wrong with official documents (公文) and their profiles (公文版式). */
export const documentFindings = {
  'profile-missing': {
    severity: 'error',
    title: '没有这份公文版式',
    message: '没有编号为“{value}”的公文版式；现有：{known}。',
    remedy: '请核对编号；本单位自己的版式放在台账旁的“幼联模板/documents”里，文件名是编号加 .yaml。',
  },
  'profile-invalid': {
    severity: 'error',
    title: '公文版式文件写法有误',
    message: '公文版式文件第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改这一处；拿不准时，与自带的 standard.yaml 对照，或先把自己的文件移走。',
  },
  'document-unreadable': {
    severity: 'error',
    title: '读不出这个 Word 文档',
    message: '这个文件{reason}，读不出里面的内容。',
    remedy: '{advice}',
  },
} as const satisfies Record<string, FindingDefinition>;
