import { addDays, chineseDate, type IsoDate } from '../../common/dates.ts';
import { cheapestRelief } from './obstacles.ts';
import {
  type BuiltProblem,
  buildProblem,
  type Exclusion,
  movePrice,
  type PlanningFacts,
  slotsBetween,
} from './options.ts';
import { type PlaceOptions, placeActivities } from './place.ts';
import type { Place, Placing, PlacingProblem } from './problem.ts';
import { kindSettings } from './settings.ts';
import { findShortage } from './shortage.ts';
import { swapHosts } from './swap-hosts.ts';
import type { Attendee, Participant, Staffed, Wanted } from './wanted.ts';

/** A wanted activity with its day. */
export interface Planned extends Staffed {
  readonly date: IsoDate;
  /** `HH:MM`; null for the whole day. */
  readonly starts: string | null;
  readonly ends: string | null;
}

/** What could not be placed, and why. */
interface Unmet {
  readonly wanted: Staffed;
  readonly reason: string;
}

export interface Draft {
  /** By date, time and group. */
  readonly planned: readonly Planned[];
  readonly unmet: readonly Unmet[];
  /**
   * Cost of the plan (lower is better), what no plan of the same activities with no more moves is below, and their
   * relative distance.
   */
  readonly objective: { readonly value: number; readonly bound: number; readonly gap: number };
  /** How many of those that stood in an earlier plan were moved. */
  readonly moved: number;
  /** Time ran out before the search ended. */
  readonly stopped: boolean;
}

/**
 * Places everything that is wanted, as far as it can be, and says of the rest why not. What finds no day with the
 * host whose turn it is, but would with another, gets another.
 */
export async function draftPlan(facts: PlanningFacts, options: PlaceOptions = {}): Promise<Draft> {
  const { limit, clock } = options;
  const begun = clock?.() ?? 0;
  const first = await draftAsHosted(facts, options);
  const wanted = first.stopped ? null : swapHosts(facts, first);
  if (!wanted) return first;
  const left = limit === undefined || !clock ? limit : Math.max(0, limit - (clock() - begun));
  const second = await draftAsHosted({ ...facts, wanted }, { ...options, limit: left });
  return second.unmet.length < first.unmet.length ? second : first;
}

/** The same, with the hosts that are given. */
async function draftAsHosted(facts: PlanningFacts, options: PlaceOptions): Promise<Draft> {
  const built = buildProblem(facts);
  const { problem } = built;
  const placing = await placeActivities(problem, options);
  const first = problem.activities.length - facts.wanted.length;
  const planned: Planned[] = [];
  const unmet: Unmet[] = [];
  let moves = 0;
  for (const [index, wanted] of facts.wanted.entries()) {
    const option = problem.activities[first + index]?.options[placing.chosen[first + index] as number];
    if (option) {
      planned.push(timed(facts, wanted, option.day, option.slots));
      if (isElsewhere(facts, wanted, option, facts.days[0]?.date ?? '')) moves += 1;
    } else unmet.push({ wanted, reason: whyUnmet(facts, built, placing, index) });
  }
  planned.sort(
    (one, other) =>
      compare(one.date, other.date) ||
      compare(one.starts ?? '', other.starts ?? '') ||
      (one.groupId ?? 0) - (other.groupId ?? 0),
  );
  const { stopped } = placing;
  // What moves cost is left out: the same days are worth the same, whether they stood before or not.
  const value = placing.value - moves * movePrice;
  const bound = Math.max(0, placing.bound - moves * movePrice);
  return {
    planned,
    unmet,
    objective: { value, bound, gap: value === 0 ? 0 : (value - bound) / value },
    moved: planned.filter(isMoved).length,
    stopped,
  };
}

/** Whether a place is another day, or another part of the day, than that of the earlier plan. */
function isElsewhere(
  { settings }: PlanningFacts,
  { standing }: Wanted,
  { day, slots }: Place,
  first: IsoDate,
) {
  if (!standing) return false;
  return (
    addDays(first, day) !== standing.date || slots !== slotsBetween(settings, standing.starts, standing.ends)
  );
}

