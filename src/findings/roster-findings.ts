import type { FindingDefinition } from './finding.ts';

/** What can be wrong with kindergartens: naming one, telling whether two are the same, what a roster says of them. */
export const rosterFindings = {
  'kindergarten-unknown': {
    severity: 'error',
    title: '台账里没有这所园',
    message: '台账里没有找到园所“{value}”。{near}',
    remedy: '请核对名称，或改用学校标识码；用 youlian kindergarten list 可查看全部园所。',
  },
  'kindergarten-ambiguous': {
    severity: 'error',
    title: '不止一所园叫这个名称',
    message: '“{value}”可以指不止一所园：{candidates}。',
    remedy: '请写成“名称@区县”，或用学校标识码、#编号指明是哪一所。',
  },
} as const satisfies Record<string, FindingDefinition>;
