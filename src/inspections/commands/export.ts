import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { severities } from '../../policy/inspection/rectification.ts';
import { inspectionKinds } from '../inspection.ts';
import { selectInspections } from '../inspection-options.ts';
import { inspectionRecords } from '../inspection-record.ts';
import { inspectionRows } from '../inspections.rows.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const output = await outputFrom(context, options, '督导整改台账');
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const inspections = selectInspections(world, options, on);
    const named = textOption(options, 'policy');
    const present = world
      .groupsOn(on)
      .filter(({ id }) => inspections.some(({ groupId }) => groupId === id))
      .map(({ policyId }) => policyId);
    const wanted = { named, present, on, isMixed: true };
    const policy = policyForExport(ledger, wanted, context.templateFolders);
    await deliverList(context, ledger, output, options, {
      table: 'inspection',
      records: inspections.map(inspectionRecords(world, on)),
      rows: inspectionRows(inspections, world, on),
      policy,
      offers: {
        inspectionKind: Object.values(inspectionKinds),
        severity: Object.values(severities),
        recheckResult: ['通过', '未通过'],
      },
    });
    return 0;
  } finally {
    ledger.close();
  }
}
