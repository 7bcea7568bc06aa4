/** Times of a day as a plan's row has them. */
export interface Times {
  readonly starts: string;
  readonly ends: string;
}

const time = '(\\d{1,2})[:：点时](\\d{2})?分?';
const span = new RegExp(`^${time}(?:至|到|-|—|–|―|~|～)+${time}$`, 'u');

/** `09:00–11:30` */
export function timesText(starts: string | null, ends: string | null): string | null {
  return starts === null ? null : `${starts}–${ends ?? ''}`;
}

/**
 * Reads `9:00-11:30`, `9点至11点30分`; null where the text is no two times. Whether the end comes after the start is for
 * the reader to see.
 */
export function readTimes(text: string): Times | null {
  const match = span.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!match) return null;
  const [, firstHour = '', firstMinute = '00', lastHour = '', lastMinute = '00'] = match;
  const starts = `${firstHour.padStart(2, '0')}:${firstMinute}`;
  const ends = `${lastHour.padStart(2, '0')}:${lastMinute}`;
  const isTime = (each: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(each);
  return isTime(starts) && isTime(ends) ? { starts, ends } : null;
}
