import type { Ledger } from '../store/ledger.ts';
import type { Filed } from './archive-folder.ts';

/** A file that the ledger refers to; without a size where only its hash is kept. */
export type FileReferredTo = Omit<Filed, 'bytes'> & { readonly bytes: number | null };

/** The files that the ledger refers to, each hash once under the first name it was filed by. */
export function filesReferredTo(ledger: Ledger): FileReferredTo[] {
  const rows = ledger
    .prepare<[], FileReferredTo>(
      `SELECT name, sha256, bytes FROM activity_evidence
       UNION ALL SELECT name, sha256, bytes FROM bulletin WHERE state = 'issued'
       UNION ALL SELECT name, sha256, bytes FROM archived_paper
       UNION ALL SELECT document, document_sha256, NULL FROM group_document WHERE document_sha256 IS NOT NULL
       UNION ALL SELECT document, document_sha256, NULL FROM procedure_step WHERE document_sha256 IS NOT NULL
       UNION ALL SELECT document, document_sha256, NULL FROM submission WHERE document_sha256 IS NOT NULL`,
    )
    .all();
  const first = new Map<string, FileReferredTo>();
  for (const row of rows) if (!first.has(row.sha256)) first.set(row.sha256, row);
  return [...first.values()];
}
