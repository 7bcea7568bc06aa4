import { textWidth } from '../common/text-width.ts';

/** Points of height for one line of text, as a multiple of its size: holds the taller fallback fonts too. */
const lineHeight = 1.35;
/** Blank points above and below the text of a cell. */
const cellPadding = 6;
/** Excel's highest row, in points. */
export const highestRow = 409;
/** Smallest size to which a long text is brought down, in points. */
const smallestSize = 5;
/** Part of a cell's width reckoned with: fonts differ between machines, and a line too many is better than a cut one. */
const dependableWidth = 0.95;

/** Points that one character of a definition's column width stands for: half a Chinese character of 10.5 points. */
const characterWidth = 5.25;
/** Points that the program which shows the sheet keeps free at the sides of a cell. */
const sidePadding = 3.75;
/** Pixels of a digit in the sheet's default font (宋体 11), in which the file counts column widths. */
const digitPixels = 8;

/** Points wide that columns of so many characters are together. */
export function columnPoints(...characters: readonly number[]): number {
  return characters.reduce((sum, each) => sum + each * characterWidth, 0);
}

/** The same column width as the file states it. */
export function fileWidth(characters: number): number {
  return Math.round((characters * characterWidth * 256) / (0.75 * digitPixels)) / 256;
}

/** Points of width inside a cell over columns of so many characters. */
export function innerWidth(...characters: readonly number[]): number {
  return Math.max(columnPoints(...characters) - sidePadding, characterWidth);
}

/** Width of a text in em: Chinese and full-width characters one, Latin ones a half, as Song and Fang-song draw them. */
function emWidth(text: string): number {
  return textWidth(text, true) / 2;
}

const notFirst = /^[、，。；：！？）〉》」』】〕”’…—％%,.;:!?)\]}]$/u;
const notLast = /^[（〈《「『【〔“‘([{]$/u;

/** Pieces between which a line may break: Latin words and numbers whole, punctuation held to its neighbour. */
function breakable(paragraph: string): string[] {
  const pieces: string[] = [];
  let held = '';
  for (const piece of paragraph.match(/[\u0021-\u024f]+|\s+|./gsu) ?? []) {
    const last = pieces.at(-1);
    if (notFirst.test(piece) && last !== undefined && held === '') pieces[pieces.length - 1] = last + piece;
    else if (notLast.test(piece)) held += piece;
    else {
      pieces.push(held + piece);
      held = '';
    }
  }
  if (held) pieces.push(held);
  return pieces;
}

/** A piece of text between two possible line breaks: its width in em, and whether it is blank. */
interface Piece {
  readonly width: number;
  readonly isBlank: boolean;
}

function measure(text: string): Piece[][] {
  return text
    .split('\n')
    .map((paragraph) =>
      breakable(paragraph).map((piece) => ({ width: emWidth(piece), isBlank: /^\s+$/u.test(piece) })),
    );
}

function linesOf(paragraphs: readonly (readonly Piece[])[], line: number): number {
  let lines = 0;
  for (const pieces of paragraphs) {
    lines += 1;
    let used = 0;
    for (const { width, isBlank } of pieces) {
      if (used + width <= line) {
        used += width;
        continue;
      }
      // Blanks at the end of a line hang over; they never open a new one.
      if (isBlank) continue;
      if (used > 0) lines += 1;
      // A word longer than the line is broken anywhere.
      const further = Math.max(0, Math.ceil(width / Math.max(line, 1)) - 1);
      lines += further;
      used = width - further * line;
    }
  }
  return lines;
}

/** Lines that a text takes when wrapped to a width, in the unit of one Chinese character. */
export function countLines(text: string, widthInCharacters: number): number {
  return linesOf(measure(text), widthInCharacters);
}

export interface Fitted {
  /** Points. */
  readonly size: number;
  readonly height: number;
  /** False where even the smallest size is too large: the end of the text would not be seen. */
  readonly fits: boolean;
}

/** Smallest size for a number or an address that is kept on one line rather than broken. */
const smallestUnbroken = 7;

/**
 * The largest size, from `size` down, in which a text takes at most `height` points. One that should stay `unbroken`
 * (a phone, a code, an e-mail address) is first brought down until it stands on one line, where that can be read.
 */
export function fitText(
  text: string,
  width: number,
  size: number,
  { height = highestRow, unbroken = false }: { height?: number; unbroken?: boolean } = {},
): Fitted {
  let first = size;
  if (unbroken && !text.includes('\n')) {
    while (first > smallestUnbroken && !fitsOnOneLine(text, width, first)) first -= 0.5;
    if (!fitsOnOneLine(text, width, first)) first = size;
  }
  const paragraphs = measure(text);
  for (let tried = first; ; tried -= 0.5) {
    const lines = linesOf(paragraphs, (width * dependableWidth) / tried);
    const needed = Math.ceil(lines * tried * lineHeight) + cellPadding;
    if (needed <= height) return { size: tried, height: needed, fits: true };
    if (tried <= smallestSize) return { size: tried, height, fits: false };
  }
}

/** Whether a text stands on one line of a width (points) at a size. */
export function fitsOnOneLine(text: string, width: number, size: number): boolean {
  return emWidth(text) * size <= width * dependableWidth;
}
