import { z } from 'zod';
import { maskPhones } from '../../common/masking.ts';
import type { Manifest } from './manifest.ts';
import { dataFolder } from './manifest.ts';
import type { CarriedSources } from './travelling.store.ts';
import { isPhoneColumn, mayHoldPhone, type Row, type Value } from './travelling.ts';

const value = z.union([z.string(), z.number(), z.null()]);

const tableSchema = z.object({
  columns: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).max(200),
  rows: z.array(z.array(value)),
});

const sourcesSchema = z.object({
  files: z.array(z.object({ id: z.number(), path: z.string(), sha256: z.string(), bytes: z.number() })),
  tables: z.array(
    z.object({
      id: z.number(),
      file: z.number(),
      sheet: z.string(),
      table: z.string(),
      columns: z.string().refine(isJson),
      footer: z.string().refine(isJson),
    }),
  ),
  rows: z.array(z.tuple([z.number(), z.number(), z.string(), z.number(), z.number()])),
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A table of the ledger as a package carries it: all its rows, by id. */
export interface CarriedTableRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** A row as it came: what it says, and the texts in which numbers are hidden. */
export interface CarriedRow {
  readonly id: number;
  readonly row: Row;
  readonly hidden: Row;
}

export const dataName = (table: string) => `${dataFolder}/${table}.json`;

/** A table in JSON, a row a line. */
export function tableText({ columns, rows }: CarriedTableRows): string {
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  return `{"columns":${JSON.stringify(columns)},"rows":[\n${lines}\n]}\n`;
}

/** Hides telephone numbers in the texts of a table; tells in which columns there were any. */
export function maskTable(
  table: CarriedTableRows,
): CarriedTableRows & { readonly masked: readonly string[] } {
  const masked = new Set<string>();
  const rows = table.rows.map((row) =>
    row.map((each, index) => {
      const column = table.columns[index] ?? '';
      if (typeof each !== 'string' || !mayHoldPhone(column)) return each;
      const hidden = isPhoneColumn(column) ? maskPhones(each) : maskText(each);
      if (hidden !== each) masked.add(column);
      return hidden;
    }),
  );
  return { columns: table.columns, rows, masked: [...masked].sort() };
}

/** Mobile numbers alone: in other texts a run of digits may be a date or the number of a voucher. */
const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/gu;

/** Hides mobile numbers in a text, or in the texts of an object in JSON, which stays one. */
function maskText(text: string): string {
  if (text.startsWith('{')) {
    const value = parse(Buffer.from(text));
    if (value !== undefined) {
      return JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? maskText(each) : each));
    }
  }
  return text.replace(mobile, maskPhones);
}

/** The rows of a table that came in a package, without what was masked; undefined where they cannot be read. */
export function readTable(
  name: string,
  bytes: Buffer | undefined,
  manifest: Pick<Manifest, 'maskedColumns'>,
): CarriedRow[] | undefined {
  if (!bytes) return [];
  const read = tableSchema.safeParse(parse(bytes));
  if (!read.success || !read.data.columns.includes('id')) return undefined;
  const { columns, rows } = read.data;
  const masked = columns.map((column) => manifest.maskedColumns.includes(`${name}.${column}`));
  const made: CarriedRow[] = [];
  for (const row of rows) {
    if (row.length !== columns.length) return undefined;
    const entry: Record<string, Value> = {};
    const hidden: Record<string, Value> = {};
    columns.forEach((column, index) => {
      const given = row[index] ?? null;
      if (masked[index] && typeof given === 'string' && given.includes('*')) hidden[column] = given;
      else entry[column] = given;
    });
    if (!Number.isSafeInteger(entry.id)) return undefined;
    made.push({ id: entry.id as number, row: entry, hidden });
  }
  return made;
}

/** Where the sender's values came from; undefined where it cannot be read. */
export function readCarriedSources(bytes: Buffer | undefined): CarriedSources | undefined {
  if (!bytes) return { files: [], tables: [], rows: [] };
  const read = sourcesSchema.safeParse(parse(bytes));
  return read.success ? read.data : undefined;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
