import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the text templates of documents (文稿模板). */
export const wordingFindings = {
  'wording-missing': {
    severity: 'error',
    title: '没有这份文稿模板',
    message: '找不到文稿模板“{value}”，找过的文件夹：{folders}。',
    remedy: '请核对名称；自备的模板放在台账旁的“幼联模板”文件夹里，路径与所列的相同。',
  },
  'wording-invalid': {
    severity: 'error',
    title: '文稿模板写法有误',
    message: '文稿模板第 {line} 行第 {column} 列：{expected}。',
    remedy: '请用记事本打开 {file}，改正这一处；拿不准时与自带的模板对照，或先把自己的模板移走。',
  },
  'wording-field-unknown': {
    severity: 'error',
    title: '文稿模板里有不认识的字段',
    message: '文稿模板第 {line} 行第 {column} 列：没有“{value}”这个字段。{known}',
    remedy: '请用记事本打开 {file}，改正字段名，或删去这一处。',
  },
  'wording-value-unfit': {
    severity: 'error',
    title: '字段的内容与模板的写法不合',
    message: '文稿模板第 {line} 行第 {column} 列：“{field}”的内容“{value}”{expected}。',
    remedy: '请在 {file} 里换一种格式，或核对台账里的这一项。',
  },
  'wording-field-blank': {
    severity: 'warning',
    title: '文稿里有空着的地方',
    message: '“{value}”没有内容，文稿里留了空白“＿＿”（模板第 {line} 行第 {column} 列）。',
    remedy: '请在台账里补上后重新生成，或在生成的文件里手工填写。',
  },
} as const satisfies Record<string, FindingDefinition>;
