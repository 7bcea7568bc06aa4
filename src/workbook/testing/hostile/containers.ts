import { deflateRawSync } from 'node:zlib';
import { makeXlsx, zipParts } from '../make-xlsx.ts';
import {
  type HostileFile,
  noise,
  packed,
  relationshipsXml,
  sheetPart,
  stringsPart,
  stringsXml,
  stylesPart,
  unharmed,
  victim,
  victimParts,
  withParts,
  workbookPart,
  workbookRelationships,
  workbookXml,
} from './hostile-file.ts';
import { rawZip, wideExtra } from './raw-zip.ts';

const readParts = [workbookPart, workbookRelationships, stylesPart, sheetPart, stringsPart];
const mebibyte = 1024 * 1024;

/** Containers that are cut, bent, or say what is not so. */
export function hostileContainers(): HostileFile[] {
  return [
    ...truncations(),
    ...flips(),
    ...bombs(),
    ...liars(),
    ...wide(),
    ...methods(),
    ...ends(),
    ...names(),
  ];
}

function truncations(): HostileFile[] {
  const whole = packed();
  const header = (part: string) => whole.indexOf(part) - 30;
  const record = (part: string) => whole.lastIndexOf(part) - 46;
  const end = whole.length - 22;
  const cut = (name: string, about: string, length: number): HostileFile => ({
    name: `截断在${name}.xlsx`,
    about: `cut ${about}`,
    outcome: 'workbook-corrupt',
    make: () => Buffer.from(whole.subarray(0, length)),
  });
  return [
    cut('第一个部件头', 'inside the first local header', 17),
    cut('工作表部件头', "inside the sheet's local header", header(sheetPart) + 12),
    cut('工作表内容', "inside the sheet's data", header(sheetPart) + 30 + sheetPart.length + 40),
    cut('共享文字部件头', "inside the shared strings' local header", header(stringsPart) + 29),
    cut('共享文字内容', "inside the shared strings' data", header(stringsPart) + 30 + stringsPart.length + 9),
    cut('样式内容', "inside the styles' data", header(stylesPart) + 30 + stylesPart.length + 9),
    cut('目录之前', 'before the central directory', record('[Content_Types].xml')),
    cut('目录中间', 'inside the central directory', record(stylesPart) + 20),
    cut('目录之后', 'between the directory and its end record', end),
    cut('结尾记录', 'inside the end record', end + 11),
    cut('最后一字节', 'by one byte', whole.length - 1),
    {
      name: '截断又补零.xlsx',
      about: 'the second half was never downloaded: zeros stand there',
      outcome: 'workbook-corrupt',
      make: () => Buffer.concat([whole.subarray(0, whole.length >> 1), Buffer.alloc(whole.length >> 1)]),
    },
    {
      name: '中间缺一块.xlsx',
      about: 'forty bytes are missing in the middle',
      outcome: 'workbook-corrupt',
      make: () => {
        const at = header(sheetPart) + 60;
        return Buffer.concat([whole.subarray(0, at), whole.subarray(at + 40)]);
      },
    },
  ];
}

/** One bit of each part: in stored bytes only the checksum tells, in deflated ones the inflating may. */
function flips(): HostileFile[] {
  const inStored = readParts.map((part): HostileFile => {
    return {
      name: `翻一位-${part.replaceAll('/', '-')}.xlsx`,
      about: `one bit of the stored part ${part} is another one, still well-formed`,
      outcome: 'workbook-corrupt',
      make: () => {
        const bytes = packed(Object.fromEntries(readParts.map((each) => [each, { method: 0 }])));
        // A letter of the last but one closing tag's namespace or name: the part stays XML.
        const start = bytes.indexOf(part) + part.length;
        const at = bytes.indexOf('openxmlformats', start);
        bytes[at] = bytes[at]! ^ 1;
        return bytes;
      },
    };
  });
  return [
    ...inStored,
    {
      name: '翻一位-压缩数据.xlsx',
      about: 'one bit of the deflated sheet is another one',
      outcome: 'workbook-corrupt',
      make: () => {
        const bytes = packed();
        const at = bytes.indexOf(sheetPart) + sheetPart.length + 30;
        bytes[at] = bytes[at]! ^ 4;
        return bytes;
      },
    },
    {
      name: '翻一位-不读的部件.xlsx',
      about: 'one bit of a part that nobody reads is another one',
      outcome: unharmed,
      make: () => {
        const bytes = packed({ '[Content_Types].xml': { method: 0 } });
        bytes[bytes.indexOf('openxmlformats')] = 0x30;
        return bytes;
      },
    },
  ];
}

