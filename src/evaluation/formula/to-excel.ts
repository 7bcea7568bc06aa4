import { inexact, type ScoreRange } from './evaluate.ts';
import { type Condition, type Formula, factsOf } from './parse.ts';

/**
 * A formula as a spreadsheet's, without the `=`: it gives exactly what `evaluateFormula` gives, an empty text where it
 * gives no score.
 * @param cellOf the cell (or an expression) of a fact by its key
 */
export function toExcel(
  formula: Formula,
  cellOf: (key: string) => string,
  { points, places }: ScoreRange,
): string {
  const score = `MAX(0,MIN(${points},ROUND(ROUND(${expression(formula, cellOf)},${inexact}),${places})))`;
  const cells = factsOf(formula).map(({ key }) => cellOf(key));
  const guarded = `IFERROR(${score},"")`;
  return cells.length === 0 ? guarded : `IF(COUNT(${cells.join(',')})<${cells.length},"",${guarded})`;
}

function expression(formula: Formula, cellOf: (key: string) => string): string {
  const inner = (part: Formula) => expression(part, cellOf);
  switch (formula.type) {
    case 'number':
      return formula.text;
    case 'fact':
      return cellOf(formula.fact.key);
    case 'minus':
      return `(0-${inner(formula.of)})`;
    case 'round':
      return `ROUND(ROUND(${inner(formula.of)},${inexact}),${formula.places})`;
    case 'if':
      return `IF(${condition(formula.condition, cellOf)},${inner(formula.then)},${inner(formula.otherwise)})`;
    case 'call':
      return `${formula.name.toUpperCase()}(${formula.parts.map(inner).join(',')})`;
    case 'binary': {
      const right = inner(formula.right);
      if (formula.operator !== '/') return `(${inner(formula.left)}${formula.operator}${right})`;
      const isPlain = formula.right.type === 'number' || formula.right.type === 'fact';
      // A divisor that should be 0 but is off in its last binary figure is 0 all the same.
      const divisor = isPlain ? right : `IF(ROUND(${right},${inexact})=0,0,${right})`;
      return `(${inner(formula.left)}/${divisor})`;
    }
  }
}

function condition({ operator, left, right }: Condition, cellOf: (key: string) => string): string {
  return `ROUND(${expression(left, cellOf)}-${expression(right, cellOf)},${inexact})${operator}0`;
}
