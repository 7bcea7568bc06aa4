import type { CommandInput, ExitCode } from '../../cli/command.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { forgetMapping, storedMappings } from '../mappings.store.ts';
import { mappingRecord, sayPairs, showMapping } from '../stored-mapping.ts';

/** Forgets the mapping of that number. @throws Failure `mapping-unknown` */
export function forgetByHand(ledger: Ledger, number: string, folders: readonly string[]): ChangeReport {
  const stored = storedMappings(ledger).find(({ id }) => String(id) === number.trim());
  if (!stored) throw new Failure('mapping-unknown', { value: number });
  forgetMapping(ledger, stored);
  const shown = showMapping(stored, folders);
  return {
    lines: [`忘记第 ${shown.number} 条栏目对应（${shown.name}）：${sayPairs(shown.mappings)}`],
    findings: [],
    record: { mapping: mappingRecord(shown) },
  };
}

export async function run(
  context: Context,
  { options, arguments: [named] }: CommandInput,
): Promise<ExitCode> {
  const number = String(named);
  return applyChange(
    context,
    options,
    { kind: 'mapping-forget', title: `忘记栏目对应 ${number}` },
    (ledger) => forgetByHand(ledger, number, context.templateFolders),
  );
}
