import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import type { Context } from '../../context.ts';
import { inspectionMeant } from '../../inspections/inspection-options.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { run as makeDocument } from './make.ts';

/** The rectification notice (整改通知) of an inspection. @throws Failure `inspection-unknown` */
export function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  let inspection: string;
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    inspection = String(inspectionMeant(world, String(given[0] ?? '')).id);
  } finally {
    ledger.close();
  }
  return makeDocument(context, { arguments: ['rectification-notice'], options: { ...options, inspection } });
}
