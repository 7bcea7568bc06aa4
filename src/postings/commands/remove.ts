import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { type Context, today } from '../../context.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { daysText } from '../../tables/fields/days.ts';
import { postingMeant } from '../posting-options.ts';
import { postingRecords } from '../posting-record.ts';
import { removePosting } from '../postings.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const operation = { kind: 'posting-remove', title: `去掉派驻记录 ${reference}` };
  return applyChange(context, input.options, operation, (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const posting = postingMeant(world, reference);
    const record = postingRecords(world, today(context))(posting);
    removePosting(ledger, posting.id);
    return {
      lines: [
        `去掉：${record.person} ${record.kind.name} ${record.destination} ${daysText(record.from, record.to)}`,
      ],
      findings: [],
      record: { posting: record },
    };
  });
}
