import type { Ledger } from '../store/ledger.ts';
import { findRun, readSubjects } from './evaluation.store.ts';
import { groupsOfYear, type Participant } from './participants.ts';

/**
 * The total of the same subject in the year before, where that year is final: a kindergarten's by its sheet, wherever it
 * then belonged; a group's own by the group, or by the one of an earlier cycle that the same kindergarten led.
 */
export function previousTotals(
  ledger: Ledger,
  policyId: string,
  year: number,
): (participant: Pick<Participant, 'group' | 'subject' | 'kindergartenId'>) => number | null {
  const run = findRun(ledger, policyId, year - 1);
  const known = new Map<string, number>();
  if (run?.finalisedOn) {
    for (const { subject, kindergartenId, groupId, result } of readSubjects(ledger, run.id)) {
      if (result) known.set(previousKey(subject, kindergartenId, groupId), result.total);
    }
  }
  const before = known.size === 0 ? [] : groupsOfYear(ledger, policyId, year - 1);
  const ledBy = new Map(before.map(({ id, lead }) => [lead?.kindergartenId, id]));
  return ({ group, subject, kindergartenId }) => {
    const own = known.get(previousKey(subject.id, kindergartenId, group.id));
    const earlier = group.lead === null ? undefined : ledBy.get(group.lead.kindergartenId);
    if (own !== undefined || kindergartenId !== null || earlier === undefined) return own ?? null;
    return known.get(previousKey(subject.id, null, earlier)) ?? null;
  };
}

const previousKey = (subject: string, kindergartenId: number | null, groupId: number) =>
  kindergartenId === null ? `${subject} group ${groupId}` : `${subject} ${kindergartenId}`;
