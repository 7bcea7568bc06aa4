import type { FindingDefinition } from './finding.ts';

/** What can be wrong with special funds (专项经费). */
export const fundFindings = {
  'fund-purpose-unknown': {
    severity: 'warning',
    title: '用途不在政策规定之内',
    message: '用途“{value}”不在政策规定的用途之内。规定的是：{known}。',
    remedy: '写法不同的，请改成规定的写法；确实用在别处的，核查时算不符合规定。',
  },
  'fund-policy-none': {
    severity: 'error',
    title: '政策没有规定经费用途',
    message: '《{value}》没有规定专项经费的用途，专项经费无处可记。',
    remedy: '属于别的政策的，请用 --policy 写明；本单位自定的用途，请写进政策文件的 funds。',
    forSender: '这一处由收表的单位处理，您不用改。',
  },
  'fund-negative': {
    severity: 'error',
    title: '金额小于零',
    message: '金额 {value} 元小于零，又没有写明冲销哪一张凭证。',
    remedy: '支出请填正数；冲销以前的支出，请写明被冲销的凭证号。',
  },
  'fund-budget-negative': {
    severity: 'error',
    title: '预算小于零',
    message: '预算 {value} 元小于零。',
    remedy:
      '预算请填批准的总数，不小于零；调减的，请填调减以后的数。登记错了要去掉的，用 youlian fund budget --remove。',
    forSender: '预算请填批准的总数，不小于零；调减的，请填调减以后的数。',
  },
  'fund-policy-needed': {
    severity: 'error',
    title: '要说明经费依据哪一份政策',
    message: '没有说明经费依据哪一份政策，{situation}。',
    remedy: '请加上 {example} 再运行。',
    forSender: '这一处由收表的单位处理，您不用改。',
  },
  'fund-reversal-positive': {
    severity: 'error',
    title: '冲销的金额应小于零',
    message: '写明了冲销凭证“{reverses}”，金额 {value} 元却不小于零。',
    remedy: '冲销请填负数，如 -300.00；不是冲销的，请不要写被冲销的凭证。',
  },
  'fund-zero': {
    severity: 'error',
    title: '金额是零',
    message: '支出的金额是零。',
    remedy: '请填金额；没有发生的不用登记。',
  },
  'fund-date': {
    severity: 'error',
    title: '支出没有日期',
    message: '这笔支出没有写日期。',
    remedy: '请填支出的日期；是预算的，请在类别里写“预算”。',
  },
  'fund-year': {
    severity: 'error',
    title: '年度不对',
    message: '年度“{value}”不对。',
    remedy: '请填四位的年份，如 2026。',
  },
  'fund-word': {
    severity: 'error',
    title: '不认得这个写法',
    message: '“{field}”的“{value}”不认得。',
    remedy: '请写成下列之一：{known}。',
  },
  'fund-unknown': {
    severity: 'error',
    title: '没有这笔支出',
    message: '台账里没有编号为“{value}”的支出。',
    remedy: '请用 youlian fund list 查看编号。',
  },
  'fund-overdraft': {
    severity: 'warning',
    title: '支出超过预算',
    message: '{holder} {year} 年支出合计 {spent} 元，超过预算 {budget} 元。',
    remedy: '请核对金额；预算调整过的，请用 youlian fund budget 登记。',
  },
  'fund-mixed': {
    severity: 'warning',
    title: '与日常经费混用',
    message: '{holder}的这笔支出记在日常经费账上。',
    remedy: '专项经费应独立核算；记错账户的请改正。',
  },
  'fund-row-repeated': {
    severity: 'error',
    title: '同一笔填了两行',
    message: '第 {row} 行已有同一凭证、同一天、同一用途的同一笔。',
    remedy: '请删去重复的一行；确实是两笔的，请把摘要写得不同。',
  },
} as const satisfies Record<string, FindingDefinition>;
