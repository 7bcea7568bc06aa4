import { addDays } from '../../common/dates.ts';
import { Failure } from '../../findings/catalogue.ts';

/** A month and the next: first and last days. */
export interface DispatchMonth {
  /** `2026-10` */
  readonly month: string;
  readonly from: string;
  readonly to: string;
  /** Last day of the next month. */
  readonly nextTo: string;
  /** 2026年10月 */
  readonly name: string;
}

/** First day of the month after the one a day lies in. */
const nextMonth = (day: string) => `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;

/** Reads `2026-10`. @throws Failure `option-value` */
export function dispatchMonth(text: string): DispatchMonth {
  const match = /^(\d{4})[-.年/](0?[1-9]|1[0-2])月?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!match) throw new Failure('option-value', { option: '--month', value: text, expected: '写成 2026-10' });
  const [, year = '', number = ''] = match;
  const month = `${year}-${number.padStart(2, '0')}`;
  const from = `${month}-01`;
  const next = nextMonth(from);
  return {
    month,
    from,
    to: addDays(next, -1),
    nextTo: addDays(nextMonth(next), -1),
    name: `${year}年${Number(number)}月`,
  };
}
