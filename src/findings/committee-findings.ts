import type { FindingDefinition } from './finding.ts';

/** What can be wrong with leadership groups (领导小组) and who sits in them. */
export const committeeFindings = {
  'committee-headless': {
    severity: 'warning',
    title: '领导小组没有组长',
    message: '领导小组里没有组长。',
    remedy: '请核对名单的“职务”一栏；补上组长后再导入一次即可。',
  },
  'committee-heads': {
    severity: 'warning',
    title: '领导小组有几位组长',
    message: '领导小组里有 {count} 位组长：{value}。',
    remedy: '请核对；有人已不再任组长的，请用 youlian committee end 登记卸任。',
  },
  'committee-unlisted': {
    severity: 'warning',
    title: '台账里的人不在这份名单里',
    message: '台账里有 {count} 人不在这份名单里，仍然保留：{value}。',
    remedy: '如果他们已不在领导小组，请用 youlian committee end 登记卸任；如果名单不全，不用处理。',
  },
  'seat-repeated': {
    severity: 'error',
    title: '名单里同一人出现两次',
    message: '{role}“{name}”在名单里出现两次，这一行写的是“{value}”，前面写的是“{other}”。',
    remedy: '请只留一行；如果是同单位的两个人，请在姓名后加以区分。',
  },
  'person-not-seated': {
    severity: 'error',
    title: '领导小组里没有这个人',
    message: '领导小组里没有“{value}”。现有：{known}。',
    remedy: '请核对姓名；用 youlian committee show 可查看全部成员。',
  },
  'person-several-seats': {
    severity: 'error',
    title: '不止一个职务',
    message: '“{value}”在领导小组里不止一个职务：{seats}。',
    remedy: '请加上 --role 指明卸任哪一个；同名的人请写成“姓名@单位”。',
  },
} as const satisfies Record<string, FindingDefinition>;
