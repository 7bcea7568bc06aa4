import type { FindingDefinition } from './finding.ts';

/** What can be wrong with reports that are handed in. */
export const reportingFindings = {
  'report-unknown': {
    severity: 'error',
    title: '没有这份材料，或不止一份',
    message: '应报送的材料里找不到唯一的“{value}”；有：{known}。',
    remedy: '请照所列的编号或名称填写；几个政策都有的，用 --policy 写明是哪个政策。',
  },
  'report-sender': {
    severity: 'error',
    title: '不是由它报送',
    message: '“{report}”不由“{value}”报送。',
    remedy: '请{expected}，再运行；谁报给谁可用 youlian submit due 查看。',
  },
  'report-before-period': {
    severity: 'warning',
    title: '报送日期早于这一期',
    message: '报送日期 {value} 早于{period}的第一天（{begins}）。',
    remedy: '请核对日期和是哪一期；确实提前报的，不用处理。',
  },
} as const satisfies Record<string, FindingDefinition>;
