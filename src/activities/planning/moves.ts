import type { SchoolCalendar } from '../../calendar/school-calendar.ts';
import { chineseDate } from '../../common/dates.ts';
import { type Draft, isMoved, type Planned } from './draft.ts';
import type { PlanningFacts } from './options.ts';
import { personKey } from './wanted.ts';

/**
 * Why an activity of the earlier plan could not stay on its day: no teaching then, outside its period, somebody is
 * blocked, or something that keeps its day, or had to be put there, needs the same people or venue.
 */
export function whyMoved(
  planned: Planned,
  {
    facts,
    calendar,
    draft,
  }: { facts: PlanningFacts; calendar: SchoolCalendar; draft: Pick<Draft, 'planned'> },
): string {
  const before = planned.standing?.date ?? '';
  const day = calendar.dayOf(before);
  const from = `原定${chineseDate(before)}`;
  if (!calendar.isSchoolDay(before)) return `${from}不上课${day.name === null ? '' : `（${day.name}）`}`;
  if (before < planned.window.from || before > planned.window.to) return `${from}已不在应办的期限内`;
  const block = facts.blocks.find(
    (each) =>
      each.from <= before &&
      before <= each.to &&
      (each.groupId === null || each.groupId === planned.groupId) &&
      (each.kindergartenId === null || planned.participants.some(({ id }) => id === each.kindergartenId)) &&
      (each.person === null ||
        planned.people.some((one) => personKey(one) === personKey(each.person ?? one))),
  );
  if (block) return `${from}不便（${block.reason}）`;
  const wanted = new Set([
    ...planned.people.map(personKey),
    ...(planned.venue === null ? [] : [planned.venue]),
  ]);
  const there = [
    ...facts.kept.filter(({ date }) => date === before),
    ...draft.planned.filter((each) => each !== planned && each.date === before),
  ];
  for (const { title, people, venue } of there) {
    const shared = people.find((one) => wanted.has(personKey(one)));
    if (shared) return `${from}${shared.name}（${shared.unit}）另有“${title}”`;
    if (venue !== null && wanted.has(venue)) return `${from}${venue}另有“${title}”`;
  }
  const own = [...facts.kept, ...draft.planned.filter((each) => each !== planned)].find(
    (each) =>
      each.groupId !== null &&
      each.groupId === planned.groupId &&
      Math.abs(Date.parse(each.date) - Date.parse(before)) / 86_400_000 < facts.settings.spacing.sameKind,
  );
  return own ? `${from}与“${own.title}”（${chineseDate(own.date)}）隔得太近` : `${from}当天的场次已满`;
}

/** What was moved, from where to where and why, by the new day. */
export function movesOf(
  draft: Pick<Draft, 'planned'>,
  facts: PlanningFacts,
  calendar: SchoolCalendar,
): { readonly planned: Planned; readonly from: string; readonly reason: string }[] {
  return draft.planned.filter(isMoved).map((planned) => ({
    planned,
    from: planned.standing?.date ?? '',
    reason: whyMoved(planned, { facts, calendar, draft }),
  }));
}
