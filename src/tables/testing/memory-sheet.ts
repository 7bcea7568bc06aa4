import { parseRange } from '../../workbook/address.ts';
import type { Cell, CellContent, CellRange, Row, Sheet } from '../../workbook/sheet.ts';

/** What a test writes into a cell; null leaves it out. */
export type SheetValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly date: string }
  | { readonly error: string }
  | { readonly formula: string; readonly value?: string | number }
  | { readonly number: number; readonly format: string };

export interface MemorySheetOptions {
  readonly name?: string;
  readonly merges?: readonly string[];
  /** 1-based */
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

function cellOf(value: SheetValue, row: number, column: number): Cell[] {
  if (value === null || value === undefined) return [];
  const plain = (content: CellContent): Cell => ({ row, column, content, format: 'General' });
  if (typeof value === 'string') return [plain({ type: 'text', value })];
  if (typeof value === 'number') return [plain({ type: 'number', value })];
  if (typeof value === 'boolean') return [plain({ type: 'boolean', value })];
  if ('error' in value) return [plain({ type: 'error', value: value.error })];
  if ('date' in value) return [plain({ type: 'date', value: value.date, serial: 1 })];
  if ('number' in value) {
    return [{ ...plain({ type: 'number', value: value.number }), format: value.format }];
  }
  if (value.value === undefined) {
    return [{ ...plain({ type: 'text', value: '' }), formula: value.formula, formulaOnly: true }];
  }
  const content: CellContent =
    typeof value.value === 'number'
      ? { type: 'number', value: value.value }
      : { type: 'text', value: value.value };
  return [{ ...plain(content), formula: value.formula }];
}

/** A sheet that stands in memory: what the reader of real files would deliver. */
export function memorySheet(
  values: readonly (readonly SheetValue[])[],
  options: MemorySheetOptions = {},
): Sheet {
  const hidden = new Set(options.hiddenRows);
  const rows = values.flatMap((row, index): Row[] => {
    const number = index + 1;
    const cells = row.flatMap((value, at) => cellOf(value, number, at + 1));
    return cells.length > 0 ? [{ number, cells, hidden: hidden.has(number) }] : [];
  });
  const merges = (options.merges ?? []).map((text): CellRange => {
    const range = parseRange(text);
    if (!range) throw new Error(`no range: ${text}`);
    return range;
  });
  return {
    name: options.name ?? 'Sheet1',
    index: 0,
    visibility: 'visible',
    merges,
    hiddenColumns: (options.hiddenColumns ?? []).map((column) => ({ from: column, to: column })),
    async *rows() {
      yield* rows;
    },
    window: async (from, to) => rows.filter((row) => row.number >= from && row.number <= to),
  };
}
