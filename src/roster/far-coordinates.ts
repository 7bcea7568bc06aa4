import type { IsoDate } from '../common/dates.ts';
import { farFrom, isInChina, type Position } from '../common/geography.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { positionsOn } from './roster.store.ts';

/** So many positions tell where an office's kindergartens lie; of more a sample is looked at. */
const sample = 5_000;

/**
 * Tells of a position how many kilometres it lies from the middle of the ledger's kindergartens, where that is much
 * farther than the others do.
 */
function farInLedger(ledger: Ledger, on: IsoDate): (position: Position) => number | undefined {
  const judge = farFrom(positionsOn(ledger, on, sample).filter(isInChina));
  return (position) => {
    const millimetres = judge(position);
    return millimetres === undefined ? undefined : Math.round(millimetres / 1_000_000);
  };
}

interface Located extends Position {
  readonly record: TableRecord;
  readonly name: string;
}

/** The rows of one table that lie farthest out: where coordinates are mistyped, they are among them. */
export class OutermostRows {
  readonly #outermost: (Located | undefined)[] = [];

  clear(): void {
    this.#outermost.length = 0;
  }

  add(record: TableRecord, name: string, { longitude, latitude }: Position): void {
    const row = { record, name, longitude, latitude };
    const beyond = [
      (other: Located) => longitude < other.longitude,
      (other: Located) => longitude > other.longitude,
      (other: Located) => latitude < other.latitude,
      (other: Located) => latitude > other.latitude,
    ];
    for (const [side, isBeyond] of beyond.entries()) {
      const other = this.#outermost[side];
      if (!other || isBeyond(other)) this.#outermost[side] = row;
    }
  }

  /** Reports `coordinates-far` for those that lie far from all others, once the table is in the ledger. */
  report(run: ImportRun): void {
    const rows = [...new Set(this.#outermost)].flatMap((row) => (row && isInChina(row) ? [row] : []));
    if (rows.length === 0) return;
    const kilometresFar = farInLedger(run.ledger, run.since ?? run.today);
    for (const { record, name, longitude, latitude } of rows) {
      const kilometres = kilometresFar({ longitude, latitude });
      if (kilometres === undefined) continue;
      const words = { subject: name, value: `${longitude}, ${latitude}`, kilometres };
      run.report('coordinates-far', record, 'longitude', words);
    }
  }
}
