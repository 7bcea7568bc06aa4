import type { FindingDefinition } from './finding.ts';

export const applicationFindings = {
  'application-not-received': {
    severity: 'error',
    title: '没有收到申请表',
    message: '没有收到“{value}”的申请表，没有可打印的。',
    remedy: '请先用 youlian import 导入它的申请表；需要空白表请用 youlian application print --blank。',
  },
  'form-text-cut': {
    severity: 'warning',
    title: '内容太长，打印不全',
    message: '“{value}”的申请表里，{fields}太长，用最小的字也放不进一页，打印时末尾会看不见。',
    remedy: '请精简这几栏，或另附纸说明。',
  },
} as const satisfies Record<string, FindingDefinition>;
