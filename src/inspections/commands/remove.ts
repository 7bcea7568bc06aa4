import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { type Context, today } from '../../context.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { inspectionMeant } from '../inspection-options.ts';
import { inspectionRecords } from '../inspection-record.ts';
import { removeInspection } from '../inspections.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const operation = { kind: 'inspection-remove', title: `去掉督导记录 ${reference}` };
  return applyChange(context, input.options, operation, (ledger) => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const inspection = inspectionMeant(world, reference);
    const record = inspectionRecords(world, today(context))(inspection);
    removeInspection(ledger, inspection.id);
    return {
      lines: [
        `去掉：${record.kindergarten} ${record.visited ?? record.planFiled}，问题 ${record.findings.length} 个`,
      ],
      findings: [],
      record: { inspection: record },
    };
  });
}
