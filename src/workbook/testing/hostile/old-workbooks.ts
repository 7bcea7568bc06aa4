import { utils, write } from '@e965/xlsx';
import { zipParts } from '../make-xlsx.ts';
import { type HostileFile, noise, unharmed, victim } from './hostile-file.ts';

const sectorBytes = 512;

/** The victim as another program's workbook. */
export function otherFormat(bookType: 'biff8' | 'biff5' | 'ods' | 'xlsb' | 'xlml' | 'html'): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(victim.rows as unknown[][]), victim.name);
  return Buffer.from(write(book, { bookType, type: 'buffer' }) as Uint8Array);
}

/** Old workbooks (.xls in a compound file) and OpenDocument tables, broken or endless. */
export function hostileOldWorkbooks(): HostileFile[] {
  return [...compounds(), ...records(), ...openDocuments()];
}

function xls(
  name: string,
  about: string,
  outcome: HostileFile['outcome'],
  spoil: (bytes: Buffer) => Buffer,
): HostileFile {
  return { name: `旧版-${name}.xls`, about, outcome, make: () => spoil(otherFormat('biff8')) };
}

/** Offset of the first sector of the allocation table. */
const tableOf = (bytes: Buffer) => (bytes.readUInt32LE(76) + 1) * sectorBytes;
/** Offset of the first directory record of this name. */
const recordOf = (bytes: Buffer, name: string) => bytes.indexOf(Buffer.from(`${name}\0`, 'utf16le'));

function compounds(): HostileFile[] {
  const patched = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    patch: (bytes: Buffer) => void,
  ) =>
    xls(name, about, outcome, (bytes) => {
      patch(bytes);
      return bytes;
    });
  return [
    xls('正常', 'a good file', unharmed, (bytes) => bytes),
    xls('截断一半', 'cut in the middle', 'workbook-not-recognised', (bytes) =>
      bytes.subarray(0, bytes.length >> 1),
    ),
    xls('只有头', 'the header sector only', 'workbook-not-recognised', (bytes) =>
      bytes.subarray(0, sectorBytes),
    ),
    xls('头后乱码', 'noise behind the header', 'workbook-not-recognised', (bytes) =>
      Buffer.concat([bytes.subarray(0, sectorBytes), noise(bytes.length - sectorBytes)]),
    ),
    patched(
      '分配表成环',
      'every sector of the allocation table is followed by itself',
      'workbook-corrupt',
      (bytes) => {
        const at = tableOf(bytes);
        for (let index = 0; index < sectorBytes / 4; index++) bytes.writeUInt32LE(index, at + index * 4);
      },
    ),
    patched('分配表两步成环', 'sectors follow each other in pairs', 'workbook-corrupt', (bytes) => {
      const at = tableOf(bytes);
      for (let index = 0; index < sectorBytes / 4; index++) bytes.writeUInt32LE(index ^ 1, at + index * 4);
    }),
    patched('分配表在外', 'the allocation table would stand behind the file', 'workbook-corrupt', (bytes) =>
      bytes.writeUInt32LE(0x00ffffff, 76),
    ),
    patched('分配表四十亿', 'four thousand million sectors of allocation table', unharmed, (bytes) => {
      bytes.writeUInt32LE(0xfffffff0, 44);
      bytes.writeUInt32LE(0, 68);
      bytes.writeUInt32LE(0xfffffff0, 72);
    }),
    patched('目录在外', 'the directory would start behind the file', 'workbook-corrupt', (bytes) =>
      bytes.writeUInt32LE(0x00fffff0, 48),
    ),
    patched(
      '目录成环',
      'directory records that are their own brothers and children',
      'workbook-corrupt',
      (bytes) => {
        const root = recordOf(bytes, 'Root Entry');
        for (const field of [68, 72, 76]) bytes.writeUInt32LE(0, root + field);
        const book = recordOf(bytes, 'Workbook');
        for (const field of [68, 72, 76]) bytes.writeUInt32LE(1, book + field);
      },
    ),
    patched('扇区大小荒唐', 'sectors of 2 to the 40th bytes', 'workbook-corrupt', (bytes) =>
      bytes.writeUInt16LE(40, 30),
    ),
    patched('流大小荒唐', 'a workbook stream of two thousand million bytes', 'workbook-corrupt', (bytes) =>
      bytes.writeUInt32LE(0x7fffffff, recordOf(bytes, 'Workbook') + 120),
    ),
  ];
}