function bombs(): HostileFile[] {
  const limits = { ratioFromBytes: mebibyte };
  return [
    {
      name: '炸弹-共享文字.xlsx',
      about: 'shared strings that unpack to a thousand times their size',
      outcome: 'workbook-hostile',
      make: () => withParts({ [stringsPart]: stringsXml(' '.repeat(40 * mebibyte)) }),
    },
    {
      name: '炸弹-样式.xlsx',
      about: 'styles that unpack to a thousand times their size',
      outcome: 'workbook-hostile',
      limits,
      make: () => withParts({ [stylesPart]: `<styleSheet>${' '.repeat(2 * mebibyte)}</styleSheet>` }),
    },
    {
      name: '炸弹-关系.xlsx',
      about: 'relationships that unpack to a thousand times their size',
      outcome: 'workbook-hostile',
      limits,
      make: () =>
        withParts({ [workbookRelationships]: `<Relationships>${' '.repeat(2 * mebibyte)}</Relationships>` }),
    },
    {
      name: '炸弹-图片.xlsx',
      about: 'the bomb is a picture, which is never unpacked',
      outcome: unharmed,
      limits,
      make: () => withParts({ 'xl/media/image1.png': Buffer.alloc(2 * mebibyte) }),
    },
    {
      name: '炸弹-部件数.xlsx',
      about: '30,000 entries',
      outcome: 'workbook-too-large',
      make: () => {
        const more = Array.from({ length: 30_000 }, (_, index) => ({
          name: `xl/media/${index}.png`,
          data: '',
          method: 0,
        }));
        return packed({}, {}, more);
      },
    },
    {
      name: '炸弹-同一段数据.xlsx',
      about: 'Fifield: many entries share one local header and its data',
      outcome: 'workbook-hostile',
      make: () => {
        const at = packed().indexOf(sheetPart) - 30;
        const ghosts = Array.from({ length: 50 }, (_, index) => ({
          name: `xl/worksheets/sheet${index + 2}.xml`,
          data: '',
          ghost: true,
          central: { offset: at },
        }));
        return packed({}, {}, ghosts);
      },
    },
    {
      name: '炸弹-层层套叠.xlsx',
      about:
        'Fifield: each entry quotes the local header of the next in a stored block, all share the last data',
      outcome: 'workbook-hostile',
      make: quotedOverlap,
    },
    {
      name: '部件伸进目录.xlsx',
      about: 'the last part goes on into the central directory',
      outcome: 'workbook-corrupt',
      make: () => {
        const size = packed().length;
        return packed({ [stringsPart]: { central: { packedBytes: Math.round(size / 4) } } });
      },
    },
    {
      name: '空块无穷.xlsx',
      about: 'a deflated part of two million empty blocks before its content',
      outcome: unharmed,
      make: () => {
        const parts = victimParts();
        const sheet = Buffer.from(parts[sheetPart] as string);
        const empty = Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]);
        const data = Buffer.concat([Buffer.alloc(empty.length * 2_000_000, empty), deflateRawSync(sheet)]);
        return packed({ [sheetPart]: { packed: data } });
      },
    },
    {
      name: '压缩数据之后有杂物.xlsx',
      about: 'garbage between the end of the deflated sheet and the next entry, counted as its own',
      outcome: unharmed,
      make: () => {
        const sheet = Buffer.from(victimParts()[sheetPart] as string);
        return packed({ [sheetPart]: { packed: Buffer.concat([deflateRawSync(sheet), noise(300_000)]) } });
      },
    },
    {
      name: '大表之后有杂物.xlsx',
      about: 'garbage behind the deflated data of a large sheet, counted as its own',
      outcome: unharmed,
      make: () => {
        const wide = (victimParts()[sheetPart] as string).replace(
          '</sheetData>',
          `${'<!-- -->'.repeat(250_000)}</sheetData>`,
        );
        const data = Buffer.concat([deflateRawSync(Buffer.from(wide)), noise(300_000)]);
        return packed({ [sheetPart]: { data: wide, packed: data } });
      },
    },
  ];
}

