import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import type { Context } from '../../context.ts';
import { Cancelled, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { addByHand, givenByHand, similarTo } from '../by-hand.ts';
import { fieldLabels, type LabelledField } from '../field-labels.ts';
import { RosterPass } from '../roster-run.ts';
import { RosterFields, type TypedValues } from '../typed-values.ts';

/** What was typed, by field; the name and, where the ledger is not one district's, the district are asked for. */
async function typedFields(
  context: Context,
  options: CommandInput['options'],
  ledger: Ledger,
): Promise<Map<LabelledField, string>> {
  const texts = new Map<LabelledField, string>();
  for (const field of Object.keys(fieldLabels) as LabelledField[]) {
    const text = textOption(options, field);
    if (text !== undefined) texts.set(field, text);
  }
  const ask = async (field: LabelledField) => {
    if (texts.has(field)) return;
    const option = `--${field}`;
    const text = await context.prompter.input({
      message: fieldLabels[field],
      option,
      validate: (value) => value.trim() !== '' || `请填写${fieldLabels[field]}。`,
    });
    texts.set(field, text.trim());
  };
  await ask('name');
  const { level } = ownOffice(ledger);
  if (level === 'city' || level === 'province') await ask('district');
  return texts;
}

/**
 * Refuses what was typed with everything that is wrong with it, and makes sure that a kindergarten like one in the
 * ledger is another one. `--yes` is no answer to that.
 */
async function refuseOrConfirm(
  context: Context,
  options: CommandInput['options'],
  typed: TypedValues,
  ledger: Ledger,
): Promise<void> {
  const pass = new RosterPass(ledger, context.templateFolders);
  const { given, findings } = givenByHand(typed.values, pass);
  refuseErrors([...typed.findings, ...findings]);
  const similar = similarTo(given, pass);
  if (similar.length === 0) return;
  const candidates = similar.map(({ id, name, reason }) => `${name}（#${id}，${reason}）`).join('、');
  const finding = makeFinding('kindergarten-similar', { value: given.name, candidates });
  context.stderr.write(renderFinding(finding));
  if (flagOption(options, 'allowSimilar')) return;
  const another = await context.prompter.confirm({
    message: `“${given.name}”确是另一所园吗？`,
    option: '--allow-similar',
  });
  if (!another) throw new Cancelled();
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const since = dateOption(options, 'since');
  const fields = new RosterFields(context.templateFolders);
  const ledger = openLedger(context);
  let read: ReturnType<RosterFields['readAll']>;
  try {
    read = fields.readAll(await typedFields(context, options, ledger));
    await refuseOrConfirm(context, options, read, ledger);
  } finally {
    ledger.close();
  }
  for (const finding of read.findings) context.stderr.write(renderFinding(finding));
  const name = String(read.values.get('name') ?? '');
  const operation = { kind: 'kindergarten-add', title: `登记园所 ${name}` };
  return applyChange(context, options, operation, (opened) =>
    addByHand(opened, context.templateFolders, read.values, since),
  );
}
