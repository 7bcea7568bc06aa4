import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { addDays } from '../common/dates.ts';
import { type CalendarEvent, calendarFile, foldLine } from './calendar-file.ts';

const event: CalendarEvent = {
  uid: 'a-1-1@youlian',
  sequence: 3,
  changedAt: '2026-11-22T01:02:03.456Z',
  from: '2026-12-15',
  to: '2026-12-15',
  starts: '09:00',
  ends: '11:30',
  summary: '联合教研：区域游戏',
  location: '东湖区实验幼儿园',
  description: '主办：东湖区实验幼儿园联盟\n主题：材料，投放；观察\\记录',
  categories: ['联合教研', '教研,培训'],
  isCancelled: false,
  remindBefore: 1440,
};

const linesOf = (text: string) => text.split('\r\n');
const eventsOf = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
};

describe('a calendar file', () => {
  it('has the lines of the standard', () => {
    const lines = linesOf(calendarFile('云溪市活动安排', [event]));
    expect(lines.slice(0, 17)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//youlian//youlian//ZH',
      'CALSCALE:GREGORIAN',
      'X-WR-CALNAME:云溪市活动安排',
      'X-WR-TIMEZONE:Asia/Shanghai',
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Shanghai',
      'BEGIN:STANDARD',
      'DTSTART:19920101T000000',
      'TZOFFSETFROM:+0800',
      'TZOFFSETTO:+0800',
      'TZNAME:CST',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:a-1-1@youlian',
    ]);
    expect(lines.slice(17, 24)).toEqual([
      'SEQUENCE:3',
      'DTSTAMP:20261122T010203Z',
      'LAST-MODIFIED:20261122T010203Z',
      'DTSTART;TZID=Asia/Shanghai:20261215T090000',
      'DTEND;TZID=Asia/Shanghai:20261215T113000',
      'SUMMARY:联合教研：区域游戏',
      'LOCATION:东湖区实验幼儿园',
    ]);
    expect(lines.slice(-6)).toEqual([
      'TRIGGER:-PT1440M',
      'DESCRIPTION:联合教研：区域游戏',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it.each<[string, Partial<CalendarEvent>, readonly string[]]>([
    [
      'a whole day',
      { starts: null, ends: null },
      ['DTSTART;VALUE=DATE:20261215', 'DTEND;VALUE=DATE:20261216'],
    ],
    [
      'days over the end of a year',
      { from: '2026-12-30', to: '2027-01-01', starts: null, ends: null },
      ['DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102'],
    ],
    ['one without an end', { ends: null }, ['DTSTART;TZID=Asia/Shanghai:20261215T090000']],
  ])('says when %s is', (_, changes, lines) => {
    const found = linesOf(calendarFile('', [{ ...event, ...changes }])).filter((line) =>
      /^DT(?:START;|END)/.test(line),
    );
    expect(found).toEqual(lines);
  });

  it('calls off what is cancelled, and does not remind of it', () => {
    const text = calendarFile('', [{ ...event, isCancelled: true }]);
    expect(text).toContain('\r\nSTATUS:CANCELLED\r\n');
    expect(text).not.toContain('VALARM');
    expect(calendarFile('', [{ ...event, remindBefore: null }])).not.toContain('VALARM');
  });

  it('is read back as it was meant', () => {
    const [read] = eventsOf(calendarFile('云溪市', [event]));
    expect(read?.uid).toBe(event.uid);
    expect(read?.sequence).toBe(3);
    expect(read?.summary).toBe(event.summary);
    expect(read?.location).toBe(event.location);
    expect(read?.description).toBe(event.description);
    expect(read?.component.getFirstProperty('categories')?.getValues()).toEqual(['联合教研', '教研,培训']);
    expect(read?.startDate.zone.tzid).toBe('Asia/Shanghai');
    expect(read?.startDate.toJSDate().toISOString()).toBe('2026-12-15T01:00:00.000Z');
    expect(read?.duration.toSeconds()).toBe(150 * 60);
  });
});

/** Texts of all kinds of characters, with those that mean something to the format far more often. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '联盟教研活动',
        '\\',
        '\\n',
        ';',
        ',',
        '\n',
        '\r\n',
        '\t',
        ':',
        '"',
        '😀',
        '👨‍👩‍👧',
        ' ',
        'BEGIN:VEVENT',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** What of a text a calendar can hold. */
const kept = (text: string) =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]|\p{Surrogate}/gu, '');

describe('any calendar file', () => {
  it('keeps its lines to 75 bytes, whole characters and the texts that went in', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.nat(4000),
        fc.nat(5),
        fc.boolean(),
        (summary, description, day, length, timed) => {
          const from = addDays('2026-09-01', day);
          const given = {
            ...event,
            summary,
            description,
            from,
            to: timed ? from : addDays(from, length),
            ...(timed ? {} : { starts: null, ends: null }),
          };
          const text = calendarFile('名', [given]);
          for (const line of linesOf(text)) {
            expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
            expect(line).not.toMatch(/\p{Surrogate}/u);
            expect(line).not.toMatch(/[\u0000-\u001f]/);
          }
          const [read] = eventsOf(text);
          expect(read?.summary ?? '').toBe(kept(summary));
          expect(read?.description ?? '').toBe(kept(description));
          expect(read?.startDate.toString().slice(0, 10)).toBe(from);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([74, 75, 76, 149, 150])('folds a line of %i bytes so that it can be joined again', (bytes) => {
    for (const character of ['a', '园', '😀']) {
      const line = character.repeat(Math.floor(bytes / Buffer.byteLength(character)));
      const folded = foldLine(line);
      expect(folded.replaceAll('\r\n ', '')).toBe(line);
      for (const piece of folded.split('\r\n')) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
    }
  });
});
