import type { TableDefinition } from '../tables/definition.ts';
import { fieldNamed } from '../tables/hand-mapping.ts';
import { loadTable } from '../tables/load.ts';
import type { StoredMapping } from './mappings.store.ts';
import { importableTables } from './targets.ts';

/** A stored mapping as the commands show it. */
export interface ShownMapping {
  readonly number: number;
  readonly table: string;
  /** Name of the table in Chinese. */
  readonly name: string;
  readonly layout: string;
  readonly mappings: readonly {
    readonly from: string;
    readonly field: string | null;
    readonly label: string | null;
  }[];
}

/** Names the table and fields of a stored mapping; a field that the templates no longer know keeps its key. */
export function showMapping(stored: StoredMapping, templateFolders: readonly string[]): ShownMapping {
  const { id, table, layout, mappings } = stored;
  const definition: TableDefinition | undefined = importableTables(templateFolders).includes(table)
    ? loadTable(table, templateFolders)
    : undefined;
  const labelOf = (to: string) => {
    const named = definition ? fieldNamed(definition, to) : undefined;
    return named?.kind === 'one' ? named.label : to;
  };
  return {
    number: id,
    table,
    name: definition?.name ?? table,
    layout,
    mappings: mappings.map(({ from, to }) => ({ from, field: to, label: to === null ? null : labelOf(to) })),
  };
}

/** `园名→园所名称、备注→不读` */
export function sayPairs(pairs: readonly { readonly from: string; readonly label: string | null }[]): string {
  return pairs.map(({ from, label }) => `${from}→${label ?? '不读'}`).join('、');
}

/** As `--json` prints it. */
export function mappingRecord({ number, table, layout, mappings }: ShownMapping) {
  return { number, table, layout, mappings };
}
