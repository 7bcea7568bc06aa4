import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, textOption } from '../../cli/options.ts';
import { daysBetween } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { lastDayOfYear, runsOf } from '../../policy/posting/year-clock.ts';
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
    const { id, personId, name, from: begun } = postingMeant(world, reference);
    const { gapDays } = yearClause(world, on, textOption(options, 'policy'));
    // The certificate is of the time that this posting belongs to, not of an earlier one.
    const own = runsOf(listPostings(ledger, { personId }), gapDays, on).find(
      ({ from, servedTo }) => from <= begun && begun <= servedTo,
    );
    if (!own?.isFull) {
      const fullYear = lastDayOfYear(begun);
      const missing = daysBetween(begun, fullYear) + 1;
      const {
        days,
        from,
        fullOn,
        missing: lacking,
      } = own ?? { days: 0, from: begun, fullOn: fullYear, missing };
      throw new Failure('posting-not-full', { name, on, days, from, missing: lacking, fullOn });
    }
    posting = String(id);
  } finally {
    ledger.close();
  }
  return makeDocument(context, { arguments: ['posting-certificate'], options: { ...options, posting } });
}
