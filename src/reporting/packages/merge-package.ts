import type { IsoDate } from '../../common/dates.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Office } from '../../ledger/office.ts';
import type { RowWords } from '../../ledger/row-words.ts';
import type { RowChange } from '../../store/history.ts';
import type { Ledger } from '../../store/ledger.ts';
import { tableName } from '../../store/schema.ts';
import type { CarriedRow } from './carried-rows.ts';
import { tellClaims } from './claims.ts';
import type { LockedPeriod } from './locked.ts';
import {
  type KindergartenMap,
  type MappedKindergarten,
  mapKindergartens,
  type OpenKindergarten,
} from './map-kindergartens.ts';
import { mapOffices, type OfficeMap } from './map-offices.ts';
import { type MergeCounts, type SentRow, TableMerge } from './merge-rows.ts';
import { type MergeTold, mergeTold } from './merge-told.ts';
import { addLink, changeLink, type RowLink, referredRows, rowLinks } from './packages.store.ts';
import { withoutTakenCodes } from './taken-codes.ts';
import { type CarriedSources, newestFact, rowById, tableFacts, writeSources } from './travelling.store.ts';
import { isPhoneColumn, type Row, type TravellingTable, travellingTables, type Value } from './travelling.ts';

/** What a package brings, and how it is to be taken. */
export interface PackageMerge {
  readonly ledger: Ledger;
  readonly operation: number;
  /** The sender's office in this ledger. */
  readonly sender: Office;
  readonly tables: ReadonlyMap<string, readonly CarriedRow[]>;
  readonly sources: CarriedSources;
  readonly packedOn: IsoDate;
  /** What the clerk said of doubtful kindergartens, by the sender's number. */
  readonly decisions: ReadonlyMap<number, number | 'new'>;
  readonly takesSent: boolean;
  readonly locked: readonly LockedPeriod[];
  readonly words: RowWords;
}

export interface MergeResult {
  readonly counts: MergeCounts;
  /** By table, in the order in which they were taken. */
  readonly tables: readonly (MergeCounts & { readonly table: string; readonly rows: number })[];
  /** What changed of rows that were here before. */
  readonly changes: readonly RowChange[];
  readonly findings: readonly Finding[];
  /** Kindergartens that must be told first: nothing was taken. */
  readonly open: readonly OpenKindergarten[];
}

const kindergartens: TravellingTable = {
  name: 'kindergarten',
  references: {},
  naturalKey: ['id'],
  overlapKey: null,
  isDated: false,
  required: new Set(),
  columns: ['code', 'credit_code'],
};

const none: MergeCounts = { inserted: 0, updated: 0, removed: 0, unchanged: 0 };

/**
 * Takes the rows of a package into the ledger, under the sender's branch of the office tree (inside `perform`): rows
 * that came before are followed by their numbers, others are told by what they are, as imports do.
 */
export function mergePackage(given: PackageMerge): MergeResult {
  const { ledger, sender } = given;
  const links = rowLinks(ledger, sender.id);
  const byRow = new Map(links.map((link) => [`${link.table} ${link.senderRow}`, link]));
  const sent = (table: string) => given.tables.get(table) ?? [];
  const rowsOf = (table: string) => sent(table).map(({ row }) => row);
  const offices = mapOffices(ledger, sender, rowsOf('office'));
  const ownDistrict = sender.level === 'county' ? sender.id : null;
  const map = mapKindergartens(ledger, {
    kindergartens: rowsOf('kindergarten'),
    facts: rowsOf('kindergarten_fact'),
    offices,
    officeNames: new Map(rowsOf('office').map(({ id, name }) => [Number(id), String(name)])),
    ownDistrict,
    links: byRow,
    decisions: given.decisions,
    exists: (id) => rowById(ledger, 'kindergarten', id) !== undefined,
  });
  if (map.open.length > 0) {
    return { counts: none, tables: [], changes: [], findings: [], open: map.open };
  }
  return new Merger(given, links, offices, map, ownDistrict).run();
}

class Merger {
  readonly #given: PackageMerge;
  readonly #links: readonly RowLink[];
  readonly #offices: OfficeMap;
  readonly #kindergartens: readonly MappedKindergarten[];
  readonly #ownDistrict: number | null;
  readonly #findings: Finding[];
  readonly #told: MergeTold;
  /** Table → sender's number → number here. */
  readonly #ids = new Map<string, ReadonlyMap<number, number>>();
  /** Sender's numbers of kindergartens that it only refers to, or that another office claimed before. */
  readonly #foreign: ReadonlySet<number>;
  /** Rows that the sender has, but that are not taken from it. */
  readonly #passedOver = new Set<string>();

