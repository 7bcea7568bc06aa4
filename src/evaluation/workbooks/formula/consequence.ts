import { canonicalExpression, type FormulaPlace, placeOn } from './compare.ts';
import type { Expression, Reference } from './expression.ts';
import { parseFormula } from './parse.ts';

/** Whether a cell of ours is gone with its sheet, row or column. Sheets by the names that we gave them. */
export type IsGone = (sheet: string, row: number, column: number) => boolean;

/**
 * Whether a formula differs from ours only where ours refers to cells that are gone: a consequence of what was deleted,
 * not a change of its own.
 */
export function isConsequence(
  wanted: string,
  found: string,
  sheet: string,
  place: FormulaPlace,
  isGone: IsGone,
): boolean {
  const ours = parseFormula(wanted);
  // Excel writes `#REF!B7` for a cell of a sheet that is gone, LibreOffice `#REF!.B7`.
  const theirs = parseFormula(
    found.replace(/'?#REF!'?[.!]?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?/giu, '#REF!'),
  );
  if (!ours || !theirs) return false;
  const home = placeOn(sheet);
  const differs = (one: Expression, other: Expression): boolean => {
    if (canonicalExpression(one, home) === canonicalExpression(other, place)) return false;
    if (one.kind === 'reference') return !isLost(one, other, sheet, place, isGone);
    if (one.kind === 'call' && other.kind === 'call') {
      return (
        one.name !== other.name ||
        one.arguments.length !== other.arguments.length ||
        one.arguments.some((each, index) => differs(each, other.arguments[index]!))
      );
    }
    if (one.kind === 'negative' && other.kind === 'negative') return differs(one.operand, other.operand);
    if (one.kind === 'operation' && other.kind === 'operation') {
      return (
        one.operator !== other.operator || differs(one.left, other.left) || differs(one.right, other.right)
      );
    }
    return true;
  };
  return !differs(ours, theirs);
}

/** Whether a reference of ours became this because the cells at an end of it are gone. */
function isLost(
  own: Reference,
  found: Expression,
  sheet: string,
  place: FormulaPlace,
  isGone: IsGone,
): boolean {
  const named = own.sheet ?? sheet;
  if (!isGone(named, own.top, own.left) && !isGone(named, own.bottom, own.right)) return false;
  if (found.kind === 'error') return found.value.toUpperCase() === '#REF!';
  if (found.kind !== 'reference') return false;
  const { rows, columns } = place.shift ?? { rows: 0, columns: 0 };
  const where = found.sheet ?? place.sheet;
  const first = place.home(where, found.top + rows, found.left + columns);
  const last = place.home(where, found.bottom + rows, found.right + columns);
  if (!first && !last) return true;
  if (!first || !last || place.sheetNamed(where) !== named) return false;
  return (
    first.row >= own.top && last.row <= own.bottom && first.column >= own.left && last.column <= own.right
  );
}
