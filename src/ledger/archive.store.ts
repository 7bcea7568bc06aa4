import type { Ledger } from '../store/ledger.ts';
import type { Filed } from './archive-folder.ts';

/** The files that the ledger refers to, each hash once under the first name it was filed by. */
export function filesReferredTo(ledger: Ledger): Filed[] {
  return ledger
    .prepare<[], Filed>(
      `SELECT name, sha256, bytes FROM activity_evidence AS one
       WHERE id = (SELECT min(id) FROM activity_evidence WHERE sha256 = one.sha256)
       UNION ALL
       SELECT name, sha256, bytes FROM bulletin AS one
       WHERE state = 'issued' AND sha256 NOT IN (SELECT sha256 FROM activity_evidence)
         AND id = (SELECT min(id) FROM bulletin WHERE state = 'issued' AND sha256 = one.sha256)`,
    )
    .all();
}
