import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellAddress } from '../address.ts';
import { type OpenOptions, openWorkbook } from '../open.ts';
import type { Cell, Row, Sheet, Workbook } from '../sheet.ts';

/** Opens the bytes as a file of this name in a folder of its own, and cleans both away. */
export async function withWorkbook<Result>(
  bytes: Uint8Array,
  use: (workbook: Workbook, path: string) => Promise<Result> | Result,
  options: OpenOptions & { readonly name?: string } = {},
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'youlian-workbook-'));
  try {
    const path = join(folder, options.name ?? '测试 表.xlsx');
    await writeFile(path, bytes);
    const workbook = await openWorkbook(path, options);
    try {
      return await use(workbook, path);
    } finally {
      await workbook.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function allRows(sheet: Sheet): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return rows;
}

/** `{A1: value}` of some rows: what most tests compare. */
export function valuesOf(rows: readonly Row[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    rows.flatMap((row) =>
      row.cells.map((cell) => [cellAddress(row.number, cell.column), cell.content.value]),
    ),
  );
}

/** The cell at an address, which must be there. */
export function cellAt(rows: readonly Row[], address: string): Cell {
  for (const row of rows) {
    for (const cell of row.cells) if (cellAddress(cell.row, cell.column) === address) return cell;
  }
  throw new Error(`no cell ${address}`);
}
