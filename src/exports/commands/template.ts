import { existsSync } from 'node:fs';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { squeezeText } from '../../common/text.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Office } from '../../ledger/office.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import type { TableDefinition } from '../../tables/definition.ts';
import { loadTables } from '../../tables/load.ts';
import { renderForm } from '../../tables/render-form.ts';
import { renderList } from '../../tables/render-list.ts';
import { deliverFile, outputFrom } from '../output.ts';
import { policyForExport } from '../policy-for-export.ts';
import { choicesOf, openChoices, policyOffers, wordingOf } from '../wording.ts';

/** Rows to fill in on a blank list. */
const emptyRows = 20;

/** Who the blank is for; without a ledger nobody is known. */
interface Issuer {
  readonly own: Office | undefined;
  readonly offices: readonly Office[];
  readonly policy: Policy | undefined;
}

/** A table by its id or its Chinese name. @throws Failure `table-name-unknown` */
export function tableMeant(text: string, tables: readonly TableDefinition[]): TableDefinition {
  const wanted = squeezeText(text).toLowerCase();
  const table = tables.find(
    (each) => each.id === wanted || each.name === wanted || each.titleWords.includes(wanted),
  );
  if (table) return table;
  const known = tables.map((each) => `${each.id}（${each.name}）`).join('、');
  throw new Failure('table-name-unknown', { value: text, known });
}

/** The blank of a table: a list with empty rows and drop-downs, or an empty form. */
export async function renderBlank(
  table: TableDefinition,
  issuer: Issuer,
  folders: readonly string[],
): Promise<Uint8Array> {
  const wording = wordingOf(table.id, issuer.own?.name ?? '', issuer.policy);
  if (table.kind === 'form') return (await renderForm(table, { values: {}, wording, isBlank: true })).bytes;
  const choices = {
    ...choicesOf(table, folders, issuer.offices, issuer.own?.regionCode ?? null),
    ...openChoices(policyOffers(table, issuer.policy)),
  };
  return renderList(table, { rows: [], emptyRows, wording, choices });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const folders = context.templateFolders;
  const table = tableMeant(String(input.arguments[0] ?? ''), loadTables(folders));
  const output = await outputFrom(context, input.options, table.name);
  const bytes = await renderBlank(table, issuerOf(context, textOption(input.options, 'policy')), folders);
  if (output.path !== undefined) await deliverFile(context, { ...output, path: output.path }, bytes);
  return 0;
}

/** The office and the policy of the ledger, where there is one: a blank can be had without. */
function issuerOf(context: Context, named: string | undefined): Issuer {
  if (!existsSync(context.ledgerPath)) {
    const policy = named === undefined ? undefined : loadPolicy(named, context.templateFolders);
    return { own: undefined, offices: [], policy };
  }
  const ledger = openLedger(context);
  try {
    return {
      own: ownOffice(ledger),
      offices: listOffices(ledger),
      policy: policyForExport(ledger, { named, present: [], on: today(context) }, context.templateFolders),
    };
  } finally {
    ledger.close();
  }
}