  constructor(
    given: PackageMerge,
    links: readonly RowLink[],
    offices: OfficeMap,
    map: KindergartenMap,
    ownDistrict: number | null,
  ) {
    this.#given = given;
    this.#links = links;
    this.#offices = offices;
    this.#kindergartens = map.mapped;
    this.#ownDistrict = ownDistrict;
    const { foreign, findings } = tellClaims(given.ledger, given.sender, map.mapped, offices.branch);
    this.#foreign = foreign;
    this.#findings = [...findings];
    this.#told = mergeTold(given.sender, given.words, this.#findings);
  }

  run(): MergeResult {
    const { ledger, locked, packedOn, sender, takesSent } = this.#given;
    const tables = travellingTables((table) => tableFacts(ledger, table));
    const settings = {
      takesSent,
      locked,
      endsOn: packedOn,
      endReason: `${sender.title ?? sender.name}已不再报送`,
      tables,
    };
    this.#ids.set('office', this.#offices.ids);
    const merges: { readonly table: TravellingTable; readonly merge: TableMerge; readonly rows: number }[] =
      [];
    const take = (table: TravellingTable, rows: readonly SentRow[]) => {
      const merge = new TableMerge(ledger, table, settings, this.#told);
      const own = this.#links.filter(
        (link) => link.table === table.name && !this.#passedOver.has(`${table.name} ${link.senderRow}`),
      );
      merge.merge(rows, own, table.isDated ? referredRows(ledger, table.name) : new Set());
      this.#ids.set(table.name, merge.ids);
      merges.push({ table, merge, rows: rows.length });
    };
    this.#takeKindergartens(settings, merges);
    for (const table of tables) take(table, this.#rowsFor(table));
    for (const { merge } of [...merges].reverse()) merge.removeGone();
    for (const { merge } of merges) {
      for (const link of merge.changed) changeLink(ledger, link);
    }
    for (const { merge } of merges) {
      for (const link of merge.added) addLink(ledger, sender.id, link);
    }
    this.#takeSources(merges);
    const counts = { ...none };
    for (const { merge } of merges) {
      for (const key of ['inserted', 'updated', 'removed', 'unchanged'] as const)
        counts[key] += merge.counts[key];
    }
    return {
      counts,
      tables: merges.map(({ table, merge, rows }) => ({ table: table.name, rows, ...merge.counts })),
      changes: merges.flatMap(({ merge }) => merge.changes),
      findings: this.#findings,
      open: [],
    };
  }

  #takeKindergartens(
    settings: ConstructorParameters<typeof TableMerge>[2],
    merges: { table: TravellingTable; merge: TableMerge; rows: number }[],
  ): void {
    const { ledger, tables, sender } = this.#given;
    const byId = new Map((tables.get('kindergarten') ?? []).map((each) => [each.id, each]));
    const own = this.#links.filter(({ table }) => table === 'kindergarten');
    const known = new Map(own.map((link) => [link.senderRow, link]));
    const merge = new TableMerge(ledger, kindergartens, settings, this.#told);
    const spokenOf = new Set(this.#kindergartens.flatMap(({ target }) => target ?? []));
    const rows: SentRow[] = this.#kindergartens.flatMap((kindergarten) => {
      const { senderId, target } = kindergarten;
      const carried = byId.get(senderId);
      if (!carried) return [];
      const { code = null, credit_code = null } = carried.row;
      const said = { code, credit_code };
      const free = withoutTakenCodes(ledger, sender.title ?? sender.name, kindergarten, said, spokenOf);
      this.#findings.push(...free.findings);
      // What it is here was told by code and name: that is its key.
      const row = { ...(target === null ? {} : { id: target }), ...free.codes };
      const home = !this.#foreign.has(senderId);
      return [{ senderRow: senderId, row, home, hidden: {} }];
    });
    const linked = own.filter((link) => {
      const target = this.#kindergartens.find(({ senderId }) => senderId === link.senderRow)?.target;
      return target === undefined || target === link.rowId;
    });
    merge.merge(rows, linked, new Set());
    for (const link of merge.added) {
      // One that is another kindergarten now keeps its number at the sender's.
      const stale = known.get(link.senderRow);
      if (stale) merge.changed.push({ ...link, id: stale.id });
    }
    const fresh = merge.added.filter(({ senderRow }) => !known.has(senderRow));
    merge.added.splice(0, merge.added.length, ...fresh);
    this.#ids.set('kindergarten', merge.ids);
    merges.push({ table: kindergartens, merge, rows: rows.length });
  }

