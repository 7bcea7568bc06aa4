import type { Workbook, Worksheet } from 'exceljs';
import { dateOption, textOption } from '../cli/options.ts';
import { chineseDate } from '../common/dates.ts';
import type { Context } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { listOffices, ownOffice } from '../ledger/offices.store.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ListDefinition } from '../tables/definition.ts';
import { loadTable } from '../tables/load.ts';
import { type ListRow, renderList } from '../tables/render-list.ts';
import { deliverFile, deliverJson, type Output } from './output.ts';
import { choicesOf, openChoices, wordingOf } from './wording.ts';

type Options = Readonly<Record<string, unknown>>;

export interface ListExport {
  /** Table id. */
  readonly table: string;
  readonly rows: readonly ListRow[];
  /** What `--format json` prints. */
  readonly records: readonly unknown[];
  readonly policy: Policy | undefined;
  /** Title and attachment where the policy's for the table do not fit. */
  readonly heading?: { readonly title: string; readonly attachment: string } | undefined;
  /** Area in the title; without one the own office's. */
  readonly area?: string | undefined;
  /** What a column of roles (职务) offers. */
  readonly roles?: readonly string[] | undefined;
  /** What further columns offer, by key. */
  readonly offers?: Readonly<Record<string, readonly string[]>>;
  /** Adds what the table itself does not have, given the column of each key. */
  finish?(
    workbook: Workbook,
    sheet: Worksheet,
    place: { readonly first: number; columnOf(key: string): number },
  ): void;
}

/** Values of the footer lines from --reporter and --date. @throws Failure `option-value` */
function footerFrom(options: Options): Record<string, string | undefined> {
  const date = dateOption(options, 'date');
  return {
    reporter: textOption(options, 'reporter'),
    reportDate: date === undefined ? undefined : chineseDate(date),
  };
}

/** A list by id. @throws Failure `template-missing`; TypeError for a form, which is a slip of ours */
function loadList(id: string, folders: readonly string[]): ListDefinition {
  const table = loadTable(id, folders);
  if (table.kind !== 'list') throw new TypeError(`${id} is no list`);
  return table;
}

/**
 * Makes the workbook or the JSON of a list and delivers it.
 * @throws Failure `nothing-to-export` for a workbook without rows
 */
export async function deliverList(
  context: Context,
  ledger: Ledger,
  output: Output,
  options: Options,
  list: ListExport,
): Promise<void> {
  if (output.path === undefined || output.format === 'json') {
    await deliverJson(context, output, list.records);
    return;
  }
  if (list.rows.length === 0) {
    const { name } = loadList(list.table, context.templateFolders);
    throw new Failure('nothing-to-export', { value: name, table: list.table });
  }
  const bytes = await listWorkbook(ledger, list, context.templateFolders, footerFrom(options));
  await deliverFile(context, { ...output, path: output.path }, bytes);
}

/** The workbook of a list, as `deliverList` writes it: equal rows give equal bytes. */
export function listWorkbook(
  ledger: Ledger,
  list: Omit<ListExport, 'records'>,
  folders: readonly string[],
  footer: Readonly<Record<string, string | undefined>> = {},
): Promise<Uint8Array> {
  const definition = loadList(list.table, folders);
  const own = ownOffice(ledger);
  const wording = wordingOf(list.table, list.area ?? own.name, list.policy);
  return renderList(definition, {
    rows: list.rows,
    wording: list.heading ? { ...wording, heading: list.heading } : wording,
    footer,
    choices: {
      ...choicesOf(definition, folders, listOffices(ledger), own.regionCode, list.roles),
      ...openChoices(list.offers),
    },
    finish: (workbook, sheet, { first }) => {
      const columnOf = (key: string) => definition.columns.findIndex((column) => column.key === key) + 1;
      list.finish?.(workbook, sheet, { first, columnOf });
    },
  });
}
