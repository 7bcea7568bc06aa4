import { byteOrderMark, unmarkedUtf16 } from './text/encoding.ts';

/**
 * What a file is, by its first bytes. `biff` is an old workbook without its container, `text` may be a .csv,
 * `unknown` is nothing anybody would call a table.
 */
export type FileKind =
  | 'zip'
  | 'ole'
  | 'biff'
  | 'pdf'
  | 'image'
  | 'html'
  | 'mhtml'
  | 'xml'
  | 'spreadsheet-xml'
  | 'rtf'
  | 'archive'
  | 'encrypted'
  | 'text'
  | 'unknown';

/** Bytes that `fileKind` wants to see. */
export const headBytes = 4096;

const signatures: readonly (readonly [FileKind, string])[] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  // Split and empty archives begin so, too.
  ['zip', 'PK\x07\x08'],
  ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['pdf', '%PDF-'],
  ['image', '\x89PNG'],
  ['image', '\xff\xd8\xff'],
  ['image', 'GIF8'],
  ['image', 'BM'],
  ['image', 'II*\0'],
  ['image', 'MM\0*'],
  ['archive', 'Rar!'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
  ['archive', '\x1f\x8b'],
  ['rtf', '{\\rtf'],
  // Office-wide document guards put their own header before the file.
  ['encrypted', '%TSD-Header-###%'],
];

/** Tells a file's kind from its first `headBytes` bytes; its name has no say. */
export function fileKind(head: Buffer): FileKind {
  const text = head.toString('latin1');
  for (const [kind, signature] of signatures) {
    if (text.startsWith(signature) && (signature !== 'BM' || isBinary(head))) return kind;
  }
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image';
  if (text.slice(0, 64).includes('E-SafeNet')) return 'encrypted';
  // The first record of every workbook of Excel 2 to 95; some systems still write nothing around it.
  if (/^\x09[\0\x02\x04\x08][\x04\x06\x08\x10]\0/.test(text)) return 'biff';
  const words = decodeText(head);
  if (words === undefined) return 'unknown';
  const start = words.trimStart().slice(0, 2048).toLowerCase();
  if (
    /^<\?xml/.test(start) &&
    /progid="excel\.sheet"|urn:schemas-microsoft-com:office:spreadsheet/.test(start)
  ) {
    return 'spreadsheet-xml';
  }
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style)\b/.test(
      start,
    )
  ) {
    return 'html';
  }
  if (/^(?:mime-version|from|x-unsent|content-type):/.test(start)) return 'mhtml';
  if (/^<\?xml/.test(start)) return 'xml';
  return 'text';
}

const tableKinds = ['ole', 'biff', 'html', 'spreadsheet-xml', 'text'] as const;

/** A file that holds tables and is no ZIP container, by the reader it needs. */
export type TableKind = (typeof tableKinds)[number];

export function isTableKind(kind: FileKind): kind is TableKind {
  return (tableKinds as readonly FileKind[]).includes(kind);
}

/** What clerks call the kind, and what they can do. */
export const kindWords: Readonly<
  Record<Exclude<FileKind, TableKind | 'zip' | 'encrypted' | 'unknown'>, { kind: string; advice: string }>
> = {
  pdf: { kind: ' PDF 文档', advice: '请向报送单位要原来的表格文件（.xlsx），或照着重新录入一份。' },
  image: { kind: '图片', advice: '请向报送单位要原来的表格文件（.xlsx），或照着重新录入一份。' },
  mhtml: { kind: '单个文件网页（.mht，有的系统把它命名为 .xls）', advice: saveAs('Excel 或 WPS') },
  xml: { kind: ' XML 文件', advice: saveAs('导出它的程序，或 LibreOffice') },
  rtf: { kind: ' RTF 文档', advice: '请用 Word 或 WPS 打开，另存为 .docx 再导入。' },
  archive: { kind: '压缩包', advice: '请先解压，再导入里面的表格文件。' },
};

export function saveAs(program: string): string {
  return `请用 ${program} 打开，另存为 .xlsx 再导入。`;
}

/** The head as text, in the encoding that it is most likely in; undefined where it is no text. */
function decodeText(head: Buffer): string | undefined {
  const wide = byteOrderMark(head)?.encoding ?? unmarkedUtf16(head);
  if (wide && wide !== 'utf-8') return new TextDecoder(wide).decode(head);
  if (isBinary(head)) return undefined;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      // As a stream: the end of the head may cut a character.
      return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    } catch {
      // The next one.
    }
  }
  // Text with damage: whoever reads it finds where.
  return head.toString('latin1');
}

/** Control characters that no text holds; a few NULs fill fields up. */
function isBinary(head: Buffer): boolean {
  let nuls = 0;
  for (const byte of head) {
    if (byte === 0) nuls++;
    else if (byte < 0x09 || (byte > 0x0d && byte < 0x1b) || byte === 0x7f) return true;
  }
  return nuls * 4 > head.length;
}

/** A ZIP container that holds tables, by the reader it needs. */
export type ContainerKind = 'xlsx' | 'xlsb' | 'docx' | 'ods';

/**
 * Whether a ZIP is a mere archive of files and no document, by the names of its entries (`partKey` form): every
 * document names its parts, or its kind, at the top.
 */
export function isArchive(names: ReadonlySet<string> | ReadonlyMap<string, unknown>): boolean {
  const marks = ['[content_types].xml', '_rels/.rels', 'mimetype', 'index.zip', 'index/document.iwa'];
  const parts = ['xl/workbook.xml', 'xl/workbook.bin', 'word/document.xml', 'ppt/presentation.xml'];
  return ![...marks, ...parts].some((name) => names.has(name));
}

/**
 * What a ZIP holds, by the names of its entries (`partKey` form): a kind of table, or what to tell of a file that
 * holds none. An `xlsx` is not certain: its relationships tell.
 */
export function zipContent(
  names: ReadonlyMap<string, unknown>,
): { kind: string; advice: string } | ContainerKind {
  if (isArchive(names)) return kindWords.archive;
  const has = (pattern: RegExp) => [...names.keys()].some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.bin$/)) return 'xlsb';
  if (has(/^word\//)) return 'docx';
  if (has(/^ppt\//)) return { kind: '演示文稿', advice: '请确认是否选错了文件。' };
  if (names.has('content.xml')) return 'ods';
  if (has(/^index\/.*\.iwa$/) || names.has('index.zip')) {
    return { kind: '苹果 Numbers 表格', advice: '请在 Numbers 里导出为 Excel（.xlsx）再导入。' };
  }
  if (names.has('[content_types].xml') || has(/^xl\//)) return 'xlsx';
  return kindWords.archive;
}
