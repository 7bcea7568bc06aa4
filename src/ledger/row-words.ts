import { beginning } from '../common/dates.ts';
import { rectificationSteps, severities } from '../policy/inspection/rectification.ts';
import { loadPolicy, policyIds } from '../policy/load.ts';
import { placeTiers, postingKinds, postingRanks } from '../policy/posting/posting.ts';
import type { Indicator } from '../policy/schema.ts';
import type { RowChange, RowValues } from '../store/history.ts';
import type { Ledger } from '../store/ledger.ts';
import { rowNames } from '../store/row-names.ts';
import { foreignKeys, tableName } from '../store/schema.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { loadRegister, loadTable, registerIds } from '../tables/load.ts';
import { levelName, type OfficeLevel } from './office.ts';

type Value = string | number | null | undefined;

/** Columns of the official tables have their labels in the tables' definitions. */
const definedBy: Readonly<Record<string, string>> = {
  kindergarten: 'roster',
  kindergarten_fact: 'roster',
  kindergarten_alias: 'roster',
  application: 'application',
};

const everywhere: Readonly<Record<string, string>> = {
  policy_id: '政策',
  tier: '层级',
  office_id: '机构',
  group_id: '联盟',
  kindergarten_id: '园所',
  person_id: '姓名',
  body_id: '工作机构',
  lead_id: '主导园',
  district_id: '所属区县',
  town_id: '所属镇街',
  cycle_start: '周期起',
  cycle_end: '周期止',
  received_on: '收到日期',
  valid_from: '起',
  valid_to: '止',
  end_reason: '原因',
  region_code: '行政区划代码',
  parent_id: '上级机构',
  responsible: '责任人',
  unit_and_posts: '单位及职务',
  school_year: '学年',
  number: '学期',
  starts: '第一天',
  ends: '最后一天',
  state: '状态',
  origin: '来源',
  role: '身份',
  name: '名称',
  title: '名称',
  unit: '单位',
  level: '级别',
  is_own: '本单位',
  value: '内容',
  key: '项目',
  procedure_id: '事项',
  step: '步骤',
  done_on: '办理日期',
  decided_by: '办理单位',
  document: '文件',
  document_sha256: '文件校验值',
  note: '备注',
  checklist: '清单',
  item: '材料',
  present: '已有',
  dated: '登记日期',
  rule_id: '规则',
  reason: '理由',
  granted_by: '批准单位',
  granted_on: '批准日期',
  date: '日期',
  kind: '种类',
  line: '任务',
  source: '出处',
  activity_id: '活动',
  due_from: '应办期起',
  due_to: '应办期止',
  planned_on: '计划日期',
  fixed: '日期固定',
  held_on: '举行日期',
  held_to: '结束日期',
  host_id: '承办园',
  venue: '地点',
  hours: '学时',
  topics: '主题',
  outcome: '成效',
  outstanding: '突出',
  people: '人数',
  sha256: '校验值',
  bytes: '字节数',
  first_day: '第一天',
  last_day: '最后一天',
  indicator: '指标',
  year: '年度',
  numerator: '分子',
  denominator: '分母',
  result: '数值',
  target: '目标值',
  report: '报送材料',
  register: '登记簿',
  category: '类别',
  period: '期',
  submitted_on: '报送日期',
  content: '内容校验值',
  file: '文件',
  packed_on: '打包日期',
  masked: '已隐去电话',
  program_version: '程序版本',
  table_name: '表',
  sender_row: '报送单位的编号',
  row_id: '本台账的编号',
  home: '归报送单位管',
  removed: '报送单位已去掉',
  decided_on: '日期',
  quarter: '季度',
  counted_on: '统计截止',
  issued_on: '印发日期',
  figures: '数字',
  confirmed_by: '确认人',
  confirmed_on: '确认日期',
  inspector_id: '督学',
  plan_filed_on: '计划备案日期',
  visited_on: '督导日期',
  opinion: '意见',
  severity: '严重程度',
  points: '扣分',
  due_on: '整改期限',
  passed: '复查通过',
  finding_id: '问题',
  inspection_id: '督导',
  share: '分工比例（%）',
  purpose: '用途',
  amount_cents: '金额',
  approved_on: '批复日期',
  entered_on: '日期',
  voucher: '凭证号',
  reverses: '冲销的凭证',
  account: '核算账户',
  summary: '摘要',
  run_id: '年度考核',
  subject_id: '考核对象',
  rubric_id: '考核细则',
  opened_on: '开始日期',
  finalised_on: '定稿日期',
  reopened_on: '重开日期',
  reopen_reason: '重开理由',
  file_sha256: '文件校验值',
  sheet: '工作表',
  cell: '单元格',
  scorer: '评分方',
  gate: '否决项',
  answer: '回答',
  fact: '台账数据',
  basis: '依据',
  heard_from_id: '意见来自',
  heard_on: '听取日期',
  total: '总分',
  grade: '等次',
  rank: '名次',
  among: '参加排名的个数',
  vetoed: '被否决',
};

const ownLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  office: { name: '地名', title: '单位名称' },
  person: { name: '姓名' },
  register_entry: { content: '内容', entered_on: '登记日期' },
  seat: { role: '职务', position: '次序' },
  activity: { starts: '开始时间', ends: '结束时间' },
  bulletin: { number: '发文字号', title: '标题', name: '文件' },
  bulletin_confirmation: { source: '种类' },
  posting: {
    rank: '人员身份',
    origin_id: '派出园',
    destination_id: '派驻园',
    origin_tier: '派出园层级',
    destination_tier: '派驻园层级',
    destination_poor: '派驻园在贫困县',
    started_on: '开始日期',
    ended_on: '结束日期',
    days: '实际天数',
    end_reason: '结束原因',
  },
  inspection_finding: { number: '问题序号', content: '问题' },
  evaluation_subject: { subject: '考核表' },
  evaluation_score: { value: '评分' },
  evaluation_fact: { value: '数值' },
};

/** What the program keeps for itself: keys for comparing, sizes of jobs, order of entering. */
const internal: Readonly<Record<string, readonly string[]>> = {
  kindergarten_fact: ['name_key'],
  membership: ['position'],
  body: ['kind'],
  plan: ['kind', 'ledger_stamp', 'problem', 'result'],
  activity: ['uid', 'sequence'],
  report_package: ['stamp', 'totals', 'findings'],
  package_row: ['image'],
  bulletin: ['figures'],
  evaluation_run: ['rubric'],
  register_entry: ['mark'],
};

const yesNoColumns: ReadonlySet<string> = new Set([
  'is_own',
  'present',
  'inclusive',
  'is_new',
  'is_weak',
  'fixed',
  'outstanding',
  'masked',
  'home',
  'removed',
  'destination_poor',
  'passed',
  'answer',
  'vetoed',
]);

const terms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'alliance_group.origin': { list: '名单', plan: '方案', hand: '手工' },
  'membership.role': { lead: '主导园', member: '联盟园' },
  'calendar_day.kind': { off: '放假', work: '上班', closed: '停课' },
  'activity.state': { planned: '计划', done: '已举行', cancelled: '已取消' },
  'activity.origin': { plan: '编排', table: '活动表', hand: '手工' },
  'report_review.state': { returned: '退回', approved: '已审', locked: '锁定' },
  'bulletin.state': { draft: '草稿', issued: '已印发' },
  'bulletin_confirmation.source': { owed: '欠办', violation: '不符合规定', overdue: '整改逾期' },
  'posting.kind': postingKinds,
  'posting.rank': postingRanks,
  'posting.origin_tier': placeTiers,
  'posting.destination_tier': placeTiers,
  'posting.origin': { table: '台账表', hand: '手工' },
  'inspection.kind': { inspection: '督导', visit: '走访' },
  'inspection.origin': { table: '台账表', hand: '手工' },
  'inspection_finding.severity': severities,
  'rectification_step.step': rectificationSteps,
  'fund_entry.account': { separate: '专账', running: '日常经费账' },
  'fund_entry.origin': { table: '台账表', hand: '手工' },
  'evaluation_score.scorer': { self: '自评', lead: '主导园', expert: '专家', bureau: '教育部门' },
  'plan.state': { draft: '草稿', adopted: '已采用', discarded: '已作废' },
};

