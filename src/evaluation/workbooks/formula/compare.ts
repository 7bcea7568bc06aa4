import type { Expression } from './expression.ts';
import { parseFormula } from './parse.ts';

/** Where a formula stands, and how its addresses are to be read. */
export interface FormulaPlace {
  /** The sheet's own name: a reference that names it says the same as one without. */
  readonly sheet: string;
  /** Where a referred cell stands in the sheet as we made it; null where that is nowhere. */
  readonly home: (sheet: string, row: number, column: number) => { row: number; column: number } | null;
  /** The name that we gave to a sheet which was renamed. */
  readonly sheetNamed: (name: string) => string;
  /** Rows and columns by which the formula's text is to be moved: of shared formulas only the first cell has one. */
  readonly shift?: { readonly rows: number; readonly columns: number };
}

/** Nothing was moved or renamed. */
export function placeOn(sheet: string): FormulaPlace {
  return { sheet, home: (_, row, column) => ({ row, column }), sheetNamed: (name) => name };
}

/**
 * A formula in one spelling: two that compute the same from the same cells in the same way have the same one, however
 * a program has written them. Null where it cannot be read.
 */
export function canonicalFormula(formula: string, place: FormulaPlace): string | null {
  const expression = parseFormula(formula);
  return expression && canonicalExpression(expression, place);
}

export function isSameFormula(one: string, other: string, sheet: string): boolean {
  const place = placeOn(sheet);
  const first = canonicalFormula(one, place);
  return first !== null && first === canonicalFormula(other, place);
}

/** As `canonicalFormula`, of what was parsed already. */
export function canonicalExpression(expression: Expression, place: FormulaPlace): string {
  switch (expression.kind) {
    case 'number':
      // 0.1 + 0.2 is none of ours; fifteen digits are what the programs keep.
      return String(Number(expression.value.toPrecision(15)));
    case 'text':
      return JSON.stringify(expression.value);
    case 'boolean':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'error':
      return expression.value;
    case 'name':
      return `name(${expression.value.toUpperCase()})`;
    case 'nothing':
      return '';
    case 'reference':
      return spellReference(expression, place);
    case 'negative':
      return `(-${canonicalExpression(expression.operand, place)})`;
    case 'call':
      return `${expression.name}(${expression.arguments.map((each) => canonicalExpression(each, place)).join(',')})`;
    case 'operation':
      return `(${canonicalExpression(expression.left, place)}${expression.operator}${canonicalExpression(expression.right, place)})`;
  }
}

function spellReference(
  { sheet, top, left, bottom, right }: Extract<Expression, { kind: 'reference' }>,
  place: FormulaPlace,
): string {
  const { rows, columns } = place.shift ?? { rows: 0, columns: 0 };
  const named = sheet === null ? place.sheet : sheet;
  const first = place.home(named, top + rows, left + columns);
  const last = place.home(named, bottom + rows, right + columns);
  const own = place.sheetNamed(named);
  const cell = (at: { row: number; column: number } | null) => (at ? `R${at.row}C${at.column}` : '#REF!');
  return `[${own}]${cell(first)}:${cell(last)}`;
}
