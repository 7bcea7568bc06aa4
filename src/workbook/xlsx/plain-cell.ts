import { parsePlainNumber } from './cell-values.ts';

/** What `readPlainCell` found; one record is filled again and again. */
export interface PlainCell {
  /** 0 where the cell states no address. */
  column: number;
  /** 0 where it states none. */
  style: number;
  /** The value is an index of a shared text. */
  shared: boolean;
  /** NaN where the cell is styled only. */
  value: number;
}

const quote = 0x22;
const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const valueOpen = Buffer.from('<v>');
const cellClose = Buffer.from('</v></c>');

/**
 * The short way for the form in which nearly every cell is written, `<c r="A1" s="1" t="s"><v>12</v></c>` or
 * `<c r="A1" s="1"/>`: one look at each byte, no tokens. Returns where the cell ends; −1, with nothing consumed, for
 * any other form (a prefix, other types, blanks, a formula, an exponent) and for a cell that `limit` cuts, all of
 * which the cursor reads.
 */
export function readPlainCell(bytes: Uint8Array, start: number, limit: number, cell: PlainCell): number {
  if (bytes[start] !== lessThan || bytes[start + 1] !== 0x63 || bytes[start + 2] !== 0x20) return -1;
  cell.column = 0;
  cell.style = 0;
  cell.shared = false;
  cell.value = Number.NaN;
  // Bytes behind the limit may be read and misunderstood; the checks of it at the end undo that.
  let at = start + 3;
  for (;;) {
    const name = bytes[at];
    if (bytes[at + 1] !== 0x3d || bytes[at + 2] !== quote) return -1;
    at += 3;
    if (name === 0x72) {
      let column = 0;
      let letter = bytes[at]! - 64;
      while (letter >= 1 && letter <= 26) {
        column = column * 26 + letter;
        letter = bytes[++at]! - 64;
      }
      while (bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
      cell.column = column;
    } else if (name === 0x73) {
      let style = 0;
      while (bytes[at]! >= 0x30 && bytes[at]! <= 0x39) style = style * 10 + bytes[at++]! - 0x30;
      cell.style = style;
    } else if (name === 0x74 && (bytes[at] === 0x73 || bytes[at] === 0x6e)) {
      cell.shared = bytes[at] === 0x73;
      at++;
    } else {
      return -1;
    }
    if (bytes[at] !== quote) return -1;
    at++;
    if (bytes[at] === 0x20) {
      at++;
    } else if (bytes[at] === greaterThan) {
      break;
    } else {
      const end = at + 2;
      return bytes[at] === slash && bytes[at + 1] === greaterThan && end <= limit ? end : -1;
    }
  }
  at++;
  for (let index = 0; index < valueOpen.length; index++) if (bytes[at++] !== valueOpen[index]) return -1;
  const digits = at;
  while (at < limit && bytes[at] !== lessThan) at++;
  const end = at + cellClose.length;
  if (end > limit) return -1;
  for (let index = 0; index < cellClose.length; index++)
    if (bytes[at + index] !== cellClose[index]) return -1;
  cell.value = parsePlainNumber(bytes, digits, at);
  return Number.isNaN(cell.value) ? -1 : end;
}
