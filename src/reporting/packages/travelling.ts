import { overlapKeys } from '../../store/migrations/columns.ts';
import { journalledTables } from '../../store/migrations.ts';

export type Value = string | number | null;

/** A row of the ledger as packages carry it, by column; what was masked is not given. */
export type Row = Readonly<Record<string, Value>>;

/** What stays in the office's own ledger: its settings, its plans, its papers, and what it took from others. */
const staying: ReadonlySet<string> = new Set([
  'setting',
  'term',
  'policy_adoption',
  'plan',
  'calendar_day',
  'activity_block',
  // The files themselves stay in the sender's archive.
  'activity_evidence',
  'archived_paper',
  'report_package',
  'package_row',
  'report_review',
]);

/** Bulletins are an office's own papers; an evaluation is the office's that made it, of which there is one a year. */
const isStaying = (table: string) => staying.has(table) || /^(?:bulletin|evaluation)/u.test(table);

/** By what people tell two rows of a table apart; of tables not named here by what may stand there only once. */
const naturalKeys: Readonly<Record<string, readonly string[]>> = {
  kindergarten_fact: ['kindergarten_id', 'valid_from'],
  kindergarten_alias: ['kindergarten_id', 'name', 'district_id', 'code'],
  alliance_group: ['policy_id', 'office_id', 'name', 'cycle_start'],
  membership: ['group_id', 'kindergarten_id', 'valid_from'],
  person: ['name', 'unit'],
  body: ['kind', 'office_id', 'group_id', 'policy_id', 'title', 'valid_from'],
  seat: ['body_id', 'person_id', 'role', 'valid_from'],
  application: ['kindergarten_id', 'policy_id', 'cycle_start'],
  procedure_step: ['group_id', 'kindergarten_id', 'procedure_id', 'step'],
  group_document: ['group_id', 'kindergarten_id', 'checklist', 'item'],
  activity: ['uid'],
  activity_kindergarten: ['activity_id', 'kindergarten_id'],
  activity_person: ['activity_id', 'person_id', 'role'],
  indicator_value: ['policy_id', 'indicator', 'year', 'office_id', 'kindergarten_id'],
  submission: ['policy_id', 'report', 'period', 'office_id', 'group_id'],
  register_entry: ['register', 'office_id', 'group_id', 'kindergarten_id', 'mark'],
  fund_budget: ['policy_id', 'year', 'office_id', 'group_id', 'purpose'],
};

/** How a table of the ledger travels upward. */
export interface TravellingTable {
  readonly name: string;
  /** Column → table it refers to. */
  readonly references: Readonly<Record<string, string>>;
  readonly naturalKey: readonly string[];
  /** Of the rows that are the same in these no two may hold at the same time. */
  readonly overlapKey: readonly string[] | null;
  /** Its rows hold from a day to a day. */
  readonly isDated: boolean;
  /** Columns that must not be empty. */
  readonly required: ReadonlySet<string>;
  readonly columns: readonly string[];
}

/** What the ledger's file says of one table. */
export interface TableFacts {
  readonly columns: readonly string[];
  readonly required: readonly string[];
  readonly references: Readonly<Record<string, string>>;
  /** Columns that may stand there only once, of the first such index; none where there is no plain one. */
  readonly unique: readonly string[] | null;
}

/**
 * The tables that packages carry besides offices and kindergartens, those that others refer to first.
 * @param factsOf what the file says of a table
 */
export function travellingTables(factsOf: (table: string) => TableFacts): TravellingTable[] {
  const apart = new Set(['office', 'kindergarten']);
  const names = journalledTables.filter((table) => !isStaying(table) && !apart.has(table));
  const tables = names.map((name): TravellingTable => {
    const { columns, required, references, unique } = factsOf(name);
    // The papers themselves stay in the sender's archive: above nobody could look for them by their hash.
    const own = columns.filter((column) => column !== 'id' && column !== 'document_sha256');
    return {
      name,
      references,
      naturalKey: naturalKeys[name] ?? unique ?? own,
      overlapKey: overlapKeys[name] ?? null,
      isDated: own.includes('valid_from') && own.includes('valid_to'),
      required: new Set(required),
      columns: own,
    };
  });
  return parentsFirst(tables);
}

function parentsFirst(tables: readonly TravellingTable[]): TravellingTable[] {
  const ordered: TravellingTable[] = [];
  const visit = (table: TravellingTable) => {
    if (ordered.includes(table)) return;
    for (const parent of Object.values(table.references)) {
      const found = tables.find(({ name }) => name === parent);
      if (found && found !== table) visit(found);
    }
    ordered.push(table);
  };
  for (const table of tables) visit(table);
  return ordered;
}

/** Columns that hold a telephone number and nothing else. */
export function isPhoneColumn(column: string): boolean {
  return /(?:^|_)(?:phone|mobile|landline)$/u.test(column);
}

/** Texts in which a mobile number may stand among other things; codes and days never hold one. */
export function mayHoldPhone(column: string): boolean {
  return !/^(?:id|code|credit_code|uid|name_key|mark|policy_id|.*_sha256|sha256|valid_(?:from|to)|.*_on|year|period)$/u.test(
    column,
  );
}
