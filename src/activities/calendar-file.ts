import { addDays, type IsoDate } from '../common/dates.ts';

/** One entry of a calendar file (RFC 5545 VEVENT). */
export interface CalendarEvent {
  readonly uid: string;
  /** Grows with each change: a calendar that knows the uid takes the entry with the higher one. */
  readonly sequence: number;
  /** Moment of the last change, ISO in UTC. */
  readonly changedAt: string;
  readonly from: IsoDate;
  /** Last day, inclusive. */
  readonly to: IsoDate;
  /** Beijing time as `HH:MM`; null for whole days. */
  readonly starts: string | null;
  readonly ends: string | null;
  readonly summary: string;
  readonly location: string | null;
  readonly description: string;
  readonly categories: readonly string[];
  readonly isCancelled: boolean;
  /** Minutes before the start (before midnight where it takes whole days) at which a reminder comes; null: none. */
  readonly remindBefore: number | null;
}

/** Bytes of a line, without its end (RFC 5545, 3.1). */
const longestLine = 75;

const timeZone = 'Asia/Shanghai';

/** China has had one offset and no daylight saving time since 1992. */
const timeZoneLines = [
  'BEGIN:VTIMEZONE',
  `TZID:${timeZone}`,
  'BEGIN:STANDARD',
  'DTSTART:19920101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * A calendar file (.ics) that any calendar program takes in. Equal events give equal bytes, on every machine: no
 * clock, no time zone but Beijing's, lines folded between characters.
 * @param name what calendar programs call it
 */
export function calendarFile(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//youlian//youlian//ZH',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-TIMEZONE:${timeZone}`,
    ...timeZoneLines,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent): string[] {
  const optional = (property: string, text: string | null) =>
    text === null || text === '' ? [] : [`${property}:${escapeText(text)}`];
  const changed = utcTime(event.changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    ...timeLines(event),
    `SUMMARY:${escapeText(event.summary)}`,
    ...optional('LOCATION', event.location),
    ...optional('DESCRIPTION', event.description),
    ...(event.categories.length > 0 ? [`CATEGORIES:${event.categories.map(escapeText).join(',')}`] : []),
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // A whole day would otherwise show as busy from midnight to midnight.
    `TRANSP:${event.isCancelled || event.starts === null ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(event.remindBefore === null || event.isCancelled ? [] : alarmLines(event, event.remindBefore)),
    'END:VEVENT',
  ];
}

/** The end of whole days is the day after (RFC 5545: DTEND is exclusive). */
function timeLines({ from, to, starts, ends }: CalendarEvent): string[] {
  if (starts === null) {
    return [`DTSTART;VALUE=DATE:${plainDate(from)}`, `DTEND;VALUE=DATE:${plainDate(addDays(to, 1))}`];
  }
  const at = (date: IsoDate, time: string) =>
    `;TZID=${timeZone}:${plainDate(date)}T${time.replace(':', '')}00`;
  return [`DTSTART${at(from, starts)}`, ...(ends === null ? [] : [`DTEND${at(to, ends)}`])];
}

function alarmLines(event: CalendarEvent, minutes: number): string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-PT${minutes}M`,
    `DESCRIPTION:${escapeText(event.summary)}`,
    'END:VALARM',
  ];
}

function plainDate(date: IsoDate): string {
  return date.replaceAll('-', '');
}

/** 2026-11-22T01:00:00.000Z → 20261122T010000Z */
function utcTime(moment: string): string {
  return new Date(moment).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** A TEXT value: `\`, `;`, `,` and line ends escaped, characters that no calendar may hold left out. */
function escapeText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]|\p{Surrogate}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Breaks a line into pieces of at most 75 bytes, never within a character; each further one begins with a blank. */
export function foldLine(line: string): string {
  if (Buffer.byteLength(line) <= longestLine) return line;
  const pieces: string[] = [];
  let piece = '';
  let room = longestLine;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (bytes > room) {
      pieces.push(piece);
      piece = '';
      room = longestLine - 1;
    }
    piece += character;
    room -= bytes;
  }
  return [...pieces, piece].join('\r\n ');
}
