import type { CommandInput } from '../cli/command.ts';
import { dateOption, flagOption, namesOption, requiredText, textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { absolutePath, type Context, today } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { findFonts } from '../fonts/find-fonts.ts';
import type { Ledger } from '../store/ledger.ts';
import type { BulletinRequest } from './make-bulletin.ts';
import { bulletinPolicy } from './policy-meant.ts';
import { type Quarter, quarterMeant } from './quarter.ts';

type Options = CommandInput['options'];

/**
 * The last day that a bulletin counts: the quarter's last, while it runs today; or the day asked for, within it.
 * @throws Failure `bulletin-quarter-ahead`, `option-value`
 */
export function countedOn(quarter: Quarter, asked: IsoDate | undefined, now: IsoDate): IsoDate {
  if (quarter.from > now) {
    throw new Failure('bulletin-quarter-ahead', { value: quarter.name, from: quarter.from, today: now });
  }
  const last = quarter.to < now ? quarter.to : now;
  if (asked === undefined) return last;
  if (asked >= quarter.from && asked <= last) return asked;
  throw new Failure('option-value', {
    option: '--on',
    value: asked,
    expected: `应在 ${quarter.from} 到 ${last} 之间`,
  });
}

/** What of a bulletin is meant, whatever is done with it. @throws Failure as `bulletinPolicy`, `countedOn`, `quarterMeant` */
export function quarterRequest(
  context: Context,
  ledger: Ledger,
  options: Options,
): Pick<BulletinRequest, 'policy' | 'quarter' | 'countedOn' | 'templateFolders'> {
  const quarter = quarterMeant(requiredText(options, 'quarter'));
  const { templateFolders } = context;
  return {
    quarter,
    countedOn: countedOn(quarter, dateOption(options, 'on'), today(context)),
    policy: bulletinPolicy(ledger, textOption(options, 'policy'), quarter, templateFolders),
    templateFolders,
  };
}

export function draftRequest(context: Context, ledger: Ledger, options: Options): BulletinRequest {
  const fontFolder = textOption(options, 'fontDir');
  return {
    ...quarterRequest(context, ledger, options),
    head: {
      addressees: namesOption(options, 'addressee'),
      issuer: textOption(options, 'issuer') ?? null,
      number: textOption(options, 'number') ?? null,
      date: dateOption(options, 'date') ?? null,
      isSealed: flagOption(options, 'sealed'),
      copyTo: namesOption(options, 'copyTo'),
    },
    profile: textOption(options, 'profile') ?? 'standard',
    fonts: flagOption(options, 'withoutCharts')
      ? null
      : findFonts({
          environment: context.environment,
          named: fontFolder === undefined ? undefined : absolutePath(context, fontFolder),
        }),
  };
}
