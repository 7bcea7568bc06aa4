import { textOption } from '../cli/options.ts';
import { Failure } from '../findings/catalogue.ts';
import { earliestYear } from './indicator.ts';

/** A calendar year up to this one given as `--year 2025`. @throws Failure `option-value` */
export function yearOption(options: Readonly<Record<string, unknown>>, today: string): number | undefined {
  const text = textOption(options, 'year');
  if (text === undefined) return undefined;
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  const latest = Number(today.slice(0, 4));
  if (year >= earliestYear && year <= latest) return year;
  const expected = `应是 ${earliestYear} 到 ${latest} 之间的年份`;
  throw new Failure('option-value', { option: '--year', value: text, expected });
}
