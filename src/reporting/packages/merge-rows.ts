import type { IsoDate } from '../../common/dates.ts';
import type { RowChange } from '../../store/history.ts';
import type { Ledger } from '../../store/ledger.ts';
import { hasDay, type LockedPeriod, lockedBy } from './locked.ts';
import type { MergeTold } from './merge-told.ts';
import type { RowLink } from './packages.store.ts';
import { filledGaps, joined, overlap, threeSides } from './row-sides.ts';
import {
  deleteRow,
  eachRow,
  insertRow,
  isRefusal,
  rowById,
  rowsLike,
  updateRow,
} from './travelling.store.ts';
import type { Row, TravellingTable } from './travelling.ts';

export interface MergeSettings {
  /** Of fields that differ from the first on, the sender's count. */
  readonly takesSent: boolean;
  readonly locked: readonly LockedPeriod[];
  /** What the sender no longer has ends on this day. */
  readonly endsOn: IsoDate;
  readonly endReason: string;
  readonly tables: readonly TravellingTable[];
}

export interface MergeCounts {
  inserted: number;
  updated: number;
  removed: number;
  unchanged: number;
}

/** A row of a sender's, with the ids of this ledger. */
export interface SentRow {
  readonly senderRow: number;
  readonly row: Row;
  readonly home: boolean;
  /** Texts with hidden numbers, for columns that must not be empty: only where nothing stands there yet. */
  readonly hidden: Row;
}

/** Merges the rows of one table of a sender, given with the ids of this ledger. */
export class TableMerge {
  readonly counts: MergeCounts = { inserted: 0, updated: 0, removed: 0, unchanged: 0 };
  readonly changes: RowChange[] = [];
  /** Rows here that took something. */
  readonly taken = new Set<number>();
  /** Sender's number → number here. */
  readonly ids = new Map<number, number>();
  /** Links to be added, and those to be changed. */
  readonly added: Omit<RowLink, 'id'>[] = [];
  readonly changed: RowLink[] = [];
  readonly #ledger: Ledger;
  readonly #table: TravellingTable;
  readonly #settings: MergeSettings;
  readonly #told: MergeTold;
  /** Rows here that stand for rows of this package. */
  readonly #used = new Set<number>();
  #natural: Map<string, number[]> | undefined;
  /** Rows that the sender no longer has, by what they are; one of them may have come back under another number. */
  readonly #gone: RowLink[] = [];
  readonly #toDelete: { readonly link: RowLink; readonly before: Row }[] = [];

  constructor(ledger: Ledger, table: TravellingTable, settings: MergeSettings, told: MergeTold) {
    this.#ledger = ledger;
    this.#table = table;
    this.#settings = settings;
    this.#told = told;
  }

