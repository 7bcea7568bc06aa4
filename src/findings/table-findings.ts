import type { FindingDefinition } from './finding.ts';

/** What can be wrong with official tables: template files, recognition, single cells. */
export const tableFindings = {
  'template-missing': {
    severity: 'error',
    title: '没有这份表样或词表',
    message: '找不到{kind}“{id}”，找过的文件夹：{folders}。',
    remedy: '请核对名称；自备的文件应放在模板文件夹的 tables 或 dictionaries 下，以 .yaml 结尾。',
  },
  'template-invalid': {
    severity: 'error',
    title: '模板文件写法有误',
    message: '模板文件 {file} 第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改这一处；拿不准时，与自带的同名文件对照，或先把自己的文件移走。',
  },
} as const satisfies Record<string, FindingDefinition>;