/** Whether it stood elsewhere in the earlier plan. */
export function isMoved({ standing, date }: Planned): boolean {
  return standing !== null && standing.date !== date;
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Whether a kindergarten is in the group on a day. */
function isThere({ stays }: Participant, date: IsoDate): boolean {
  return stays.some(({ from, to }) => from <= date && (to === null || date < to));
}

/**
 * When it begins and ends: as before where it stays in its part of its day, no time where it takes the whole day,
 * else those of the part.
 */
function timesOf(
  { settings }: PlanningFacts,
  { standing, policyId, kind }: Wanted,
  date: IsoDate,
  slots: number,
): Pick<Planned, 'starts' | 'ends'> {
  if (standing?.date === date && slotsBetween(settings, standing.starts, standing.ends) === slots) {
    return { starts: standing.starts, ends: standing.ends };
  }
  if (kindSettings(settings, policyId, kind).wholeDay) return { starts: null, ends: null };
  const parts = settings.slots.filter((_, index) => (slots >> index) & 1);
  return { starts: parts[0]?.starts ?? null, ends: parts.at(-1)?.ends ?? null };
}

/** With its times, and without those who are not in the group on that day. */
function timed(facts: PlanningFacts, wanted: Staffed, day: number, slots: number): Planned {
  const date = facts.days[day]?.date ?? '';
  const participants = wanted.participants.filter((each) => isThere(each, date));
  const gone = new Set(
    wanted.participants.filter((each) => !participants.includes(each)).map(({ name }) => name),
  );
  const people = wanted.people.filter(({ role, unit }: Attendee) => role !== '园长' || !gone.has(unit));
  return {
    ...wanted,
    participants,
    people,
    date,
    ...timesOf(facts, wanted, date, slots),
  };
}

/** `联合教研（第1集团，2026年10月）` */
function nameOf(facts: PlanningFacts, built: BuiltProblem, activity: number): string {
  const first = built.problem.activities.length - facts.wanted.length;
  const wanted = facts.wanted[activity - first];
  if (wanted) return `${wanted.title}（${wanted.subject.name}，${wanted.periodName}）`;
  const kept = facts.kept[activity];
  return kept ? `${kept.title}（已定在${chineseDate(kept.date)}）` : '';
}

function whyUnmet(facts: PlanningFacts, built: BuiltProblem, placing: Placing, index: number): string {
  const { problem } = built;
  const open = problem.activities.length - facts.wanted.length + index;
  if (problem.activities[open]?.options.length === 0) return excludedWords(built.exclusions[index] ?? []);
  const shortage = findShortage(problem, placing, open);
  const relief = reliefWords(facts, built, placing, open);
  if (!shortage) return `没有找到可排的日子（没有证明一定排不下）。${relief}`;
  const who =
    shortage.resource === null
      ? `${limitWords(problem, shortage.limit)}`
      : `${problem.resources[shortage.resource]?.label ?? ''}一天只排${problem.resources[shortage.resource]?.bySlot ? '上、下午各' : ''}一场`;
  const names = shortage.activities.map((each) => nameOf(facts, built, each));
  const shown = names.length > 6 ? `${names.slice(0, 6).join('、')}等` : names.join('、');
  const days = shortage.days.map((day) => facts.days[day]?.date ?? '');
  return `${who}，${dateWords(days)}只容得下 ${shortage.room} 项，却有 ${names.length} 项都要排在这里：${shown}。${relief}`;
}

function limitWords(problem: PlacingProblem, limit: number | null): string {
  const { label = '', perDay = 0 } = problem.limits[limit ?? 0] ?? {};
  return `${label}一天最多 ${perDay} 场`;
}

/** `9月1日、9月2日`, or from when to when and how many. */
function dateWords(dates: readonly IsoDate[], what = '可用的'): string {
  if (dates.length <= 3) return dates.map(chineseDate).join('、');
  return `${chineseDate(dates[0] ?? '')}至${chineseDate(dates.at(-1) ?? '')}间${what} ${dates.length} 天`;
}

/** Why there is no day at all, and which block would have to go for one. */
function excludedWords(exclusions: readonly Exclusion[]): string {
  const blocks = exclusions.filter(({ reason }) => reason !== '');
  if (blocks.length === 0) return '期限内没有可排的上课日。请核对校历，或调整期限。';
  const words = blocks.map(({ reason, dates }) => `${dateWords(dates, '的')}，${reason}`).join('；');
  const least = [...blocks].sort((one, other) => one.dates.length - other.dates.length)[0];
  return `期限内的上课日都不能用：${words}。最省的办法：解除“${least?.reason ?? ''}”。`;
}

/** The cheapest relaxation: on which day it could be placed, and what would have to be allowed for it. */
function reliefWords(facts: PlanningFacts, built: BuiltProblem, placing: Placing, open: number): string {
  const relief = cheapestRelief(built.problem, placing, open);
  if (!relief) return '';
  const { resources, limits } = built.problem;
  const words = new Map<string, string>();
  for (const { resource, by } of relief.taken) {
    const { kind, label } = resources[resource] ?? { kind: 'person', label: '' };
    const other = nameOf(facts, built, by);
    if (kind === 'group') words.set(`g${by}`, `与“${other}”离得更近（通常${label}）`);
    else words.set(`${resource}`, `${label}当天再加一场（已有“${other}”）`);
  }
  for (const limit of relief.full) {
    words.set(`l${limit}`, `${limits[limit]?.label ?? ''}当天超过 ${limits[limit]?.perDay ?? 0} 场`);
  }
  if (words.size === 0) return '';
  const list = [...words.values()];
  const shown = list.length > 4 ? `${list.slice(0, 4).join('，')}等 ${list.length} 处` : list.join('，');
  return `最省的办法：排在${chineseDate(facts.days[relief.place.day]?.date ?? '')}，允许${shown}。`;
}