function quotedOverlap(): Buffer {
  const layers = 20;
  const unpackedBytes = 2 * mebibyte;
  const names = Array.from({ length: layers + 1 }, (_, layer) => `xl/worksheets/bomb${layer}.xml`);
  const bomb = deflateRawSync(Buffer.alloc(unpackedBytes));
  const header = (name: string) => rawZip([{ name, data: '', packed: bomb }]).subarray(0, 30 + name.length);
  // From the inside out: a stored block of deflate that quotes the next entry's header, then that entry's data.
  let body = bomb;
  const steps: number[] = [];
  for (const name of names.slice(1).reverse()) {
    const quoted = header(name);
    const block = Buffer.alloc(5);
    block.writeUInt16LE(quoted.length, 1);
    block.writeUInt16LE(quoted.length ^ 0xffff, 3);
    steps.unshift(block.length + quoted.length);
    body = Buffer.concat([block, quoted, body]);
  }
  const parts = {
    ...victimParts(),
    [workbookPart]: workbookXml(
      names.map((_, layer) => `<sheet name="${layer}" r:id="r${layer}"/>`).join(''),
    ),
    [workbookRelationships]: relationshipsXml(
      ...names.map((_, layer) => [`r${layer}`, 'worksheet', `worksheets/bomb${layer}.xml`] as const),
    ),
  };
  const entries = Object.entries(parts).map(([name, data]) => ({ name, data }));
  let at = rawZip(entries).indexOf('PK\x01\x02', 0, 'latin1') + header(names[0]!).length;
  let left = body.length;
  const ghosts = names.slice(1).map((name, layer) => {
    const offset = at + 5;
    at += steps[layer]!;
    left -= steps[layer]!;
    return { name, data: '', ghost: true, central: { offset, packedBytes: left, unpackedBytes } };
  });
  return rawZip([
    ...entries,
    { name: names[0]!, data: '', packed: body, central: { unpackedBytes } },
    ...ghosts,
  ]);
}