/** Says in a clerk's words what a row is and what changed in it. */
export interface RowWords {
  /** `园所信息 #5 东湖区实验幼儿园`: what the row is of. */
  subject(change: RowChange): string;
  /** `班级数：9 → 12；起：2022-09-01` */
  content(change: RowChange): string;
}

/** @param folders where the tables' definitions and the policies are found */
export function rowWords(ledger: Ledger, folders: readonly string[]): RowWords {
  const nameOf = rowNames(ledger);
  const references = new Map(foreignKeys(ledger).map((key) => [`${key.table}.${key.column}`, key.parent]));
  const withRules = new Set(policyIds(folders));

  function policyTitle(id: string): string {
    return withRules.has(id) ? `${loadPolicy(id, folders).title}（${id}）` : id;
  }

  function tierName(tier: string, policy: Value): string {
    const own =
      typeof policy === 'string' && withRules.has(policy)
        ? loadPolicy(policy, folders).tiers.find((each) => each.id === tier)
        : undefined;
    return own?.name ?? tier;
  }

  function inWords(table: string, column: string, row: RowValues): string {
    const value = row[column];
    if (value === null || value === undefined || value === '') return '（空）';
    const parent = references.get(`${table}.${column}`);
    if (parent !== undefined) return nameOf(parent, Number(value)) ?? `#${value}`;
    if (yesNoColumns.has(column)) return value === 1 ? '是' : '否';
    if (column === 'policy_id') return policyTitle(String(value));
    if (column === 'tier') return tierName(String(value), row.policy_id);
    if (table === 'office' && column === 'level') return levelName(value as OfficeLevel);
    if (table === 'term' && column === 'number') return `第${value}学期`;
    if (table === 'indicator_value') {
      const indicator = indicatorOf(row);
      if (column === 'indicator') return indicator?.name ?? String(value);
      if (column === 'numerator' && isAnswer(row)) return value === 1 ? '是' : '否';
    }
    if (column === 'amount_cents') return `${(Number(value) / 100).toFixed(2)} 元`;
    if (table === 'setting') return settingInWords(column, row);
    if (table === 'register_entry') return registerInWords(column, row);
    if (column === 'valid_from' && value === beginning) return '一直';
    if (column === 'valid_to') return `${value} 前`;
    return cut(terms[`${table}.${column}`]?.[value] ?? String(value));
  }

  /** The indicator that a yearly figure is of; undefined where its policy no longer has it. */
  function indicatorOf({ policy_id: policy, indicator }: RowValues): Indicator | undefined {
    if (typeof policy !== 'string' || !withRules.has(policy)) return undefined;
    return loadPolicy(policy, folders).indicators.find(({ id }) => id === indicator);
  }

  /** Whether the figure is a kindergarten's yes or no, which is kept as 1 or 0 of 1. */
  function isAnswer(row: RowValues): boolean {
    const { kindergarten_id: kindergarten, denominator } = row;
    return kindergarten != null && denominator === 1 && indicatorOf(row)?.measure === 'yes-no';
  }

  /** The seat is kept as JSON; a name once recognised as a kindergarten's number. */
  function settingInWords(column: string, row: RowValues): string {
    const key = String(row.key);
    const value = String(row[column]);
    if (key === 'seat') return column === 'key' ? '市驻地' : (JSON.parse(value) as string[]).join('、');
    if (key.startsWith('mapping:')) return column === 'key' ? '栏目对应' : cut(mappingInWords(value));
    if (!key.startsWith('match:')) return cut(value);
    if (column === 'key') return '文件里写法不同的园名';
    const [id = '', name] = value.split('|', 2);
    const known = nameOf('kindergarten', Number(id)) ?? `#${id}`;
    return name === undefined ? known : `${name} → ${known}`;
  }

  /** What an entry of a register says is kept as JSON, by key of its fields. */
  function registerInWords(column: string, row: RowValues): string {
    const id = String(row.register);
    const register = registerIds(folders).includes(id) ? loadRegister(id, folders) : undefined;
    if (column === 'register') return register?.name ?? id;
    if (column !== 'content') return cut(String(row[column]));
    const names = new Map(register?.fields.map(({ key, name }) => [key, name]));
    const content = JSON.parse(String(row.content)) as Record<string, string | number | boolean>;
    const said = Object.entries(content).map(([key, value]) => {
      const words = typeof value === 'boolean' ? (value ? '是' : '否') : value;
      return `${names.get(key) ?? (key === 'note' ? '备注' : key)} ${words}`;
    });
    return cut(said.join('，'));
  }

  /** What a clerk said of the headings of a sender's table. */
  function mappingInWords(value: string): string {
    const { table, mappings } = JSON.parse(value) as {
      table: string;
      mappings: { from: string; to: string | null }[];
    };
    const definition = loadTable(table, folders);
    const labels = definedLabels(definition);
    const pairs = mappings.map(({ from, to }) => `${from}→${to === null ? '不读' : (labels.get(to) ?? to)}`);
    return `${definition.name} ${pairs.join('、')}`;
  }

  function columnsOf(table: string, row: RowValues): string[] {
    const hidden = [...(internal[table] ?? [])];
    // The whole that an answer is 1 or 0 of says nothing to anybody.
    if (table === 'indicator_value' && isAnswer(row)) hidden.push('denominator');
    return Object.keys(row).filter((column) => column !== 'id' && !hidden.includes(column));
  }

  return {
    subject({ table, row, before, after }) {
      const name = subjectName(table, row, after ?? before ?? {}, nameOf);
      return `${tableName(table)} #${row}${name === null ? '' : ` ${name}`}`;
    },
    content({ table, before, after }) {
      const labels = labelsOf(table, folders);
      const answers = table === 'indicator_value' && isAnswer(after ?? before ?? {});
      const label = (column: string) => labels(answers && column === 'numerator' ? 'result' : column);
      if (before && after) {
        return columnsOf(table, after)
          .filter((column) => before[column] !== after[column])
          .map(
            (column) =>
              `${label(column)}：${inWords(table, column, before)} → ${inWords(table, column, after)}`,
          )
          .join('；');
      }
      const row = before ?? after ?? {};
      return columnsOf(table, row)
        .filter((column) => row[column] !== null && row[column] !== '')
        .map((column) => `${label(column)}：${inWords(table, column, row)}`)
        .join('；');
    },
  };
}

