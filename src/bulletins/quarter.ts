import { addDays, type IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';

/** A quarter of the calendar (季度), both days inclusive. */
export interface Quarter {
  /** `2026Q3` */
  readonly id: string;
  readonly year: number;
  readonly number: 1 | 2 | 3 | 4;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** 2026年第三季度 */
  readonly name: string;
}

const ordinals: readonly string[] = ['一', '二', '三', '四'];
const two = (value: number) => String(value).padStart(2, '0');

/** The first day of the month after so many months of a year. */
const firstOf = (year: number, month: number): IsoDate =>
  `${String(year + Math.floor(month / 12)).padStart(4, '0')}-${two((month % 12) + 1)}-01`;

export function quarterAt(year: number, number: 1 | 2 | 3 | 4): Quarter {
  return {
    id: `${String(year).padStart(4, '0')}Q${number}`,
    year,
    number,
    from: firstOf(year, number * 3 - 3),
    to: addDays(firstOf(year, number * 3), -1),
    name: `${year}年第${ordinals[number - 1]}季度`,
  };
}

const numberOf = (text: string) => Number(text) as Quarter['number'];

/** `2026Q3`, as it is kept. */
export function quarterOf(id: string): Quarter {
  return quarterAt(Number(id.slice(0, 4)), numberOf(id.slice(5)));
}

/** The quarter a day lies in. */
export function quarterWith(day: IsoDate): Quarter {
  return quarterAt(Number(day.slice(0, 4)), numberOf(String(Math.ceil(Number(day.slice(5, 7)) / 3))));
}

export const quarterBefore = ({ from }: Quarter): Quarter => quarterWith(addDays(from, -1));
export const quarterAfter = ({ to }: Quarter): Quarter => quarterWith(addDays(to, 1));

/** A quarter's name in a text: 2026年第三季度, 2026年三季度. */
const named = /(\d{4})年第?([一二三四1-4])季度/u;

/** The quarter that a text speaks of first; undefined where it names none. */
export function quarterIn(text: string): Quarter | undefined {
  const [, year, number] = named.exec(text.normalize('NFKC').replace(/\s/gu, '')) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const place = ordinals.indexOf(number);
  return quarterAt(Number(year), place >= 0 ? numberOf(String(place + 1)) : numberOf(number));
}

/** Reads `2026Q3`, `2026-Q3` or `2026年第三季度`. @throws Failure `option-value` */
export function quarterMeant(text: string): Quarter {
  const given = text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  const [, year, number] = /^(\d{4})-?Q([1-4])$/u.exec(given) ?? [];
  if (year !== undefined && number !== undefined) return quarterAt(Number(year), numberOf(number));
  const worded = quarterIn(given);
  if (worded) return worded;
  throw new Failure('option-value', {
    option: '--quarter',
    value: text,
    expected: '写成 2026Q3（2026年第三季度）',
  });
}