function liars(): HostileFile[] {
  return [
    {
      name: '声明过大.xlsx',
      about: 'the directory promises one byte more than the sheet unpacks to',
      outcome: 'workbook-corrupt',
      make: () => {
        const bytes = Buffer.byteLength(victimParts()[sheetPart] as string);
        return packed({ [sheetPart]: { central: { unpackedBytes: bytes + 1 } } });
      },
    },
    {
      name: '声明四千兆.xlsx',
      about: 'the directory promises four gigabytes',
      outcome: 'workbook-hostile',
      make: () => packed({ [sheetPart]: { central: { unpackedBytes: 0xfffffffe } } }),
    },
    {
      name: '声明为零.xlsx',
      about: 'the directory says that the sheet is empty',
      outcome: 'workbook-hostile',
      make: () => packed({ [sheetPart]: { central: { unpackedBytes: 0 } } }),
    },
    {
      name: '压缩大小过大.xlsx',
      about: 'the packed sheet would end behind the file',
      outcome: 'workbook-hostile',
      make: () => packed({ [sheetPart]: { central: { packedBytes: 0x7fffffff } } }),
    },
    {
      name: '压缩大小为零.xlsx',
      about: 'the packed sheet has no bytes',
      outcome: 'workbook-corrupt',
      make: () => packed({ [sheetPart]: { central: { packedBytes: 0 } } }),
    },
    {
      name: '本地头说谎.xlsx',
      about: 'sizes and checksum of the local header are wrong, the directory is right',
      outcome: unharmed,
      make: () => packed({ [sheetPart]: { local: { unpackedBytes: 5, packedBytes: 5, crc: 1 } } }),
    },
    {
      name: '两处名称不同.xlsx',
      about: 'the local header of the sheet bears the name of another part',
      outcome: 'workbook-hostile',
      make: () => packed({ [sheetPart]: { local: { name: 'xl/worksheets/sheet9.xml' } } }),
    },
    {
      name: '数据描述符.xlsx',
      about: 'sizes follow the data, as streaming writers do: a good file',
      outcome: unharmed,
      make: () => packed(Object.fromEntries(readParts.map((part) => [part, { descriptor: true }]))),
    },
    {
      name: '目录里没有大小.xlsx',
      about: 'sizes follow the data, and the directory does not know them either',
      outcome: 'workbook-corrupt',
      make: () =>
        packed({
          [sheetPart]: { descriptor: true, central: { crc: 0, packedBytes: 0, unpackedBytes: 0 } },
        }),
    },
    {
      name: '部件头签名不对.xlsx',
      about: "the sheet's local header is none",
      outcome: 'workbook-corrupt',
      make: () => packed({ [sheetPart]: { local: { signature: 0x04034b51 } } }),
    },
    {
      name: '附加字段过长.xlsx',
      about: 'an extra field that claims more bytes than there are',
      outcome: unharmed,
      make: () => packed({ [sheetPart]: { central: { extra: Buffer.from([0x01, 0x00, 0xff, 0xff]) } } }),
    },
  ];
}

function wide(): HostileFile[] {
  const ones = 0xffffffff;
  const wideFor = (part: string) => {
    const data = Buffer.from(victimParts()[part] as string);
    return { unpacked: BigInt(data.length), packed: BigInt(deflateRawSync(data).length) };
  };
  const lie = (name: string, about: string, end64: NonNullable<Parameters<typeof packed>[1]>['end64']) => ({
    name: `六十四位-${name}.xlsx`,
    about: `ZIP64: ${about}`,
    outcome: 'workbook-corrupt' as const,
    make: () => packed({}, { end64: end64! }),
  });
  return [
    {
      name: '六十四位-正常.xlsx',
      about: 'ZIP64 in every place that can have it: a good file',
      outcome: unharmed,
      make: () => {
        const { unpacked, packed: bytes } = wideFor(sheetPart);
        const extra = wideExtra(unpacked, bytes);
        return packed(
          { [sheetPart]: { central: { unpackedBytes: ones, packedBytes: ones, extra } } },
          { end64: {} },
        );
      },
    },
    lie('结尾在天外', 'the end record would stand at 2⁶³', { at: 1n << 63n }),
    lie('结尾在文件外', 'the end record would stand behind the file', { at: 1_000_000n }),
    lie('结尾签名不对', 'the end record is none', { signature: 7 }),
    lie('目录在天外', 'the directory would start at 2⁶⁰', { start: 1n << 60n }),
    lie('目录一千兆兆', 'the directory would be 2⁵⁰ bytes long', { size: 1n << 50n }),
    {
      name: '六十四位-部件数.xlsx',
      about: 'ZIP64: 2⁴⁰ entries',
      outcome: 'workbook-too-large',
      make: () => packed({}, { end64: { count: 1n << 40n } }),
    },
    {
      name: '六十四位-部件在天外.xlsx',
      about: 'ZIP64: the sheet would stand at 2⁶⁰',
      outcome: 'workbook-corrupt',
      make: () => packed({ [sheetPart]: { central: { offset: ones, extra: wideExtra(1n << 60n) } } }),
    },
    {
      name: '六十四位-大小惊人.xlsx',
      about: 'ZIP64: the sheet would unpack to 2⁶² bytes',
      outcome: 'workbook-hostile',
      make: () => packed({ [sheetPart]: { central: { unpackedBytes: ones, extra: wideExtra(1n << 62n) } } }),
    },
    {
      name: '六十四位-缺少数值.xlsx',
      about: 'ZIP64: the extra field lacks the numbers that the record refers to',
      outcome: 'workbook-corrupt',
      make: () => packed({ [sheetPart]: { central: { offset: ones, extra: wideExtra() } } }),
    },
  ];
}

