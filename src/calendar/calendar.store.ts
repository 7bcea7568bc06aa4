import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { MarkedDay } from './day-layer.ts';

/** A day that was entered, with the file it came from. */
export interface EnteredDay extends MarkedDay {
  readonly source: string | null;
}

/** The days that were entered into the ledger, in the order of their dates. */
export function enteredDays(ledger: Ledger): EnteredDay[] {
  return ledger
    .prepare<[], EnteredDay>('SELECT date, kind AS mark, name, source FROM calendar_day ORDER BY date')
    .all();
}

/** Enters a day, or changes the one entered (inside `perform`). */
export function saveDay(ledger: Ledger, day: EnteredDay): void {
  const updated = ledger
    .prepare('UPDATE calendar_day SET kind = @mark, name = @name, source = @source WHERE date = @date')
    .run(day);
  if (updated.changes > 0) return;
  ledger
    .prepare('INSERT INTO calendar_day (date, kind, name, source) VALUES (@date, @mark, @name, @source)')
    .run(day);
}

/** Takes a day out again, so that it counts as published (inside `perform`). Says whether it was there. */
export function removeDay(ledger: Ledger, date: IsoDate): boolean {
  return ledger.prepare('DELETE FROM calendar_day WHERE date = ?').run(date).changes > 0;
}

/** How many activities are planned for some days. */
export function plannedOn(ledger: Ledger, dates: readonly IsoDate[]): number {
  const count = ledger.prepare<[string], { count: number }>(
    "SELECT count(*) AS count FROM activity WHERE state = 'planned' AND planned_on = ?",
  );
  return dates.reduce((sum, date) => sum + (count.get(date)?.count ?? 0), 0);
}

/** Keeps with an operation which file it read (inside `perform`). */
export function addInputFile(
  ledger: Ledger,
  file: {
    readonly operation: number;
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
  },
): void {
  ledger
    .prepare(
      `INSERT INTO source_file (operation_id, path, sha256, bytes)
       VALUES (@operation, @path, @sha256, @bytes)`,
    )
    .run(file);
}
