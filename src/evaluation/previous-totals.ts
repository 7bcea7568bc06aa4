import type { Ledger } from '../store/ledger.ts';
import { findRun, readSubjects } from './evaluation.store.ts';
import type { Participant } from './participants.ts';

/**
 * The total of the same subject in the year before, where that year is final: a kindergarten's by its sheet, wherever it
 * then belonged; a group's own by the group.
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
  return ({ group, subject, kindergartenId }) =>
    known.get(previousKey(subject.id, kindergartenId, group.id)) ?? null;
}

const previousKey = (subject: string, kindergartenId: number | null, groupId: number) =>
  kindergartenId === null ? `${subject} group ${groupId}` : `${subject} ${kindergartenId}`;
