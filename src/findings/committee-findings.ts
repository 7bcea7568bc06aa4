import type { FindingDefinition } from './finding.ts';

/** What can be wrong with bodies (领导小组, 理事会 …) and who sits in them. */
export const committeeFindings = {
  'committee-headless': {
    severity: 'warning',
    title: '机构没有负责人',
    message: '{body}里没有{role}。',
    remedy: '请核对名单的“职务”一栏；补上后再导入一次即可。',
  },
  'committee-heads': {
    severity: 'warning',
    title: '机构有几位负责人',
    message: '{body}里有 {count} 位{role}：{value}。',
    remedy: '请核对；有人已不再担任的，请用 youlian committee end 登记卸任。',
    forSender: '请核对“职务”一栏；有人已不再担任的，请在交回时说明。',
  },
  'committee-unlisted': {
    severity: 'warning',
    title: '台账里的人不在这份名单里',
    message: '台账里有 {count} 人不在这份名单里，仍然保留：{value}。',
    remedy: '如果他们已不在{body}，请用 youlian committee end 登记卸任；如果名单不全，不用处理。',
    forSender: '请核对：已卸任的，请在交回时说明；漏写的，请补上。',
  },
  'seat-repeated': {
    severity: 'error',
    title: '名单里同一人出现两次',
    message: '{role}“{name}”在名单里出现两次，这一行写的是“{value}”，前面写的是“{other}”。',
    remedy: '请只留一行；如果是同单位的两个人，请在姓名后加以区分。',
  },
  'person-not-seated': {
    severity: 'error',
    title: '机构里没有这个人',
    message: '台账的机构里没有“{value}”。现有：{known}。',
    remedy: '请核对姓名；用 youlian committee show 可查看全部成员。',
  },
  'person-several-seats': {
    severity: 'error',
    title: '不止一个职务',
    message: '“{value}”不止一个职务：{seats}。',
    remedy: '请加上 --role 或 --body 指明卸任哪一个；同名的人请写成“姓名@单位”。',
  },
  'body-unknown': {
    severity: 'error',
    title: '政策里没有这样的机构',
    message: '“{value}”不是本政策的机构。本政策有：{known}。',
    remedy: '请核对名称；名单属于别的政策的，请用 --policy 写明。',
    forSender: '请核对机构的名称，改正后再交回。',
  },
  'body-group-unknown': {
    severity: 'error',
    title: '看不出是哪一个联盟的名单',
    message: '标题“{value}”是{body}的名单，看不出属于哪一个联盟（集团、学区）。',
    remedy: '请在标题里写上联盟的名称；或先用 youlian committee create 登记这个机构，再用 --body 编号 导入。',
    forSender: '请在标题里写上联盟（集团、学区）的名称，再交回。',
  },
  'body-not-found': {
    severity: 'error',
    title: '没有这个机构',
    message: '台账里没有机构“{value}”。',
    remedy: '请用 youlian committee list 查看机构和编号；没有的，用 youlian committee create 登记。',
  },
  'body-ambiguous': {
    severity: 'error',
    title: '不止一个机构',
    message: '“{value}”不止一个机构：{candidates}。',
    remedy: '请写编号。',
  },
  'body-exists': {
    severity: 'error',
    title: '机构已经登记',
    message: '“{value}”已经登记，编号 {id}。',
    remedy: '要增加人员，请用 youlian committee seat {id}。',
  },
  'body-place': {
    severity: 'error',
    title: '机构的归属不对',
    message: '{value}{expected}。',
    remedy: '请改正后再试。',
  },
} as const satisfies Record<string, FindingDefinition>;
