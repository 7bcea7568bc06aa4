import type { Reading } from '../reading.ts';
import { resolveTarget } from '../xlsx/package.ts';
import { utf8Chunks } from '../xlsx/utf8-chunks.ts';
import { elementName, token } from '../xlsx/xml-cursor.ts';
import { partChunks, partKey, type ZipContainer, type ZipEntry } from '../zip.ts';
import { CannotPatch } from './cannot-patch.ts';
import {
  applySplices,
  closingStart,
  type Splice,
  scanXml,
  withoutEncoding,
  xmlDeclaration,
  xmlText,
} from './xml-edit.ts';
import { type PackedPart, packPart, ZipWriter } from './zip-writer.ts';

/** Where the parts come from that are not changed: an archive, or parts made on the way. */
export interface PartSource {
  /** Names by `partKey`, in their order. */
  readonly names: ReadonlyMap<string, string>;
  /** The part as UTF-8. */
  chunks(key: string): AsyncIterable<Buffer>;
  /** The part's bytes as they are. */
  raw(key: string): AsyncIterable<Buffer>;
  /** Writes the part into an archive as it is. */
  write(key: string, writer: ZipWriter): AsyncIterable<Uint8Array>;
  /** The entry whose place a changed part takes. */
  entry(key: string): ZipEntry | undefined;
}

/** Most bytes of a part that is held whole (styles, comments): many times what a real one has. */
const wholePartBytes = 64 * 1024 * 1024;

export function zipSource(zip: ZipContainer): PartSource {
  const entry = (key: string) => zip.entries.get(key);
  return {
    names: new Map([...zip.entries].map(([key, { name }]) => [key, name])),
    chunks: (key) => utf8Chunks(partChunks(zip, entry(key)!), zip.reading, key),
    raw: (key) => partChunks(zip, entry(key)!),
    write: (key, writer) => writer.copy(zip, entry(key)!),
    entry,
  };
}

/** Parts that were made just now: text, or what gives the chunks of a large one each time it is asked. */
export function madeSource(parts: ReadonlyMap<string, string | (() => AsyncIterable<Buffer>)>): PartSource {
  const byKey = new Map([...parts].map(([name, content]) => [partKey(name), { name, content }]));
  async function* chunks(key: string): AsyncGenerator<Buffer, void> {
    const content = byKey.get(key)?.content ?? '';
    if (typeof content === 'string') yield Buffer.from(content);
    else yield* content();
  }
  return {
    names: new Map([...byKey].map(([key, { name }]) => [key, name])),
    chunks,
    raw: chunks,
    async *write(key, writer) {
      yield* writer.write(await packPart(byKey.get(key)!.name, chunks(key)));
    },
    entry: () => undefined,
  };
}

const relationshipElement = elementName('Relationship');
const overrideElement = elementName('Override');

export interface Relationship {
  readonly id: string;
  /** Last step of the type's address. */
  readonly kind: string;
  /** Key of the part it points to; of an external one the address. */
  readonly target: string;
  readonly external: boolean;
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const contentTypesKey = '[content_types].xml';

/** A package with some of its parts changed, added or taken out; all others stay byte for byte as they are. */
export class PackageEdit {
  readonly reading: Reading;
  readonly #source: PartSource;
  readonly #changed = new Map<string, Buffer | PackedPart>();
  readonly #added = new Map<string, string>();
  readonly #removed = new Set<string>();
  readonly #types = new Map<string, string>();

  constructor(source: PartSource, reading: Reading) {
    this.#source = source;
    this.reading = reading;
  }

