/** Boxes, ticks and numbers that Word writes as characters of its symbol fonts, by font and code. */
const symbols: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    111: '□',
    168: '□',
    113: '□',
    114: '□',
    251: '×',
    252: '√',
    253: '☒',
    254: '☑',
    ...Object.fromEntries([...'①②③④⑤⑥⑦⑧⑨⑩'].map((sign, index) => [0x81 + index, sign])),
  },
  'wingdings 2': { 79: '×', 80: '√', 81: '☒', 82: '☑', 83: '☒', 84: '☒', 42: '□', 163: '□' },
  webdings: { 97: '√', 99: '□', 114: '×' },
};

/** A character of a symbol font (`w:sym`) as text; empty where it is mere decoration. */
export function symbolText(font: string, code: string): string {
  const value = Number.parseInt(code, 16);
  if (!Number.isInteger(value)) return '';
  const known = symbols[font.trim().toLowerCase()];
  // Symbol fonts lie in the private area U+F000–U+F0FF.
  if (value >= 0xf000 && value <= 0xf0ff) return known?.[value - 0xf000] ?? '';
  if (known?.[value] !== undefined) return known[value];
  return value >= 0x20 && value <= 0xffff && (value < 0xd800 || value > 0xf8ff)
    ? String.fromCharCode(value)
    : '';
}
