/** What a made-up font is to say of itself. */
export interface MadeFont {
  /** Family names with where they stand: platform, encoding, and the bytes as that platform has them. */
  readonly names: readonly {
    readonly platform: number;
    readonly encoding: number;
    readonly name?: number;
    readonly bytes: Buffer;
  }[];
  readonly weight?: number;
  readonly isItalic?: boolean;
  /** Characters it draws; 12 unless told how they are listed. */
  readonly draws?: string;
  readonly format?: 4 | 12;
  /** Its list of characters as bytes, instead of what it draws. */
  readonly cmap?: Buffer;
}

/** A name as Windows has it in fonts. */
export function unicodeName(text: string, name = 1) {
  return { platform: 3, encoding: 1, name, bytes: Buffer.from(text, 'utf16le').swap16() };
}

/** The bytes of a font file with names, weight and character list, and without a single outline. */
export function buildFont(font: MadeFont, at = 0): Buffer {
  const tables = [
    ['OS/2', weightTable(font)],
    ['cmap', font.cmap ?? (font.format === 4 ? segments(font.draws ?? '') : groups(font.draws ?? ''))],
    ['name', nameTable(font)],
  ] as const;
  const head = Buffer.alloc(12);
  head.writeUInt32BE(0x0001_0000, 0);
  head.writeUInt16BE(tables.length, 4);
  const directory: Buffer[] = [];
  let offset = at + 12 + tables.length * 16;
  for (const [tag, content] of tables) {
    const entry = Buffer.alloc(16);
    entry.write(tag, 0, 'latin1');
    entry.writeUInt32BE(offset, 8);
    entry.writeUInt32BE(content.length, 12);
    directory.push(entry);
    offset += content.length;
  }
  return Buffer.concat([head, ...directory, ...tables.map(([, content]) => content)]);
}

/** A collection (.ttc) of fonts. */
export function buildCollection(fonts: readonly MadeFont[]): Buffer {
  const head = Buffer.alloc(12 + fonts.length * 4);
  head.write('ttcf', 0, 'latin1');
  head.writeUInt32BE(0x0001_0000, 4);
  head.writeUInt32BE(fonts.length, 8);
  const parts: Buffer[] = [head];
  let at = head.length;
  fonts.forEach((font, index) => {
    head.writeUInt32BE(at, 12 + index * 4);
    const part = buildFont(font, at);
    parts.push(part);
    at += part.length;
  });
  return Buffer.concat(parts);
}

function weightTable({ weight = 400, isItalic = false }: MadeFont): Buffer {
  const table = Buffer.alloc(78);
  table.writeUInt16BE(weight, 4);
  table.writeUInt16BE(isItalic ? 1 : 0, 62);
  return table;
}

function nameTable({ names }: MadeFont): Buffer {
  const head = Buffer.alloc(6 + names.length * 12);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(({ platform, encoding, name = 1, bytes }, index) => {
    const at = 6 + index * 12;
    for (const [part, value] of [platform, encoding, 0, name, bytes.length, offset].entries()) {
      head.writeUInt16BE(value, at + part * 2);
    }
    offset += bytes.length;
  });
  return Buffer.concat([head, ...names.map(({ bytes }) => bytes)]);
}

const codes = (text: string) =>
  [...new Set([...text].map((each) => each.codePointAt(0)!))].sort((a, b) => a - b);

function cmapWith(encoding: number, subtable: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(3, 4);
  head.writeUInt16BE(encoding, 6);
  head.writeUInt32BE(12, 8);
  return Buffer.concat([head, subtable]);
}

function groups(text: string): Buffer {
  const all = codes(text);
  const table = Buffer.alloc(16 + all.length * 12);
  table.writeUInt16BE(12, 0);
  table.writeUInt32BE(table.length, 4);
  table.writeUInt32BE(all.length, 12);
  all.forEach((code, index) => {
    table.writeUInt32BE(code, 16 + index * 12);
    table.writeUInt32BE(code, 20 + index * 12);
    table.writeUInt32BE(index + 1, 24 + index * 12);
  });
  return cmapWith(10, table);
}

/** One segment a character, and the closing one; the last character's glyph comes from the list, the others' by delta. */
function segments(text: string): Buffer {
  const all = codes(text);
  const count = all.length + 1;
  const table = Buffer.alloc(16 + count * 8 + 2);
  table.writeUInt16BE(4, 0);
  table.writeUInt16BE(table.length, 2);
  table.writeUInt16BE(count * 2, 6);
  [...all, 0xffff].forEach((code, index) => {
    table.writeUInt16BE(code, 14 + index * 2);
    table.writeUInt16BE(code, 16 + count * 2 + index * 2);
    table.writeUInt16BE((0x1_0000 - code + index + 1) & 0xffff, 16 + count * 4 + index * 2);
  });
  const last = all.length - 1;
  if (last >= 0) {
    const at = 16 + count * 6 + last * 2;
    table.writeUInt16BE(16 + count * 8 - at, at);
    table.writeUInt16BE(all.length, 16 + count * 8);
  }
  return cmapWith(1, table);
}
