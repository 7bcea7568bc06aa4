import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { columnLetters } from '../workbook/address.ts';
import type { Cell } from '../workbook/sheet.ts';
import { columnLabel } from './compiled.ts';
import type { ColumnDefinition, ListDefinition } from './definition.ts';
import { compactText, startsVisibly } from './fields/cell-text.ts';
import { type FieldTools, shownValue } from './fields/field.ts';
import { ListRecord } from './list-record.ts';
import type { MergeTracker } from './merge-tracker.ts';
import { CleanRead, describeRead, type NamedField, type ReadValue, readContent } from './read-cell.ts';
import type { FieldValue } from './record.ts';

const none: readonly Finding[] = [];

/** What stood before a row and makes a blank in it doubtful. */
interface Circumstances {
  /** Blank rows or a repeated header lie between this row and the one before. */
  readonly apart: boolean;
  /** A subtotal or the table's end stood in between: no block reaches over it. */
  readonly closed: boolean;
  /** An example, or a row that could not be read, stood in between: 同上 has nothing right above it. */
  readonly parted: boolean;
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

/** What was read above, said once more without its findings. */
function repeated({ value, raw, address, failed }: ReadValue): ReadValue {
  return { value, raw, address, findings: none, failed };
}

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
  build(row: number, cells: readonly (Cell | undefined)[], around: Circumstances): ListRecord;
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
  /** Headers so far: below the first one columns stand where the table's location says. */
  let headers = 0;
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
      : repeated(before);

  /** A cell of its own, a ditto, or the value of the merge that reaches down here; undefined where it is blank. */
  function ownValue(
    column: MappedColumn,
    cell: Cell | undefined,
    address: string,
    row: number,
    parted: boolean,
  ) {
    if (cell && isDitto(cell)) {
      const before = parted ? undefined : above[column.index];
      if (before && (before.value !== undefined || before.failed))
        return { read: again(column, before, address), given: false };
      const value = cell.content.type === 'text' ? cell.content.value : '';
      return { read: refusal('ditto-without-value', column, address, { value }), given: false };
    }
    if (cell) return { read: readAt(cell, column, row), given: true };
    const merged = merges.at(column.column);
    if (!merged || merged.range.top >= row) return undefined;
    // A record two rows high has its name merged over both: the lower row is no second record.
    if ((column.field.required || column.field.needed) && column.blockKey === undefined) return undefined;
    const anchor = `${column.letters}${merged.range.top}`;
    const before = above[column.index];
    if (before && before.address === anchor) return { read: again(column, before, address), given: false };
    if (!merged.cell) return undefined;
    return { read: readAt(merged.cell, column, merged.range.top), given: false };
  }

  /** A cell that stands in the column on a row. */
  function readAt(cell: Cell, column: MappedColumn, row: number): ReadValue {
    const result = readContent(cell, column.field, tools);
    return result.findings.length === 0
      ? new CleanRead(result.value, cell.content, column.letters, row)
      : describeRead(result, cell, `${column.letters}${row}`, column, sheet);
  }

  return {
    remap(columns) {
      headers += 1;
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
      let findings: Finding[] | undefined;
      let elsewhere = headers > 1;
      /** Blocks that go on from the row above, by the key column's key. */
      const continued = new Set<string>();
      const reads: (ReadValue | undefined)[] = [];

      const readBlockKey = (column: MappedColumn, address: string): ReadValue => {
        const { key } = column.field;
        const before = above[column.index];
        const own = ownValue(column, cells[column.column], address, row, around.parted);
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
        let read = reads[column.index];
        if (!read) {
          const cell = cells[column.column];
          // Most cells stand for themselves.
          read = cell && !isDitto(cell) ? readAt(cell, column, row) : withoutCell(column, cell);
          reads[column.index] = read;
        }
        if (!elsewhere && read.value !== undefined && !(read instanceof CleanRead)) {
          elsewhere = read.address !== `${column.letters}${row}`;
        }
        above[column.index] = read;
        if (!read.failed && read.value !== undefined) values[column.field.key] = read.value;
        for (const finding of read.findings) {
          findings ??= [];
          findings.push(finding);
        }
      }
      return new ListRecord(row, values, findings ?? none, mapped, reads, elsewhere);

      function withoutCell(column: MappedColumn, cell: Cell | undefined): ReadValue {
        const address = `${column.letters}${row}`;
        const own = ownValue(column, cell, address, row, around.parted)?.read;
        if (own) return own;
        const before = above[column.index];
        // Within a block, blanks take the value above; the lead's failed cell is told by its name alone.
        if (column.blockKey && continued.has(column.blockKey) && before && !before.failed) {
          return repeated(before);
        }
        return absent(column, address);
      }
    },
  };
}
