import { daysBetween, type IsoDate, weekdayOf } from '../../common/dates.ts';
import type { DayLimit, Placeable, PlaceOption, PlacingProblem, Resource } from './problem.ts';
import { type KindSettings, kindSettings, type PlanningSettings } from './settings.ts';
import { type Block, type Kept, type PlanningDay, personKey, type Staffed } from './wanted.ts';

/** Everything that planning looks at, without the ledger. */
export interface PlanningFacts {
  /** All days from the first to the last, school days or not. */
  readonly days: readonly PlanningDay[];
  readonly wanted: readonly Staffed[];
  readonly kept: readonly Kept[];
  readonly blocks: readonly Block[];
  readonly settings: PlanningSettings;
}

/** Why some days of a window are out of the question, before anything is placed. */
export interface Exclusion {
  /** `停办：全市会议`; empty for days without teaching. */
  readonly reason: string;
  readonly dates: readonly IsoDate[];
}

export interface BuiltProblem {
  /** The kept ones come first, as locked; the wanted ones follow. */
  readonly problem: PlacingProblem;
  /** For each wanted activity. */
  readonly exclusions: readonly (readonly Exclusion[])[];
}

/** Added to every place but the one where an activity stood: no gain of a better spread is worth a move. */
export const movePrice = 1_000_000;

/** Ranks spread by this fraction fall evenly between 0 and 1 however many there are (the golden ratio). */
const golden = 0.6180339887498949;

class Resources {
  readonly list: Resource[] = [];
  private readonly known = new Map<string, number>();

  of(key: string, make: () => Resource): number {
    let number = this.known.get(key);
    if (number === undefined) {
      number = this.list.push(make()) - 1;
      this.known.set(key, number);
    }
    return number;
  }
}

/** Turns what is wanted into activities with priced places, as the solver takes them. */
export function buildProblem(facts: PlanningFacts): BuiltProblem {
  const { days, wanted, kept, settings } = facts;
  const first = days[0]?.date ?? '';
  const resources = new Resources();
  const limits: DayLimit[] = [
    { label: '全局', perDay: settings.perDay ?? Number.POSITIVE_INFINITY, weight: settings.weights.load },
  ];
  const limitOfKind = new Map<string, number>();
  const limitsOf = ({
    policyId,
    kind: kindId,
    title,
  }: Pick<Kept, 'policyId' | 'kind' | 'title'>): number[] => {
    const { perDay } = kindSettings(settings, policyId, kindId);
    if (perDay === null) return [0];
    const kind = `${policyId} ${kindId}`;
    let number = limitOfKind.get(kind);
    if (number === undefined) {
      number = limits.push({ label: title, perDay, weight: 0 }) - 1;
      limitOfKind.set(kind, number);
    }
    return [0, number];
  };
  const once = (key: string, label: string, kind: 'person' | 'venue') =>
    resources.of(key, () => ({ label, kind, bySlot: !settings.oncePerDay, span: 1 }));
  const taken = (
    each: Pick<Kept, 'people' | 'venue' | 'groupId' | 'kind' | 'title'>,
    unnamed: readonly string[],
  ) => {
    const list = each.people.map((person) =>
      once(`p ${personKey(person)}`, `${person.unit}${person.name}`, 'person'),
    );
    for (const label of unnamed) list.push(once(`u ${label}`, label, 'person'));
    if (each.venue !== null) list.push(once(`v ${each.venue}`, each.venue, 'venue'));
    if (each.groupId !== null) {
      const { any, sameKind } = settings.spacing;
      const apart = (span: number, label: string): Resource => ({
        label,
        kind: 'group',
        bySlot: false,
        span,
      });
      list.push(resources.of(`g ${each.groupId}`, () => apart(any, `两场活动至少隔 ${any} 天`)));
      list.push(
        resources.of(`k ${each.groupId} ${each.kind}`, () =>
          apart(sameKind, `两场${each.title}至少隔 ${sameKind} 天`),
        ),
      );
    }
    return [...new Set(list)];
  };

  const activities: Placeable[] = [];
  for (const each of kept) {
    const day = daysBetween(first, each.date);
    if (day < 0 || day >= days.length) continue;
    activities.push({
      options: [{ day, slots: each.slots, cost: 0 }],
      resources: taken(each, []),
      limits: limitsOf(each),
      locked: true,
      priority: 1,
    });
  }
  const aims = aimsOf(wanted);
  const exclusions: Exclusion[][] = [];
  for (const [index, each] of wanted.entries()) {
    const kind = kindSettings(settings, each.policyId, each.kind);
    const { open, inside, excluded } = openDays(facts, each, kind);
    exclusions.push(excluded);
    activities.push({
      options: optionsAt({ open, inside }, aims[index] ?? 0, each, kind, facts, first),
      resources: taken(each, each.unnamed),
      limits: limitsOf(each),
      locked: false,
      priority: each.priority,
    });
  }
  return {
    problem: {
      dayCount: days.length,
      slotCount: settings.slots.length,
      activities,
      resources: resources.list,
      limits,
    },
    exclusions,
  };
}

/**
 * Where in its window each activity is aimed, from 0 to 1. Those of one kind and group in the same window share it
 * evenly; the kinds of one group follow one another, the groups lie between one another, and each keeps its place
 * from period to period.
 */
