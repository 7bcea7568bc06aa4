import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { columnLetters } from '../workbook/address.ts';
import type { Cell } from '../workbook/sheet.ts';
import { columnLabel } from './compiled.ts';
import type { ColumnDefinition, ListDefinition } from './definition.ts';
import { compactText, startsVisibly } from './fields/cell-text.ts';
import { type FieldTools, shownValue } from './fields/field.ts';
import type { MergeTracker } from './merge-tracker.ts';
import { type NamedField, type ReadValue, readCell } from './read-cell.ts';
import type { FieldValue, TableRecord } from './record.ts';

/** What stood before a row and makes a blank in it doubtful. */
interface Circumstances {
  /** Blank rows or a repeated header lie between this row and the one before. */
  readonly apart: boolean;
  /** A subtotal or the table's end stood in between: no block reaches over it. */
  readonly closed: boolean;
}

/** A column as the header at hand has it. */
interface MappedColumn extends NamedField {
  readonly field: ColumnDefinition;
  readonly column: number;
  readonly letters: string;
  /** Place in the definition: stays the same under another header. */
  readonly index: number;
  /** The column that tells the blocks of this column apart; undefined for columns without blocks. */
  readonly blockKey: string | undefined;
}

const dittos = new Set("〃 \" ″ “ ” '' 〞 ˝ ,, 同上 同前 上同 同左上".split(' '));

/** 〃, 同上: the value above. */
function isDitto(cell: Cell): boolean {
  if (cell.content.type !== 'text' || cell.content.value.length > 6) return false;
  const { value } = cell.content;
  if (startsVisibly(value) && !/^[同上]/.test(value)) return false;
  return dittos.has(value.trim()) || dittos.has(compactText(value));
}

/** Makes records of rows, one after the other: remembers what stands above for blocks, merges and dittos. */
export interface RecordBuilder {
  /** Another header from here on. */
  remap(columns: Readonly<Record<string, number>>): void;
  /** `cells` by column number. */
  build(row: number, cells: readonly (Cell | undefined)[], around: Circumstances): TableRecord;
}

/** The column whose value tells the rows of a block apart: the required one, else the first that is no 序号. */
function blockKeys(definition: ListDefinition): Map<string, string> {
  const keys = new Map<string, string>();
  for (const wanted of [true, false]) {
    for (const column of definition.columns) {
      if (!column.block || keys.has(column.block) || column.type === 'sequence') continue;
      if (!wanted || column.required) keys.set(column.block, column.key);
    }
  }
  return keys;
}

