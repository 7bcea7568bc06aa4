import { addDays, type IsoDate, weekdayOf } from '../common/dates.ts';

/** The months of the lunar calendar (农历); a year's first month begins with the Spring Festival. */
export interface LunarMonths {
  /** Days of a month that is no leap month: 29 or 30. */
  monthDays(year: number, month: number): number;
  /** The month after which a leap month stands, and that one's days; null in a year without. */
  leapMonth(year: number): { readonly after: number; readonly days: number } | null;
}

/** A day that is off by law, or that usually goes with such a day. */
export interface StatutoryDay {
  readonly date: IsoDate;
  readonly name: string;
  /** False for days that past notices joined to the holiday: they may be off. */
  readonly isByLaw: boolean;
}

/** The first day of the lunar year 1900, from which the days are counted. */
const firstLunarDay: IsoDate = '1900-01-31';

/** The day of the solar calendar of a day in a lunar month that is no leap month. For lunar years 1900 to 2099. */
export function solarDate(months: LunarMonths, year: number, month: number, day: number): IsoDate {
  let days = day - 1;
  const addMonths = (of: number, upTo: number) => {
    for (let each = 1; each <= upTo; each += 1) days += months.monthDays(of, each);
    const leap = months.leapMonth(of);
    if (leap && leap.after <= upTo) days += leap.days;
  };
  for (let each = 1900; each < year; each += 1) addMonths(each, 12);
  addMonths(year, month - 1);
  return addDays(firstLunarDay, days);
}

/** 清明, when the sun stands at 15° of longitude: the rule of the twenty-first century, years 2000 to 2099. */
export function tombSweepingDay(year: number): IsoDate {
  const ofCentury = year - 2000;
  const day = Math.floor(ofCentury * 0.2422 + 4.81) - Math.floor(ofCentury / 4);
  return `${year}-04-${String(day).padStart(2, '0')}`;
}

/** A run of days from `first` on. */
function run(first: IsoDate, length: number): IsoDate[] {
  return Array.from({ length }, (_, index) => addDays(first, index));
}

/** The weekdays past notices gave for a holiday of one day that meets or touches a weekend. */
function joinedTo(date: IsoDate): IsoDate[] {
  const weekday = weekdayOf(date);
  if (weekday === 6) return [addDays(date, 2)];
  if (weekday === 7) return [addDays(date, 1)];
  return [];
}

/**
 * The public holidays (法定节假日) of a year for which no notice is known: those of 《全国年节及纪念日放假办法》 as
 * revised in November 2024 (in force since 2025: 春节 from 除夕 to 初三, 劳动节 two days), and beside them the days
 * that notices usually join (春节 eight days, 国庆节 seven, with 中秋 eight, 劳动节 five; a weekday for a holiday that
 * falls on a weekend), which may be off. In the order of the dates.
 */
export function statutoryDays(year: number, months: LunarMonths): StatutoryDay[] {
  const springFestival = solarDate(months, year, 1, 1);
  const dragonBoat = solarDate(months, year, 5, 5);
  const midAutumn = solarDate(months, year, 8, 15);
  const tombSweeping = tombSweepingDay(year);
  const lawful: readonly (readonly [string, readonly IsoDate[]])[] = [
    ['元旦', [`${year}-01-01`]],
    ['春节', run(addDays(springFestival, -1), 4)],
    ['清明', [tombSweeping]],
    ['劳动节', run(`${year}-05-01`, 2)],
    ['端午', [dragonBoat]],
    ['国庆节', run(`${year}-10-01`, 3)],
    ['中秋', [midAutumn]],
  ];
  const nationalDays = midAutumn >= `${year}-10-01` && midAutumn <= `${year}-10-08` ? 8 : 7;
  const usual: readonly (readonly [string, readonly IsoDate[]])[] = [
    ['元旦', joinedTo(`${year}-01-01`)],
    ['春节', run(addDays(springFestival, -1), 8)],
    ['清明', joinedTo(tombSweeping)],
    ['劳动节', run(`${year}-05-01`, 5)],
    ['端午', joinedTo(dragonBoat)],
    ['国庆节', run(`${year}-10-01`, nationalDays)],
    ['中秋', joinedTo(midAutumn)],
  ];
  const days = new Map<IsoDate, StatutoryDay>();
  for (const [isByLaw, holidays] of [
    [true, lawful],
    [false, usual],
  ] as const) {
    for (const [name, dates] of holidays) {
      for (const date of dates) if (!days.has(date)) days.set(date, { date, name, isByLaw });
    }
  }
  return [...days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}