function aimsOf(wanted: readonly Staffed[]): number[] {
  const groups = new Map<number | null, { rank: number; kinds: string[] }>();
  const series = new Map<string, number[]>();
  for (const [index, { groupId, kind, policyId, window }] of wanted.entries()) {
    const own = groups.get(groupId) ?? { rank: groups.size, kinds: [] };
    groups.set(groupId, own);
    if (!own.kinds.includes(kind)) own.kinds.push(kind);
    const key = `${policyId} ${groupId} ${kind} ${window.from} ${window.to}`;
    series.set(key, [...(series.get(key) ?? []), index]);
  }
  const aims = wanted.map(() => 0);
  for (const members of series.values()) {
    const { groupId, kind } = wanted[members[0] as number] as Staffed;
    const { rank, kinds } = groups.get(groupId) ?? { rank: 0, kinds: [kind] };
    const stagger = (rank * golden + (kinds.indexOf(kind) + 0.5) / kinds.length) % 1;
    for (const [turn, index] of members.entries()) aims[index] = (turn + stagger) / members.length;
  }
  return aims;
}

/**
 * The parts of a day that a time overlaps; all of them for a whole day, and for a time that lies in no part (an
 * evening): nobody is to be promised twice.
 */
export function slotsBetween(
  { slots }: PlanningSettings,
  starts: string | null,
  ends: string | null,
): number {
  const whole = 2 ** slots.length - 1;
  if (starts === null) return whole;
  const touched = slots.reduce(
    (mask, slot, index) =>
      starts < slot.ends && (ends ?? '24:00') > slot.starts ? mask | (1 << index) : mask,
    0,
  );
  return touched === 0 ? whole : touched;
}

/** The days of the window on which it could be, and why not the others. */
function openDays(facts: PlanningFacts, each: Staffed, { within }: KindSettings) {
  const reasons = new Map<string, IsoDate[]>();
  const school: PlanningDay[] = [];
  const start = Math.max(0, daysBetween(facts.days[0]?.date ?? '', each.window.from));
  const end = daysBetween(facts.days[0]?.date ?? '', each.window.to);
  const note = (reason: string, date: IsoDate) => {
    const dates = reasons.get(reason);
    if (dates) dates.push(date);
    else reasons.set(reason, [date]);
  };
  for (const day of facts.days.slice(start, end + 1)) {
    if (day.isSchoolDay) school.push(day);
    else note('', day.date);
  }
  const last = school.at(-1)?.date ?? '';
  const isInside = (date: IsoDate) => {
    if ('firstWeeks' in within) return daysBetween(school[0]?.date ?? '', date) < within.firstWeeks * 7;
    if ('lastWeeks' in within) return daysBetween(date, last) < within.lastWeeks * 7;
    return true;
  };
  const blocks = facts.blocks.filter((block) => concerns(block, each));
  const open = school.filter(({ date }) => {
    const block = blocks.find(({ from, to }) => from <= date && date <= to);
    if (!block) return true;
    note(blockWords(block, each), date);
    return false;
  });
  const inside = open.filter(({ date }) => isInside(date));
  return { open, inside, excluded: [...reasons].map(([reason, dates]): Exclusion => ({ reason, dates })) };
}

/** Whether a block keeps the activity from being held. */
function concerns({ groupId, kindergartenId, person }: Block, each: Staffed): boolean {
  if (groupId !== null && groupId !== each.groupId) return false;
  if (kindergartenId !== null && !each.participants.some(({ id }) => id === kindergartenId)) return false;
  if (person !== null && !each.people.some((one) => personKey(one) === personKey(person))) return false;
  return true;
}

function blockWords({ groupId, kindergartenId, person, reason }: Block, each: Staffed): string {
  const kindergarten = each.participants.find(({ id }) => id === kindergartenId)?.name;
  const who = person
    ? `${person.unit}${person.name}`
    : (kindergarten ?? (groupId === null ? '' : each.groupName));
  return `${who ?? ''}不便（${reason}）`;
}

function optionsAt(
  { open, inside }: { open: readonly PlanningDay[]; inside: readonly PlanningDay[] },
  target: number,
  each: Staffed,
  kind: KindSettings,
  { settings }: PlanningFacts,
  first: IsoDate,
): PlaceOption[] {
  const { weights, slots, oncePerDay } = settings;
  const stood = each.standing && slotsBetween(settings, each.standing.starts, each.standing.ends);
  // Where none of the preferred weeks is left, the rest of the window serves.
  const preferred = inside.length > 0 ? inside : open;
  const wished = preferred[Math.min(preferred.length - 1, Math.floor(target * preferred.length))];
  const aim = wished ? open.indexOf(wished) : 0;
  const among = new Set(preferred);
  const whole = 2 ** slots.length - 1;
  const masks = kind.wholeDay
    ? [whole]
    : kind.slots.map((id) => 1 << slots.findIndex((slot) => slot.id === id));
  return open.flatMap((day, index) => {
    const { date, mayBeOff } = day;
    const apart = weights.spread * (index - aim) ** 2;
    const weekday =
      kind.weekdays.length > 0 && !kind.weekdays.includes(weekdayOf(date)) ? weights.weekday : 0;
    const price =
      apart + weekday + (mayBeOff ? weights.mayBeOff : 0) + (among.has(day) ? 0 : weights.outside);
    const here = each.standing?.date === date ? stood : null;
    // Where nobody comes twice a day, another part of the day would be no way out: only the preferred one counts.
    const usable = oncePerDay
      ? [here ?? (masks[0] as number)]
      : [...new Set([...masks, ...(here ? [here] : [])])];
    return usable.map((mask) => {
      const rank = Math.max(0, masks.indexOf(mask));
      const moved = each.standing !== null && here !== mask ? movePrice : 0;
      return { day: daysBetween(first, date), slots: mask, cost: price + rank * weights.slot + moved };
    });
  });
}
