let known: Map<string, number> | undefined;

/**
 * Text as GB18030, which the runtime only decodes: two-byte characters by decoding every pair once, and four-byte
 * ones of the supplementary planes and the extension A by the standard's arithmetic and by search.
 */
export function encodeGb18030(text: string): Buffer {
  known ??= pairs();
  const bytes: number[] = [];
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    const pair = known.get(sign);
    if (point < 0x80) bytes.push(point);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else bytes.push(...fourBytes(point >= 0x10000 ? point - 0x10000 + 189_000 : linearOf(sign)));
  }
  return Buffer.from(bytes);
}

function pairs(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, number>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue;
      const sign = decoder.decode(Uint8Array.of(first, second));
      if (!sign.includes('\ufffd') && !found.has(sign)) found.set(sign, (first << 8) | second);
    }
  }
  return found;
}

function fourBytes(linear: number): number[] {
  return [
    0x81 + Math.floor(linear / 12_600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ];
}

/** Place of a character of the basic plane among the four-byte ones, which follow the code points with gaps. */
function linearOf(sign: string): number {
  const decoder = new TextDecoder('gb18030');
  let low = 0;
  let high = 39_419;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (decoder.decode(Uint8Array.from(fourBytes(middle))) < sign) low = middle + 1;
    else high = middle;
  }
  return low;
}
