import { type Flat, nest } from './nest.ts';
import type { Report } from './problem.ts';
import { type ControlTag, readTag } from './read-tag.ts';
import type { CellText, Part, Text, TextPlace } from './wording.ts';

/** Signs that a backslash makes plain. */
const escapable = '\\{}｛｝#|*【+<^';

type Token = Flat<Part> | { readonly divider: true; readonly column: number };

/**
 * The pieces of a line, flat: texts, fields, tags; with `isRow` also the strokes between cells.
 * @param column of the first character
 */
function tokensOf(text: string, place: TextPlace, isRow: boolean, report: Report): Token[] {
  const tokens: Token[] = [];
  let plain = '';
  let isBold = false;
  let boldFrom = 0;
  let index = 0;
  const at = (offset: number) => ({ line: place.line, column: place.column + offset });
  const flush = () => {
    const last = tokens.at(-1);
    const before = last && 'leaf' in last && last.leaf.kind === 'text' ? last.leaf : undefined;
    if (plain !== '' && before?.isBold === isBold) {
      tokens[tokens.length - 1] = { leaf: { ...before, text: before.text + plain } };
    } else if (plain !== '') tokens.push({ leaf: { kind: 'text', text: plain, isBold } });
    plain = '';
  };
  while (index < text.length) {
    const sign = text[index] ?? '';
    const pair = text.slice(index, index + 2);
    if (sign === '\\' && escapable.includes(text[index + 1] ?? ' ')) {
      plain += text[index + 1];
      index += 2;
    } else if (pair === '{{' || pair === '｛｛') {
      const end = /\}\}|｝｝/.exec(text.slice(index));
      if (!end) {
        report(at(index), '“{{”没有结束，字段名后面应有“}}”；确实要写“{{”这两个符号，请写成“\\{\\{”');
        plain += text.slice(index);
        break;
      }
      flush();
      const tag = readTag(text.slice(index + 2, index + end.index), at(index + 2), report);
      if (tag?.kind === 'field') {
        tokens.push({ leaf: { kind: 'field', path: tag.path, formats: tag.formats, isBold } });
      } else if (tag) tokens.push({ tag });
      index += end.index + 2;
    } else if (pair === '**') {
      flush();
      isBold = !isBold;
      if (isBold) boldFrom = index;
      index += 2;
    } else if (isRow && sign === '|') {
      flush();
      tokens.push({ divider: true, column: place.column + index });
      index++;
    } else {
      plain += sign;
      index++;
    }
  }
  flush();
  if (isBold) report(at(boldFrom), '加粗的“**”没有成对，请在要加粗的文字后面也写“**”');
  return tokens;
}

const isBlankPart = (part: Part) => part.kind === 'text' && part.text.trim() === '';

const isPiece = (token: Token): token is Flat<Part> => !('divider' in token);

/** One line's text with its fields. */
export function readText(text: string, place: TextPlace, report: Report): Text {
  return nest(tokensOf(text, place, false, report).filter(isPiece), isBlankPart, report);
}

/** The tag where the line holds nothing else; then it governs whole lines. */
export function readControlLine(
  text: string,
  place: TextPlace,
  report: Report,
): ControlTag | 'broken' | undefined {
  if (!/^(?:\{\{|｛｛)\s*[#＃/／]/.test(text)) return undefined;
  if (text.search(/\}\}|｝｝/) !== text.length - 2) return undefined;
  const tag = readTag(text.slice(2, -2), { ...place, column: place.column + 2 }, report);
  if (!tag) return 'broken';
  return tag.kind === 'field' ? undefined : tag;
}

/** The cells of `| … | … |`; the stroke at the end may be missing. */
export function readCells(text: string, place: TextPlace, report: Report): CellText[] {
  const tokens = tokensOf(text, place, true, report);
  const cells: { readonly pieces: Flat<Part>[]; readonly from: number; to: number }[] = [];
  for (const token of tokens) {
    const last = cells.at(-1);
    if (isPiece(token)) last?.pieces.push(token);
    else {
      if (last) last.to = token.column - place.column;
      cells.push({ pieces: [], from: token.column - place.column + 1, to: text.length });
    }
  }
  const end = cells.at(-1);
  if (end && cells.length > 1 && text.slice(end.from).trim() === '') cells.pop();
  return cells.map(({ pieces, from, to }) => {
    const source = text.slice(from, to).trim();
    if (source === '<<') return 'leftwards';
    if (source === '^^') return 'upwards';
    return nest(trimmed(pieces), isBlankPart, report);
  });
}

/** Without the blanks that keep a cell's text off its strokes. */
function trimmed(pieces: readonly Flat<Part>[]): Flat<Part>[] {
  const cut = pieces.map((piece, index): Flat<Part> => {
    if (!('leaf' in piece) || piece.leaf.kind !== 'text') return piece;
    let { text } = piece.leaf;
    if (index === 0) text = text.trimStart();
    if (index === pieces.length - 1) text = text.trimEnd();
    return { leaf: { ...piece.leaf, text } };
  });
  return cut.filter((piece) => !('leaf' in piece) || piece.leaf.kind !== 'text' || piece.leaf.text !== '');
}
