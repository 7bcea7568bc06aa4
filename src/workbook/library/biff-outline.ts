/** What the library does not tell of a BIFF stream. */
export interface BiffOutline {
  /** Hidden columns (1-based, inclusive) of each sheet, by its place among the sheets' streams. */
  readonly hiddenColumns: readonly (readonly { readonly from: number; readonly to: number }[])[];
  readonly encrypted: boolean;
  /** 2–5, or 8: from 8 on texts are Unicode. */
  readonly version: number;
}

const filePass = 0x2f;
const endOfFile = 0x0a;
const columnInfo = 0x7d;

/** Versions by the number of the first record; 0x0809 says more inside. */
const beginnings: Readonly<Record<number, number>> = { 9: 2, 521: 3, 1033: 4, 2057: 5 };

/** Runs over the records of a workbook stream ([MS-XLS] 2.1.4), each of which begins with its number and length. */
export function readBiffOutline(stream: Uint8Array): BiffOutline {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const hiddenColumns: { from: number; to: number }[][] = [];
  let hidden: { from: number; to: number }[] = [];
  let version = 0;
  let depth = 0;
  let substreams = 0;
  let encrypted = false;
  for (let at = 0; at + 4 <= stream.length; ) {
    const record = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const body = at + 4;
    if (record === 0 && length === 0 && depth === 0) break;
    at = body + length;
    if (at > stream.length) break;
    const begins = beginnings[record];
    if (begins !== undefined) {
      const unicode = begins === 5 && length >= 2 && view.getUint16(body, true) === 0x0600;
      if (version === 0) version = unicode ? 8 : begins;
      depth++;
      if (depth === 1) hidden = [];
    } else if (record === endOfFile) {
      depth = Math.max(0, depth - 1);
      if (depth > 0) continue;
      // From BIFF5 on the first stream is the workbook itself.
      if (substreams > 0 || version < 5) hiddenColumns.push(hidden);
      substreams++;
    } else if (record === filePass) {
      encrypted = true;
    } else if (record === columnInfo && depth === 1 && length >= 10) {
      const from = view.getUint16(body, true) + 1;
      const to = Math.min(256, view.getUint16(body + 2, true) + 1);
      if ((view.getUint16(body + 8, true) & 1) !== 0 && to >= from) hidden.push({ from, to });
    }
  }
  return { hiddenColumns, encrypted, version };
}
