import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../workbook/address.ts';
import type { FieldDefinition, ListDefinition } from './definition.ts';
import { cellText, textFormat } from './sheet-style.ts';

/** What a cell may hold, by column key. */
export interface Choices {
  readonly values: readonly string[];
  /** Other values are warned about, not refused. */
  readonly open: boolean;
}

/** Most characters that Excel takes in a list written into the validation itself. */
const longestLiteral = 255;
/** Hidden sheet that holds longer lists, a column each. */
const choicesSheet = '选项';

/** Cell ranges take a validation each; the writer's own merging of single cells makes ranges that overlap. */
interface RangedValidations {
  readonly dataValidations: { add(range: string, validation: DataValidation): void };
}

/** What may be typed into a field: its choices, 是 / 否, or a whole number; undefined where anything may. */
function validationOf(
  workbook: Workbook,
  field: FieldDefinition,
  choices: Choices | undefined,
): DataValidation | undefined {
  const offered = choices ?? (field.type === 'yesNo' ? { values: ['是', '否'], open: false } : undefined);
  if (offered && offered.values.length > 0) {
    return {
      type: 'list',
      allowBlank: true,
      formulae: [listFormula(workbook, offered.values)],
      showErrorMessage: true,
      errorStyle: offered.open ? 'warning' : 'stop',
      errorTitle: '请核对',
      error: offered.open ? '不在下拉列表里，确定要这样填吗？' : '请从下拉列表里选择。',
    };
  }
  if (field.type !== 'integer') return undefined;
  return {
    type: 'whole',
    operator: 'greaterThanOrEqual',
    allowBlank: true,
    formulae: [0],
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: '请核对',
    error: '请填整数。',
  };
}

function listFormula(workbook: Workbook, values: readonly string[]): string {
  const texts = values.map(cellText);
  const literal = `"${texts.join(',')}"`;
  if (literal.length <= longestLiteral && texts.every((text) => !/[,"\n]/u.test(text))) return literal;
  let sheet = workbook.getWorksheet(choicesSheet);
  if (!sheet) {
    sheet = workbook.addWorksheet(choicesSheet);
    sheet.state = 'veryHidden';
  }
  const column = sheet.columnCount + 1;
  texts.forEach((text, index) => {
    const cell = sheet.getCell(index + 1, column);
    cell.value = text;
    cell.numFmt = textFormat;
  });
  const letters = columnLetters(column);
  return `${choicesSheet}!$${letters}$1:$${letters}$${texts.length}`;
}

/** Rows of one column, numbered from 1. */
interface ColumnRange {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

function addValidation(
  sheet: Worksheet,
  { column, first, last }: ColumnRange,
  validation: DataValidation,
): void {
  const letters = columnLetters(column);
  (sheet as Worksheet & RangedValidations).dataValidations.add(
    last > first ? `${letters}${first}:${letters}${last}` : `${letters}${first}`,
    validation,
  );
}

/**
 * Offers choices in part of a column that no table defines.
 * @param prompt shown beside the cell once it is chosen
 */
export function offerChoices(
  workbook: Workbook,
  sheet: Worksheet,
  range: ColumnRange,
  choices: Choices,
  prompt?: { readonly title: string; readonly text: string },
): void {
  const validation = validationOf(workbook, { key: '', type: 'text' }, choices);
  if (!validation || range.last < range.first) return;
  const shown = prompt ? { showInputMessage: true, promptTitle: prompt.title, prompt: prompt.text } : {};
  addValidation(sheet, range, { ...validation, ...shown });
}

/** Adds drop-downs and number checks to the data rows `first`..`last` of a list. */
export function addValidations(
  workbook: Workbook,
  sheet: Worksheet,
  definition: ListDefinition,
  choices: Readonly<Record<string, Choices>>,
  first: number,
  last: number,
): void {
  if (last < first) return;
  definition.columns.forEach((column, index) => {
    const validation = validationOf(workbook, column, choices[column.key]);
    if (!validation) return;
    addValidation(sheet, { column: index + 1, first, last }, validation);
  });
}
