import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Cell, CellContent } from '../workbook/sheet.ts';
import type { FieldDefinition } from './definition.ts';
import { contentText } from './fields/cell-text.ts';
import { type FieldResult, type FieldTools, notGiven, refused } from './fields/field.ts';
import { normalise } from './fields/normalise.ts';
import { shownPercentage } from './fields/percentage.ts';
import type { FieldValue } from './record.ts';

/** A cell understood as a field's value, with what there is to say about it. */
export interface ReadValue {
  readonly value: FieldValue | undefined;
  readonly raw: string;
  /** Where the value stands. */
  readonly address: string;
  readonly findings: readonly Finding[];
  /** An error stands among the findings. */
  readonly failed: boolean;
}

/** A cell about which there is nothing to say: its text and its address are made only for who asks. */
export class CleanRead implements ReadValue {
  readonly value: FieldValue | undefined;
  readonly #content: CellContent;
  readonly #letters: string;
  readonly #row: number;

  constructor(value: FieldValue | undefined, content: CellContent, letters: string, row: number) {
    this.value = value;
    this.#content = content;
    this.#letters = letters;
    this.#row = row;
  }

  get raw(): string {
    return contentText(this.#content);
  }

  get address(): string {
    return `${this.#letters}${this.#row}`;
  }

  get findings(): readonly Finding[] {
    return nothing;
  }

  get failed(): boolean {
    return false;
  }
}

const nothing: readonly Finding[] = [];

/** What a reader must know of a field to speak about it. */
export interface NamedField {
  readonly field: FieldDefinition;
  /** As messages show it. */
  readonly label: string;
}

/** First signs of the formula below: everything else is told apart without it. */
const pictureStart = new Set([...'=_Dd'].map((sign) => sign.charCodeAt(0)));
const picture = /^=?(?:_xlfn\.)?DISPIMG\s*\(/i;

/** The content as the clerk sees it: a number under the format `0000000000` has its leading zeros, under `0%` its sign. */
function shownContent(cell: Cell): CellContent {
  const { content, format } = cell;
  if (content.type !== 'number' || format === 'General') return content;
  if (format.includes('%')) {
    const value = shownPercentage(content.value, format);
    return value === undefined ? content : { type: 'text', value };
  }
  if (!/^0{2,}$/.test(format)) return content;
  if (!Number.isSafeInteger(content.value) || content.value < 0) return content;
  return { type: 'text', value: String(content.value).padStart(format.length, '0') };
}

/** What a cell says as a field, before its findings know their place. */
export function readContent(cell: Cell, field: FieldDefinition, tools: FieldTools): FieldResult {
  const isPicture =
    (cell.formula !== undefined && picture.test(cell.formula)) ||
    (cell.content.type === 'text' &&
      pictureStart.has(cell.content.value.charCodeAt(0)) &&
      cell.content.value.length < 200 &&
      picture.test(cell.content.value));
  if (isPicture) {
    if (field.type === 'longText' || field.type === 'sequence') return refused('cell-picture-ignored');
    return refused('cell-picture');
  }
  if (cell.formulaOnly) return field.type === 'sequence' ? notGiven : refused('formula-without-value');
  return normalise(shownContent(cell), field, tools);
}

/** Reads one cell as a field; a finding says the field's name, the value seen, sheet and cell. */
export function readCell(
  cell: Cell,
  address: string,
  named: NamedField,
  sheet: string,
  tools: FieldTools,
): ReadValue {
  return describeRead(readContent(cell, named.field, tools), cell, address, named, sheet);
}

/** What was read of a cell, with its findings in their place. */
export function describeRead(
  result: FieldResult,
  cell: Cell,
  address: string,
  named: NamedField,
  sheet: string,
): ReadValue {
  const raw = contentText(cell.content);
  if (result.findings.length === 0) {
    return { value: result.value, raw, address, findings: nothing, failed: false };
  }
  const findings = result.findings.map(({ code, parameters }) =>
    makeFinding(
      code,
      {
        field: named.label,
        value: shortened(raw === '' && cell.formula !== undefined ? `=${cell.formula}` : raw),
        ...parameters,
      },
      { sheet, cell: address },
    ),
  );
  const failed = findings.some((finding) => finding.severity === 'error');
  return { value: result.value, raw, address, findings, failed };
}

/** Long values are cut in messages. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
