import type { FindingDefinition } from './finding.ts';

/** What can be wrong with groups (联盟), with the list that names them, and with changes made by hand. */
export const groupFindings = {
  'policy-needed': {
    severity: 'error',
    title: '要说明政策',
    message: '没有说明联盟依据哪一份政策，本台账{situation}，无法自行判断。',
    remedy:
      '请加上 --policy 政策编号（如 --policy zaozhuang-2021）再运行；youlian policy list 列出可用的政策。',
  },
  'group-unknown': {
    severity: 'error',
    title: '没有这个联盟',
    message: '台账里没有编号、名称或主导园为“{value}”的联盟。',
    remedy: '请运行 youlian group list --all 查看联盟的编号和名称。',
  },
  'group-ambiguous': {
    severity: 'error',
    title: '联盟不止一个',
    message: '“{value}”对应不止一个联盟：{candidates}。',
    remedy: '请改用联盟的编号。',
  },
  'group-exists': {
    severity: 'error',
    title: '主导园已有联盟',
    message: '“{value}”在这个周期里已经牵头“{group}”（编号 {id}），没有重复建立。',
    remedy: '要增加联盟园，请用 youlian group add {id}；要另建，请先用 youlian group end {id} 终止原联盟。',
  },
  'group-dates': {
    severity: 'error',
    title: '日期不在联盟存续期内',
    message: '日期“{value}”不在“{group}”的存续期内（{period}）。',
    remedy: '请用 --since 给出存续期内的日期。',
  },
  'group-ended': {
    severity: 'error',
    title: '联盟已终止',
    message: '“{group}”已于 {value} 终止，不能再改。',
    remedy: '如系误终止，请用 youlian history 找到那次操作，再用 youlian undo 撤销。',
  },
  'member-is-lead': {
    severity: 'error',
    title: '联盟园就是主导园',
    message: '“{value}”是这个联盟的主导园，不能又是它的联盟园。',
    remedy: '请核对园所名称；要更换主导园，请用 youlian group edit 的 --lead。',
  },
  'member-twice': {
    severity: 'error',
    title: '联盟园重复',
    message: '“{value}”在同一个联盟里写了两次。',
    remedy: '请只保留一次。',
  },
  'member-absent': {
    severity: 'error',
    title: '不是联盟园',
    message: '“{value}”在 {date} 不是“{group}”的联盟园。',
    remedy: '请用 youlian group show {id} 核对联盟园和日期。',
  },
  'lead-leaves': {
    severity: 'error',
    title: '主导园不能这样退出',
    message: '“{value}”是“{group}”的主导园，不能像联盟园那样退出。',
    remedy:
      '要更换主导园，请用 youlian group edit {id} --lead 新主导园；要终止联盟，请用 youlian group end {id}。',
  },
  'member-elsewhere': {
    severity: 'warning',
    title: '一园在多个联盟',
    message: '“{value}”同时在另一个联盟：{group}。',
    remedy: '一所幼儿园一般只参加一个联盟，请核对；youlian check 会列出这种情况。',
  },
} as const satisfies Record<string, FindingDefinition>;
