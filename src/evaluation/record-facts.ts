import { attendances } from '../activities/attendance.store.ts';
import { daysBetween, type IsoDate } from '../common/dates.ts';
import { type FoundIn, findingsOf, foundOn, type Inspection } from '../inspections/inspection.ts';
import { listInspections } from '../inspections/inspections.store.ts';
import { type FindingFacts, stateOn } from '../policy/inspection/rectification.ts';
import type { Policy } from '../policy/schema.ts';
import type { Posting } from '../postings/posting.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { kindergartensByName } from '../roster/names-borne.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { concerning } from '../workflow/procedure.ts';
import { allDocuments } from '../workflow/workflow.store.ts';
import { type FactScope, yearStart } from './activity-facts.ts';
import { count, type FactValue, rate, unknown } from './fact-value.ts';
import { type Participant, yearEnd } from './participants.ts';

/** Who was trained in the year, by kindergarten. */
export function readTrained(ledger: Ledger, { year, until }: FactScope): Map<number, Set<number>> {
  const units = kindergartensByName(ledger);
  const found = new Map<number, Set<number>>();
  for (const { unit, personId } of attendances(ledger, yearStart(year), until)) {
    const id = units.get(unit);
    if (id !== undefined) found.set(id, (found.get(id) ?? new Set()).add(personId));
  }
  return found;
}

/** Of the staff of some kindergartens, how many were trained (培训覆盖率). */
export function trainingRate(
  own: readonly number[],
  trained: ReadonlyMap<number, ReadonlySet<number>>,
  kindergartenOf: (id: number) => Kindergarten | undefined,
): FactValue {
  let [people, staff] = [0, 0];
  for (const id of own) {
    const kindergarten = kindergartenOf(id);
    const known = kindergarten?.staff ?? null;
    if (known === null) return unknown(`${kindergarten?.name ?? '本园'}没有登记教职工数`);
    staff += known;
    // More names than staff: people who left since; the staff as it is was trained at most.
    people += Math.min(known, trained.get(id)?.size ?? 0);
  }
  return rate(people, staff, `参加过培训 ${people} 人，教职工 ${staff} 人`);
}

export type Papers = ReturnType<typeof allDocuments>;

/** The papers on record by the last day that counts, by group. */
export function readPapers(ledger: Ledger, until: IsoDate): Map<number, Papers> {
  const found = new Map<number, Papers>();
  for (const paper of allDocuments(ledger)) {
    if (paper.dated > until) continue;
    found.set(paper.groupId, [...(found.get(paper.groupId) ?? []), paper]);
  }
  return found;
}

/**
 * Of the papers that the policy's lists ask for, how many there are (材料齐全率): a member's are its own, a group's its
 * own and those of its members, a lead's those of the group, which it keeps.
 */
export function papersRate(policy: Policy, { group, subject, kindergartenId }: Participant, papers: Papers) {
  const all = group.members.map((each) => each.kindergartenId);
  const members = subject.of === 'member' ? [kindergartenId] : subject.of === 'group' ? all : [];
  const wanted = concerning(policy.checklists, group.tier).flatMap(({ id, of, items }) => {
    const owners = of === 'member' ? members : subject.of === 'member' ? [] : [null];
    return owners.flatMap((owner) => items.map((item) => `${id} ${item.id} ${owner ?? ''}`));
  });
  const known = new Map(
    papers.map((paper) => [`${paper.checklist} ${paper.item} ${paper.kindergartenId ?? ''}`, paper.present]),
  );
  const present = wanted.filter((key) => known.get(key) === true).length;
  if (!wanted.some((key) => known.has(key))) return unknown('一件也没有登记');
  return rate(present, wanted.length, `应有 ${wanted.length} 件，已有 ${present} 件`);
}

/** All inspections until the last day that counts, by kindergarten: read once, however many ask. */
export function readInspections(ledger: Ledger, until: IsoDate): Map<number, Inspection[]> {
  const found = new Map<number, Inspection[]>();
  for (const each of listInspections(ledger, { until })) {
    const own = found.get(each.kindergartenId);
    if (own) own.push(each);
    else found.set(each.kindergartenId, [each]);
  }
  return found;
}

const asFacts = (found: FoundIn): FindingFacts => ({
  severity: found.finding.severity,
  visitedOn: foundOn(found),
  steps: found.finding.steps,
});

/**
 * Of what was to be mended in the year, how much had been (整改完成率). What is still in time does not count until it is
 * mended; with the year what was to be mended on its last day is over too.
 */
export function rectificationRate(own: readonly Inspection[], { year, until }: FactScope): FactValue {
  const states = findingsOf(own)
    .map((found) => stateOn(asFacts(found), until))
    .filter(({ dueOn }) => dueOn !== null && dueOn >= yearStart(year) && dueOn <= yearEnd(year));
  const isMended = ({ mendedOn, closedOn }: (typeof states)[number]) =>
    mendedOn !== null || closedOn !== null;
  const mended = states.filter(isMended).length;
  const late = states.filter(
    (each) => !isMended(each) && ((each.dueOn ?? '') < until || until === yearEnd(year)),
  );
  const due = mended + late.length;
  return rate(mended, due, `到期应整改 ${due} 项，已复查合格 ${mended} 项`);
}

/** How much the inspections of the year found (督导发现问题数). */
export function findingsCount(own: readonly Inspection[], { year }: FactScope): FactValue {
  const made = own.filter(({ visitedOn }) => visitedOn !== null && visitedOn >= yearStart(year));
  if (made.length === 0) return unknown('当年没有督导记录');
  const found = findingsOf(made).length;
  return count(found, `督导 ${made.length} 次，发现问题 ${found} 项`);
}

/** The days of a posting that lie in the year; where fewer were spent there than it lasted, not more than those. */
function daysIn({ from, to, days }: Posting, { year, until }: FactScope): number {
  const first = from < yearStart(year) ? yearStart(year) : from;
  const last = to === null || to > until ? until : to;
  const span = Math.max(0, daysBetween(first, last) + 1);
  return days === null ? span : Math.min(span, days);
}

/** How many people some kindergartens posted in the year, or for how many days together. */
export function postingsOf(
  key: 'posting_people' | 'posting_days',
  own: readonly number[],
  all: readonly Posting[],
  scope: FactScope,
): FactValue {
  const mine = all.filter(({ originId }) => originId !== null && own.includes(originId));
  if (key === 'posting_people') {
    const people = new Set(mine.map(({ personId }) => personId)).size;
    return count(people, `派出 ${people} 人`);
  }
  const days = mine.reduce((sum, posting) => sum + daysIn(posting, scope), 0);
  return count(days, `派出共 ${days} 天`);
}
