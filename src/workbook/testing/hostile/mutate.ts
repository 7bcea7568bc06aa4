import { unzipSync } from 'fflate';
import { zipParts } from '../make-xlsx.ts';

/** A stream of numbers that looks random and is the same for the same seed (Mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ value < `below`, whole. */
  roll(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.roll(items.length)]!;
  }
}

/**
 * A file with one to four harms done to it. A container is mostly unpacked first and packed again around the harmed
 * part, so that the harm gets past sizes and checksums to the reader of the part.
 */
export function mutate(bytes: Uint8Array, dice: Dice): Buffer {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip || dice.roll(4) === 0) return harmed(bytes, dice);
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  for (let times = 1 + dice.roll(2); times > 0; times--) {
    const name = dice.pick(names);
    const part = parts[name];
    if (!part) continue;
    const fate = dice.roll(20);
    if (fate === 0) delete parts[name];
    else if (fate === 1) parts[name] = parts[dice.pick(names)] ?? part;
    else parts[name] = new Uint8Array(fate < 6 ? harmed(part, dice) : Buffer.from(retold(part, dice)));
  }
  return zipParts(parts, dice.roll(2) === 0 ? 0 : 6);
}

/** Harm to bytes that nobody understands. */
function harmed(bytes: Uint8Array, dice: Dice): Buffer {
  let result = Buffer.from(bytes);
  for (let times = 1 + dice.roll(4); times > 0 && result.length > 0; times--) {
    const at = dice.roll(result.length);
    const length = Math.min(result.length - at, 1 + dice.roll(dice.pick([2, 16, 300])));
    const before = result.subarray(0, at);
    const piece = result.subarray(at, at + length);
    const after = result.subarray(at + length);
    switch (dice.roll(7)) {
      case 0:
        result[at] = result[at]! ^ (1 << dice.roll(8));
        break;
      case 1:
        result[at] = dice.pick([0, 1, 0x7f, 0x80, 0xfe, 0xff, dice.roll(256)]);
        break;
      case 2:
        result = Buffer.concat([before, after]);
        break;
      case 3:
        result = Buffer.concat([before, piece, piece, after]);
        break;
      case 4:
        result = Buffer.concat([before, Buffer.alloc(length, dice.pick([0, 0xff, 0x20])), after]);
        break;
      case 5:
        result = Buffer.from(before);
        break;
      default:
        if (at + 4 <= result.length) {
          result.writeUInt32LE(dice.pick([0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]), at);
        }
    }
  }
  return result;
}

const snippets = [
  '<',
  '>',
  '&',
  '"',
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<!DOCTYPE x>',
  '<?x',
  '?>',
  '&#xD800;',
  '&#0;',
  '&amp;amp;',
  '_x0000_',
  '_xDC00_',
  '\u0000',
  '\ufeff',
  '😀',
  '<row>',
  '</row>',
  '<row r="2"/>',
  '<c/>',
  '<c t="s"><v>1</v></c>',
  '<v>1e308</v>',
  '<is><t>x</t></is>',
  '</sheetData>',
  '<sheetData>',
  '<si><t/></si>',
  '<mergeCell ref="A1:XFD1048576"/>',
  '<x:row xmlns:x="y" r="1">',
  '<w:tbl>',
  '</w:tc>',
  '<w:vMerge/>',
  '<w:gridSpan w:val="99"/>',
  '"\n',
  ',',
  '\r',
];

const odd = [
  '',
  '0',
  '-1',
  '1',
  '2',
  '1.5',
  'NaN',
  '1e9',
  '99999999999999999999',
  'XFE1',
  'A0',
  'x',
  '../..',
  ' ',
];

/** Harm to XML, or any text, that goes by its pieces: tags, attribute values, the text in between. */
function retold(bytes: Uint8Array, dice: Dice): string {
  const pieces = Buffer.from(bytes)
    .toString('utf8')
    .match(/<[^>]*>|[^<]+/g) ?? [''];
  for (let times = 1 + dice.roll(3); times > 0; times--) {
    const at = dice.roll(pieces.length);
    const piece = pieces[at] ?? '';
    switch (dice.roll(7)) {
      case 0:
        pieces.splice(at, 1 + dice.roll(3));
        break;
      case 1:
        pieces.splice(at, 0, ...pieces.slice(at, at + 1 + dice.roll(6)));
        break;
      case 2: {
        const other = dice.roll(pieces.length);
        pieces[at] = pieces[other] ?? '';
        pieces[other] = piece;
        break;
      }
      case 3:
        pieces.splice(at, 0, dice.pick(snippets));
        break;
      case 4: {
        const values = [...piece.matchAll(/"[^"]*"/g)];
        const value = values.length > 0 ? dice.pick(values) : undefined;
        pieces[at] = value
          ? `${piece.slice(0, value.index + 1)}${dice.pick(odd)}${piece.slice(value.index + value[0].length - 1)}`
          : dice.pick(odd);
        break;
      }
      case 5: {
        const cut = dice.roll(piece.length + 1);
        pieces[at] = piece.slice(0, cut) + dice.pick(snippets) + piece.slice(cut);
        break;
      }
      default:
        pieces.length = Math.max(1, at);
    }
  }
  return pieces.join('');
}
