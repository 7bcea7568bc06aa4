import type { ActivityWorld } from '../activities/activity-world.ts';
import { textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { isBeyondBelief, readCents } from '../common/money.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import type { FundFilter } from './funds.store.ts';

type Options = Readonly<Record<string, unknown>>;

/** @throws Failure `option-value` */
export function yearOption(options: Options): number | undefined {
  const text = textOption(options, 'year');
  if (text === undefined) return undefined;
  if (/^(?:19[9]\d|20\d\d|2100)$/.test(text)) return Number(text);
  throw new Failure('option-value', { option: '--year', value: text, expected: '应是四位的年份，如 2026' });
}

/** An amount in yuan as a clerk types it. @throws Failure `option-value`, `money-too-large` */
export function amountOption(options: Options): number {
  const text = textOption(options, 'amount') ?? '';
  const cents = readCents(text);
  if (cents !== undefined) return cents / 100;
  if (isBeyondBelief(text)) throw new Failure('money-too-large', { field: '--amount', value: text });
  throw new Failure('option-value', {
    option: '--amount',
    value: text,
    expected: '应是金额，如 12345.60 或 1.2万，精确到分',
  });
}

/** What --year, --group, --office and --policy choose. @throws Failure `group-unknown`, `option-value` … */
export function fundFilter(world: ActivityWorld, options: Options, on: IsoDate): FundFilter {
  const group = textOption(options, 'group');
  return {
    year: yearOption(options),
    policyId: textOption(options, 'policy'),
    groupId:
      group === undefined || world.isOwnOffice(group)
        ? undefined
        : resolveGroup(world.groupsOn(on), group).id,
    officeId: group !== undefined && world.isOwnOffice(group) ? world.own.id : undefined,
  };
}
