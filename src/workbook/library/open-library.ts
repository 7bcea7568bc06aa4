import { TextDecoder } from 'node:util';
import { readingFailure } from '../reading.ts';
import type { Workbook } from '../sheet.ts';
import { type SourceFile, wholeFile } from '../source-file.ts';
import { EncodingScan } from '../text/encoding.ts';
import { partChunks, type ZipContainer } from '../zip.ts';
import { openInProcess } from './library-workbook.ts';

/** .xls of any age, and the .et of WPS, which is the same under another name. */
export function openXls(source: SourceFile): Promise<Workbook> {
  return openInProcess(source, 'xls', 'xls', () => wholeFile(source));
}

/** Excel's binary workbook. Its parts are unpacked once for the checks of the container, which the library has not. */
export async function openXlsb(source: SourceFile, zip: ZipContainer): Promise<Workbook> {
  for (const entry of zip.entries.values()) {
    for await (const _ of partChunks(zip, entry));
  }
  return openInProcess(source, 'xlsb', 'xlsb', () => wholeFile(source));
}

/** A web page, as many systems export it under the name of .xls, or the XML workbook of Excel 2003. */
export function openMarkup(source: SourceFile, kind: 'html' | 'spreadsheet-xml'): Promise<Workbook> {
  return openInProcess(source, kind, 'xls', () => markupContent(source));
}

/** The text in UTF-8, whatever it is written in: the library would take what the page says of itself. */
async function markupContent(source: SourceFile): Promise<Uint8Array> {
  const bytes = Buffer.from((await wholeFile(source)).buffer);
  const scan = new EncodingScan(bytes.subarray(0, 4096));
  scan.add(bytes);
  const { encoding, mark, brokenLine } = scan.finish();
  if (encoding === undefined || brokenLine > 0) {
    throw readingFailure(source.reading, 'text-undecodable', { line: brokenLine });
  }
  const text = new TextDecoder(encoding).decode(bytes.subarray(mark));
  return new TextEncoder().encode(text);
}
