import type { FieldChange, ImportRun, RowOutcome } from '../tables/import-target.ts';
import { addressOf } from '../tables/list-record.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import { cellAddress } from '../workbook/address.ts';
import type { SurveyedTable } from './survey.ts';

/** What a table's field says, where another table says it under another key. */
const sameFact: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'alliance-list': {
    leadName: 'name',
    leadCategory: 'category',
    leadOwnership: 'ownership',
    leadResponsible: 'principal',
    memberName: 'name',
    memberCategory: 'category',
    memberOwnership: 'ownership',
    memberResponsible: 'principal',
  },
};

const factOf = (table: string, field: string) => sameFact[table]?.[field] ?? field;

/** A row of the batch that has spoken of a row of the ledger. */
interface Said {
  readonly table: SurveyedTable;
  readonly row: number;
  /** Facts it gave, each with the field it stood in; shared by all rows that gave the same. */
  readonly fields: ReadonlyMap<string, string>;
  /** Values that the ledger did not take. */
  readonly kept: ReadonlyMap<string, FieldValue> | undefined;
  /** Cells that do not stand where row and column say: merged ones. */
  readonly elsewhere: ReadonlyMap<string, string> | undefined;
}

/** What an earlier row of the batch said of a fact. */
export interface EarlierWord {
  /** `名册.xlsx 工作表“东湖” C5` */
  readonly place: string;
  /** What it said; undefined: what the ledger has now. */
  readonly value: FieldValue | undefined;
}

/**
 * Remembers of each row of the ledger which rows of the batch have spoken of it, and of what: two files that say
 * different things are told, whether the ledger learnt a value from the first of them or had it already. A batch of
 * one table keeps nothing: there nothing can differ between tables.
 */
export class BatchMemory {
  readonly #said = new Map<string, Said[]>();
  readonly #shared = new Map<string, ReadonlyMap<string, string>>();
  readonly isKept: boolean;

  constructor(tables: number) {
    this.isKept = tables > 1;
  }

  /** What rows of the batch said of a fact of a row of the ledger, the latest first; `than`: of other tables only. */
  earlier(target: string, id: number, fact: string, than?: SurveyedTable): EarlierWord[] {
    return (this.#said.get(`${target}|${id}`) ?? [])
      .filter((each) => each.table !== than && each.fields.has(fact))
      .map((each) => ({ place: placeOf(each, fact), value: each.kept?.get(fact) }))
      .reverse();
  }

  /** Adds what a row that was taken said. */
  add(table: SurveyedTable, record: TableRecord, outcome: RowOutcome): void {
    if (!this.isKept) return;
    const { location } = table;
    for (const target of outcome.targets) {
      const says = fieldsOf(target, record, outcome);
      const given = says.filter((field) => record.values[field] !== undefined);
      if (given.length === 0) continue;
      const fields = this.#share(location.table, given);
      let kept: Map<string, FieldValue> | undefined;
      for (const change of outcome.changes) {
        if (!change.kept || change.after === null || !says.includes(change.field)) continue;
        kept ??= new Map();
        kept.set(factOf(location.table, change.field), change.after);
      }
      let elsewhere: Map<string, string> | undefined;
      for (const [fact, field] of fields) {
        const address = addressOf(record, field);
        if (address === undefined || address === plainAddress(table, record.row, field)) continue;
        elsewhere ??= new Map();
        elsewhere.set(fact, address);
      }
      const key = `${target.table}|${target.id}`;
      const known = this.#said.get(key);
      const last = known?.at(-1);
      // The lead of a list speaks on every row of its block: once is enough.
      if (last?.table === table && last.fields === fields && !kept && !last.kept) continue;
      const said: Said = { table, row: record.row, fields, kept, elsewhere };
      if (known) known.push(said);
      else this.#said.set(key, [said]);
    }
  }

  #share(table: string, given: readonly string[]): ReadonlyMap<string, string> {
    const key = `${table}|${given.join('|')}`;
    let shared = this.#shared.get(key);
    if (!shared) {
      shared = new Map(given.map((field) => [factOf(table, field), field]));
      this.#shared.set(key, shared);
    }
    return shared;
  }
}

function plainAddress({ location }: SurveyedTable, row: number, field: string): string | undefined {
  const column = location.columns[field];
  return location.labels?.[field]?.value ?? (column === undefined ? undefined : cellAddress(row, column));
}

function placeOf({ table, row, fields, elsewhere }: Said, fact: string): string {
  const cell = elsewhere?.get(fact) ?? plainAddress(table, row, fields.get(fact) ?? '') ?? `第 ${row} 行`;
  return `${table.file.path} 工作表“${table.location.sheet}” ${cell}`;
}

/** Fields of the record that speak of that row of the ledger. */
function fieldsOf(
  target: RowOutcome['targets'][number],
  record: TableRecord,
  outcome: RowOutcome,
): readonly string[] {
  if (target.says) return target.says;
  return outcome.targets.length === 1 ? Object.keys(record.values) : target.fields;
}

/**
 * Reports `batch-disagreement` where a record's value differs from what another table of the same batch says: the
 * clerk should not have to find out by the order of the files which one counted.
 */
export function reportDisagreements(
  run: ImportRun,
  table: SurveyedTable,
  memory: BatchMemory,
  record: TableRecord,
  outcome: RowOutcome,
): void {
  if (!memory.isKept) return;
  const changed = new Map<string, FieldChange>(outcome.changes.map((change) => [change.field, change]));
  for (const target of outcome.targets) {
    for (const field of fieldsOf(target, record, outcome)) {
      const own = record.values[field];
      if (own === undefined) continue;
      const change = changed.get(field);
      if (change && (change.before === null || change.after === null)) continue;
      const held = change ? change.before : undefined;
      const value = change?.after ?? own;
      for (const word of memory.earlier(
        target.table,
        target.id,
        factOf(table.location.table, field),
        table,
      )) {
        // The other row's value is the ledger's, unless it was kept out; an unchanged value of this row is as well.
        const said = word.value ?? held;
        if (said === undefined || said === null || said === value) continue;
        run.report('batch-disagreement', record, field, {
          subject: outcome.subject,
          value: String(value),
          other: word.place,
          otherValue: String(said),
          taken: String(change ? (change.kept ? change.before : change.after) : value),
        });
        break;
      }
    }
  }
}
