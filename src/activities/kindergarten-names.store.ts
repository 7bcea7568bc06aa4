import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';

/** Gives names of kindergartens as they were on a day; of the nearest version known where the day has none. */
export function kindergartenNames(ledger: Ledger): (id: number, on: IsoDate) => string {
  const known = new Map<string, string>();
  const find = ledger.prepare<[{ id: number; on: IsoDate }], { name: string }>(
    `SELECT name FROM kindergarten_fact WHERE kindergarten_id = @id
     ORDER BY valid_from <= @on DESC, CASE WHEN valid_from <= @on THEN valid_from END DESC, valid_from LIMIT 1`,
  );
  return (id, on) => {
    const key = `${id} ${on}`;
    let name = known.get(key);
    if (name === undefined) {
      name = find.get({ id, on })?.name ?? `#${id}`;
      known.set(key, name);
    }
    return name;
  };
}
