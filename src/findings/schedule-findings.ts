import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the schedule of activities (活动安排). */
export const scheduleFindings = {
  'activity-none-planned': {
    severity: 'error',
    title: '没有计划的活动',
    message: '{value}在这段时间没有计划的活动，没有生成文件。',
    remedy: '请先用 youlian activity plan 排定活动，或放宽 --group、--person、--office、--month 等条件。',
  },
} as const satisfies Record<string, FindingDefinition>;
