import { dateOption, flagOption, textOption } from '../cli/options.ts';
import { type Context, today } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { YearEvaluation } from './evaluation-meant.ts';
import type { LetterHead } from './letters.ts';

type Options = Readonly<Record<string, unknown>>;

/**
 * What the clerk says of a document; the date is that of the final results unless told.
 * @throws Failure `evaluation-not-final` unless a draft is wanted
 */
export function letterHead(
  context: Pick<Context, 'now'>,
  ledger: Ledger,
  options: Options,
  { run, year, policy }: YearEvaluation,
): LetterHead {
  if (run.finalisedOn === null && !flagOption(options, 'draft')) {
    throw new Failure('evaluation-not-final', { value: year });
  }
  const { name, title } = ownOffice(ledger);
  return {
    office: textOption(options, 'issuer') ?? title ?? name,
    addressee: textOption(options, 'to') ?? `各学前教育${policy.names.kind}，各幼儿园`,
    number: textOption(options, 'number') ?? null,
    date: dateOption(options, 'date') ?? run.finalisedOn ?? today(context),
  };
}
