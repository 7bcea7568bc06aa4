import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { cellAddress } from '../workbook/address.ts';
import type { Cell, Sheet } from '../workbook/sheet.ts';
import type { FormDefinition } from './definition.ts';
import type { Dictionaries } from './dictionary.ts';
import { compactText, contentText, lineText } from './fields/cell-text.ts';
import { type FormLabel, formFieldLabel, isInstruction, scanForm } from './form-scan.ts';
import { readGrid } from './grid.ts';
import { fieldPath } from './hand-mapping.ts';
import { type ReadValue, readCell } from './read-cell.ts';
import type { FieldValue, TableLocation, TableRecord } from './record.ts';

/** Unread texts named in the notice. */
const namedTexts = 6;

const seal = /[(（]\s*(?:盖\s*章|公\s*章|签\s*章|签\s*字|单位盖章|手签)\s*[)）]/;
const unfilledDate = /^[\s_　]*(?:20\s*)?[\s_　]*年[\s_　]*月[\s_　]*日[\s_　]*$/;

/** Whether a line holds nothing but room for a seal, a signature or a date. */
function isSealLine(line: string): boolean {
  const rest = line
    .replace(new RegExp(seal, 'g'), '')
    .replace(/(?:20\s*)?[\s_　]*年[\s_　]*月[\s_　]*日/, '');
  if (!seal.test(line) && !unfilledDate.test(line)) return false;
  return /^(?:(?:单位|推荐单位|园所|负责人|单位负责人|园长|签字|盖章|公章|意见)*[:：\s_　]*)$/.test(rest);
}

/** Without the printed room for seal and date: `（盖章）` and `年 月 日` say nothing by themselves. */
function withoutSealRoom(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => !isSealLine(line))
    .join('\n')
    .replace(new RegExp(`\\s*${seal.source}\\s*$`), '');
}

/**
 * Reads one form by its labels: the location says which rows. A blank form gives a record with the error
 * `form-blank`; a label that is not there gives `label-missing`, and `value-required` where its value is needed.
 */
export async function readForm(
  sheet: Sheet,
  definition: FormDefinition,
  location: TableLocation,
  dictionaries: Dictionaries,
): Promise<TableRecord> {
  // One row more: a value may stand below the last label.
  const grid = await readGrid(sheet, location.headerTop, location.headerBottom + 1);
  const scan = scanForm(
    grid,
    definition,
    location.headerTop,
    location.headerBottom,
    location.byHand?.map(({ mapping }) => mapping),
  );
  const values: Record<string, FieldValue | undefined> = {};
  const cells: Record<string, string> = {};
  const raw: Record<string, string> = {};
  const findings: Finding[] = [];
  const place = (cell: string | undefined) => ({ sheet: sheet.name, ...(cell ? { cell } : {}) });
  const tools = { dictionaries };

  for (const field of definition.fields) {
    const named = { field, label: formFieldLabel(field) };
    const label = scan.labels.get(field.key);
    if (!label) {
      findings.push(makeFinding('label-missing', { field: named.label }, place(undefined)));
      if (field.required)
        findings.push(makeFinding('value-required', { field: named.label }, place(undefined)));
      continue;
    }
    const duplicate = scan.duplicates.find((each) => each.field === field);
    if (duplicate) {
      const option = `--map "${duplicate.cells[0]}=${fieldPath(definition, field.key)}"`;
      const parameters = { field: named.label, cells: duplicate.cells.join('、'), option };
      findings.push(makeFinding('label-duplicate', parameters, place(duplicate.cells[0])));
      continue;
    }
    cells[field.key] = label.address;
    const read = readLabel(label, (cell) => readCell(cell, label.address, named, sheet.name, tools));
    if (read === 'unclear') {
      const addresses = label.values.map((cell) => cellAddress(cell.row, cell.column)).join('、');
      const parameters = { field: named.label, cells: addresses };
      findings.push(makeFinding('form-value-unclear', parameters, place(label.address)));
      continue;
    }
    if (read.raw !== '') raw[field.key] = read.raw;
    if (!read.failed && read.value !== undefined) values[field.key] = read.value;
    findings.push(...read.findings);
  }

  const given = Object.values(values).some((value) => value !== undefined) || Object.keys(raw).length > 0;
  // Two forms side by side are full of values, none of which can be told whose it is.
  if (!given && scan.duplicates.length === 0) {
    const blank = makeFinding('form-blank', { table: definition.name }, place(undefined));
    return { row: location.headerTop, values, cells, raw, findings: [blank] };
  }
  const unread = unreadTexts(scan.unread);
  if (unread !== '') findings.push(makeFinding('form-unread', { texts: unread }, place(undefined)));
  return { row: location.headerTop, values, cells, raw, findings };
}

/** The value of a label: of its own cell after the colon, or of the cells to its right. */
function readLabel(label: FormLabel, read: (cell: Cell) => ReadValue): ReadValue | 'unclear' {
  const textual = ({ row, column, format }: Cell, text: string): ReadValue =>
    read({ row, column, format, content: { type: 'text', value: withoutSealRoom(text) } });
  if (label.inLabel !== undefined) return textual(label.cell, label.inLabel);
  const filled = label.values.filter(
    (cell) =>
      cell.content.type !== 'text' ||
      cell.formulaOnly === true ||
      compactText(withoutSealRoom(cell.content.value)) !== '',
  );
  const [first, ...others] = filled;
  if (!first) return textual(label.cell, '');
  if (others.length === 0) {
    return first.content.type === 'text' && !first.formula
      ? textual(first, first.content.value)
      : read(first);
  }
  // A long text may have been typed line by line into cells of their own.
  if (label.field.type !== 'longText') return 'unclear';
  return textual(first, filled.map((cell) => contentText(cell.content)).join('\n'));
}

function unreadTexts(cells: readonly Cell[]): string {
  const texts = cells
    .map((cell) => lineText(withoutSealRoom(contentText(cell.content))))
    .filter((text) => text !== '' && !isInstruction(text))
    .map((text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text));
  if (texts.length === 0) return '';
  return texts.slice(0, namedTexts).join('、') + (texts.length > namedTexts ? ` 等 ${texts.length} 处` : '');
}
