import { cellAddress } from '../workbook/address.ts';
import type { Cell, CellRange } from '../workbook/sheet.ts';
import type { FormDefinition, FormField } from './definition.ts';
import { contentText } from './fields/cell-text.ts';
import { fieldOf, findLabels, type LabelCell, readWordings } from './form-labels.ts';
import type { Grid } from './grid.ts';
import { type CompiledMapping, compileMappings, type HandMapping } from './hand-mapping.ts';

/** A label found, and the cells in which its value may stand. */
export interface FormLabel {
  readonly field: FormField;
  readonly cell: Cell;
  readonly area: CellRange;
  readonly inLabel: string | undefined;
  /** What the clerk said the label is. */
  readonly mapped: CompiledMapping | undefined;
  readonly values: readonly Cell[];
  /** Address of the value, also where it is blank. */
  readonly address: string;
}

/** One form on a sheet, read by its labels. */
export interface FormScan {
  readonly top: number;
  readonly bottom: number;
  readonly labels: ReadonlyMap<string, FormLabel>;
  /** Fields whose label stands there more than once. */
  readonly duplicates: readonly { readonly field: FormField; readonly cells: readonly string[] }[];
  /** Cells among the labels that are neither label nor value. */
  readonly unread: readonly Cell[];
}

/** The name of a form's field as messages show it: 主导园信息·电话. */
export function formFieldLabel(field: FormField): string {
  return field.group === '' ? field.label : `${field.group}·${field.label}`;
}

/** Cells to the right of a label up to the next label, else below it. */
function valueCells(
  grid: Grid,
  label: { area: CellRange; cell: Cell },
  stops: ReadonlyMap<string, CellRange>,
): { values: Cell[]; address: string } {
  const { top, bottom, right } = label.area;
  const isStop = (row: number, column: number) => {
    const merge = grid.mergeAt(row, column);
    return stops.has(merge ? cellAddress(merge.top, merge.left) : cellAddress(row, column));
  };
  let end = right;
  // A merged value cell is the whole room for the value; else all cells up to the next label are.
  const room = grid.mergeAt(top, right + 1);
  if (room && !isStop(top, right + 1)) end = room.right;
  else while (end < grid.lastColumn && !isStop(top, end + 1)) end++;
  if (end > right) {
    const values: Cell[] = [];
    for (let row = top; row <= bottom; row++) {
      for (let column = right + 1; column <= end; column++) {
        if (isStop(row, column)) break;
        const cell = grid.cell(row, column);
        if (cell) values.push(cell);
      }
    }
    const first = values[0];
    const merge = grid.mergeAt(top, right + 1);
    const blank = merge ? cellAddress(merge.top, merge.left) : cellAddress(top, right + 1);
    return { values, address: first ? cellAddress(first.row, first.column) : blank };
  }
  const row = bottom + 1;
  const below = isStop(row, label.area.left) ? undefined : grid.cell(row, label.area.left);
  return { values: below ? [below] : [], address: cellAddress(row, label.area.left) };
}

/** What stands beside one label is not the value of another above it. */
function withoutOthersValues(found: Map<string, FormLabel>): void {
  const beside = new Set(
    [...found.values()].flatMap(({ area, values }) => values.filter(({ row }) => row <= area.bottom)),
  );
  for (const [key, label] of found) {
    const values = label.values.filter((cell) => cell.row <= label.area.bottom || !beside.has(cell));
    if (values.length < label.values.length) found.set(key, { ...label, values });
  }
}

/** So many labels at least must have nothing beside and something below for a form to be of that manner. */
const leastBelow = 3;

/**
 * Labels of a form whose values stand below them and not beside: all labels with nothing beside, where most of those
 * have something below that nobody else claims, and few have something beside.
 */
function valuesBelow(
  grid: Grid,
  found: ReadonlyMap<string, FormLabel>,
  stops: ReadonlyMap<string, CellRange>,
  read: ReadonlySet<Cell>,
): [string, FormLabel][] {
  const bare = [...found].filter(([, { inLabel, values }]) => inLabel === undefined && values.length === 0);
  const moved = bare.map(([key, label]): [string, FormLabel] => {
    const row = label.area.bottom + 1;
    const values: Cell[] = [];
    for (let column = label.area.left; column <= grid.lastColumn; column++) {
      if (column > label.area.right && stops.has(cellAddress(label.area.top, column))) break;
      if (stops.has(cellAddress(row, column))) break;
      const cell = grid.cell(row, column);
      if (cell && !read.has(cell) && !isInstruction(contentText(cell.content))) values.push(cell);
    }
    const own = values[0];
    return [key, { ...label, values, address: cellAddress(row, own?.column ?? label.area.left) }];
  });
  const filled = moved.filter(([, { values }]) => values.length > 0).length;
  const beside = [...found.values()].filter(({ values, area }) =>
    values.some(({ row }) => row <= area.bottom),
  ).length;
  return filled >= leastBelow && filled * 2 > moved.length && filled > beside ? moved : [];
}

