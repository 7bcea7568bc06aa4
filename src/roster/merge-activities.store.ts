import type { Ledger } from '../store/ledger.ts';

/**
 * What a kindergarten took part in, hosts, or is not to be had for. Of two lines of one activity the one of the entry
 * that stays counts; where it says no number, the other's.
 * @returns how many activities there were to move
 */
export function moveActivities(ledger: Ledger, from: number, to: number): number {
  const both = { from, to };
  ledger
    .prepare<[typeof both]>(
      `UPDATE activity_kindergarten AS own SET people = gone.people FROM activity_kindergarten AS gone
       WHERE own.kindergarten_id = @to AND own.people IS NULL AND gone.people IS NOT NULL
         AND gone.kindergarten_id = @from AND gone.activity_id = own.activity_id`,
    )
    .run(both);
  const doubled = ledger
    .prepare<[typeof both]>(
      `DELETE FROM activity_kindergarten WHERE kindergarten_id = @from
         AND activity_id IN (SELECT activity_id FROM activity_kindergarten WHERE kindergarten_id = @to)`,
    )
    .run(both).changes;
  const moved = ['activity_kindergarten', 'activity_block'].map(
    (table) =>
      ledger
        .prepare<[typeof both]>(`UPDATE ${table} SET kindergarten_id = @to WHERE kindergarten_id = @from`)
        .run(both).changes,
  );
  const hosted = ledger
    .prepare<[typeof both]>('UPDATE activity SET host_id = @to WHERE host_id = @from')
    .run(both).changes;
  return doubled + hosted + moved.reduce((sum, count) => sum + count, 0);
}

/** What a person was at, is wanted for, or is not to be had for; as `moveActivities`. */
export function movePersonActivities(ledger: Ledger, from: number, to: number): void {
  const both = { from, to };
  ledger
    .prepare<[typeof both]>(
      `UPDATE activity_person AS own SET hours = gone.hours FROM activity_person AS gone
       WHERE own.person_id = @to AND own.hours IS NULL AND gone.hours IS NOT NULL
         AND gone.person_id = @from AND gone.activity_id = own.activity_id AND gone.role = own.role`,
    )
    .run(both);
  ledger
    .prepare<[typeof both]>(
      `DELETE FROM activity_person WHERE person_id = @from
         AND (activity_id, role) IN (SELECT activity_id, role FROM activity_person WHERE person_id = @to)`,
    )
    .run(both);
  for (const table of ['activity_person', 'activity_block']) {
    ledger.prepare<[typeof both]>(`UPDATE ${table} SET person_id = @to WHERE person_id = @from`).run(both);
  }
}
