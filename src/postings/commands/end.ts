import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { postingMeant } from '../posting-options.ts';
import { postingRecords } from '../posting-record.ts';
import { changePosting, findPosting } from '../postings.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const { options } = input;
  const to = dateOption(options, 'date') ?? today(context);
  const reason = textOption(options, 'reason') ?? null;
  const operation = { kind: 'posting-end', title: `结束派驻 ${reference}（${to}）` };
  return applyChange(context, options, operation, (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const posting = postingMeant(world, reference);
    const { id, name, from } = posting;
    if (to < from) throw new Failure('posting-reversed', { name, from, to });
    if (posting.to !== null && posting.to < to && !flagOption(options, 'correct')) {
      throw new Failure('posting-settled', { value: id, name, to: posting.to });
    }
    changePosting(ledger, id, { ...posting, to, endReason: reason ?? posting.endReason });
    const record = postingRecords(world, today(context))(findPosting(ledger, id)!);
    return {
      lines: [`${name}（${record.unit}）在${record.destination}的${record.kind.name}到 ${to} 为止`],
      findings: [],
      record: { posting: record },
    };
  });
}