  /**
   * Takes the rows: those that came before first, the ones that hold for a shorter time than before leading, so that
   * no two ever overlap.
   * @param links what is known of this table's rows of the sender
   * @param givesWay rows here of which another than their home said something: the sender's words count
   */
  merge(rows: readonly SentRow[], links: readonly RowLink[], givesWay: ReadonlySet<number>): void {
    const bySender = new Map(links.map((link) => [link.senderRow, link]));
    const present = new Set(rows.map(({ senderRow }) => senderRow));
    for (const link of links) if (!present.has(link.senderRow)) this.#gone.push(link);
    const known = rows.flatMap((each) => {
      const link = bySender.get(each.senderRow);
      const before = link && rowById(this.#ledger, this.#table.name, link.rowId);
      return link && before ? [{ ...each, link, before }] : [];
    });
    const isKnown = new Set(known.map(({ senderRow }) => senderRow));
    for (const { link } of known) this.#used.add(link.rowId);
    const fresh = rows.filter(({ senderRow }) => !isKnown.has(senderRow));
    // Before anything is removed, what came back under another number is known again.
    const rebound = fresh.map((each) => ({ ...each, link: this.#comeBack(each.row) }));
    this.#endGone();
    const shrinks = ({ row, before }: (typeof known)[number]) =>
      Number(
        String(row.valid_to ?? '9999-12-31') < String(before.valid_to ?? '9999-12-31') ||
          String(row.valid_from ?? '') > String(before.valid_from ?? ''),
      );
    const ordered = this.#table.isDated
      ? [...known].sort((one, other) => shrinks(other) - shrinks(one))
      : known;
    for (const { senderRow, row, home, link } of ordered) this.#update(senderRow, row, home, link);
    for (const { link, ...each } of rebound) {
      if (link) this.#update(each.senderRow, each.row, each.home, link);
      else this.#enter(each, bySender.get(each.senderRow), givesWay);
    }
  }

  #comeBack(row: Row): RowLink | undefined {
    const { naturalKey, overlapKey } = this.#table;
    const key = joined(row, naturalKey);
    const at = this.#gone.findIndex(
      ({ image }) =>
        joined(image, naturalKey) === key ||
        (overlapKey !== null && joined(image, overlapKey) === joined(row, overlapKey) && overlap(image, row)),
    );
    if (at < 0) return undefined;
    const [link] = this.#gone.splice(at, 1);
    if (!link || !rowById(this.#ledger, this.#table.name, link.rowId)) return undefined;
    this.#used.add(link.rowId);
    return link;
  }

  /** Three sides: what the sender said last, what it says now, and what stands here. */
  #update(senderRow: number, sent: Row, home: boolean, link: RowLink): void {
    const { name } = this.#table;
    const before = rowById(this.#ledger, name, link.rowId);
    if (!before) return;
    this.ids.set(senderRow, link.rowId);
    const said = { ...link.image, ...sent };
    const { takesSent } = this.#settings;
    const { hasMoved, changes, kept } = threeSides(link.image, sent, before, takesSent);
    if (Object.keys(kept).length > 0) this.#told.differs(this.#table, link.rowId, before, kept);
    const isWritten = this.#write(senderRow, link.rowId, before, changes);
    if (!isWritten) return;
    const relinked = link.senderRow !== senderRow || link.home !== home || link.removed;
    if (hasMoved || relinked) this.changed.push({ ...link, senderRow, image: said, home, removed: false });
  }

  /** Whether nothing stood in the way of the changes. */
  #write(senderRow: number, id: number, before: Row, changes: Row): boolean {
    if (Object.keys(changes).length === 0) {
      this.counts.unchanged += 1;
      return true;
    }
    const after = { ...before, ...changes };
    if (this.#isLocked(before, after)) return false;
    const { name } = this.#table;
    if (!this.#tries(senderRow, () => updateRow(this.#ledger, name, id, changes))) return false;
    this.counts.updated += 1;
    this.taken.add(id);
    this.changes.push({ table: name, row: id, kind: 'update', before, after });
    return true;
  }

  #isLocked(before: Row | undefined, after: Row | undefined): boolean {
    const { locked } = this.#settings;
    if (locked.length === 0) return false;
    const part = this.#partOf(after ?? before ?? {});
    const period = part
      ? lockedBy(part.table, part.row, undefined, locked)
      : lockedBy(this.#table, before, after, locked);
    if (period) this.#told.locked(this.#table, period, before, after);
    return period !== undefined;
  }

  /** The row, of a day of its own, that one without a day is a part of: the activity of those who took part. */
  #partOf(row: Row): { readonly table: TravellingTable; readonly row: Row } | undefined {
    if (hasDay(this.#table)) return undefined;
    for (const [column, parent] of Object.entries(this.#table.references)) {
      const table = this.#settings.tables.find(({ name }) => name === parent);
      const id = row[column];
      if (!table || table.isDated || typeof id !== 'number' || !hasDay(table)) continue;
      const found = rowById(this.#ledger, parent, id);
      if (found) return { table, row: found };
    }
    return undefined;
  }

  #tries(senderRow: number, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#told.refused(this.#table, senderRow, (error as Error).message);
      return false;
    }
  }

  #enter(
    { senderRow, row, home, hidden }: SentRow,
    stale: RowLink | undefined,
    givesWay: ReadonlySet<number>,
  ): void {
    const found = this.#standing(row);
    const remember = (rowId: number) => {
      const link = { table: this.#table.name, senderRow, rowId, image: row, home, removed: false };
      if (stale) this.changed.push({ ...link, id: stale.id });
      else this.added.push(link);
      this.ids.set(senderRow, rowId);
      this.#used.add(rowId);
    };
    if (found !== undefined) {
      if (this.#adopt(senderRow, row, found, home && givesWay.has(found), stale?.image)) remember(found);
      return;
    }
    if (this.#isLocked(undefined, row)) return;
    let id = 0;
    const entered = this.#tries(senderRow, () => {
      id = insertRow(this.#ledger, this.#table.name, { ...hidden, ...row });
    });
    if (!entered) return;
    remember(id);
    this.taken.add(id);
    this.counts.inserted += 1;
  }

  /** The row here that a row new to this ledger speaks of, entered by other ways. */
  #standing(row: Row): number | undefined {
    const { name, naturalKey, overlapKey } = this.#table;
    this.#natural ??= this.#index();
    const named = this.#natural.get(joined(row, naturalKey))?.find((id) => !this.#used.has(id));
    if (named !== undefined || overlapKey === null) return named;
    const met = rowsLike(this.#ledger, name, overlapKey, row).filter(
      (other) => !this.#used.has(Number(other.id)) && overlap(row, other),
    );
    return met.length === 1 ? Number(met[0]?.id) : undefined;
  }

  #index(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    for (const row of eachRow(this.#ledger, this.#table.name)) {
      const key = joined(row, this.#table.naturalKey);
      const ids = index.get(key);
      if (ids) ids.push(Number(row.id));
      else index.set(key, [Number(row.id)]);
    }
    return index;
  }

  /** Fills what is empty here; what differs stays, unless the sender's words count. */
  #adopt(senderRow: number, sent: Row, id: number, givesWay: boolean, said: Row | undefined): boolean {
    const before = rowById(this.#ledger, this.#table.name, id);
    if (!before) return false;
    const { changes, kept } = filledGaps(sent, before, said, givesWay || this.#settings.takesSent);
    if (Object.keys(kept).length > 0) this.#told.differs(this.#table, id, before, kept);
    return this.#write(senderRow, id, before, changes);
  }

  /** What the sender no longer has ends, where it holds for a time. */
  #endGone(): void {
    const { name, isDated, columns } = this.#table;
    const { endsOn, endReason } = this.#settings;
    for (const link of this.#gone.splice(0)) {
      if (link.removed) continue;
      const before = rowById(this.#ledger, name, link.rowId);
      const forget = (image: Row) => this.changed.push({ ...link, image, removed: true });
      if (!before || !link.home || keptBases.has(name)) {
        forget(link.image);
        continue;
      }
      if (!isDated || String(before.valid_from) >= endsOn) {
        this.#toDelete.push({ link, before });
        continue;
      }
      if (before.valid_to !== null && String(before.valid_to) <= endsOn) {
        forget(link.image);
        continue;
      }
      const ending = {
        valid_to: endsOn,
        ...(columns.includes('end_reason') ? { end_reason: endReason } : {}),
      };
      const after = { ...before, ...ending };
      if (this.#isLocked(before, after)) continue;
      updateRow(this.#ledger, name, link.rowId, ending);
      this.changes.push({ table: name, row: link.rowId, kind: 'update', before, after });
      this.counts.removed += 1;
      forget({ ...link.image, ...ending });
    }
  }

  /** Takes away what the sender no longer has and what holds for no time; after all tables that refer to this one. */
  removeGone(): void {
    const { name } = this.#table;
    for (const { link, before } of this.#toDelete.splice(0)) {
      if (this.#isLocked(before, undefined)) continue;
      try {
        deleteRow(this.#ledger, name, link.rowId);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        this.#told.kept(this.#table, before);
        continue;
      }
      this.changes.push({ table: name, row: link.rowId, kind: 'delete', before, after: null });
      this.changed.push({ ...link, removed: true });
      this.counts.removed += 1;
    }
  }
}

/** People stay: others may name them too. */
const keptBases: ReadonlySet<string> = new Set(['person', 'kindergarten']);
