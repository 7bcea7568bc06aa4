import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Office } from '../../ledger/office.ts';
import type { RowWords } from '../../ledger/row-words.ts';
import { tableName } from '../../store/schema.ts';
import { reportPeriodName } from '../meant.ts';
import type { LockedPeriod } from './locked.ts';
import type { Row, TravellingTable } from './travelling.ts';

/** What may be said of one row while it is merged. */
export interface MergeTold {
  /** The ledger says another thing and keeps it. */
  differs(table: TravellingTable, id: number, kept: Row, sent: Row): void;
  locked(table: TravellingTable, period: LockedPeriod, before: Row | undefined, after: Row | undefined): void;
  refused(table: TravellingTable, senderRow: number, reason: string): void;
  /** The sender no longer has it, but something here still refers to it. */
  kept(table: TravellingTable, before: Row): void;
}

/** Puts what is said of rows into findings, in a clerk's words. */
export function mergeTold({ title, name }: Office, words: RowWords, findings: Finding[]): MergeTold {
  const office = title ?? name;
  const subject = (table: TravellingTable, row: Row) =>
    words.subject({ table: table.name, row: Number(row.id ?? 0), kind: 'update', before: row, after: row });
  const content = (table: TravellingTable, before: Row | undefined, after: Row | undefined) =>
    words.content({
      table: table.name,
      row: Number(before?.id ?? 0),
      kind: before ? (after ? 'update' : 'delete') : 'insert',
      before: before ?? null,
      after: after ?? null,
    });
  return {
    differs: (table, _id, kept, sent) => {
      const difference = content(table, kept, { ...kept, ...sent });
      if (difference === '') return;
      findings.push(makeFinding('package-differs', { value: subject(table, kept), office, difference }));
    },
    locked: (table, period, before, after) => {
      const row = before ?? after ?? {};
      const sides = before && after ? bothSides(before, after) : undefined;
      findings.push(
        makeFinding('package-locked-change', {
          value: office,
          period: reportPeriodName(period.period) || period.period,
          subject: subject(table, row),
          before: before ? content(table, undefined, sides?.before ?? before) : '没有',
          after: after ? content(table, undefined, sides?.after ?? after) : '没有',
        }),
      );
    },
    refused: (table, number, reason) => {
      findings.push(
        makeFinding('package-row-refused', { office, table: tableName(table.name), number, reason }),
      );
    },
    kept: (table, before) => {
      findings.push(makeFinding('package-row-kept', { office, value: subject(table, before) }));
    },
  };
}

/** Of two versions of a row only the columns that differ. */
export function bothSides(before: Row, after: Row): { readonly before: Row; readonly after: Row } {
  const columns = Object.keys(after).filter((column) => (before[column] ?? null) !== (after[column] ?? null));
  const only = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
  return { before: only(before), after: only(after) };
}
