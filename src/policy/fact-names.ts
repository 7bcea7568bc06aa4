/** A fact that rules rest on: its Chinese name, and the official table that brings it into the ledger. */
export interface FactName {
  readonly label: string;
  /** Table id; null where no table of this version carries it. */
  readonly table:
    | 'roster'
    | 'alliance-list'
    | 'leadership'
    | 'application'
    | 'indicators'
    | 'activity-record'
    | 'attendance'
    | 'posting'
    | 'inspection'
    | 'fund'
    | null;
  /** Where a clerk gets it in, in words. */
  readonly source: string;
}

const roster = (label: string): FactName => ({ label, table: 'roster', source: '园所信息表' });
const list = (label: string): FactName => ({ label, table: 'alliance-list', source: '联盟名单' });
const later = (label: string, source: string): FactName => ({ label, table: null, source });

/** Every fact a rule of a policy file may name. */
export const factNames = {
  name: roster('园所名称'),
  district: roster('所属区县'),
  town: roster('所属镇街'),
  ownership: roster('办园性质'),
  inclusive: roster('是否普惠'),
  isNew: roster('是否新建'),
  isWeak: roster('是否薄弱'),
  buildState: roster('建设状态'),
  category: roster('现类别'),
  principal: roster('园长'),
  classes: roster('班级数'),
  children: roster('在园幼儿数'),
  staff: roster('教职工数'),
  teachers: roster('专任教师数'),
  preschoolTeachers: roster('学前教育专业教师数'),
  middleTitles: roster('中级职称数'),
  seniorTitles: roster('高级职称数'),
  tier: list('联盟层级'),
  lead: list('主导园'),
  members: list('联盟园'),
  cycleStart: list('周期起日'),
  cycleEnd: list('周期止日'),
  seat: later('市驻地所在区县', '本单位设置，用 youlian office set --seat 写明'),
  leadership: { label: '领导小组', table: 'leadership', source: '领导小组名单' },
  application: { label: '申请表', table: 'application', source: '申请表' },
  activities: { label: '活动记录', table: 'activity-record', source: '活动记录表' },
  terms: later('学期起止', '本单位设置'),
  documents: later('档案文件', '联盟档案'),
  steps: later('办理步骤', '办理记录'),
  bulletins: later('调度和通报记录', '通报记录'),
  postings: { label: '派驻记录', table: 'posting', source: '跟岗派驻台账' },
  community: later('所在社区', '台账没有社区一级，请看通讯地址'),
  boards: { label: '理事会、监事会等机构的名单', table: 'leadership', source: '机构名单' },
  inspectors: { label: '责任督学、视导员、教研员和培训师', table: 'leadership', source: '学区人员名单' },
  inspections: { label: '督导和整改记录', table: 'inspection', source: '督导整改台账' },
  funds: { label: '专项经费收支', table: 'fund', source: '专项经费台账' },
  indicators: { label: '指标数据', table: 'indicators', source: '指标数据表' },
  evaluations: later('年度考核结果', '考核评分册（youlian evaluate）'),
  submissions: later('报送记录', '报送登记'),
  registers: later('登记簿', '各类登记簿'),
  trainings: { label: '教职工培训记录', table: 'attendance', source: '培训签到表' },
} as const satisfies Record<string, FactName>;

export type FactKey = keyof typeof factNames;

/** `“是否普惠、是否新建”（园所信息表）`: what is missing and what would supply it, grouped by source. */
export function describeMissing(missing: readonly FactKey[]): string {
  const bySource = new Map<string, string[]>();
  for (const key of new Set(missing)) {
    const { label, source } = factNames[key];
    bySource.set(source, [...(bySource.get(source) ?? []), label]);
  }
  return [...bySource].map(([source, labels]) => `“${labels.join('、')}”（${source}）`).join('，');
}

/** Names of what verdicts report besides: figures and places the outcome rests on. */
const verdictNames: Readonly<Record<string, string>> = {
  group: '所在联盟',
  groupName: '联盟（集团、学区）名称',
  members: '园数',
  lower: '下限',
  upper: '上限',
  countsLead: '连主导园计数',
  kinds: '所属类型',
  districtLevel: '隶属',
  leadDistrict: '主导园所属区县',
  leadTown: '主导园所属镇街',
  groups: '所在的联盟',
  count: '联盟数',
  askedOn: '核查日期',
  judgedOn: '按哪天的情况',
  procedure: '事项',
  done: '已办步数',
  taken: '应办步数',
  checklist: '清单',
  present: '已有份数',
  items: '应有份数',
  part: '分子',
  whole: '分母',
  percent: '百分比',
  required: '应达到的百分比',
  lacking: '缺数字的园数',
  covered: '已覆盖数',
  unplaced: '不知在哪里的园数',
  public: '公办园数',
  private: '民办园数',
  joint: '中外合作办园数',
  unknown: '办园性质未知的园数',
  body: '机构',
  people: '在任人数',
  chair: '负责人',
  chairPosts: '负责人的单位及职务',
  chairExpected: '应由谁负责',
  absent: '不在其中的',
  both: '两边都任职的',
  lackingPosts: '不足的人员',
  activity: '活动',
  cadence: '应办多少',
  due: '到期应办',
  held: '已办',
  owed: '欠办',
  owedPeriods: '欠的是',
  running: '本期',
  report: '材料',
  received: '已报',
  onTime: '按时',
  lackingPeriods: '没有报的',
  latePeriods: '迟报的',
  next: '下次期限',
  shared: '兼任的',
  districts: '县数',
  trained: '参训人数',
  from: '从哪天起',
  phases: '已开始的阶段数',
  leftOn: '退出日期',
  reason: '退出原因',
  indicator: '指标',
  year: '年度',
  value: '数值',
  bound: '应达到',
  series: '各年',
  open: '不能断定的街镇数',
  lackingYears: '没有数据的年份',
  register: '登记簿',
  entries: '登记项数',
  full: '满一年的人数',
  rural: '算农村教育经历的人数',
  ruralOtherwise: '另一种理解下的人数',
  fitting: '符合身份的次数',
  filed: '计划已备案的次数',
  findings: '发现的问题数',
  mended: '已整改的',
  overdue: '逾期未整改的',
  rate: '整改率（%）',
  payments: '支出笔数',
  spent: '支出合计（元）',
  budget: '预算（元）',
};

/** Chinese name of a fact that a verdict reports; undefined where nobody named it. */
export function verdictFactLabel(key: string): string | undefined {
  return verdictNames[key] ?? (factNames as Readonly<Record<string, FactName>>)[key]?.label;
}
