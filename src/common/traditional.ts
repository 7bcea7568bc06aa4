import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * GB 2312 holds the simplified characters: a text written in these alone has nothing traditional in it, but for the
 * few it holds although they are (nearly) always written for another: 後 for 后, 徵 for 征, 夥 for 伙.
 */
const traditionalInSet = '後徵夥';
let simplifiedSet: Uint8Array | undefined;

function readSimplifiedSet(): Uint8Array {
  const bytes = new Uint8Array(72 * 94 * 2);
  let at = 0;
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      bytes[at] = row;
      bytes[at + 1] = cell;
      at += 2;
    }
  }
  const set = new Uint8Array(0x10000);
  for (const character of new TextDecoder('gb2312').decode(bytes)) set[character.charCodeAt(0)] = 1;
  for (const character of traditionalInSet) set[character.charCodeAt(0)] = 0;
  return set;
}

let convert: ((text: string) => string) | undefined;

/** Whether a text holds a Chinese character that the simplified set lacks: traditional, or merely rare (玥, 堃). */
export function mayBeTraditional(text: string): boolean {
  simplifiedSet ??= readSimplifiedSet();
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x4e00 && unit <= 0x9fff && simplifiedSet[unit] === 0) return true;
  }
  return false;
}

function loadConverter(): (text: string) => string {
  const { Converter } = load('opencc-js/t2cn') as typeof import('opencc-js/t2cn');
  return Converter({ from: 't', to: 'cn' });
}

/**
 * A text in simplified characters (繁体转简体): 雲溪幼兒園 → 云溪幼儿园. The converter is only loaded when the first
 * text needs it; nearly none does.
 */
export function simplified(text: string): string {
  if (!mayBeTraditional(text)) return text;
  convert ??= loadConverter();
  return convert(text);
}
