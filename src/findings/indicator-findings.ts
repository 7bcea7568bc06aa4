import type { FindingDefinition } from './finding.ts';

/** What can be wrong with yearly figures (指标数据). */
export const indicatorFindings = {
  'indicator-none': {
    severity: 'error',
    title: '政策没有规定指标',
    message: '《{value}》的政策文件里没有指标，指标数据无处可记。',
    remedy: '数据属于别的政策的，请用 --policy 写明；本单位自定的指标，请写进政策文件的 indicators。',
    forSender: '这一处由收表的单位处理，您不用改。',
  },
  'indicator-unknown': {
    severity: 'error',
    title: '没有这个指标',
    message: '政策里没有指标“{value}”。有：{known}。',
    remedy: '请核对指标的名称；本单位自定的指标，请写进政策文件的 indicators。',
    forSender: '请照所列的名称填写指标，再交回。',
  },
  'indicator-year': {
    severity: 'error',
    title: '年度不对',
    message: '年度“{value}”不对，应是 1990 年到今年（{latest} 年）之间的年份。',
    remedy: '请填四位的年份；明年的数据请到时再报。',
  },
  'indicator-figure': {
    severity: 'error',
    title: '指标的数填得不对',
    message: '“{indicator}”{reason}。',
    remedy: '请照指标的填法改正：{way}。',
  },
  'indicator-target': {
    severity: 'error',
    title: '目标值不是数',
    message: '目标值“{value}”不是数。',
    remedy: '请填一个数，如 85、85% 或 4.5；没有目标的空着。',
  },
} as const satisfies Record<string, FindingDefinition>;
