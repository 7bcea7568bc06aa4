import type { CellContent } from '../../workbook/sheet.ts';
import { contentText, lineText, paragraphText } from './cell-text.ts';
import { type FieldResult, type Normaliser, notGiven, refused, taken, wrongKind } from './field.ts';

/** A spreadsheet keeps fifteen digits of a number: of a longer one the rest is gone. */
const exactNumbers = 1e15;

function textOf(content: CellContent, tidy: (text: string) => string): FieldResult {
  // `6-9` typed into a cell becomes a date: the words that were meant are lost, so it is not taken as text.
  if (content.type === 'date' || content.type === 'boolean') return wrongKind(content, '文字');
  if (content.type === 'number' && Math.abs(content.value) >= exactNumbers)
    return refused('number-truncated');
  const text = tidy(contentText(content));
  return text === '' ? notGiven : taken(text);
}

export const normaliseText: Normaliser = (content) => textOf(content, lineText);

export const normaliseLongText: Normaliser = (content) => textOf(content, paragraphText);

/** 区县 as written: which office is meant is decided where the office tree is known. */
export const normaliseDistrict: Normaliser = (content) =>
  content.type === 'text' ? textOf(content, lineText) : wrongKind(content, '区县名称');
