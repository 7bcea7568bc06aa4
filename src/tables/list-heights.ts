import { textWidth } from '../common/text-width.ts';

/** Points a line of 11-point text takes. */
const linePoints = 15;
/** Excel's own bound is 409. */
const tallestRow = 400;

/** Lines that a text takes in a column so many characters wide; a Chinese character is two wide. */
function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .reduce(
      (lines, line) => lines + Math.max(1, Math.ceil(textWidth(line, true) / Math.max(1, width - 1))),
      0,
    );
}

/** Points high that a remark over columns of so many characters in all is. */
export function remarkHeight(text: string, width: number): number {
  return linesOf(text, width) * linePoints + 4;
}

/** Points high that a row of texts is, each wrapped in its column; widths in characters. */
export function rowHeight(texts: readonly string[], widths: readonly number[]): number {
  const lines = Math.max(1, ...texts.map((text, index) => linesOf(text, widths[index] ?? 1)));
  return Math.min(tallestRow, lines * linePoints + 6);
}
