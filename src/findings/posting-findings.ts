import type { FindingDefinition } from './finding.ts';

/** What can be wrong with postings (跟岗, 支教, 挂职, 派驻, 蹲点). */
export const postingFindings = {
  'posting-word': {
    severity: 'error',
    title: '不认得这个写法',
    message: '“{field}”的“{value}”不认得。',
    remedy: '请写成下列之一：{known}。',
  },
  'posting-unknown': {
    severity: 'error',
    title: '没有这条派驻记录',
    message: '台账里没有编号为“{value}”的派驻记录。',
    remedy: '请用 youlian posting list 查看编号。',
  },
  'posting-person': {
    severity: 'error',
    title: '没有写明是哪个单位的人',
    message: '“{value}”没有写单位，也没有写派出园，分不清是哪一位。',
    remedy: '请填上单位，或填上派出园。',
  },
  'posting-same-place': {
    severity: 'error',
    title: '派出园和派驻园是同一所',
    message: '{name}的派出园和派驻园都是“{value}”。',
    remedy: '请核对从哪里派到哪里，改正其中一个。',
  },
  'posting-reversed': {
    severity: 'error',
    title: '结束日期早于开始日期',
    message: '{name}的派驻，结束的 {to} 早于开始的 {from}。',
    remedy: '请核对两个日期，改正后再登记。',
  },
  'posting-days': {
    severity: 'error',
    title: '实际天数多于起止之间的天数',
    message: '{name}的派驻从 {from} 到 {to} 一共 {span} 天，实际天数却填了 {value} 天。',
    remedy: '请核对实际天数和起止日期。',
  },
  'posting-overlap': {
    severity: 'warning',
    title: '同一个人的派驻时间重叠',
    message: '{name} {days} 的派驻，和已登记的 {other} 重叠。',
    remedy: '请核对起止日期；确实同时兼顾两处的不用改，重叠的日子连续计算时只算一次。',
  },
  'posting-outside-group': {
    severity: 'warning',
    title: '派驻的时间或园所不在联盟里',
    message: '{name} {days} 从{origin}到{destination}的派驻，{reason}。',
    remedy: '请核对日期、园所和联盟；不属于联盟工作的不用管，联盟的派驻要求不算它。',
  },
  'posting-without-group': {
    severity: 'notice',
    title: '派驻没有记在联盟里',
    message: '{name}到{destination}的派驻没有记在哪一个联盟里：{reason}。',
    remedy:
      '是联盟的派驻，请写明是哪一个（--group 联盟名称或编号；表里填“联盟名称”）；不是的不用改，联盟的派驻要求不算它。',
  },
  'posting-twice': {
    severity: 'error',
    title: '这次派驻已经登记过',
    message: '{name} {from} 起到{destination}{kind}，已登记为第 {value} 条。',
    remedy: '要改的，请用 youlian posting end 登记结束，或用 youlian posting remove 去掉后重新登记。',
  },
  'posting-row-repeated': {
    severity: 'error',
    title: '同一次派驻填了两行',
    message: '第 {row} 行已有同一人、同一天起、到同一所园的派驻。',
    remedy: '请删去重复的一行；日期不同的请改正。',
  },
  'posting-settled': {
    severity: 'error',
    title: '派驻已经结束',
    message: '第 {value} 条派驻（{name}）已于 {to} 结束。',
    remedy: '结束日期登记错了的，请用 --correct 改正。',
  },
  'posting-not-covered': {
    severity: 'error',
    title: '派驻不在条款规定的范围内',
    message:
      '第 {value} 条派驻（{name}）不是{lead}派到本单位名单里的{member}的，《{title}》规定的支教经历不包括它。',
    remedy: '派出园、派驻园或日期登记错了的，请改正；{member}没有登记进来的，请用 youlian group add 补上。',
  },
  'posting-not-full': {
    severity: 'error',
    title: '派驻还没有连续满一年',
    message: '{name}的派驻还没有连续满一年：{run}。',
    remedy: '继续派驻的，满一年以后再出具；已经结束或中间有间断的，要从间断以后重新计算。',
  },
} as const satisfies Record<string, FindingDefinition>;
