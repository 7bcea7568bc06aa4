import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { bestRun, runsOf } from '../../policy/posting/year-clock.ts';
import { yearClause } from '../../postings/certified.ts';
import { postingMeant } from '../../postings/posting-options.ts';
import { listPostings } from '../../postings/postings.store.ts';
import { run as makeDocument } from './make.ts';

/** The certificate of a posting, once the continuous year is full. @throws Failure `posting-not-full` */
export function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const reference = String(given[0] ?? '');
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  let posting: string;
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const { id, personId, name } = postingMeant(world, reference);
    const { gapDays } = yearClause(world, on, textOption(options, 'policy'));
    const best = bestRun(runsOf(listPostings(ledger, { personId }), gapDays, on));
    if (!best?.isFull) {
      const { days = 0, missing = 0, from = '', fullOn = '' } = best ?? {};
      throw new Failure('posting-not-full', { name, on, days, from, missing, fullOn });
    }
    posting = String(id);
  } finally {
    ledger.close();
  }
  return makeDocument(context, { arguments: ['posting-certificate'], options: { ...options, posting } });
}
