import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';
import { cellAddress } from '../address.ts';
import { xlsxParts } from './make-xlsx.ts';

/**
 * Writes a roster-like sheet of any size to a file, a thousand rows at a time: 12 columns, of which five shared
 * texts are different on every row, three repeat, three are numbers and one is a date. The same size gives the
 * same bytes.
 */
export async function writeLargeXlsx(path: string, rows: number): Promise<void> {
  await writeStreamedXlsx(path, sheetPieces(rows), stringPieces(rows));
}

/** Writes a workbook of one sheet (园所信息表; style 1 is a date) whose sheet and shared texts come in pieces. */
export async function writeStreamedXlsx(
  path: string,
  sheet: Iterable<string>,
  strings: Iterable<string>,
): Promise<void> {
  const parts = xlsxParts([{ name: '园所信息表', rows: [[{ date: '2021-03-16' }]] }]);
  await pipeline(zipChunks(parts, sheet, strings), createWriteStream(path));
}

async function* zipChunks(
  parts: Record<string, string | Uint8Array>,
  sheet: Iterable<string>,
  strings: Iterable<string>,
): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    out.push(chunk);
  });
  for (const [name, content] of Object.entries(parts)) {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    if (name === 'xl/worksheets/sheet1.xml') {
      for (const text of sheet) {
        entry.push(Buffer.from(text));
        yield* out.splice(0);
      }
    } else if (name === 'xl/sharedStrings.xml') {
      for (const text of strings) {
        entry.push(Buffer.from(text));
        yield* out.splice(0);
      }
    } else {
      entry.push(Buffer.from(content as string));
    }
    entry.push(new Uint8Array(0), true);
    yield* out.splice(0);
  }
  zip.end();
  yield* out.splice(0);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const districts = ['东湖区', '西岭区', '南浦区', '北原区', '河口县', '青石县'];
const natures = ['教育部门办', '集体办', '民办', '事业单位办'];
const categories = ['省级示范', '一类', '二类', '三类'];
const repeated = [...districts, ...natures, ...categories];
const uniqueTexts = 5;

function* sheetPieces(rows: number): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}"><dimension ref="A1:L${rows}"/><sheetData>`;
  let piece = '';
  for (let index = 0; index < rows; index++) {
    const row = index + 1;
    const first = repeated.length + index * uniqueTexts;
    const texts = [
      first,
      first + 1,
      first + 2,
      index % districts.length,
      first + 3,
      districts.length + ((index * 7) % natures.length),
      districts.length + natures.length + ((index * 11) % categories.length),
    ];
    const cells = texts.map((text, at) => `<c r="${cellAddress(row, at + 1)}" t="s"><v>${text}</v></c>`);
    cells.push(
      `<c r="H${row}"><v>${3 + (index % 15)}</v></c>`,
      `<c r="I${row}"><v>${60 + ((index * 31) % 500)}</v></c>`,
      `<c r="J${row}"><v>${(117 + ((index * 7919) % 100_000) / 100_000).toFixed(6)}</v></c>`,
      `<c r="K${row}" s="1"><v>${36_526 + ((index * 37) % 8000)}</v></c>`,
      `<c r="L${row}" t="s"><v>${first + 4}</v></c>`,
    );
    piece += `<row r="${row}" spans="1:12">${cells.join('')}</row>`;
    if (row % 1000 === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData></worksheet>`;
}

function* stringPieces(rows: number): Generator<string> {
  const items = (texts: readonly string[]) => texts.map((text) => `<si><t>${text}</t></si>`).join('');
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="${main}" uniqueCount="${repeated.length + rows * uniqueTexts}">${items(repeated)}`;
  let piece = '';
  for (let index = 0; index < rows; index++) {
    const number = String(index).padStart(6, '0');
    const mixed = (index * 48_271) % 2_147_483_647;
    piece += items([
      `37${String(10_000_000 + (mixed % 90_000_000))}`,
      `52370400MJ${number}${String(mixed % 100).padStart(2, '0')}`,
      `云溪市${districts[index % districts.length]}第${number}幼儿园`,
      `${districts[index % districts.length]}育才路${mixed % 1000}号${index % 40}单元`,
      `138${String(mixed % 100_000_000).padStart(8, '0')}`,
    ]);
    if (index % 1000 === 999) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sst>`;
}
