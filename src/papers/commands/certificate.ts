import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { clockOf, isCovered, runWith, yearClause } from '../../postings/certified.ts';
import { runInWords } from '../../postings/clock-words.ts';
import { postingMeant } from '../../postings/posting-options.ts';
import { run as makeDocument } from './make.ts';

/**
 * The certificate of a posting that the clause covers, once the continuous year is full.
 * @throws Failure `posting-not-covered`, `posting-not-full`
 */
export function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const reference = String(given[0] ?? '');
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  let posting: string;
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const meant = postingMeant(world, reference);
    const { id, personId, name, from: begun } = meant;
    const clause = yearClause(world, on, textOption(options, 'policy'));
    const { policy } = clause;
    if (policy && !isCovered(world, clause, meant)) {
      const { lead, member } = policy.names;
      throw new Failure('posting-not-covered', { value: id, name, title: policy.title, lead, member });
    }
    // The certificate is of the time that this posting belongs to, not of an earlier one.
    const own = runWith(clockOf(world, clause, personId, on).runs, meant);
    if (!own?.isFull) {
      const run = own ? runInWords(own) : `${begun} 起，到 ${on} 还没有开始`;
      throw new Failure('posting-not-full', { name, run });
    }
    posting = String(id);
  } finally {
    ledger.close();
  }
  return makeDocument(context, { arguments: ['posting-certificate'], options: { ...options, posting } });
}
