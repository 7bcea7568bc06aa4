import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { type Context, today } from '../../context.ts';
import { Failure, refuseErrors } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { editByHand } from '../by-hand.ts';
import { resolveKindergarten } from '../find-kindergarten.ts';
import type { Revision } from '../revision.ts';
import { parsePairs, RosterFields } from '../typed-values.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const reference = String(input.arguments[0]);
  const since = dateOption(options, 'since');
  const on = dateOption(options, 'on');
  if (since !== undefined && on !== undefined) {
    throw new Failure('option-value', { option: '--on', value: on, expected: '不能与 --since 同用' });
  }
  const fields = new RosterFields(context.templateFolders);
  const { values, findings } = fields.readAll(parsePairs([options.set ?? []].flat().map(String), fields));
  refuseErrors(findings);
  for (const finding of findings) context.stderr.write(renderFinding(finding));
  const date = since ?? on ?? today(context);
  const revision: Revision = since === undefined ? { mode: 'correct', on: date } : { mode: 'since', since };
  const operation = { kind: 'kindergarten-edit', title: `修改园所 ${reference}` };
  return applyChange(context, options, operation, (ledger) =>
    editByHand(
      ledger,
      context.templateFolders,
      resolveKindergarten(ledger, reference, date),
      values,
      revision,
    ),
  );
}
