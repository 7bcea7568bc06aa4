import { dropInvisible, foldWidth } from '../../common/text.ts';
import type { CellContent } from '../../workbook/sheet.ts';

const blanks = /[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const plain = /^[\u4e00-\u9fff\u3007A-Za-z0-9（），。、；：·.@\-_/]*$/u;

/** Text on one line: usual width, runs of blanks one space, none where only a line break parted two Chinese characters. */
export function lineText(text: string): string {
  if (plain.test(text)) return text;
  return (
    foldWidth(text)
      // Only from where a run of blanks begins: a long one without a line break would be tried from each place.
      .replace(/(?<![^\S\n])[^\S\n]*\r?\n\s*/g, '\n')
      .replace(/(?<=[^\x00-\xff])\n+(?=[^\x00-\xff])/g, '')
      .replace(blanks, ' ')
      .trim()
  );
}

/** Text of several paragraphs: usual width, line breaks kept, blank lines at both ends dropped. */
export function paragraphText(text: string): string {
  return foldWidth(text)
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .map((line) => line.replace(blanks, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/** Text without blanks, every sign in its plain form (NFKC): for codes, numbers and comparisons. */
export function compactText(text: string): string {
  if (plain.test(text) && !/[（），；：]/.test(text)) return text;
  return dropInvisible(text.normalize('NFKC')).replace(blanks, '');
}

/** Without the apostrophe that makes a spreadsheet keep digits as text, straight or curled, typed twice. */
export function withoutApostrophe(text: string): string {
  return text.replace(/^\s*['’‘`]+/, '');
}

/** A number without exponent as far as it is known exactly: `13800008000`, `117.32`. */
export function plainNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}

/** The cell as text, as a person would read it out. */
export function contentText(content: CellContent): string {
  switch (content.type) {
    case 'number':
      return plainNumber(content.value);
    case 'boolean':
      return content.value ? 'TRUE' : 'FALSE';
    default:
      return content.value;
  }
}

/** Whether the text begins with a letter, a digit or a Chinese character: a quick "surely not blank". */
export function startsVisibly(text: string): boolean {
  const code = text.charCodeAt(0);
  return (
    (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x7a)
  );
}

const placeholders = new Set(
  '/ \\ // 无 没有 暂无 空 - -- --- — —— ― – − ― ─ ── ... …… n/a na null'.split(' '),
);

const placeholderStart = /^[/\\无没暂空\-—―–−─….nN]/;

/** Whether the text only fills the space: `/`, `无`, `—`. Given without blanks, in plain form. */
export function isPlaceholder(compact: string): boolean {
  return compact.length <= 4 && placeholderStart.test(compact) && placeholders.has(compact.toLowerCase());
}

/** `1.38E+10`: a number that lost its last digits. */
export function isScientific(compact: string): boolean {
  return /^[+-]?\d(?:\.\d+)?e\+?\d+$/i.test(compact);
}

/** An error value that came as text, from a text file or pasted: `#REF!`, `#N/A`; or the bars of a column too narrow. */
export function isErrorText(text: string): boolean {
  if (text.length > 20 || !/[#＃]/.test(text)) return false;
  return /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#{2,})$/.test(
    compactText(text).toUpperCase(),
  );
}

/** A long whole number whose end is all zeros: what is left of `1.38E+10` once it was saved as a number. */
export function looksRounded(value: number, zeros: number): boolean {
  return Math.abs(value) >= 1e9 && value % 10 ** zeros === 0;
}
