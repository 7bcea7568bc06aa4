import { findSources, type Source } from '../../imports/provenance.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { journalledTables } from '../../store/migrations.ts';
import { eachRow, tableFacts } from '../packages/travelling.store.ts';
import { type Row, travellingTables } from '../packages/travelling.ts';

/** By what a row is known whatever its number: a kindergarten by its code, a person by name and unit. */
function known(table: string, row: Row, nameOf: (table: string, id: number) => string): string {
  if (table === 'office') return `${row.level} ${row.name}`;
  if (table === 'kindergarten') return String(row.code);
  if (table === 'person') return `${row.name}@${row.unit}`;
  if (table === 'activity') return String(row.uid);
  if (table === 'body')
    return `${row.title} ${row.office_id === null ? '' : nameOf('office', Number(row.office_id))}`;
  return String(row.name ?? row.title ?? row.id);
}

/**
 * All that travels in a ledger, whatever numbers it bears there: table → rows as sorted texts, references by what they
 * are of.
 */
export function canonical(ledger: Ledger): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(canonicalRows(ledger)).map(([table, rows]) => [
      table,
      rows.map(({ text }) => text).sort(),
    ]),
  );
}

/**
 * Where the values of each row came from, by what the row is: of each file that said something of it the path, the
 * digest, the sheet and each value's cell, the latest first.
 */
export function origins(
  ledger: Ledger,
): Map<string, (Pick<Source, 'path' | 'sha256' | 'sheet' | 'table'> & { cells: Source['cells'] })[]> {
  const found = Object.entries(canonicalRows(ledger)).flatMap(([table, rows]) =>
    rows.map(({ id, text }) => {
      const sources = findSources(ledger, table, id).map(({ path, sha256, sheet, table: kind, cells }) => ({
        ...{ path, sha256, sheet, table: kind, cells },
      }));
      return [`${table} ${text}`, sources] as const;
    }),
  );
  return new Map(found.filter(([, sources]) => sources.length > 0));
}

function canonicalRows(ledger: Ledger): Record<string, { readonly id: number; readonly text: string }[]> {
  const tables = [
    { name: 'kindergarten', references: {} as Readonly<Record<string, string>> },
    ...travellingTables((table) => tableFacts(ledger, table)),
  ].filter(({ name }) => name !== 'submission');
  const names = new Map<string, Map<number, string>>();
  const nameOf = (table: string, id: number): string => {
    let own = names.get(table);
    if (!own) {
      own = new Map();
      names.set(table, own);
      for (const row of [...eachRow(ledger, table)]) own.set(Number(row.id), known(table, row, nameOf));
    }
    return own.get(id) ?? `#${id}`;
  };
  return Object.fromEntries(
    tables.map(({ name, references }) => [
      name,
      [...eachRow(ledger, name)].map(({ id, ...row }) => ({
        id: Number(id),
        text: JSON.stringify(
          Object.entries(row).map(([column, value]) => {
            const parent = references[column];
            return [column, parent !== undefined && value !== null ? nameOf(parent, Number(value)) : value];
          }),
        ),
      })),
    ]),
  );
}

/** Several ledgers' rows together, each once. */
export function union(parts: readonly Record<string, string[]>[]): Record<string, string[]> {
  const tables = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(
    tables.map((table) => [table, [...new Set(parts.flatMap((part) => part[table] ?? []))].sort()]),
  );
}

/** Every journalled row with its number: what undoing must bring back. */
export function everyRow(ledger: Ledger): Record<string, Row[]> {
  return Object.fromEntries(journalledTables.map((table) => [table, [...eachRow(ledger, table)]]));
}