  has(key: string): boolean {
    return (this.#source.names.has(key) || this.#added.has(key)) && !this.#removed.has(key);
  }

  keys(): string[] {
    return [...this.#source.names.keys(), ...this.#added.keys()].filter((key) => this.has(key));
  }

  /** The sender's part, unpacked as it is read. */
  chunks(key: string): AsyncIterable<Buffer> {
    return this.#source.chunks(key);
  }

  /** The part as it is now, whole, as UTF-8. @throws CannotPatch where it is too large for that */
  async read(key: string): Promise<Buffer> {
    return this.#changedBytes(key) ?? withoutEncoding(await wholePart(this.#source.chunks(key)));
  }

  /** The part's bytes as they are now. @throws CannotPatch where it is too large for that */
  async readRaw(key: string): Promise<Buffer> {
    return this.#changedBytes(key) ?? (await wholePart(this.#source.raw(key)));
  }

  #changedBytes(key: string): Buffer | undefined {
    const changed = this.#changed.get(key);
    return Buffer.isBuffer(changed) ? changed : undefined;
  }

  set(key: string, content: Buffer | PackedPart): void {
    this.#changed.set(key, content);
  }

  /** Packs the part anew from chunks. */
  async repack(key: string, chunks: AsyncIterable<Buffer>): Promise<void> {
    this.#changed.set(key, await packPart(this.#source.names.get(key) ?? key, chunks));
  }

  add(name: string, content: string, type: string | null): void {
    const key = partKey(name);
    this.#removed.delete(key);
    this.#added.set(key, name);
    this.#changed.set(key, Buffer.from(content));
    if (type !== null) this.#types.set(name, type);
  }

  remove(key: string): void {
    this.#removed.add(key);
  }

  /** `xl/comments` and `.xml` → the first of `xl/comments1.xml`, … that is free. */
  freeName(stem: string, ending: string): string {
    for (let number = 1; ; number += 1) {
      const name = `${stem}${number}${ending}`;
      const key = partKey(name);
      if (!this.#source.names.has(key) && !this.#added.has(key)) return name;
    }
  }

  async relationships(key: string): Promise<Relationship[]> {
    const part = relationshipsKey(key);
    if (!this.has(part)) return [];
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    const found: Relationship[] = [];
    scanXml(await this.read(part), this.reading, part, (cursor, kind) => {
      if (kind !== token.opened || cursor.name !== relationshipElement) return;
      const type = cursor.value('Type') ?? '';
      const external = cursor.value('TargetMode') === 'External';
      const target = cursor.value('Target') ?? '';
      found.push({
        id: cursor.value('Id') ?? '',
        kind: type.slice(type.lastIndexOf('/') + 1),
        target: external ? target : resolveTarget(folder, target),
        external,
      });
    });
    return found;
  }

  /** Adds a relationship of a part to another and gives its id. `base` is the address before the type's last step. */
  async relate(key: string, kind: string, target: string, base = office): Promise<string> {
    return await this.#relate(key, `${base}/${kind}`, `"${xmlText(relativeTarget(key, target))}"`);
  }

  /** Adds a link of a part to a file that lies beside the package. */
  async relateFile(key: string, file: string, base = office): Promise<string> {
    return await this.#relate(
      key,
      `${base}/hyperlink`,
      `"${xmlText(encodeURI(file))}" TargetMode="External"`,
    );
  }

  async #relate(key: string, type: string, target: string): Promise<string> {
    const part = relationshipsKey(key);
    const taken = new Set((await this.relationships(key)).map(({ id }) => id));
    let number = taken.size + 1;
    while (taken.has(`rId${number}`)) number += 1;
    const id = `rId${number}`;
    const element = (prefix: string) => `<${prefix}Relationship Id="${id}" Type="${type}" Target=${target}/>`;
    if (this.has(part)) {
      this.set(part, appendToRoot(await this.read(part), this.reading, part, element));
    } else {
      const slash = key.lastIndexOf('/') + 1;
      const name = this.#nameOf(key);
      const xml = `${xmlDeclaration}<Relationships xmlns="${packaged}/relationships">${element('')}</Relationships>`;
      this.add(`${name.slice(0, slash)}_rels/${name.slice(slash)}.rels`, xml, null);
    }
    return id;
  }

  async unrelate(key: string, ids: ReadonlySet<string>): Promise<void> {
    const part = relationshipsKey(key);
    await this.#removeElements(part, relationshipElement, (value) => ids.has(value('Id') ?? ''));
  }

