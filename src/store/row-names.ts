import type { Ledger } from './ledger.ts';

/** The column by which people know a row, of the tables that other rows refer to. */
const namedBy: Readonly<
  Record<string, { readonly table: string; readonly key: string; readonly name: string }>
> = {
  office: { table: 'office', key: 'id', name: 'name' },
  kindergarten: { table: 'kindergarten_fact', key: 'kindergarten_id', name: 'name' },
  alliance_group: { table: 'alliance_group', key: 'id', name: 'name' },
  body: { table: 'body', key: 'id', name: 'title' },
  person: { table: 'person', key: 'id', name: 'name' },
  activity: { table: 'activity', key: 'id', name: 'title' },
  inspection_finding: { table: 'inspection_finding', key: 'id', name: 'content' },
  evaluation_run: { table: 'evaluation_run', key: 'id', name: 'year' },
  evaluation_subject: { table: 'evaluation_subject', key: 'id', name: 'name' },
};

/**
 * Gives names of rows for those who read the history: a kindergarten's by its latest version, a removed row's as the
 * journal last saw it. Null for tables whose rows have no name. Looks each row up once.
 */
export function rowNames(ledger: Ledger): (table: string, id: number) => string | null {
  const known = new Map<string, string | null>();
  return (table, id) => {
    const cacheKey = `${table} ${id}`;
    const earlier = known.get(cacheKey);
    if (earlier !== undefined) return earlier;
    const name = readName(ledger, table, id);
    known.set(cacheKey, name);
    return name;
  };
}

function readName(ledger: Ledger, table: string, id: number): string | null {
  const source = namedBy[table];
  if (!source) return null;
  const present = ledger
    .prepare<[number], { name: string }>(
      `SELECT ${source.name} AS name FROM ${source.table} WHERE ${source.key} = ? ORDER BY id DESC LIMIT 1`,
    )
    .get(id);
  const row =
    present ??
    ledger
      .prepare<[string, string, number], { name: string }>(
        `SELECT before ->> '$.${source.name}' AS name FROM change
         WHERE table_name = ? AND kind <> 'insert' AND before ->> ? = ? ORDER BY id DESC LIMIT 1`,
      )
      .get(source.table, `$.${source.key}`, id);
  return row?.name ?? null;
}
