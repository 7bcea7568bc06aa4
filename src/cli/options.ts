import { dateMeant, type IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';

type Options = Readonly<Record<string, unknown>>;

/** A text option, trimmed; undefined where it was not given or is blank. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** A text option without which nothing can be done. @throws Failure `option-value` where it is blank */
export function requiredText(options: Options, name: string): string {
  const text = textOption(options, name);
  if (text !== undefined) return text;
  throw new Failure('option-value', { option: optionFlag(name), value: '', expected: '不能空着' });
}

/** A yes-or-no option: true where it was given. */
export function flagOption(options: Options, name: string): boolean {
  return options[name] === true;
}

/**
 * Names given in one option: repeated, separated by blanks (variadic) or by `，` `、` `,` `;`. Empty where not given.
 */
export function namesOption(options: Options, name: string): string[] {
  const value = options[name];
  const texts = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
  return splitNames(texts);
}

/** Names as clerks list them in one text (`甲园、乙园`), one by one. */
export function splitNames(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(/[,，、;；]/))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/**
 * A date option: `2021-03-16`, also as `2021.3.16`, `2021/3/16`, `2021年3月16日` `20210316` or `二〇二一年三月十六日`.
 * @throws Failure `option-value` where it is no day of the calendar
 */
export function dateOption(options: Options, name: string): IsoDate | undefined {
  const given = textOption(options, name);
  if (given === undefined) return undefined;
  const date = dateMeant(given);
  if (date === undefined) {
    throw new Failure('option-value', {
      option: optionFlag(name),
      value: given,
      expected: '应是日期，如 2021-03-16',
    });
  }
  return date;
}

/** The first and the last day that --since and --until choose. @throws Failure `option-value` where they are reversed */
export function spanOptions(options: Options): { since: IsoDate | undefined; until: IsoDate | undefined } {
  const since = dateOption(options, 'since');
  const until = dateOption(options, 'until');
  if (since !== undefined && until !== undefined && until < since) {
    throw new Failure('option-value', {
      option: '--until',
      value: until,
      expected: `不能早于 --since（${since}）`,
    });
  }
  return { since, until };
}

/** onConflict → --on-conflict */
function optionFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
