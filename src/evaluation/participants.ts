import { type Group, withoutSuperseded } from '../groups/group.ts';
import { listGroups } from '../groups/groups.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Rubric, RubricSubject } from './rubric.ts';

/** The last day of a calendar year: whoever is in a group then is evaluated in it. */
export const yearEnd = (year: number) => `${year}-12-31`;

/**
 * The groups of a policy that take part in the evaluation of a calendar year: those whose cycle reaches into it and that
 * stand at its end. Of two cycles of one lead in the same year the later one counts.
 */
export function groupsOfYear(ledger: Ledger, policyId: string, year: number): Group[] {
  const groups = listGroups(ledger, yearEnd(year), { policyId });
  const covering = groups.filter(
    ({ cycleStart, cycleEnd, validFrom }) =>
      cycleStart <= yearEnd(year) &&
      validFrom <= yearEnd(year) &&
      (cycleEnd === null || cycleEnd >= `${year}-01-01`),
  );
  return withoutSuperseded(covering);
}

/** One sheet: a subject of the rubric, and the group or kindergarten it is filled in for. */
export interface Participant {
  readonly group: Group;
  readonly subject: RubricSubject;
  /** Null for the group as a whole. */
  readonly kindergartenId: number | null;
  readonly name: string;
}

/** The sheets of one group, in the order of the rubric; the members in the order of the group. */
export function participantsIn(rubric: Rubric, group: Group): Participant[] {
  return rubric.subjects.flatMap((subject): Participant[] => {
    if (subject.of === 'group') return [{ group, subject, kindergartenId: null, name: group.name }];
    const kindergartens = subject.of === 'member' ? group.members : group.lead ? [group.lead] : [];
    return kindergartens.map(({ kindergartenId, name }) => ({ group, subject, kindergartenId, name }));
  });
}

/** The subject whose totals speak for the members of a group: the first that is of members themselves. */
export function memberSubject(rubric: Rubric): RubricSubject | undefined {
  return rubric.subjects.find(({ of, whom }) => of === 'member' && whom === 'unit');
}

/** Tells participants apart: group, subject and kindergarten. */
export function participantKey({
  groupId,
  subject,
  kindergartenId,
}: {
  readonly groupId: number;
  readonly subject: string;
  readonly kindergartenId: number | null;
}): string {
  return `${groupId} ${subject} ${kindergartenId ?? ''}`;
}
