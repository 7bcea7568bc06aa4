import type { Context } from '../../context.ts';
import type { CommandInput, ExitCode } from '../command.ts';
import { commandReference, findingReference, referenceText, shapeReference } from '../reference-text.ts';

const parts: Readonly<Record<string, () => string>> = {
  commands: commandReference,
  json: shapeReference,
  findings: findingReference,
};

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const make = parts[String(options.part ?? '')] ?? referenceText;
  context.stdout.write(`${make()}\n`);
  return 0;
}
