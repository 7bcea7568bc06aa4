import type { FindingDefinition } from './finding.ts';

/** What can be wrong with groups (联盟), with the list that names them, and with changes made by hand. */
export const groupFindings = {
  'policy-needed': {
    severity: 'error',
    title: '要说明政策',
    message: '没有说明联盟依据哪一份政策，本台账{situation}，无法自行判断。',
    remedy:
      '请加上 --policy 政策编号（如 --policy zaozhuang-2021）再运行；youlian policy list 列出可用的政策。',
    forSender: '这一处由收表的单位处理，您不用改。',
  },
  'group-unknown': {
    severity: 'error',
    title: '没有这个联盟',
    message: '台账里没有编号、名称或主导园为“{value}”的联盟。',
    remedy: '请运行 youlian group list --all 查看联盟的编号和名称。',
    forSender: '请核对名称，写全称，再交回。',
  },
  'group-ambiguous': {
    severity: 'error',
    title: '联盟不止一个',
    message: '“{value}”对应不止一个联盟：{candidates}。',
    remedy: '请改用联盟的编号。',
    forSender: '请写全称，再交回。',
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
    remedy: '请用 {option} 给出存续期内的日期。',
  },
  'group-ended': {
    severity: 'error',
    title: '联盟已终止',
    message: '“{group}”已于 {value} 终止，从这一天起不能再改，也不再核查。',
    remedy:
      '终止以前的情况，可用 {option} 写明以前的日期；如系误终止，请用 youlian history 找到那次操作，再用 youlian undo 撤销。',
  },
  'member-is-lead': {
    severity: 'error',
    title: '联盟园就是主导园',
    message: '“{value}”是这个联盟的主导园，不能又是它的联盟园。',
    remedy: '请核对园所名称；要更换主导园，请用 youlian group edit 的 --lead。',
    forSender: '请核对园所名称，改正后再交回。',
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
    forSender: '一所幼儿园一般只参加一个联盟，请核对后改正，或在交回时说明。',
  },
  'lead-none': {
    severity: 'error',
    title: '没有可用的主导园',
    message: '台账里没有可以担任{tier}{role}、又还没有编入{kind}的园所，方案没有做。',
    remedy:
      '请核对各园的所属区县、办园性质（市直园的所属区县写“市直”），或用 --leads 指明由哪些园所担任；还没有园所信息的，请先导入园所信息表。',
  },
  'leads-not-described': {
    severity: 'error',
    title: '政策没有规定主导园',
    message: '这份政策（{value}）没有规定{role}的条件，不能由程序选定，方案没有做。',
    remedy:
      '请用 --leads 指明由哪些园所担任{role}，如 --leads 甲园 乙园，或写一份列有{role}的 Excel 文件名。',
  },
  'leads-serving': {
    severity: 'error',
    title: '主导园都已有联盟',
    message: '做不出方案：可以担任{tier}{role}的 {count} 所园所都已编入{kind}（{groups}）。',
    remedy:
      '用 youlian group list 可查看现有的联盟；要在现有联盟上调整或续期，请加 --regroup；要全部重新组建，请先用 youlian group end 终止原联盟，或用 youlian undo 撤销采用方案的那次操作。',
  },
  'lead-passed-over': {
    severity: 'notice',
    title: '没有担任主导园',
    message: '“{value}”没有担任{tier}{role}：{reason}。',
    remedy: '请补上或改正园所信息后再做方案，或用 --leads 指明由哪些园所担任。',
  },
  'count-too-large': {
    severity: 'error',
    title: '划不出这么多',
    message:
      '要划 {value} 个{kind}，最多只能划 {most} 个：各辖区里可以担任{role}的园所只有这么多。方案没有做。',
    remedy: '请把 --count 改为不大于 {most} 的数，或用 --leads 再指明几所担任{role}。',
  },
  'candidate-none': {
    severity: 'error',
    title: '没有可以编入的园所',
    message: '台账里没有符合{tier}{role}条件、又还没有编入{kind}的园所，方案没有做。',
    remedy: '请核对各园的办园性质、是否普惠、是否新建、是否薄弱；台账里只有几所园的，请先补齐园所信息。',
  },
  'pin-contradiction': {
    severity: 'error',
    title: '指定的结对互相矛盾',
    message: '指定的“{value}”做不到：{reason}。方案没有做。',
    remedy: '请改正 --pin 后再试。',
  },
  'pin-unfit': {
    severity: 'warning',
    title: '指定的结对不合条件',
    message: '指定的“{value}”按政策还不能认可：{member}{reason}。仍照您的指定编入。',
    remedy: '请核实；方案采用后 youlian check 会列出这一条。',
  },
  'lead-unfit': {
    severity: 'warning',
    title: '指定的主导园不合条件',
    message: '“{value}”按政策{reason}，仍照您的指定担任主导园。',
    remedy: '请核实；方案采用后 youlian check 会列出这一条。',
  },
  'lead-closed': {
    severity: 'warning',
    title: '指定的主导园没有开办',
    message: '“{value}”的建设状态是“{state}”，这次没有让它担任主导园。',
    remedy: '如果已经开办，请用 youlian kindergarten edit 改正建设状态，再做方案。',
  },
  'lead-serving': {
    severity: 'warning',
    title: '主导园已有联盟',
    message: '“{value}”已在“{group}”中，这次没有让它担任主导园。',
    remedy: '要调整它的联盟，请用 youlian group add、group remove 或 group end。',
  },
  'plan-unknown': {
    severity: 'error',
    title: '没有这个方案',
    message: '没有编号为“{value}”的方案。',
    remedy: '运行 youlian group plans 可看到所有方案。',
  },
  'plan-settled': {
    severity: 'error',
    title: '方案已经采用',
    message: '方案 {value} 已经采用过，不再重复采用。',
    remedy: '要撤回，请用 youlian history 找到那次操作，再用 youlian undo 撤销。',
  },
  'plan-outdated': {
    severity: 'error',
    title: '方案已经过时',
    message: '方案 {value} 做出以后台账有了改动，按现在的台账重做，结果不同：{difference}。',
    remedy: '请用 youlian group propose 重新做一份方案，看过后再采用。',
  },
  'map-empty': {
    severity: 'error',
    title: '没有可画的联盟',
    message: '{date} 没有生效的联盟，地图没有画。',
    remedy: '请核对 --on、--policy、--tier；要画组建方案，请写方案的编号，如 youlian group map 1。',
  },
  'tier-open': {
    severity: 'notice',
    title: '层级未定',
    message: '从主导园“{value}”看不出联盟（编号 {id}）属于哪一层级，层级暂时空着。',
    remedy: '请用 youlian group edit {id} --tier 层级 补上；整张名单同一层级的，也可导入时加 --tier。',
    forSender: '这一处由收表的单位处理，您不用改。',
  },
  'cycle-unknown': {
    severity: 'notice',
    title: '周期未定',
    message: '“{policy}”没有写明周期的起止，名单里的联盟按一直存续收下。',
    remedy: '如果知道从哪一天起，请撤销这次导入，加 --since 日期 重新导入。',
  },
  'member-missing': {
    severity: 'warning',
    title: '只有主导园，没有联盟园',
    message: '“{value}”这一行没有写联盟园，只收下主导园。',
    remedy: '如果漏填了，请补上联盟园再导入；联盟确实还没有联盟园的，不用管。',
  },
  'member-left': {
    severity: 'warning',
    title: '联盟园已退出',
    message: '“{value}”已于 {date} 退出“{group}”，没有因这张名单重新加入。',
    remedy: '如果它又加入了，请加 --since 加入日期 导入，或用 youlian group add。',
    forSender: '请核对；如果它又加入了，请在交回时写明加入的日期。',
  },
  'group-ended-kept': {
    severity: 'warning',
    title: '联盟已终止',
    message: '“{group}”已于 {date} 终止，没有因这张名单重新建立；它的各行都略过。',
    remedy: '如果重新组建了，请加 --since 组建日期 再导入。',
    forSender: '请核对；如果重新组建了，请在交回时写明组建的日期。',
  },
  'not-in-list': {
    severity: 'notice',
    title: '名单里没有的联盟园',
    message: '台账里“{group}”的联盟园“{value}”，这张名单没有写，台账保留不动。',
    remedy: '如果已经退出，请用 youlian group remove {id} 园所 --reason 原因。',
  },
} as const satisfies Record<string, FindingDefinition>;