  /** The rows of a table with the ids of this ledger; of kindergartens elsewhere only what nobody knows yet. */
  #rowsFor(table: TravellingTable): SentRow[] {
    const { ledger, tables } = this.#given;
    const columns = new Set(table.columns);
    return (tables.get(table.name) ?? []).flatMap(({ id, row: carried, hidden }) => {
      const row: Record<string, Value> = {};
      for (const [column, value] of Object.entries(carried)) {
        if (column === 'id' || !columns.has(column)) continue;
        const parent = table.references[column];
        if (parent === undefined || value === null) row[column] = value;
        else {
          const here = this.#ids.get(parent)?.get(Number(value));
          if (here === undefined && table.required.has(column)) {
            this.#told.refused(table, id, `它所属的${tableName(parent)}没有收进来`);
            this.#passedOver.add(`${table.name} ${id}`);
            return [];
          }
          row[column] = here ?? null;
        }
      }
      if (!this.#isWanted(table, carried, row)) return [];
      const isForeign =
        table.name === 'kindergarten_fact' && this.#foreign.has(Number(carried.kindergarten_id));
      if (isForeign && !this.#isFirstWord(ledger, id, row)) {
        this.#passedOver.add(`${table.name} ${id}`);
        return [];
      }
      const needed = Object.fromEntries(
        Object.entries(hidden).filter(([column]) => !isPhoneColumn(column) && columns.has(column)),
      );
      return [{ senderRow: id, row: this.#placed(table, row), home: !isForeign, hidden: needed }];
    });
  }

  /** What the sender itself handed in to this office is entered here when it comes. */
  #isWanted(table: TravellingTable, carried: Row, row: Row): boolean {
    if (table.name !== 'submission' || carried.office_id === null) return true;
    return row.office_id !== this.#given.sender.id;
  }

  /** Facts of a kindergarten elsewhere count as long as nobody else said any. */
  #isFirstWord(ledger: Ledger, senderRow: number, row: Row): boolean {
    const link = this.#links.find(
      (each) => each.table === 'kindergarten_fact' && each.senderRow === senderRow,
    );
    if (link) return !link.home;
    return newestFact(ledger, Number(row.kindergarten_id)) === undefined;
  }

  /** What bears no office in the sender's ledger is the sender's own. */
  #placed(table: TravellingTable, row: Row): Row {
    const { sender } = this.#given;
    if (table.name === 'kindergarten_fact' && row.district_id === null && this.#ownDistrict !== null) {
      return { ...row, district_id: this.#ownDistrict };
    }
    const isOffices = table.name === 'alliance_group' || (table.name === 'body' && row.group_id === null);
    return isOffices && row.office_id === null ? { ...row, office_id: sender.id } : row;
  }

  /** The cells in the sender's own files stay known of every row that was taken. */
  #takeSources(merges: readonly { readonly table: TravellingTable; readonly merge: TableMerge }[]): void {
    const { ledger, operation, sources } = this.#given;
    const byTable = new Map(merges.map(({ table, merge }) => [table.name, merge]));
    for (const [part, column, whole] of parts) {
      const into = byTable.get(whole)?.taken;
      for (const id of byTable.get(part)?.taken ?? []) {
        const parent = rowById(ledger, part, id)?.[column];
        if (typeof parent === 'number') into?.add(parent);
      }
    }
    const rows = sources.rows.flatMap(([source, row, target, id, fields]) => {
      const merge = byTable.get(target);
      const here = merge?.ids.get(id);
      return merge && here !== undefined && merge.taken.has(here)
        ? [[source, row, target, here, fields] as const]
        : [];
    });
    writeSources(ledger, operation, sources, rows);
  }
}

/** Rows whose sources stand with what they are a part of. */
const parts = [
  ['kindergarten_fact', 'kindergarten_id', 'kindergarten'],
  ['activity_kindergarten', 'activity_id', 'activity'],
  ['activity_person', 'activity_id', 'activity'],
] as const;
