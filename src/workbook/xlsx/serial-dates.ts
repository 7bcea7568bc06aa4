const secondsADay = 86_400;

/** Days from 1970-01-01 to the day before Excel's 1 January 1900, and to 1 January 1904. */
const day0Of1900 = -25_568;
const day0Of1904 = -24_107;
/** Excel believes that 1900 was a leap year: from serial 61 on it is one day ahead. */
const leapBug = 60;
/** 9999-12-31 */
const lastDay = 2_932_896;

/**
 * A spreadsheet's day number as `YYYY-MM-DD`, with `THH:MM:SS` where it has a time of day (rounded to seconds).
 * Plain arithmetic: no time zone has a say. Serial 60, the 29 February 1900 that never was, gives the 28th.
 * Undefined for what is no date in any version of Excel: negative, or after the year 9999.
 */
export function serialToDate(serial: number, date1904 = false): string | undefined {
  if (!(serial >= 0)) return undefined;
  let day = Math.floor(serial);
  let second = Math.round((serial - day) * secondsADay);
  if (second === secondsADay) {
    day++;
    second = 0;
  }
  const days = date1904 ? day + day0Of1904 : day + day0Of1900 - (day >= leapBug ? 1 : 0);
  if (days > lastDay) return undefined;
  const date = civilDate(days);
  if (second === 0) return date;
  const hour = Math.floor(second / 3600);
  const minute = Math.floor(second / 60) % 60;
  return `${date}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second % 60)}`;
}

/** The inverse, for cells that hold a date as ISO text (`t="d"`): undefined where the text is no date. */
export function dateToSerial(text: string, date1904 = false): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?Z?$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = match;
  const days = Math.round(Date.UTC(Number(year), Number(month) - 1, Number(day)) / (secondsADay * 1000));
  if (civilDate(days) !== `${year}-${month}-${day}`) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(fraction);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const whole = date1904 ? days - day0Of1904 : days - day0Of1900;
  const serial = whole + (!date1904 && whole >= leapBug ? 1 : 0);
  return serial < 0 ? undefined : serial + seconds / secondsADay;
}

/** Days since 1970-01-01 → `YYYY-MM-DD` in the Gregorian calendar (Hinnant's algorithm on 400-year eras). */
function civilDate(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
