import { beginning } from '../common/dates.ts';
import { loadPolicy, policyIds } from '../policy/load.ts';
import type { Indicator } from '../policy/schema.ts';
import type { RowChange, RowValues } from '../store/history.ts';
import type { Ledger } from '../store/ledger.ts';
import { rowNames } from '../store/row-names.ts';
import { foreignKeys, tableName } from '../store/schema.ts';
import { loadRegister, loadTable, registerIds } from '../tables/load.ts';
import { definedLabels, internal, labelsOf, terms, yesNoColumns } from './column-words.ts';
import { levelName, type OfficeLevel } from './office.ts';

type Value = string | number | null | undefined;

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
  const registers = new Set(registerIds(folders));

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
    const register = registers.has(id) ? loadRegister(id, folders) : undefined;
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

/** On one line; long texts are cut. */
function cut(text: string): string {
  const line = text.replace(/\s*\n\s*/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}……` : line;
}
