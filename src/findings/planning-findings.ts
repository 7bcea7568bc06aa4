import type { FindingDefinition } from './finding.ts';

/** What can be wrong with planning activities (活动计划). */
export const planningFindings = {
  'plan-in-past': {
    severity: 'error',
    title: '要排的日子已经过去',
    message: '{value} 学年要排的日子到 {date} 为止，已经过去了。',
    remedy: '请用 --year 写明要排的学年，如 --year 2026-2027；学期的起止用 youlian calendar show 查看。',
  },
} as const satisfies Record<string, FindingDefinition>;