  async #removeElements(
    part: string,
    name: number,
    goes: (value: (attribute: string) => string | undefined) => boolean,
  ): Promise<void> {
    const bytes = await this.read(part);
    const splices: Splice[] = [];
    scanXml(bytes, this.reading, part, (cursor, kind) => {
      if (kind !== token.opened || cursor.name !== name || !goes((each) => cursor.value(each))) return;
      const to = cursor.empty ? cursor.position : bytes.indexOf(0x3e, cursor.position) + 1;
      splices.push({ from: cursor.start, to, text: '' });
    });
    if (splices.length > 0) this.set(part, applySplices(bytes, splices));
  }

  #nameOf(key: string): string {
    return this.#added.get(key) ?? this.#source.names.get(key) ?? key;
  }

  /** Brings the list of content types up to what was added and removed. */
  async #finishTypes(): Promise<void> {
    const gone = new Set([...this.#removed].map((key) => `/${key}`));
    for (const name of this.#types.keys()) gone.add(`/${partKey(name)}`);
    await this.#removeElements(contentTypesKey, overrideElement, (value) =>
      gone.has((value('PartName') ?? '').toLowerCase()),
    );
    const bytes = await this.read(contentTypesKey);
    const overrides = [...this.#types].filter(([name]) => this.has(partKey(name)));
    if (overrides.length === 0) return;
    const added = appendToRoot(bytes, this.reading, contentTypesKey, (prefix) =>
      overrides
        .map(
          ([name, type]) =>
            `<${prefix}Override PartName="/${xmlText(name)}" ContentType="${xmlText(type)}"/>`,
        )
        .join(''),
    );
    this.set(contentTypesKey, added);
  }

  /** The archive, in the order of the sender's; what was added stands last. */
  async *pack(): AsyncGenerator<Uint8Array, void> {
    await this.#finishTypes();
    const writer = new ZipWriter();
    for (const key of this.keys()) {
      this.reading.signal?.throwIfAborted();
      const changed = this.#changed.get(key);
      if (changed === undefined) yield* this.#source.write(key, writer);
      else {
        const part = Buffer.isBuffer(changed) ? await packPart(this.#nameOf(key), [changed]) : changed;
        yield* writer.write(part, this.#source.entry(key));
      }
    }
    yield writer.end();
  }
}

async function wholePart(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > wholePartBytes) throw new CannotPatch('文件的样式或批注太多');
    held.push(Buffer.from(chunk));
  }
  return Buffer.concat(held);
}

export function relationshipsKey(key: string): string {
  const slash = key.lastIndexOf('/') + 1;
  return `${key.slice(0, slash)}_rels/${key.slice(slash)}.rels`;
}

/** A target as the relationships of the part `key` name it: `../comments1.xml`, as most readers expect it. */
function relativeTarget(key: string, target: string): string {
  const from = key.split('/').slice(0, -1);
  const to = target.split('/');
  while (from.length > 0 && to.length > 1 && from[0] === to[0]?.toLowerCase()) {
    from.shift();
    to.shift();
  }
  return [...from.map(() => '..'), ...to].join('/');
}

/** Puts elements at the end of the root; they are made with its prefix. */
function appendToRoot(
  bytes: Buffer,
  reading: Reading,
  part: string,
  element: (prefix: string) => string,
): Buffer {
  const splices: Splice[] = [];
  let prefix = '';
  let rooted = false;
  scanXml(bytes, reading, part, (cursor, kind) => {
    if (kind === token.opened && !rooted) {
      rooted = true;
      prefix = cursor.prefix();
      if (cursor.empty) {
        const name = bytes.toString('utf8', cursor.start + 1, cursor.position).split(/[\s/>]/)[0] ?? '';
        const from = cursor.position - 2;
        splices.push({ from, to: cursor.position, text: `>${element(prefix)}</${name}>` });
      }
    } else if (kind === token.closed && cursor.depth === 0) {
      const at = closingStart(cursor);
      splices.push({ from: at, to: at, text: element(prefix) });
    }
  });
  return applySplices(bytes, splices);
}
