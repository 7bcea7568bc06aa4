import { tooLarge } from '../reading.ts';
import type { ZipContainer, ZipEntry } from '../zip.ts';
import { builtinFormat, isDateFormat } from './number-formats.ts';
import { checkStructure, scanPart } from './scan-part.ts';
import { elementName, token } from './xml-cursor.ts';

/** How a cell's number is to be read. */
export interface CellFormat {
  readonly code: string;
  readonly isDate: boolean;
}

export const generalFormat: CellFormat = { code: 'General', isDate: false };

const numFmtElement = elementName('numFmt');
const cellXfsElement = elementName('cellXfs');
const xfElement = elementName('xf');
/** Sixteen times what Excel allows. */
const mostFormats = 1_048_576;

/** Four times what Excel allows: a longer code is no format, and is not kept. */
const longestCode = 1_000;

/** Formats by the number that a cell's `s` attribute gives. */
export async function readCellFormats(zip: ZipContainer, entry: ZipEntry): Promise<CellFormat[]> {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  let inCellXfs = false;
  checkStructure(zip, entry);
  await scanPart(zip, entry, 'styleSheet', (cursor, kind) => {
    if (kind === token.closed) {
      if (cursor.name === cellXfsElement) inCellXfs = false;
    } else if (kind === token.opened) {
      if (cursor.name === cellXfsElement) inCellXfs = !cursor.empty;
      else if (inCellXfs && cursor.name === xfElement) ids.push(Number(cursor.value('numFmtId') ?? 0));
      // Differential formats hold numFmt elements too, with numbers of their own.
      else if (cursor.name === numFmtElement && cursor.depth === (cursor.empty ? 2 : 3)) {
        const code = cursor.value('formatCode') ?? '';
        custom.set(
          Number(cursor.value('numFmtId')),
          code.length > longestCode ? 'General' : code || 'General',
        );
      }
    }
    if (ids.length > mostFormats || custom.size > mostFormats) {
      throw tooLarge(zip.reading, '单元格样式数', `${mostFormats} 种`);
    }
  });
  const formats = new Map<number, CellFormat>();
  return ids.map((id) => {
    const known = formats.get(id);
    if (known) return known;
    const code = custom.get(id) ?? builtinFormat(id);
    const format = { code, isDate: isDateFormat(code) };
    formats.set(id, format);
    return format;
  });
}
