import type { Ledger } from '../../../store/ledger.ts';
import {
  insertRun,
  putEvidence,
  putFact,
  putGate,
  putScore,
  putSubject,
  setRunRubric,
} from '../../evaluation.store.ts';
import { byHand } from '../../evaluation.ts';
import { listOpinions, putOpinion } from '../../opinions.store.ts';
import { participantKey } from '../../participants.ts';
import { factsNeeded } from '../group-evaluation.ts';
import type { TakenEntry } from './merge-returned.ts';
import type { SettledBatch, SettledGroup, SettledSubject } from './settle-batch.ts';

/** A score or answer of the ledger that another one replaces. */
interface ChangedEntry {
  readonly group: string;
  readonly subject: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export interface StoredBatch {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly changes: readonly ChangedEntry[];
}

/** Enters what came back (inside `perform`). */
export function storeBatch(ledger: Ledger, { groups }: SettledBatch, year: number, on: string): StoredBatch {
  const counts = { inserted: 0, updated: 0, unchanged: 0 };
  const changes: ChangedEntry[] = [];
  const runs = new Map<string, number>();
  for (const settled of groups) {
    // A sheet of which nothing is taken leaves what is known, and where from, as it was.
    const subjects = settled.subjects.filter(({ taken }) => taken.length > 0);
    if (subjects.length === 0) continue;
    const { policyId } = settled.policy;
    const runId = runs.get(policyId) ?? runOf(ledger, settled, year, on);
    runs.set(policyId, runId);
    for (const subject of subjects) storeSubject(ledger, runId, settled, subject, on, counts, changes);
  }
  return { ...counts, changes };
}

function runOf(ledger: Ledger, { policy }: SettledGroup, year: number, on: string): number {
  const { policyId, rubric, run, isNew } = policy;
  const json = JSON.stringify(rubric);
  if (!run) return insertRun(ledger, { policyId, year, rubricId: rubric.id, rubric: json, openedOn: on });
  if (isNew) setRunRubric(ledger, run.id, rubric.id, json);
  return run.id;
}

function storeSubject(
  ledger: Ledger,
  runId: number,
  { policy, group }: SettledGroup,
  settled: SettledSubject,
  on: string,
  counts: { inserted: number; updated: number; unchanged: number },
  changes: ChangedEntry[],
): void {
  const { participant, name, place, taken } = settled;
  const key = {
    groupId: group.id,
    kindergartenId: participant.kindergartenId,
    subject: participant.subject.id,
  };
  const known = policy.stored.get(participantKey(key));
  // The cell of a total that was put together from several workbooks is nowhere: what is known of it stays.
  const subjectId = putSubject(ledger, runId, key, { name, ...(known && !settled.cell ? byHand : place) });
  if (!known) {
    for (const fact of factsOf(policy, participant)) putFact(ledger, subjectId, fact, byHand);
  }
  const note = (entry: TakenEntry, before: string | number | undefined, wrote: boolean) => {
    if (!wrote) counts.unchanged += 1;
    else if (before === undefined) counts.inserted += 1;
    else {
      counts.updated += 1;
      const words = { before: String(before), after: String(entry.value) };
      changes.push({ group: group.name, subject: name, label: entry.slot.label, ...words });
    }
  };
  for (const entry of taken) {
    const { slot, value } = entry;
    if (slot.kind === 'score') {
      const before = known?.scores.find(
        (each) => each.indicator === slot.indicator && each.scorer === slot.scorer,
      );
      note(entry, before?.value, putScore(ledger, subjectId, slot, Number(value), entry.place));
    } else if (slot.kind === 'gate') {
      const before = known?.gates.find(({ gate }) => gate === slot.gate);
      const answer = value === '是' ? '是' : '否';
      note(entry, before?.answer, putGate(ledger, subjectId, slot.gate, answer, entry.place));
    } else if (slot.kind === 'note') {
      const before = known?.evidence.find(({ indicator }) => indicator === slot.indicator);
      note(entry, before?.note, putEvidence(ledger, subjectId, slot.indicator, String(value), entry.place));
    } else if (participant.kindergartenId !== null) {
      const opinion = String(value);
      const kindergartenId = participant.kindergartenId;
      const before = listOpinions(ledger, runId).find((each) => participantKey(each) === participantKey(key));
      // The same words again were not said anew.
      const wrote =
        before?.opinion !== opinion &&
        putOpinion(ledger, runId, {
          ...key,
          kindergartenId,
          heardFromId: group.lead?.kindergartenId ?? null,
          heardOn: on,
          opinion,
          ...entry.place,
        });
      note(entry, before?.opinion, wrote);
    }
  }
}

/** The facts that its sheet shows, for one that was not sent out from this ledger. */
function factsOf({ ground }: SettledGroup['policy'], participant: SettledSubject['participant']) {
  return factsNeeded(participant.subject, ground.read).map((fact) => {
    const { value, basis } = ground.factOf(participant, fact);
    return { fact: fact.key, value, basis };
  });
}
