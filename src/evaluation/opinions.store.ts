import type { Ledger } from '../store/ledger.ts';
import type { StoredOpinion } from './evaluation.ts';
import { participantKey } from './participants.ts';

const place = 'file, file_sha256 AS fileSha256, sheet, cell';

/** An opinion on a member or its principal; a later one on the same takes the place of the earlier (inside `perform`). Tells whether it wrote. */
export function putOpinion(ledger: Ledger, runId: number, opinion: Omit<StoredOpinion, 'id'>): boolean {
  const known = listOpinions(ledger, runId).find((each) => participantKey(each) === participantKey(opinion));
  if (known) {
    const { opinion: said, heardOn, heardFromId } = known;
    if (said === opinion.opinion && heardOn === opinion.heardOn && heardFromId === opinion.heardFromId)
      return false;
    ledger
      .prepare(
        `UPDATE evaluation_opinion SET opinion = @opinion, heard_on = @heardOn, heard_from_id = @heardFromId,
          file = @file, file_sha256 = @fileSha256, sheet = @sheet, cell = @cell WHERE id = @id`,
      )
      .run({ ...opinion, id: known.id });
    return true;
  }
  ledger
    .prepare(
      `INSERT INTO evaluation_opinion (run_id, group_id, kindergarten_id, subject, heard_from_id, heard_on, opinion, file,
        file_sha256, sheet, cell)
       VALUES (@runId, @groupId, @kindergartenId, @subject, @heardFromId, @heardOn, @opinion, @file, @fileSha256, @sheet, @cell)`,
    )
    .run({ ...opinion, runId });
  return true;
}

/** Removes an opinion (inside `perform`). */
export function removeOpinion(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM evaluation_opinion WHERE id = ?').run(id);
}

/** The opinions of a run, by group, kindergarten and subject. */
export function listOpinions(ledger: Ledger, runId: number): StoredOpinion[] {
  return ledger
    .prepare<[number], StoredOpinion>(
      `SELECT id, group_id AS groupId, kindergarten_id AS kindergartenId, subject, heard_from_id AS heardFromId,
        heard_on AS heardOn, opinion, ${place}
       FROM evaluation_opinion WHERE run_id = ? ORDER BY group_id, kindergarten_id, subject`,
    )
    .all(runId);
}
