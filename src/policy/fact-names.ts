/** A fact that rules rest on: its Chinese name, and the official table that brings it into the ledger. */
export interface FactName {
  readonly label: string;
  /** Table id; null where no table of this version carries it. */
  readonly table: 'roster' | 'alliance-list' | 'leadership' | 'application' | null;
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
  classes: roster('班级数'),
  tier: list('联盟层级'),
  lead: list('主导园'),
  members: list('联盟园'),
  cycleStart: list('周期起日'),
  cycleEnd: list('周期止日'),
  seat: later('市驻地所在区县', '本单位设置，用 youlian office set --seat 写明'),
  leadership: { label: '领导小组', table: 'leadership', source: '领导小组名单' },
  application: { label: '申请表', table: 'application', source: '申请表' },
  activities: later('活动记录', '活动记录表'),
  terms: later('学期起止', '本单位设置'),
  documents: later('档案文件', '联盟档案'),
  steps: later('办理步骤', '办理记录'),
  bulletins: later('调度和通报记录', '通报记录'),
  postings: later('派驻记录', '跟岗派驻台账'),
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
};

/** Chinese name of a fact that a verdict reports; undefined where nobody named it. */
export function verdictFactLabel(key: string): string | undefined {
  return verdictNames[key] ?? (factNames as Readonly<Record<string, FactName>>)[key]?.label;
}
