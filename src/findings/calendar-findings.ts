import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the school calendar (校历) and the files it comes from. */
export const calendarFindings = {
  'calendar-invalid': {
    severity: 'error',
    title: '校历文件写法有误',
    message: '校历文件 {file} 第 {line} 行第 {column} 列：{expected}。',
    remedy: '请按提示修改这一处，再试一次。',
  },
} as const satisfies Record<string, FindingDefinition>;
