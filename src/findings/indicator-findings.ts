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
  'indicator-twice': {
    severity: 'error',
    title: '同一项填了两次，两处不同',
    message: '{place}已有同一项，两处不同：那里是“{other}”，这里是“{value}”。',
    remedy: '请核对哪一处对，改正或删去另一处。现在收下的是先读到的“{other}”。',
    forSender: '请核对哪一处对，改正或删去另一处，再交回。',
  },
  'indicator-by-office': {
    severity: 'error',
    title: '这个指标不按园填',
    message: '“{indicator}”由主管部门填全部园所的一个数，各园不填。',
    remedy:
      '请删去各园的这一行；全部园所的数填在“园所名称”写“全区”的那一行，或用 indicator set 时不写 --kindergarten。',
    forSender: '各园不用填这个指标，请删去这一行，再交回。',
  },
  'indicator-more-than-roster': {
    severity: 'warning',
    title: '园数比台账里的多',
    message: '“{indicator}”的分母是 {value} 所园，台账里只有 {count} 所。',
    remedy: '请核对分母；台账里的园所不全的，请先导入园所信息。',
    forSender: '请核对分母是不是全部园所的数目。',
  },
  'indicator-target': {
    severity: 'error',
    title: '目标值填得不对',
    message: '目标值“{value}”{reason}。',
    remedy: '请填一个数，如 85、85% 或 4.5；没有目标的空着。',
  },
} as const satisfies Record<string, FindingDefinition>;
