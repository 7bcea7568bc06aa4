import type { IsoDate } from '../../common/dates.ts';
import { safeFileName } from '../../common/file-names.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { PackagePeriod } from './period.ts';
import type { PackedFile } from './write-package.ts';

/** What the tables of a package are made from. */
export interface TableGround {
  readonly ledger: Ledger;
  readonly folders: readonly string[];
  /** Facts as they were on this day. */
  readonly on: IsoDate;
  readonly period: PackagePeriod;
  readonly masked: boolean;
}

/** An official table that packages hold; a slice that has another gives one more. */
export interface PackedTable {
  /** Table id, and the name of the files. */
  readonly table: string;
  readonly title: string;
  /** Nothing where the office has no such rows. */
  render(ground: TableGround): Promise<readonly PackedFile[]>;
}

/** A workbook as an entry of a package. */
export function workbookFile(title: string, bytes: Uint8Array, rows: number, folder = ''): PackedFile {
  return { name: `${folder}${safeFileName(title)}.xlsx`, title, bytes, rows };
}
