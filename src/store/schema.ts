import type { Ledger } from './ledger.ts';
import { journalledTables } from './migrations.ts';

/** Names of the journalled tables, as clerks read them in the history. */
const names: Readonly<Record<string, string>> = {
  setting: '记住的判断和设置',
  office: '机构',
  term: '学期',
  policy_adoption: '执行的政策',
  kindergarten: '园所',
  kindergarten_fact: '园所信息',
  kindergarten_alias: '园所曾用的写法',
  alliance_group: '联盟',
  membership: '联盟成员',
  person: '人员',
  body: '工作机构',
  seat: '职务安排',
  application: '申请表',
  plan: '方案',
  procedure_step: '办理步骤',
  group_document: '档案清单',
  waiver: '规则豁免',
  calendar_day: '校历',
  activity: '活动',
  activity_kindergarten: '参加活动的园所',
  activity_person: '参加活动的人员',
  activity_evidence: '活动佐证材料',
  activity_block: '不排活动的日子',
  indicator_value: '指标数据',
  submission: '报送登记',
  report_package: '报送包',
  package_row: '报送包的对应记录',
  report_review: '报送审核',
  bulletin: '通报',
  bulletin_confirmation: '通报批评的确认',
  posting: '派驻记录',
  inspection: '督导记录',
  inspection_finding: '督导发现的问题',
  rectification_step: '整改步骤',
  inspector_assignment: '督学分工',
  fund_budget: '专项经费预算',
  fund_entry: '专项经费支出',
  evaluation_run: '年度考核',
  evaluation_subject: '考核对象',
  evaluation_score: '考核评分',
  evaluation_gate: '考核否决项',
  evaluation_fact: '考核用的台账数据',
  evaluation_evidence: '考核佐证',
  evaluation_opinion: '考核意见',
  evaluation_result: '考核结果',
  register_entry: '登记簿',
  archived_paper: '归档的文件',
};

/** Chinese name of a table; its own name where it has none. */
export function tableName(table: string): string {
  return names[table] ?? table;
}

export interface ForeignKey {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
}

/** The references between journalled tables. */
export function foreignKeys(ledger: Ledger): ForeignKey[] {
  return journalledTables.flatMap((table) =>
    (ledger.database.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[]).map(
      (key) => ({
        table,
        column: key.from,
        parent: key.table,
      }),
    ),
  );
}

/**
 * Tables whose rows name rows of any table, by its name and their number: what a package said of a row that was here
 * before stands on that row as much as a reference does. `holds` tells which of them still do.
 */
export const namingTables = [
  { table: 'package_row', tableColumn: 'table_name', rowColumn: 'row_id', holds: 'removed = 0' },
] as const;

/** The tables in an order in which no row is removed before those that refer to it. */
export function childrenFirst(tables: readonly string[], keys: readonly ForeignKey[]): string[] {
  const ordered: string[] = [];
  const visit = (table: string) => {
    if (ordered.includes(table)) return;
    for (const key of keys) {
      if (key.parent === table && key.table !== table) visit(key.table);
    }
    ordered.push(table);
  };
  for (const table of tables) visit(table);
  return ordered.filter((table) => tables.includes(table));
}
