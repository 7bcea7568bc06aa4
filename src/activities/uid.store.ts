import { createHash } from 'node:crypto';
import type { Ledger } from '../store/ledger.ts';

/**
 * The next activity's uid, by which calendars elsewhere know it (RFC 5545 UID): the same ledger gives it only once,
 * even where a number is taken again after an undo, and no two ledgers give the same. Only inside `perform`.
 */
export function nextUid(ledger: Ledger): string {
  const row = ledger
    .prepare<[], { operation: number; next: number; began: string; office: string | null }>(
      `SELECT (SELECT operation_id FROM open_operation) AS operation,
        (SELECT coalesce(max(id), 0) + 1 FROM activity) AS next,
        (SELECT at || clerk FROM operation ORDER BY id LIMIT 1) AS began,
        (SELECT coalesce(region_code, '') || name FROM office WHERE is_own = 1) AS office`,
    )
    .get();
  if (!row) throw new Error('no operation is open');
  const origin = createHash('sha256').update(`${row.began} ${row.office}`).digest('hex').slice(0, 16);
  return `${origin}-${row.operation}-${row.next}@youlian`;
}