/** Offset of the first record of this number (with these lengths) in the stream, which stands in one piece. */
function biffRecord(bytes: Buffer, number: number, length?: number): number {
  let at = bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]));
  while (at + 4 <= bytes.length) {
    if (bytes.readUInt16LE(at) === number && (length === undefined || bytes.readUInt16LE(at + 2) === length))
      return at;
    at += 4 + bytes.readUInt16LE(at + 2);
  }
  throw new Error(`no record ${number}`);
}

function records(): HostileFile[] {
  const record = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    number: number,
    patch: (bytes: Buffer, body: number) => void,
  ) =>
    xls(name, about, outcome, (bytes) => {
      patch(bytes, biffRecord(bytes, number) + 4);
      return bytes;
    });
  return [
    record(
      '工作表位置在外',
      'a sheet that would begin behind the stream',
      'workbook-no-sheets',
      0x85,
      (bytes, body) => bytes.writeUInt32LE(0x7fffff00, body),
    ),
    record(
      '工作表位置在自己',
      'a sheet that begins where the workbook does',
      'workbook-no-sheets',
      0x85,
      (bytes, body) => bytes.writeUInt32LE(0, body),
    ),
    record('记录过长', 'a record that would end behind the stream', 'workbook-corrupt', 0x85, (bytes, body) =>
      bytes.writeUInt16LE(0xffff, body - 2),
    ),
    record('范围荒唐', 'dimensions of four thousand million rows', unharmed, 0x200, (bytes, body) => {
      bytes.writeUInt32LE(0, body);
      bytes.writeUInt32LE(0xffffffff, body + 4);
    }),
  ];
}

function openDocuments(): HostileFile[] {
  const namespaces =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';
  const ods = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    table: () => string,
    before = '',
  ): HostileFile => ({
    name: `开放-${name}.ods`,
    about,
    outcome,
    make: () =>
      zipParts({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': `${before}<office:document-content ${namespaces}><office:body><office:spreadsheet><table:table table:name="表">${table()}</table:table></office:spreadsheet></office:body></office:document-content>`,
      }),
  });
  const cell = (text: string, attributes = '') =>
    `<table:table-cell office:value-type="string"${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const row = (cells: string, attributes = '') => `<table:table-row${attributes}>${cells}</table:table-row>`;
  const repeated = (columns: number) => ` table:number-columns-repeated="${columns}"`;
  const rowsRepeated = (rows: number) => ` table:number-rows-repeated="${rows}"`;
  return [
    ods(
      '空行空列重复',
      'empty cells and rows repeated to the end of the sheet',
      { reads: { A1: '甲' } },
      () =>
        row(`${cell('甲')}<table:table-cell${repeated(16_383)}/>`) +
        row('<table:table-cell/>', rowsRepeated(1_048_575)),
    ),
    ods(
      '满格重复',
      'one filled cell repeated over the whole sheet: 17 thousand million cells',
      'workbook-too-large',
      () => row(cell('甲', repeated(16_384)), rowsRepeated(1_048_576)),
    ),
    ods('重复四十亿', 'a row repeated four thousand million times', 'workbook-corrupt', () =>
      row(cell('甲'), rowsRepeated(4_000_000_000)),
    ),
    ods('重复乱写', 'repetitions that are no numbers', 'workbook-corrupt', () =>
      row(
        cell('甲', ' table:number-columns-repeated="-3"') + cell('乙', ' table:number-columns-repeated="x"'),
      ),
    ),
    ods(
      '长文字重复',
      'a text of 90,000 characters repeated over ten thousand columns',
      'workbook-too-large',
      () => row(cell('园'.repeat(90_000), repeated(10_000))),
    ),
    ods(
      '文档类型声明',
      'an external entity',
      'workbook-hostile',
      () => row(cell('甲')),
      '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
    ),
    {
      name: '开放-截断.ods',
      about: 'the content is cut inside a row',
      outcome: 'workbook-corrupt',
      make: () =>
        zipParts({
          mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
          'content.xml': `<office:document-content ${namespaces}><office:body><office:spreadsheet><table:table>`,
        }),
    },
  ];
}