/** A text wholly in brackets instructs the one who fills the form in. */
export function isInstruction(text: string): boolean {
  return /^[(（][^()（）]*[)）]$/.test(text.trim());
}

/** Whether a label stands right of another whose value it may be: in 职务 | 法人 | 法人代表 | 邓淇 the second does. */
function isInValuePlace(label: LabelCell, labels: readonly LabelCell[]): boolean {
  const left = labels.find(
    ({ area, inLabel }) =>
      inLabel === undefined &&
      area.top <= label.area.top &&
      area.bottom >= label.area.top &&
      area.right + 1 === label.area.left,
  );
  return left !== undefined && !isInValuePlace(left, labels);
}

/** Reads the labels of the rows `top`..`bottom` as one form. */
export function scanForm(
  grid: Grid,
  definition: FormDefinition,
  top: number,
  bottom: number,
  mappings: readonly HandMapping[] = [],
): FormScan {
  const wordings = readWordings(definition);
  const told = compileMappings(definition, mappings);
  const { labels, groupCells } = findLabels(grid, wordings, top, bottom, told);
  const ignored = labels.filter(({ mapped }) => mapped?.key === null);
  const claims = new Map<string, { field: FormField; label: LabelCell }[]>();
  for (const label of labels) {
    const field = fieldOf(label, wordings, groupCells);
    if (!field) continue;
    claims.set(field.key, [...(claims.get(field.key) ?? []), { field, label }]);
  }
  const passedOver: LabelCell[] = [];
  // A value may read like a label (职务：法人): where a label stands twice, the one in a value's place is a value.
  for (const [key, rivals] of claims) {
    if (rivals.length < 2) continue;
    const told = rivals.filter(({ label }) => label.mapped !== undefined);
    if (told.length > 0) {
      claims.set(key, told);
      // What was not chosen is nobody's value, and is said to be left out.
      passedOver.push(...rivals.filter((rival) => !told.includes(rival)).map(({ label }) => label));
      continue;
    }
    const proper = rivals.filter(({ label }) => !isInValuePlace(label, labels));
    if (proper.length > 0) claims.set(key, proper);
  }
  const stops = new Map<string, CellRange>();
  for (const { area, cell } of groupCells) stops.set(cellAddress(cell.row, cell.column), area);
  for (const { area, cell } of [...ignored, ...passedOver])
    stops.set(cellAddress(cell.row, cell.column), area);
  for (const rivals of claims.values()) {
    for (const { label } of rivals) stops.set(cellAddress(label.cell.row, label.cell.column), label.area);
  }
  const found = new Map<string, FormLabel>();
  const duplicates: FormScan['duplicates'][number][] = [];
  const read = new Set<Cell>([...groupCells, ...ignored].map(({ cell }) => cell));
  for (const label of ignored) for (const value of valueCells(grid, label, stops).values) read.add(value);
  for (const [key, rivals] of claims) {
    const { field, label } = rivals[0] ?? {};
    if (!field || !label) continue;
    if (rivals.length > 1) {
      const cells = rivals.map((rival) => cellAddress(rival.label.cell.row, rival.label.cell.column));
      duplicates.push({ field, cells });
    }
    for (const rival of rivals) read.add(rival.label.cell);
    const place =
      label.inLabel === undefined
        ? valueCells(grid, label, stops)
        : { values: [], address: cellAddress(label.cell.row, label.cell.column) };
    for (const value of place.values) read.add(value);
    const { cell, area, inLabel, mapped } = label;
    found.set(key, { field, cell, area, inLabel, mapped, ...place });
  }
  withoutOthersValues(found);
  for (const [key, label] of valuesBelow(grid, found, stops, read)) {
    for (const value of label.values) read.add(value);
    found.set(key, label);
  }
  const areas = [...found.values()].map(({ area }) => area);
  const first = Math.min(...areas.map((area) => area.top), ...groupCells.map(({ area }) => area.top));
  const last = Math.max(
    top,
    ...areas.map((area) => area.bottom),
    ...groupCells.map(({ area }) => area.bottom),
  );
  return {
    top: Number.isFinite(first) ? first : top,
    bottom: last,
    labels: found,
    duplicates,
    unread: grid.rows
      .filter((row) => row.number >= first && row.number <= last)
      .flatMap((row) =>
        row.cells.filter((cell) => !read.has(cell) && contentText(cell.content).trim() !== ''),
      ),
  };
}
