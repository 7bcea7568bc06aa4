import { Failure } from '../../findings/catalogue.ts';
import { fileKind, headBytes, kindWords } from '../../workbook/file-kind.ts';
import { defaultLimits, type WorkbookLimits } from '../../workbook/limits.ts';
import { corrupt, type Reading, sizeWords, tooLarge } from '../../workbook/reading.ts';
import { openZip, partChunks, partKey, type ZipContainer } from '../../workbook/zip.ts';
import { descendants, parseXml, type XmlElement } from './xml-tree.ts';

/** The parts of a Word file that say how it looks. */
export interface WordPackage {
  readonly document: XmlElement;
  readonly styles: XmlElement | undefined;
  readonly settings: XmlElement | undefined;
  readonly theme: XmlElement | undefined;
  /** Headers and footers by the id of their relationship. */
  readonly related: ReadonlyMap<string, XmlElement>;
}

const mebibyte = 1024 * 1024;

/** A document is held in memory as a tree: its parts are bounded well below those of a workbook. */
export const documentLimits: WorkbookLimits = {
  ...defaultLimits,
  fileBytes: 128 * mebibyte,
  partBytes: 24 * mebibyte,
  totalBytes: 64 * mebibyte,
  ratioFromBytes: 8 * mebibyte,
};
/** Headers and footers that are read. */
const mostRelated = 200;

/**
 * Opens a .docx from its bytes; `file` is what findings call it. Failure `document-unreadable` for what is no .docx or
 * cannot be read (empty, encrypted, .doc), `workbook-corrupt`, `workbook-hostile` or `workbook-too-large` for a
 * container that is damaged or made to do harm.
 */
export async function openDocument(bytes: Uint8Array, file: string): Promise<WordPackage> {
  const reading: Reading = { file, limits: documentLimits };
  refuseOtherKinds(bytes, file);
  if (bytes.length > documentLimits.fileBytes) {
    throw tooLarge(reading, '文件大小', sizeWords(documentLimits.fileBytes));
  }
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const handle = {
    read: async (buffer: Buffer, offset: number, length: number, position: number) => ({
      bytesRead: whole.copy(buffer, offset, position, Math.min(whole.length, position + length)),
    }),
  };
  const zip = await openZip(handle, bytes.length, reading);
  if ([...zip.entries.values()].some((entry) => entry.encrypted)) throw unreadable(file, ...encrypted);
  const main = await mainPart(zip);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const relations = await relationsOf(zip, folder, main.slice(folder.length));
  const targetOf = (kind: string) => relations.find((relation) => relation.kind === kind)?.target;
  const readTarget = async (target: string | undefined) =>
    target === undefined ? undefined : await readPart(zip, target);
  const related = new Map<string, XmlElement>();
  for (const { id, kind, target } of relations) {
    if ((kind !== 'header' && kind !== 'footer') || related.size >= mostRelated) continue;
    const part = await readTarget(target);
    if (part) related.set(id, part);
  }
  const document = await readPart(zip, main);
  if (document?.name !== 'document') throw corrupt(reading, `部件“${main}”不是 Word 文档的正文`);
  return {
    document,
    styles: await readTarget(targetOf('styles')),
    settings: await readTarget(targetOf('settings')),
    theme: await readTarget(targetOf('theme')),
    related,
  };
}

const encrypted = [
  '设了打开密码或被加密软件加密',
  '请用 Word 或 WPS 输入密码打开，取消密码后另存为 .docx 再试。',
] as const;
const saveAsDocx = '请用 Word 或 WPS 打开，另存为 .docx 再试。';

function unreadable(file: string, reason: string, advice: string): Failure {
  return new Failure('document-unreadable', { reason, advice }, { place: { file } });
}

function refuseOtherKinds(bytes: Uint8Array, file: string): void {
  if (bytes.length === 0) throw unreadable(file, '是空的', '文件可能没有保存好或没有传完，请重新要一份。');
  const head = Buffer.from(bytes.subarray(0, headBytes));
  const kind = fileKind(head);
  if (kind === 'zip') return;
  const contains = (name: string) => Buffer.from(bytes).includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (kind === 'encrypted' || (kind === 'ole' && contains('EncryptedPackage')))
    throw unreadable(file, ...encrypted);
  if (kind === 'ole' && contains('WordDocument')) {
    throw unreadable(file, '是旧版 Word 文档（.doc、.wps）', saveAsDocx);
  }
  const words = kind in kindWords ? kindWords[kind as keyof typeof kindWords].kind.trim() : undefined;
  throw unreadable(
    file,
    words === undefined ? '不是 Word 文档（.docx）' : `是${words}，不是 Word 文档（.docx）`,
    `请核对是不是选错了文件；是公文的，${saveAsDocx}`,
  );
}

interface Relation {
  readonly id: string;
  /** Last step of the type's address: the same in transitional and strict files. */
  readonly kind: string;
  readonly target: string;
}

async function mainPart(zip: ZipContainer): Promise<string> {
  const main = (await relationsOf(zip, '', '')).find(({ kind }) => kind === 'officeDocument')?.target;
  const name = main !== undefined && zip.entries.has(main) ? main : 'word/document.xml';
  if (zip.entries.has(name) && (/^word\//u.test(name) || main === name)) {
    if (!/^(?:xl|ppt)\//u.test(name)) return name;
  }
  throw unreadable(zip.reading.file, '不是 Word 文档（.docx）', '请核对是不是选错了文件。');
}

async function relationsOf(zip: ZipContainer, folder: string, name: string): Promise<Relation[]> {
  const part = await readPart(zip, `${folder}_rels/${name}.rels`);
  if (!part) return [];
  return [...descendants(part)].flatMap(({ name: element, attributes }) => {
    if (element !== 'Relationship' || attributes.TargetMode === 'External') return [];
    const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
    return [{ id, kind: type.slice(type.lastIndexOf('/') + 1), target: resolve(folder, target) }];
  });
}

function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (/^[\\/]/u.test(target) ? target : folder + target).split(/[\\/]/u)) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return partKey(steps.join('/'));
}

async function readPart(zip: ZipContainer, name: string): Promise<XmlElement | undefined> {
  const entry = zip.entries.get(partKey(name));
  if (!entry) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of partChunks(zip, entry)) chunks.push(Buffer.from(chunk));
  return parseXml(Buffer.concat(chunks), entry.name, zip.reading);
}