function methods(): HostileFile[] {
  const method = (number: number, name: string): HostileFile => ({
    name: `压缩方法-${name}.xlsx`,
    about: `the sheet is packed with method ${number} (${name})`,
    outcome: 'workbook-corrupt',
    make: () => packed({ [sheetPart]: { central: { method: number }, local: { method: number } } }),
  });
  return [
    method(9, 'deflate64'),
    method(14, 'lzma'),
    method(93, 'zstd'),
    method(65_535, '无此方法'),
    {
      name: '压缩方法-图片.xlsx',
      about: 'only a picture, which is never unpacked, has a strange method',
      outcome: unharmed,
      make: () => packed({}, {}, [{ name: 'xl/media/image1.png', data: 'x', method: 98 }]),
    },
    {
      name: '说是存储其实压缩.xlsx',
      about: 'the directory calls the deflated sheet stored',
      outcome: 'workbook-corrupt',
      make: () => packed({ [sheetPart]: { central: { method: 0 } } }),
    },
    {
      name: '说是压缩其实存储.xlsx',
      about: 'the directory calls the stored sheet deflated',
      outcome: 'workbook-corrupt',
      make: () => packed({ [sheetPart]: { method: 0, central: { method: 8 } } }),
    },
    {
      name: '只加密一个部件.xlsx',
      about: 'one entry only is marked as encrypted',
      outcome: 'workbook-encrypted',
      make: () => packed({ [sheetPart]: { central: { flags: 1 } } }),
    },
    {
      name: '强加密.xlsx',
      about: 'strong encryption is marked',
      outcome: 'workbook-encrypted',
      make: () => packed({ [sheetPart]: { central: { flags: 0x41 } } }),
    },
  ];
}

function ends(): HostileFile[] {
  const whole = packed();
  const end = whole.subarray(whole.length - 22);
  return [
    {
      name: '注释里有假结尾.xlsx',
      about: 'the comment holds a second end record: each reader may take another directory',
      outcome: 'workbook-hostile',
      make: () => {
        const fake = Buffer.from(end);
        fake.writeUInt16LE(0, 8);
        fake.writeUInt16LE(0, 10);
        return packed({}, { comment: fake });
      },
    },
    {
      name: '注释很长.xlsx',
      about: 'a comment of 65,535 bytes: a good file',
      outcome: unharmed,
      make: () => packed({}, { comment: Buffer.alloc(0xffff, 0x20) }),
    },
    {
      name: '目录数目多报.xlsx',
      about: 'the end record counts more entries than there are',
      outcome: 'workbook-corrupt',
      make: () => packed({}, { end: { count: 60 } }),
    },
    {
      name: '目录数目少报.xlsx',
      about: 'the end record counts fewer entries than there are: the rest is hidden',
      outcome: 'workbook-corrupt',
      make: () => packed({}, { end: { count: 6 } }),
    },
    {
      name: '目录起点不对.xlsx',
      about: 'the directory starts 7 bytes too early',
      outcome: 'workbook-corrupt',
      make: () => packed({}, { end: { start: whole.readUInt32LE(whole.length - 6) - 7 } }),
    },
    {
      name: '自解压程序.xlsx',
      about: 'a program stands before the container (a self-extractor)',
      outcome: 'workbook-not-recognised',
      make: () => packed({}, { prefix: Buffer.concat([Buffer.from('MZ\x90\x00'), noise(2000)]) }),
    },
    {
      name: '开头多一个换行.xlsx',
      about: 'a line end came in before the container on its way',
      outcome: 'workbook-not-recognised',
      make: () => Buffer.concat([Buffer.from('\r\n'), whole]),
    },
    {
      name: '开头多一段压缩包.xlsx',
      about: 'the beginning of another container stands before this one, offsets not counting it',
      outcome: 'workbook-corrupt',
      make: () => Buffer.concat([whole.subarray(0, 500), whole]),
    },
    {
      name: '两个压缩包相连.xlsx',
      about: 'two containers one behind the other: only the last counts, and its offsets do not fit',
      outcome: 'workbook-corrupt',
      make: () => Buffer.concat([whole, makeXlsx([{ ...victim, name: '另一个表' }])]),
    },
    {
      name: '空压缩包.xlsx',
      about: 'a container of no entries',
      outcome: 'workbook-format-unsupported',
      make: () => rawZip([]),
    },
  ];
}

