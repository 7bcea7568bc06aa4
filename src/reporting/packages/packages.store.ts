import type { IsoDate } from '../../common/dates.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { Row } from './travelling.ts';

/** A package (报送包) that was taken. */
export interface ReceivedPackage {
  readonly id: number;
  readonly officeId: number;
  readonly period: string;
  /** Digest of what it held. */
  readonly content: string;
  readonly file: string;
  readonly packedOn: IsoDate;
  readonly receivedOn: IsoDate;
  /** Number of the last operation in the sender's ledger when it was packed. */
  readonly stamp: number;
  readonly masked: boolean;
  readonly programVersion: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** All packages taken, in the order in which they came. */
export function receivedPackages(ledger: Ledger): ReceivedPackage[] {
  return ledger
    .prepare<[], Record<string, string | number>>(
      `SELECT id, office_id AS officeId, period, content, file, packed_on AS packedOn, received_on AS receivedOn,
        stamp, masked, program_version AS programVersion, totals, findings FROM report_package ORDER BY id`,
    )
    .all()
    .map(
      (row) =>
        ({
          ...row,
          masked: row.masked === 1,
          totals: JSON.parse(String(row.totals)) as Record<string, number>,
          findings: JSON.parse(String(row.findings)) as Finding[],
        }) as unknown as ReceivedPackage,
    );
}

/** Enters a package that was taken (inside `perform`). */
export function savePackage(ledger: Ledger, taken: Omit<ReceivedPackage, 'id'>): void {
  ledger
    .prepare(
      `INSERT INTO report_package (office_id, period, content, file, packed_on, received_on, stamp, masked,
        program_version, totals, findings)
       VALUES (@officeId, @period, @content, @file, @packedOn, @receivedOn, @stamp, @masked, @programVersion,
        @totals, @findings)`,
    )
    .run({
      ...taken,
      masked: taken.masked ? 1 : 0,
      totals: JSON.stringify(taken.totals),
      findings: JSON.stringify(taken.findings),
    });
}

/** Which row of this ledger stands for a row of a sender's. */
export interface RowLink {
  readonly id: number;
  readonly table: string;
  readonly senderRow: number;
  readonly rowId: number;
  /** The sender's row as it last came, references by the ids here. */
  readonly image: Row;
  /** It is the sender's to say what it holds; not so a kindergarten of another district that it only refers to. */
  readonly home: boolean;
  /** The sender no longer has it. */
  readonly removed: boolean;
}

/** What is known of a sender's rows. */
export function rowLinks(ledger: Ledger, officeId: number): RowLink[] {
  return ledger
    .prepare<
      [number],
      Omit<RowLink, 'image' | 'home' | 'removed'> & { image: string; home: number; removed: number }
    >(
      `SELECT id, table_name AS "table", sender_row AS senderRow, row_id AS rowId, image, home, removed
       FROM package_row WHERE office_id = ? ORDER BY id`,
    )
    .all(officeId)
    .map((row) => ({
      ...row,
      image: JSON.parse(row.image) as Row,
      home: row.home === 1,
      removed: row.removed === 1,
    }));
}

/** Offices that said of kindergartens that they are their own: kindergarten → office. */
export function kindergartenHomes(ledger: Ledger, exceptOffice: number): Map<number, number> {
  const rows = ledger
    .prepare<[number], { rowId: number; officeId: number }>(
      `SELECT row_id AS rowId, office_id AS officeId FROM package_row
       WHERE table_name = 'kindergarten' AND home = 1 AND removed = 0 AND office_id <> ?`,
    )
    .all(exceptOffice);
  return new Map(rows.map(({ rowId, officeId }) => [rowId, officeId]));
}

/** Rows that other offices only refer to: what they say of them gives way. */
export function referredRows(ledger: Ledger, table: string): Set<number> {
  return new Set(
    ledger
      .prepare<[string], { rowId: number }>(
        `SELECT row_id AS rowId FROM package_row AS link WHERE table_name = ? AND home = 0 AND NOT EXISTS
          (SELECT 1 FROM package_row AS other WHERE other.table_name = link.table_name
             AND other.row_id = link.row_id AND other.home = 1)`,
      )
      .all(table)
      .map(({ rowId }) => rowId),
  );
}

const newLink = {
  table: 'package_row',
  columns: ['office_id', 'table_name', 'sender_row', 'row_id', 'image', 'home', 'removed'],
} as const;

export function addLink(ledger: Ledger, officeId: number, link: Omit<RowLink, 'id'>): void {
  ledger.append(newLink, [
    officeId,
    link.table,
    link.senderRow,
    link.rowId,
    JSON.stringify(link.image),
    link.home ? 1 : 0,
    link.removed ? 1 : 0,
  ]);
}

export function changeLink(ledger: Ledger, { id, senderRow, rowId, image, home, removed }: RowLink): void {
  ledger
    .prepare(
      `UPDATE package_row SET sender_row = @senderRow, row_id = @rowId, image = @image, home = @home,
        removed = @removed WHERE id = @id`,
    )
    .run({
      id,
      senderRow,
      rowId,
      image: JSON.stringify(image),
      home: home ? 1 : 0,
      removed: removed ? 1 : 0,
    });
}