/** `merges` follows the rows; it must have been moved to a row before the row is built. */
export function recordBuilder(
  definition: ListDefinition,
  sheet: string,
  tools: FieldTools,
  merges: MergeTracker,
): RecordBuilder {
  const keys = blockKeys(definition);
  let mapped: MappedColumn[] = [];
  /** What stood last in each column, by its place in the definition. */
  const above: (ReadValue | undefined)[] = [];
  /** Last row that the merge of a block's key reaches. */
  const mergeEnds = new Map<string, number>();
  /** Block keys that this sheet writes on every row: a blank among them is unusual. */
  const filledStyle = new Set<string>();

  const absent = (column: MappedColumn, address: string): ReadValue => ({
    value: undefined,
    raw: '',
    address,
    findings: column.field.required
      ? [makeFinding('value-required', { field: column.label }, { sheet, cell: address })]
      : [],
    failed: column.field.required === true,
  });
  const refusal = (
    code: 'block-unclear' | 'block-rejected' | 'ditto-without-value',
    column: MappedColumn,
    address: string,
    parameters: Readonly<Record<string, string>>,
  ): ReadValue => ({
    value: undefined,
    raw: parameters.value ?? '',
    address,
    findings: [makeFinding(code, { field: column.label, ...parameters }, { sheet, cell: address })],
    failed: true,
  });
  /** The value above once more: its findings were said there. */
  const again = (column: MappedColumn, before: ReadValue, address: string): ReadValue =>
    before.failed
      ? { ...refusal('block-rejected', column, address, { from: before.address }), address: before.address }
      : { ...before, findings: [] };

  /** A cell of its own, a ditto, or the value of the merge that reaches down here; undefined where it is blank. */
  function ownValue(column: MappedColumn, cell: Cell | undefined, address: string, row: number) {
    if (cell && isDitto(cell)) {
      const before = above[column.index];
      if (before && before.value !== undefined) return { read: again(column, before, address), given: false };
      const value = cell.content.type === 'text' ? cell.content.value : '';
      return { read: refusal('ditto-without-value', column, address, { value }), given: false };
    }
    if (cell) return { read: readCell(cell, address, column, sheet, tools), given: true };
    const merged = merges.at(column.column);
    if (!merged || merged.range.top >= row) return undefined;
    // A record two rows high has its name merged over both: the lower row is no second record.
    if ((column.field.required || column.field.needed) && column.blockKey === undefined) return undefined;
    const anchor = `${column.letters}${merged.range.top}`;
    const before = above[column.index];
    if (before && before.address === anchor) return { read: again(column, before, address), given: false };
    if (!merged.cell) return undefined;
    return { read: readCell(merged.cell, anchor, column, sheet, tools), given: false };
  }

  return {
    remap(columns) {
      mapped = definition.columns.flatMap((field, index) => {
        const column = columns[field.key];
        if (column === undefined) return [];
        const blockKey = field.block === undefined ? undefined : keys.get(field.block);
        return [
          { field, index, column, letters: columnLetters(column), label: columnLabel(field), blockKey },
        ];
      });
    },

    build(row, cells, around) {
      const values: Record<string, FieldValue | undefined> = {};
      const places: Record<string, string> = {};
      const raw: Record<string, string> = {};
      const findings: Finding[] = [];
      /** Blocks that go on from the row above, by the key column's key. */
      const continued = new Set<string>();
      const reads: (ReadValue | undefined)[] = [];

      const readBlockKey = (column: MappedColumn, address: string): ReadValue => {
        const { key } = column.field;
        const before = above[column.index];
        const own = ownValue(column, cells[column.column], address, row);
        if (own) {
          const same = own.given && before !== undefined && !before.failed && before.value === own.read.value;
          if (same) filledStyle.add(key);
          if (!own.given || same) continued.add(key);
          const merge = merges.at(column.column)?.range;
          if (own.given) mergeEnds.set(key, merge && merge.bottom > merge.top ? merge.bottom : 0);
          return own.read;
        }
        const end = mergeEnds.get(key) ?? 0;
        const ended = around.closed || (end > 0 && end < row);
        if (!ended && before) continued.add(key);
        if (!before) return absent(column, address);
        if (ended) {
          return column.field.required
            ? refusal('block-unclear', column, address, {})
            : absent(column, address);
        }
        const carried = again(column, before, address);
        if (carried.failed || carried.value === undefined) return carried;
        if (!around.apart && !filledStyle.has(key)) return carried;
        const parameters = { field: column.label, from: before.address, value: shownValue(carried.value) };
        return { ...carried, findings: [makeFinding('value-carried', parameters, { sheet, cell: address })] };
      };

      for (const column of mapped) {
        if (column.blockKey === column.field.key) {
          reads[column.index] = readBlockKey(column, `${column.letters}${row}`);
        }
      }
      for (const column of mapped) {
        const { key } = column.field;
        const address = `${column.letters}${row}`;
        let read = reads[column.index];
        if (!read) {
          read = ownValue(column, cells[column.column], address, row)?.read;
          const before = above[column.index];
          // Within a block, blanks take the value above; the lead's failed cell is told by its name alone.
          if (!read && column.blockKey && continued.has(column.blockKey) && before && !before.failed) {
            read = { ...before, findings: [] };
          }
          read ??= absent(column, address);
        }
        above[column.index] = read;
        places[key] = read.address;
        if (read.raw !== '') raw[key] = read.raw;
        if (!read.failed && read.value !== undefined) values[key] = read.value;
        for (const finding of read.findings) findings.push(finding);
      }
      return { row, values, cells: places, raw, findings };
    },
  };
}
