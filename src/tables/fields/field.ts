import type { FindingCode } from '../../findings/catalogue.ts';
import type { Parameters } from '../../findings/finding.ts';
import type { CellContent } from '../../workbook/sheet.ts';
import type { FieldDefinition } from '../definition.ts';
import type { Dictionaries } from '../dictionary.ts';
import type { FieldValue } from '../record.ts';

/** A finding before it knows its place: the reader adds the field's name, the value seen, sheet and cell. */
export interface FieldFinding {
  readonly code: FindingCode;
  readonly parameters?: Parameters;
}

/** What became of a cell: a value, nothing (not given), and what there is to say about it. */
export interface FieldResult {
  readonly value?: FieldValue;
  readonly findings: readonly FieldFinding[];
}

/** What normalisers may look up. */
export interface FieldTools {
  readonly dictionaries: Dictionaries;
}

/** Understands one cell of one kind of field: pure, never throws. Blanks and placeholders are dealt with before it. */
export type Normaliser = (content: CellContent, field: FieldDefinition, tools: FieldTools) => FieldResult;

const none: readonly FieldFinding[] = [];

/** The cell says nothing. */
export const notGiven: FieldResult = { findings: none };

/** Taken as it stands. */
export function taken(value: FieldValue): FieldResult {
  return { value, findings: none };
}

/** Taken in another form than written: said as a notice. */
export function rewritten(value: FieldValue): FieldResult {
  return { value, findings: [{ code: 'value-normalised', parameters: { normalised: shownValue(value) } }] };
}

/** Not taken. */
export function refused(code: FindingCode, parameters?: Parameters): FieldResult {
  return { findings: [parameters ? { code, parameters } : { code }] };
}

/** Not taken because it is another kind of thing than the field holds. */
export function wrongKind(content: CellContent, expected: string): FieldResult {
  return refused('value-kind', { expected, actual: kindNames[content.type] });
}

const kindNames = {
  text: '文字',
  number: '数字',
  boolean: '逻辑值（TRUE / FALSE）',
  date: '日期',
  error: '错误值',
} as const;

/** A value as a clerk writes it. */
export function shownValue(value: FieldValue): string {
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
}
