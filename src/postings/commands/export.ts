import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { placeTiers, postingKinds, postingRanks } from '../../policy/posting/posting.ts';
import { selectPostings } from '../posting-options.ts';
import { postingRecords } from '../posting-record.ts';
import { postingRows } from '../postings.rows.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const output = await outputFrom(context, options, '跟岗派驻台账');
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const postings = selectPostings(world, options, on);
    const present = world
      .groupsOn(on)
      .filter(({ id }) => postings.some(({ groupId }) => groupId === id))
      .map(({ policyId }) => policyId);
    const named = textOption(options, 'policy');
    const wanted = { named, present, on, isMixed: true };
    const policy = policyForExport(ledger, wanted, context.templateFolders);
    await deliverList(context, ledger, output, options, {
      table: 'posting',
      records: postings.map(postingRecords(world, on)),
      rows: postingRows(postings, world, on),
      policy,
      offers: {
        postingKind: Object.values(postingKinds),
        rank: Object.values(postingRanks),
        originTier: Object.values(placeTiers),
        destinationTier: Object.values(placeTiers),
      },
    });
    return 0;
  } finally {
    ledger.close();
  }
}
