import { namesOption, textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import { isSchoolYear, readDays } from './date-range.ts';

type Options = Readonly<Record<string, unknown>>;

/** A school year (`2026-2027`, `2026—2027学年`); null where it was not given. @throws Failure `option-value` */
export function schoolYearOption(options: Options, name: string): string | null {
  const given = textOption(options, name);
  if (given === undefined) return null;
  const plain = given
    .normalize('NFKC')
    .replace(/\s|学年$/g, '')
    .replace(/[—–~至/]+/g, '-');
  if (isSchoolYear(plain)) return plain;
  throw new Failure('option-value', {
    option: `--${name}`,
    value: given,
    expected: '应是学年，如 2026-2027',
  });
}

/** A month (`2026-10`, `2026年10月`); null where it was not given. @throws Failure `option-value` */
export function monthOption(options: Options, name: string): string | null {
  const given = textOption(options, name);
  if (given === undefined) return null;
  const match = /^(\d{4})(?:-|\.|\/|年)(0?[1-9]|1[0-2])月?$/.exec(given.normalize('NFKC').replace(/\s/g, ''));
  if (match) return `${match[1]}-${match[2]?.padStart(2, '0')}`;
  throw new Failure('option-value', { option: `--${name}`, value: given, expected: '应是月份，如 2026-10' });
}

/** The days of a command's argument: each a day or a range. @throws Failure `option-value` */
export function daysArgument(given: string | string[] | undefined): IsoDate[] {
  const days = namesOption({ days: given }, 'days').flatMap((text) => {
    const read = readDays(text, null);
    if ('days' in read) return read.days;
    throw new Failure('option-value', {
      option: '日期',
      value: text,
      expected: `${read.problem}；如 2027-03-09`,
    });
  });
  return [...new Set(days)].sort();
}
