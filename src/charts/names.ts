import { dropInvisible } from '../common/text.ts';
import { textWidth } from '../common/text-width.ts';
import { visibleText } from '../common/visible-text.ts';

/** A text as a picture can show it: on one line, without what has no shape. */
export function oneLine(text: string): string {
  const whole = dropInvisible(text.replace(/\s+/gu, ' ').replace(/\p{Surrogate}/gu, '\ufffd'));
  return visibleText(whole).trim();
}

/** Width of a text in pixels at a size: Chinese characters are square, Latin ones about half as wide. */
export function pixelsWide(text: string, size: number): number {
  return (textWidth(text, true) / 2) * size * 1.02;
}

/** A name in lines of at most so many pixels, all about as long, no number or word torn that has room. */
export function wrapName(name: string, width: number, size: number): string[] {
  const lines = breakName(name, width, size);
  // A last line of one character looks like a slip: the lines share their width.
  const even = Math.ceil(pixelsWide(name, size) / lines.length / size + 0.5) * size;
  const shared = lines.length > 1 && even < width ? breakName(name, even, size) : lines;
  return shared.length > lines.length ? lines : shared;
}

function breakName(name: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of name.match(/\d[\d.,%]*|[A-Za-z]+|[^（）、，。：]?[）、，。：]|./gsu) ?? []) {
    if (line !== '' && pixelsWide(line + piece, size) > width) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** How the names stand along a level axis. */
export interface NameLayout {
  readonly lines: readonly (readonly string[])[];
  /** Degrees; 0 level. */
  readonly rotation: number;
  /** Pixels of height they take below the axis. */
  readonly height: number;
}

const lineHeight = 1.25;
/** Level names take at most so many lines; beyond that they are turned. */
const mostLines = 3;
const turned = 40;
/** Pixels of a turned name's line where two lines have room. */
const turnedLine = 110;

/** Level on up to three lines where all names find room, else turned. */
export function layOutNames(names: readonly string[], slot: number, size: number): NameLayout {
  const level = names.map((name) => wrapName(name, Math.max(slot - 6, size), size));
  const tallest = Math.max(...level.map((lines) => lines.length));
  if (tallest <= mostLines && level.every((lines) => lines.every((line) => pixelsWide(line, size) <= slot))) {
    return { lines: level, rotation: 0, height: tallest * size * lineHeight };
  }
  const angle = (turned * Math.PI) / 180;
  const hasRoomForTwo = slot * Math.sin(angle) > 2.2 * size * lineHeight;
  const lines = names.map((name) => wrapName(name, hasRoomForTwo ? turnedLine : 2 * turnedLine, size));
  const widest = Math.max(...lines.flat().map((line) => pixelsWide(line, size)));
  const thickest = Math.max(...lines.map((each) => each.length)) * size * lineHeight;
  return { lines, rotation: turned, height: widest * Math.sin(angle) + thickest * Math.cos(angle) };
}
