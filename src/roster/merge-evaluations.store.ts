import type { Ledger } from '../store/ledger.ts';

const entries = [
  'evaluation_score',
  'evaluation_gate',
  'evaluation_fact',
  'evaluation_evidence',
  'evaluation_result',
] as const;

/**
 * What a kindergarten was scored, and what was said of it: of two of the same sheet or opinion the one of the entry that
 * stays is kept.
 */
export function moveEvaluations(ledger: Ledger, from: number, to: number): void {
  const both = { from, to };
  const doubled = ledger
    .prepare<[typeof both], { id: number }>(
      `SELECT gone.id FROM evaluation_subject AS gone WHERE gone.kindergarten_id = @from AND EXISTS (
         SELECT 1 FROM evaluation_subject AS own WHERE own.kindergarten_id = @to AND own.run_id = gone.run_id
           AND own.group_id = gone.group_id AND own.subject = gone.subject)`,
    )
    .all(both);
  for (const { id } of doubled) {
    for (const table of entries) ledger.prepare(`DELETE FROM ${table} WHERE subject_id = ?`).run(id);
    ledger.prepare('DELETE FROM evaluation_subject WHERE id = ?').run(id);
  }
  ledger
    .prepare<[typeof both]>(
      `DELETE FROM evaluation_opinion WHERE kindergarten_id = @from AND (run_id, group_id, subject) IN
        (SELECT run_id, group_id, subject FROM evaluation_opinion WHERE kindergarten_id = @to)`,
    )
    .run(both);
  for (const [table, column] of [
    ['evaluation_subject', 'kindergarten_id'],
    ['evaluation_opinion', 'kindergarten_id'],
    ['evaluation_opinion', 'heard_from_id'],
  ] as const) {
    ledger.prepare<[typeof both]>(`UPDATE ${table} SET ${column} = @to WHERE ${column} = @from`).run(both);
  }
}
