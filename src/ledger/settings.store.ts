import type { Ledger } from '../store/ledger.ts';

/**
 * Settings of the office: what is not a fact with dates; `match:` what a clerk said of a doubtful name in a file,
 * `mapping:` what of the headings of a sender's table.
 */
export type SettingKey = 'seat' | `match:${string}` | `mapping:${string}`;

export function readSetting(ledger: Ledger, key: SettingKey): string | null {
  return (
    ledger.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?').get(key)?.value ??
    null
  );
}

/** Keeps a setting (inside `perform`); null takes it away. */
export function saveSetting(ledger: Ledger, key: SettingKey, value: string | null): void {
  if (value === null) {
    ledger.prepare('DELETE FROM setting WHERE key = ?').run(key);
    return;
  }
  const updated = ledger.prepare('UPDATE setting SET value = ? WHERE key = ?').run(value, key);
  if (updated.changes === 0) ledger.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(key, value);
}

/** Names of the districts in the city's seat (市驻地); empty where none were entered. */
export function seatDistricts(ledger: Ledger): string[] {
  const value = readSetting(ledger, 'seat');
  return value === null ? [] : (JSON.parse(value) as string[]);
}

/** Keeps the districts of the city's seat (inside `perform`). */
export function saveSeatDistricts(ledger: Ledger, names: readonly string[]): void {
  saveSetting(ledger, 'seat', names.length > 0 ? JSON.stringify(names) : null);
}
