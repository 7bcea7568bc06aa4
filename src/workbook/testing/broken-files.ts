import { type MadeSheet, makeXlsx, xlsxParts, zipParts } from './make-xlsx.ts';

/** A file that cannot be read, the smallest of its kind, and the finding that says why. */
export interface BrokenFile {
  readonly code: string;
  readonly name: string;
  readonly bytes: Buffer;
}

const sheet: MadeSheet = {
  name: '园所信息表',
  rows: [
    ['园所名称', '班级数'],
    ['云溪市东湖区第一幼儿园', 9],
  ],
};
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const sheetPart = 'xl/worksheets/sheet1.xml';

/** Every way in which a file can fail to be a readable workbook; the same bytes each time. */
export function brokenFiles(): BrokenFile[] {
  const whole = makeXlsx([sheet]);
  return [
    { code: 'workbook-empty-file', name: '空文件.xlsx', bytes: Buffer.alloc(0) },
    { code: 'workbook-lock-file', name: '~$园所信息表.xlsx', bytes: lockFile() },
    { code: 'workbook-lock-file', name: '.~园所信息表.xlsx', bytes: lockFile() },
    {
      code: 'workbook-encrypted',
      name: '加密.xlsx',
      bytes: compoundFile(['EncryptionInfo', 'EncryptedPackage']),
    },
    { code: 'workbook-encrypted', name: '压缩包加密.xlsx', bytes: withZipFlag(whole, 1) },
    { code: 'workbook-encrypted', name: '企业加密.xlsx', bytes: guarded() },
    ...unsupported(),
    { code: 'workbook-not-recognised', name: '乱码.xlsx', bytes: noise(2000) },
    { code: 'workbook-corrupt', name: '没传完.xlsx', bytes: whole.subarray(0, whole.length >> 1) },
    { code: 'workbook-corrupt', name: '只有开头.xlsx', bytes: whole.subarray(0, 4) },
    { code: 'workbook-corrupt', name: '压缩数据坏了.xlsx', bytes: damaged(whole) },
    { code: 'workbook-corrupt', name: '校验和不对.xlsx', bytes: damagedStored() },
    { code: 'workbook-corrupt', name: '未知压缩方法.xlsx', bytes: withZipMethod(whole, 12) },
    { code: 'workbook-corrupt', name: '目录指错.xlsx', bytes: withDirectoryOffset(whole, 0) },
    changed('workbook-corrupt', '内容没写完.xlsx', {
      [sheetPart]: `<worksheet ${main}><sheetData><row r="1">`,
    }),
    changed('workbook-corrupt', '不是工作表.xlsx', { [sheetPart]: `<chart ${main}/>` }),
    changed('workbook-corrupt', '不是内容.xlsx', { 'xl/sharedStrings.xml': 'Not Found' }),
    changed('workbook-corrupt', '指向不存在的文字.xlsx', {
      'xl/sharedStrings.xml': `<sst ${main}><si><t>园</t></si></sst>`,
    }),
    changed('workbook-corrupt', '行号不对.xlsx', {
      [sheetPart]: sheetXml('<row r="0"><c><v>1</v></c></row>'),
    }),
    changed('workbook-corrupt', '未知编码.xlsx', {
      [sheetPart]: `<?xml version="1.0" encoding="x-none"?><worksheet/>`,
    }),
    changed('workbook-corrupt', '一份内容两个表.xlsx', {
      'xl/workbook.xml': workbookXml('<sheet name="甲" r:id="rId1"/><sheet name="乙" r:id="rId1"/>'),
    }),
    changed('workbook-part-missing', '缺工作簿.xlsx', { 'xl/workbook.xml': undefined }),
    changed('workbook-part-missing', '缺关系.xlsx', { 'xl/_rels/workbook.xml.rels': undefined }),
    changed('workbook-part-missing', '缺工作表.xlsx', { [sheetPart]: undefined }),
    changed('workbook-part-missing', '缺共享文字.xlsx', { 'xl/sharedStrings.xml': undefined }),
    changed('workbook-no-sheets', '没有工作表.xlsx', { 'xl/workbook.xml': workbookXml('') }),
    changed('workbook-no-sheets', '只有图表.xlsx', {
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="http://x/chartsheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }),
    // 40 MB of blanks behind a valid sheet.
    changed('workbook-hostile', '压缩炸弹.xlsx', { [sheetPart]: sheetXml(' '.repeat(40 * 1024 * 1024)) }),
    changed('workbook-hostile', '外部实体.xlsx', {
      [sheetPart]: `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]><worksheet ${main}><sheetData><row r="1"><c r="A1" t="str"><v>&y;</v></c></row></sheetData></worksheet>`,
    }),
    changed('workbook-hostile', '实体膨胀.xlsx', {
      'xl/sharedStrings.xml': `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst ${main}><si><t>&b;</t></si></sst>`,
    }),
    { code: 'workbook-hostile', name: '大小不实.xlsx', bytes: withDeclaredSize(whole) },
    { code: 'workbook-hostile', name: '部件重名.xlsx', bytes: withTwinEntry(whole) },
    changed('workbook-too-large', '行号过大.xlsx', {
      [sheetPart]: sheetXml('<row r="1048577"><c><v>1</v></c></row>'),
    }),
    changed('workbook-too-large', '列号过大.xlsx', {
      [sheetPart]: sheetXml('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
    }),
    changed('workbook-too-large', '文字过长.xlsx', {
      [sheetPart]: sheetXml(`<row r="1"><c r="A1" t="str"><v>${'园'.repeat(100_001)}</v></c></row>`),
    }),
    changed('workbook-too-large', '共享文字过长.xlsx', {
      'xl/sharedStrings.xml': `<sst ${main}><si><t>${'园'.repeat(100_001)}</t></si></sst>`,
    }),
    changed('workbook-rows-disordered', '行序混乱.xlsx', { [sheetPart]: sheetXml(disorderedRows()) }),
    ...brokenOthers(),
  ];
}

/** The first file of each code: the one kept in `fixtures/findings/<code>/`. */
export function brokenFixtures(): BrokenFile[] {
  const first = new Map<string, BrokenFile>();
  for (const file of brokenFiles()) if (!first.has(file.code)) first.set(file.code, file);
  return [...first.values()];
}

function unsupported(): BrokenFile[] {
  const code = 'workbook-format-unsupported';
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
    'base64',
  );
  return [
    { code, name: '旧版.doc', bytes: compoundFile(['WordDocument']) },
    {
      code,
      name: '单个文件网页.xls',
      bytes: Buffer.from('MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n'),
    },
    { code, name: '别的标记.xml', bytes: Buffer.from('<?xml version="1.0"?><office:document/>') },
    {
      code,
      name: '文字.odt',
      bytes: zipParts({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' }),
    },
    { code, name: '文档.pdf', bytes: Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n') },
    { code, name: '照片.xlsx', bytes: png },
    { code, name: '文档.rtf', bytes: Buffer.from('{\\rtf1 }') },
    { code, name: '压缩.rar', bytes: Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1') },
    { code, name: '压缩.zip', bytes: zipParts({ '名册/园所信息表.xlsx': 'x' }) },
    {
      code,
      name: '演示.pptx',
      bytes: zipParts({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' }),
    },
    { code, name: '苹果.numbers', bytes: zipParts({ 'Index/Document.iwa': 'x' }) },
  ];
}

/** Of the formats that came after .xlsx here. */
function brokenOthers(): BrokenFile[] {
  const mimetype = 'application/vnd.oasis.opendocument.spreadsheet';
  const locked =
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  return [
    { code: 'workbook-corrupt', name: '空架子.xls', bytes: compoundFile(['Workbook']) },
    { code: 'workbook-not-recognised', name: '别的文件.xls', bytes: compoundFile(['VisioDocument']) },
    {
      code: 'workbook-corrupt',
      name: '二进制.xlsb',
      bytes: zipParts({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }),
    },
    {
      code: 'workbook-corrupt',
      name: '没有表的网页.xls',
      bytes: Buffer.from('<html><body>无</body></html>'),
    },
    {
      code: 'workbook-no-sheets',
      name: '没有表.ods',
      bytes: zipParts({ mimetype, 'content.xml': '<office:document-content/>' }),
    },
    {
      code: 'workbook-encrypted',
      name: '加密.ods',
      bytes: zipParts({ mimetype, 'META-INF/manifest.xml': locked, 'content.xml': 'x' }),
    },
    { code: 'workbook-corrupt', name: '坏的.ods', bytes: zipParts({ mimetype, 'content.xml': '<a><b>' }) },
  ];
}

/** A workbook with parts replaced, or left out where undefined. */
function changed(
  code: string,
  name: string,
  parts: Readonly<Record<string, string | undefined>>,
): BrokenFile {
  const all: Record<string, string | Uint8Array | undefined> = { ...xlsxParts([sheet]), ...parts };
  const kept = Object.entries(all).filter(
    (part): part is [string, string | Uint8Array] => part[1] !== undefined,
  );
  return { code, name, bytes: zipParts(Object.fromEntries(kept)) };
}

function sheetXml(rows: string): string {
  return `<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`;
}

function workbookXml(sheets: string): string {
  return `<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets}</sheets></workbook>`;
}

/** More than a million cells in rows that count downwards. */
function disorderedRows(): string {
  const cells = '<c><v>1</v></c>'.repeat(10_000);
  return Array.from({ length: 101 }, (_, index) => `<row r="${200 - index}">${cells}</row>`).join('');
}

/** What Excel leaves beside an open workbook: the user's name, padded to 165 bytes. */
function lockFile(): Buffer {
  const bytes = Buffer.alloc(165, 0x20);
  bytes[0] = 4;
  bytes.write('user', 1);
  return bytes;
}

/** An OLE compound file reduced to its header and one sector of directory. */
function compoundFile(streams: readonly string[]): Buffer {
  const bytes = Buffer.alloc(512 + 512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  for (const [index, name] of ['Root Entry', ...streams].entries()) {
    bytes.write(name, 512 + index * 128, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, 512 + index * 128 + 64);
  }
  return bytes;
}

/** As document guards leave it: their mark, then nothing readable. */
function guarded(): Buffer {
  return Buffer.concat([Buffer.from('%TSD-Header-###%'), noise(500)]);
}

/** Bytes that look like nothing, by a small generator with a fixed start. */
function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 0xff;
    }),
  );
}

interface DirectoryRecord {
  readonly at: number;
  readonly name: string;
  readonly localOffset: number;
}

/** The records of the central directory, found from its end. */
function directory(bytes: Buffer): DirectoryRecord[] {
  const end = bytes.length - 22;
  const records: DirectoryRecord[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (at < end) {
    const nameBytes = bytes.readUInt16LE(at + 28);
    records.push({
      at,
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      localOffset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return records;
}

function recordOf(bytes: Buffer, name: string): DirectoryRecord {
  return directory(bytes).find((record) => record.name === name)!;
}

function withZipFlag(whole: Buffer, flag: number): Buffer {
  const bytes = Buffer.from(whole);
  for (const { at } of directory(bytes)) bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | flag, at + 8);
  return bytes;
}

function withZipMethod(whole: Buffer, method: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt16LE(method, recordOf(bytes, sheetPart).at + 10);
  return bytes;
}

function withDirectoryOffset(whole: Buffer, offset: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt32LE(offset + 1, recordOf(bytes, sheetPart).at + 42);
  return bytes;
}

/** The sheet unpacks to more than the directory says. */
function withDeclaredSize(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt32LE(10, recordOf(bytes, sheetPart).at + 24);
  return bytes;
}

/** Two entries of one name: which of them a program reads is its own affair. */
function withTwinEntry(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  // Leading slashes do not count in a part's name, and make it as long as the one it overwrites.
  const name = 'xl/workbook.xml'.padStart(sheetPart.length, '/');
  bytes.write(name, recordOf(bytes, sheetPart).at + 46);
  return bytes;
}

function damaged(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  const start = recordOf(bytes, sheetPart).localOffset + 30 + sheetPart.length;
  bytes.fill(0xff, start, start + 20);
  return bytes;
}

/** One letter of a stored sheet is another one: only the checksum tells. */
function damagedStored(): Buffer {
  const bytes = zipParts(xlsxParts([sheet], { inlineStrings: true }), 0);
  const at = bytes.indexOf('第一幼儿园');
  bytes.write('第二幼儿园', at);
  return bytes;
}