function names(): HostileFile[] {
  const beside = (name: string, about: string, entry: string | Buffer): HostileFile => ({
    name: `部件名-${name}.xlsx`,
    about: `beside the workbook stands an entry ${about}; nothing is ever written under it`,
    outcome: unharmed,
    make: () => packed({}, {}, [{ name: entry, data: '* * * * * root' }]),
  });
  return [
    beside('往上走', 'that climbs out of every folder', '../../../../../../etc/cron.d/x'),
    beside('反斜杠往上走', 'that climbs with backslashes', '..\\..\\..\\Windows\\System32\\x.dll'),
    beside('绝对路径', 'with an absolute path', '/etc/passwd'),
    beside('盘符', 'with a drive letter', 'C:\\Users\\x.exe'),
    beside('空字符', 'with a NUL in its name', 'xl/x\0.xml'),
    beside('极长', 'with a name of 65,535 bytes', 'x'.repeat(65_535)),
    beside('不是文字', 'whose name is no UTF-8', Buffer.from([0xff, 0xfe, 0x80, 0x81])),
    beside('没有', 'without a name', ''),
    {
      name: '部件名-大小写重名.xlsx',
      about: 'two workbook parts whose names differ in case only',
      outcome: 'workbook-hostile',
      make: () => packed({}, {}, [{ name: 'XL/Workbook.xml', data: '<workbook/>' }]),
    },
    {
      name: '部件名-空字符截断.xlsx',
      about: 'the workbook part is there only for readers that stop at a NUL',
      outcome: 'workbook-part-missing',
      make: () => packed({ [workbookPart]: { name: 'xl/workbook.xml\0.png' } }),
    },
    {
      name: '部件名-符号链接.xlsx',
      about: 'the sheet is a symbolic link to a file of this machine',
      outcome: 'workbook-corrupt',
      make: () =>
        packed({ [sheetPart]: { data: '/etc/passwd', method: 0, central: { attributes: 0xa1ff << 16 } } }),
    },
    {
      name: '部件名-文件夹.xlsx',
      about: 'the sheet is a folder',
      outcome: 'workbook-part-missing',
      make: () => packed({ [sheetPart]: { name: `${sheetPart}/`, data: '', method: 0 } }),
    },
    {
      name: '压缩包套压缩包.zip',
      about: 'forty containers, each inside the other',
      outcome: 'workbook-format-unsupported',
      make: () => {
        let bytes = packed();
        for (let depth = 0; depth < 40; depth++) bytes = zipParts({ [`第${depth}层.zip`]: bytes }, 0);
        return bytes;
      },
    },
  ];
}
