import { describe, expect, it } from 'vitest';
import { addDays, type IsoDate } from '../common/dates.ts';
import { mergeLayers } from './day-layer.ts';
import { loadPublicHolidays } from './public-holidays.ts';
import { solarDate, statutoryDays, tombSweepingDay } from './statutory-days.ts';

const { layer, months } = await loadPublicHolidays();
const { days, years } = mergeLayers([layer]);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the published days', () => {
  it('are there for each year since 2004, and for no other', () => {
    expect([...years].sort()).toEqual(range(2004, 2026).map(String));
  });

  it.each([
    ['2026-10-10', 'work', '补国庆节'],
    ['2026-02-14', 'work', '补春节'],
    ['2026-02-23', 'off', '春节'],
    ['2020-02-02', 'off', '春节'],
    ['2022-12-31', 'off', '元旦'],
    ['2015-09-03', 'off', '中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日'],
  ])('mark %s %s %s', (date, mark, name) => {
    expect(days.get(date)).toEqual({ date, mark, name });
  });

  it('work on weekends only, and are off on each lawful day of the revision in force then', () => {
    for (const { date, mark } of layer.days) {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      if (mark === 'work') expect([0, 6], date).toContain(weekday);
    }
    for (const year of range(2008, 2026)) {
      const lawful = statutoryDays(year, months)
        .filter(({ isByLaw }) => isByLaw)
        // Until 2024 除夕 was off by custom only (not at all in 2014 and 2024), and 劳动节 one day.
        .filter(({ date, name }) => year >= 2025 || !(date === `${year}-05-02` || name === '春节'));
      for (const { date } of lawful) {
        // The package lists 22 and 24 June 2012 without the festival itself, a Saturday.
        if (date !== '2012-06-23') expect(days.get(date)?.mark, date).toBe('off');
      }
      const springFestival = solarDate(months, year, 1, 1);
      for (const day of [0, 1, 2])
        expect(days.get(addDays(springFestival, day))?.name, String(year)).toBe('春节');
    }
  });

  it('since 2025 take no day that was not expected to be off', () => {
    for (const year of [2025, 2026]) {
      const expected = new Set(statutoryDays(year, months).map(({ date }) => date));
      const unforeseen = layer.days.filter(
        ({ date, mark }) =>
          mark === 'off' &&
          date.startsWith(`${year}-`) &&
          !expected.has(date) &&
          ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
      );
      // The bridge after 元旦 on a Thursday.
      expect(unforeseen.map(({ date }) => date)).toEqual(year === 2026 ? ['2026-01-02'] : []);
    }
  });
});

describe('the lunar calendar', () => {
  /** Known beforehand, from almanacs. */
  it.each([
    [2027, 1, 1, '2027-02-06'],
    [2028, 1, 1, '2028-01-26'],
    [2030, 1, 1, '2030-02-03'],
    [2033, 1, 1, '2033-01-31'],
    [2034, 1, 1, '2034-02-19'],
    [2023, 5, 5, '2023-06-22'],
    [2009, 5, 5, '2009-05-28'],
    [2028, 5, 5, '2028-05-28'],
    [2025, 8, 15, '2025-10-06'],
    [2020, 8, 15, '2020-10-01'],
    [2027, 8, 15, '2027-09-15'],
    [1995, 8, 15, '1995-09-09'],
  ])('puts %i/%i/%i on %s', (year, month, day, date) => {
    expect(solarDate(months, year, month, day)).toBe(date);
  });

  it('agrees with the calendar that Node brings along, but for new moons within minutes of midnight', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    });
    const lunar = (date: IsoDate) => {
      const parts = format.formatToParts(new Date(`${date}T00:00:00Z`));
      return ['month', 'day'].map((type) => parts.find((part) => part.type === type)?.value).join('-');
    };
    const different = range(2000, 2099).flatMap((year) =>
      [
        [1, 1],
        [5, 5],
        [8, 15],
      ].flatMap(([month = 0, day = 0]) => {
        const date = solarDate(months, year, month, day);
        return lunar(date) === `${month}-${day}` ? [] : [date];
      }),
    );
    // 2027: the new moon of 6 February is at 23:56 in Beijing; 2030: that of 3 February at 00:07.
    expect(different.filter((date) => !['2027-02-06', '2030-02-03'].includes(date))).toEqual([]);
  });
});

/** Apparent longitude of the sun in degrees, to a hundredth (Meeus, chapter 25). */
function sunLongitude(moment: number): number {
  const centuries = (moment / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525;
  const radians = Math.PI / 180;
  const anomaly = (357.52911 + 35_999.05029 * centuries) * radians;
  const centre =
    (1.914602 - 0.004817 * centuries) * Math.sin(anomaly) +
    0.019993 * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const longitude = 280.46646 + 36_000.76983 * centuries + centre;
  return longitude - 0.00569 - 0.00478 * Math.sin((125.04 - 1934.136 * centuries) * radians);
}

describe('清明', () => {
  it.each(range(2000, 2099))('of %i is the day on which the sun reaches 15°', (year) => {
    const date = tombSweepingDay(year);
    const start = Date.parse(`${date}T00:00:00+08:00`);
    // Against the 0.01° (a quarter of an hour) that the formula may be off.
    const past = (moment: number) => ((sunLongitude(moment) - 15 + 540) % 360) - 180;
    expect(past(start)).toBeLessThan(0.01);
    expect(past(start + 86_400_000)).toBeGreaterThan(-0.01);
  });
});

describe('the lawful days of a year', () => {
  const lawful = (year: number) => statutoryDays(year, months).filter(({ isByLaw }) => isByLaw);

  it('are those of the revision of 2024', () => {
    expect(lawful(2027).map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2027-01-01 元旦',
      '2027-02-05 春节',
      '2027-02-06 春节',
      '2027-02-07 春节',
      '2027-02-08 春节',
      '2027-04-05 清明',
      '2027-05-01 劳动节',
      '2027-05-02 劳动节',
      '2027-06-09 端午',
      '2027-09-15 中秋',
      '2027-10-01 国庆节',
      '2027-10-02 国庆节',
      '2027-10-03 国庆节',
    ]);
  });

  it('are thirteen each year, but for 中秋 within 国庆节', () => {
    for (const year of range(2025, 2099)) {
      const midAutumn = solarDate(months, year, 8, 15);
      const isMerged = midAutumn >= `${year}-10-01` && midAutumn <= `${year}-10-03`;
      expect(lawful(year), String(year)).toHaveLength(isMerged ? 12 : 13);
    }
  });

  it('bring along the days that notices usually join', () => {
    const usual = (year: number) =>
      statutoryDays(year, months)
        .filter(({ isByLaw }) => !isByLaw)
        .map(({ date }) => date);
    // 2028: 元旦 on a Saturday, 中秋 on 3 October: eight days of 国庆节; 端午 on a Sunday.
    expect(usual(2028)).toEqual([
      '2028-01-03',
      '2028-01-29',
      '2028-01-30',
      '2028-01-31',
      '2028-02-01',
      '2028-05-03',
      '2028-05-04',
      '2028-05-05',
      '2028-05-29',
      '2028-10-04',
      '2028-10-05',
      '2028-10-06',
      '2028-10-07',
      '2028-10-08',
    ]);
  });
});
