import type { CellContent } from '../../workbook/sheet.ts';
import { contentText, isScientific, lineText, paragraphText } from './cell-text.ts';
import { type FieldResult, type Normaliser, notGiven, refused, taken, wrongKind } from './field.ts';

/** A spreadsheet keeps fifteen digits of a number: of a longer one the rest is gone. */
const exactNumbers = 1e15;

const onlyDate =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2})$/;

function textOf(content: CellContent, tidy: (text: string) => string): FieldResult {
  // `6-9` typed into a cell becomes a date: the words that were meant are lost, so it is not taken as text.
  if (content.type === 'date' || content.type === 'boolean') return wrongKind(content, '文字');
  if (content.type === 'number' && Math.abs(content.value) >= exactNumbers)
    return refused('number-truncated');
  const text = tidy(contentText(content));
  if (text.length <= 20 && /^\d/.test(text)) {
    // What a text file keeps of such a cell.
    if (isScientific(text)) return refused('number-truncated');
    if (onlyDate.test(text)) return refused('value-kind', { expected: '文字', actual: '日期' });
  }
  return text === '' ? notGiven : taken(text);
}

export const normaliseText: Normaliser = (content) => textOf(content, lineText);

export const normaliseLongText: Normaliser = (content) => textOf(content, paragraphText);

/** 区县 as written: which office is meant is decided where the office tree is known. */
export const normaliseDistrict: Normaliser = (content) =>
  content.type === 'text' ? textOf(content, lineText) : wrongKind(content, '区县名称');