/** A row goes by its own name, or by what it is of: a kindergarten, a person. */
function subjectName(
  table: string,
  id: number,
  row: RowValues,
  nameOf: (table: string, id: number) => string | null,
): string | null {
  if (table === 'seat') return nameOf('person', Number(row.person_id));
  const own = row.name ?? row.title;
  if (typeof own === 'string' && own !== '') return own;
  const isOffices = row.kindergarten_id === null && typeof row.office_id === 'number';
  if (table === 'indicator_value' && isOffices) return nameOf('office', Number(row.office_id));
  if (row.kindergarten_id !== undefined) return nameOf('kindergarten', Number(row.kindergarten_id));
  return nameOf(table, id);
}

/** Labels of a table's columns as the official tables have them; with the group where two fields share a label. */
function labelsOf(table: string, folders: readonly string[]): (column: string) => string {
  const definition = definedBy[table];
  const defined = definition === undefined ? new Map() : definedLabels(loadTable(definition, folders));
  return (column) => {
    const key = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    return ownLabels[table]?.[column] ?? defined.get(key) ?? everywhere[column] ?? column;
  };
}

function definedLabels(definition: TableDefinition): Map<string, string> {
  if (definition.kind === 'list') {
    return new Map(definition.columns.map(({ key, path }) => [key, path.join('·')]));
  }
  return new Map(
    definition.fields.map(({ key, label, group }) => {
      const isShared = definition.fields.filter((field) => field.label === label).length > 1;
      return [key, isShared && group !== '' ? `${group}·${label}` : label];
    }),
  );
}

/** On one line; long texts are cut. */
function cut(text: string): string {
  const line = text.replace(/\s*\n\s*/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}……` : line;
}
