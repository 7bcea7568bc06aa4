import type { FindingDefinition } from './finding.ts';

/** What can be wrong with records of activities (活动记录). */
export const activityFindings = {
  'activity-kind-unknown': {
    severity: 'error',
    title: '政策里没有这种活动',
    message: '“{value}”不是本政策的活动种类，或者不止一种能对上。本政策有：{known}。',
    remedy: '请改用其中一种；属于别的政策的，请用 --policy 写明。',
    forSender: '请改用其中一种，再交回。',
  },
  'activity-line-unknown': {
    severity: 'error',
    title: '政策里没有这项任务',
    message: '“{value}”不是本政策的任务。本政策有：{known}。',
    remedy: '请改用其中一项，或空着（按活动种类归入）。',
  },
  'activity-in-future': {
    severity: 'error',
    title: '活动还没有举行',
    message: '{value}还没有到（今天是 {today}），不能登记为已举行的活动。',
    remedy: '请核对日期；还没有举行的活动请列入活动计划。',
  },
  'activity-policy-unclear': {
    severity: 'error',
    title: '看不出依据哪一份政策',
    message: '这次活动没有写联盟（集团、学区），执行的政策又不止一份，看不出是哪一份政策的活动。',
    remedy: '请用 --policy 写明政策；是联盟（集团、学区）的活动，请写明是哪一个。',
    forSender: '请写明是哪个联盟（集团、学区）的活动，再交回。',
  },
  'activity-holder': {
    severity: 'error',
    title: '组织单位不对',
    message: '“{kind}”{expected}。',
    remedy: '请改正“联盟名称”，或核对活动种类。',
  },
  'activity-outside-group': {
    severity: 'error',
    title: '活动日期不在联盟存续期内',
    message: '{value}时，“{group}”还没有成立或已经终止（{period}）。',
    remedy: '请核对日期和联盟名称。',
  },
  'activity-host-outside': {
    severity: 'warning',
    title: '承办园不是成员',
    message: '承办园“{value}”在 {date} 不是“{group}”的成员。',
    remedy: '请核对园名和日期；确实由外面的园承办的，不用处理。',
  },
  'participants-unclear': {
    severity: 'error',
    title: '参加园所看不明白',
    message: '参加园所里的“{value}”看不出是哪一所、多少人。',
    remedy: '请写成“甲幼儿园3人、乙幼儿园2人”；约数、范围和“等几所”请改成确数和园名。',
  },
  'participants-negative': {
    severity: 'error',
    title: '参加人数是负数',
    message: '参加园所里的“{value}”，人数是负数。',
    remedy: '请改成实际参加的人数。',
  },
  'participant-twice': {
    severity: 'error',
    title: '同一所园写了两次',
    message: '“{value}”在参加园所里写了两次，或两个写法指的是同一所园。',
    remedy: '请只写一次，人数合在一起。',
  },
  'participants-sum': {
    severity: 'warning',
    title: '参加人数与合计不符',
    message: '各园人数加起来是 {sum} 人，写的合计是 {total} 人。',
    remedy: '请核对各园人数和合计；台账按各园人数记。',
  },
  'participant-not-member': {
    severity: 'warning',
    title: '参加的园所当时不是成员',
    message: '{value}在 {date} 不是“{group}”的成员。',
    remedy: '请核对园名和日期；确实是外来参加的，不用处理。',
  },
  'activity-row-repeated': {
    severity: 'error',
    title: '同一次活动填了两行',
    message: '这一行与第 {row} 行是同一次活动：同一单位、同一种类、同一天、同一名称。',
    remedy: '请只留一行；确实是两次活动的，请写不同的活动名称。',
  },
  'activity-same-day': {
    severity: 'warning',
    title: '同一天已有同样的活动',
    message: '{holder}在这一天已经登记了同一种活动：{others}。请看是不是同一次。',
    remedy: '如果是同一次，请改成同一个名称再导入，或用 youlian undo 撤销；确实是两次的，不用处理。',
    forSender: '请核对：如果是同一次活动，请只留一行；确实是两次的，不用处理。',
  },
  'activity-plan-ambiguous': {
    severity: 'warning',
    title: '对得上的计划不止一项',
    message: '对得上的计划不止一项，离这一天一样近：{candidates}。记在了第一项上。',
    remedy: '请核对；记错了，请用 youlian undo 撤销，再用 youlian activity record --plan 编号 登记。',
    forSender: '这一处由收表的单位处理，您不用改。',
  },
  'activity-evidence-unfiled': {
    severity: 'notice',
    title: '佐证材料还没有归档',
    message: '表里写的佐证材料“{value}”还没有存进档案。',
    remedy: '请用 youlian activity attach 编号 文件 归档；只作说明的，不用处理。',
    forSender: '请把这些材料的文件一并交来；只作说明的，不用处理。',
  },
} as const satisfies Record<string, FindingDefinition>;
