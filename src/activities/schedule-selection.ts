import { monthOption, schoolYearOption } from '../calendar/calendar-options.ts';
import { monthsOf, shownPeriod } from '../calendar/calendar-view.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { flagOption, textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { listGroups } from '../groups/groups.store.ts';
import { listOffices, ownOffice, resolveDistrict } from '../ledger/offices.store.ts';
import { schoolYearOf } from '../ledger/term.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Ledger } from '../store/ledger.ts';
import { loadDistrictNames } from '../tables/load.ts';
import { listActivities } from './activities.store.ts';
import { type Activity, activityDay } from './activity.ts';
import { kindergartenNames } from './kindergarten-names.store.ts';
import { removedActivities } from './removed.store.ts';
import type { ScheduleNames } from './schedule.ts';

type Options = Readonly<Record<string, unknown>>;

/** The activities that were chosen, and whose they are, for titles. */
export interface Selection {
  readonly activities: readonly Activity[];
  /** 东湖区实验幼儿园联盟, 王芳, 云溪市教育局. */
  readonly whose: string;
}

/**
 * The activities that --group, --person, --office, --year, --term and --month choose; with --removed those too that
 * are planned no more.
 * @throws Failure `group-unknown`, `group-ambiguous`, `option-value`
 */
export function selectSchedule(
  ledger: Ledger,
  options: Options,
  given: { readonly today: IsoDate; readonly calendar: SchoolCalendar; readonly folders: readonly string[] },
): Selection {
  const chosen = ['group', 'person', 'office'].filter((name) => textOption(options, name) !== undefined);
  if (chosen.length > 1) {
    throw new Failure('option-value', {
      option: `--${chosen[1]}`,
      value: textOption(options, chosen[1] ?? '') ?? '',
      expected: `--group、--person、--office 一次只写一个`,
    });
  }
  const period = periodOf(options, given.calendar, given.today);
  const isWithin = (activity: Activity) => {
    const day = activityDay(activity);
    return !period || (period.from <= day && day <= period.to);
  };
  const removed = flagOption(options, 'removed') ? removedActivities(ledger).filter(isWithin) : [];
  const all = [...listActivities(ledger, period ?? {}), ...removed];
  const group = textOption(options, 'group');
  if (group !== undefined) {
    const found = resolveGroup(listGroups(ledger, given.today, { includeEnded: true }), group);
    const own = new Set([found.lead, ...found.members].map((member) => member?.kindergartenId));
    // What the office holds for its kindergartens concerns the group too.
    const isMeant = ({ groupId, kindergartens }: Activity) =>
      groupId === found.id ||
      (groupId === null && kindergartens.some(({ kindergartenId }) => own.has(kindergartenId)));
    return { activities: all.filter(isMeant), whose: found.name };
  }
  const person = textOption(options, 'person');
  if (person !== undefined) return ofPerson(all, person);
  const office = textOption(options, 'office');
  if (office !== undefined) return ofOffice(ledger, all, office, given);
  const own = ownOffice(ledger);
  return { activities: all, whose: own.title ?? own.name };
}

/** The days of --year, --term or --month; null where none of them is given. */
function periodOf(
  options: Options,
  calendar: SchoolCalendar,
  today: IsoDate,
): { readonly from: IsoDate; readonly to: IsoDate } | null {
  const month = monthOption(options, 'month');
  if (month !== null) return monthsOf(`${month}-01`, `${month}-01`)[0] ?? null;
  const year = schoolYearOption(options, 'year');
  const term = textOption(options, 'term');
  if (year === null && term === undefined) return null;
  const schoolYear = year ?? schoolYearOf(today);
  const [first, second] = schoolYear.split('-');
  // A whole school year holds its vacations too.
  if (term === undefined) return { from: `${first}-08-01`, to: `${second}-07-31` };
  const { from, to } = shownPeriod(calendar, schoolYear, Number(term));
  return { from, to };
}

/** A person is name and unit: `王芳`, where only one of that name takes part, or `王芳（东湖区实验幼儿园）`. */
function ofPerson(activities: readonly Activity[], text: string): Selection {
  const [name = '', unit] = squeezeText(text)
    .normalize('NFKC')
    .split(/[@(]/)
    .map((part) => part.replace(/\)$/, ''));
  const plain = (value: string) => squeezeText(value).normalize('NFKC');
  const people = new Map(
    activities
      .flatMap((activity) => activity.people)
      .filter((each) => plain(each.name) === name && (unit === undefined || plain(each.unit) === unit))
      .map((each) => [each.personId, each]),
  );
  const [person, ...others] = people.values();
  if (!person || others.length > 0) {
    const expected = person
      ? `同名的有 ${[...people.values()].map((each) => `${each.name}（${each.unit}）`).join('、')}，请写明单位`
      : '活动里没有这个人；写成 姓名，或 姓名（单位）';
    throw new Failure('option-value', { option: '--person', value: text, expected });
  }
  return {
    activities: activities.filter((each) => each.people.some(({ personId }) => personId === person.personId)),
    whose: person.name,
  };
}

/** What an office and those under it hold, and their groups. */
function ofOffice(
  ledger: Ledger,
  activities: readonly Activity[],
  text: string,
  { today, folders }: { readonly today: IsoDate; readonly folders: readonly string[] },
): Selection {
  const offices = listOffices(ledger);
  const named = offices.find(({ name, title }) => [name, title].includes(text));
  const id = named?.id ?? resolveDistrict(ledger, text, loadDistrictNames(folders))?.officeId;
  const office = offices.find((each) => each.id === id);
  if (!office) {
    const expected = `应是 ${offices.map(({ name }) => name).join('、')} 中的一个`;
    throw new Failure('option-value', { option: '--office', value: text, expected });
  }
  const meant = new Set([office.id]);
  for (let size = 0; size !== meant.size; ) {
    size = meant.size;
    for (const each of offices) if (each.parentId !== null && meant.has(each.parentId)) meant.add(each.id);
  }
  const isOwn = ownOffice(ledger).id === office.id;
  const groups = new Map(listGroups(ledger, today, { includeEnded: true }).map((each) => [each.id, each]));
  const isMeant = ({ groupId, officeId }: Activity) => {
    const of = groupId === null ? officeId : (groups.get(groupId)?.officeId ?? null);
    // A group whose district is open is the office's that keeps the ledger.
    return of === null ? isOwn : meant.has(of);
  };
  return { activities: activities.filter(isMeant), whose: office.title ?? office.name };
}

/** Names for what the ledger knows by number. */
export function scheduleNames(ledger: Ledger, today: IsoDate, folders: readonly string[]): ScheduleNames {
  const groups = new Map(listGroups(ledger, today, { includeEnded: true }).map(({ id, name }) => [id, name]));
  const offices = new Map(listOffices(ledger).map(({ id, name, title }) => [id, title ?? name]));
  return {
    group: (id) => groups.get(id) ?? `#${id}`,
    office: (id) => offices.get(id) ?? `#${id}`,
    kindergarten: kindergartenNames(ledger),
    kind: (policyId, id) =>
      loadPolicy(policyId, folders).activities.find((each) => each.id === id)?.name ?? id,
  };
}

/** Minutes of --remind: a day where it was not given, null with --no-remind. @throws Failure `option-value` */
export function remindOption(options: Options): number | null {
  if (options.remind === false) return null;
  const given = textOption(options, 'remind');
  if (given === undefined) return 24 * 60;
  if (/^\d{1,5}$/.test(given)) return Number(given);
  throw new Failure('option-value', { option: '--remind', value: given, expected: '应是分钟数，如 30' });
}
