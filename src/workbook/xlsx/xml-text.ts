/** Properties of a text's bytes, so that the plain majority is decoded without looking again. */
export const textFlag = {
  /** Some byte is not ASCII. */
  wide: 1,
  /** An entity or a carriage return must be resolved. */
  special: 2,
  /** A `_`, perhaps of an `_x000D_` escape. */
  underscore: 4,
} as const;

/** In `textClass`: the byte ends a text. */
export const textStop = 0x80;

/** `textFlag` of each byte of a text. */
export const textClass = new Uint8Array(256);
for (let byte = 0x80; byte < 256; byte++) textClass[byte] = textFlag.wide;
textClass[0x26] = textFlag.special;
textClass[0x0d] = textFlag.special;
textClass[0x5f] = textFlag.underscore;
textClass[0x3c] = textStop;

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Halves of characters that stand alone: no text has them, and no database takes them. */
const loneHalf = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Resolves the five named entities and character references; others stay as they stand, nothing defines them. */
export function resolveEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? named[name]! : whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    if (point >= 0xd800 && point <= 0xdfff) return '\ufffd';
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Resolves `_x000D_`, the way a workbook writes characters that XML cannot; `_x005F_` stands for the underscore itself. */
export function resolveEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(loneHalf, '\ufffd');
}
