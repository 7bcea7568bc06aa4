import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalFormula, isSameFormula, placeOn } from './compare.ts';
import { Evaluator } from './evaluate.ts';
import type { Value } from './operate.ts';
import { parseFormula } from './parse.ts';

describe('formulas are compared by what they compute', () => {
  it.each([
    ['SUM(F6:F10)', 'sum( $F$6 : F$10 )'],
    ['ROUND(H6*0.5,2)', '=ROUND(H6*0.50;2)'],
    ['ROUND(H6*0.5,2)', 'of:=ROUND([.H6]*0.5;2)'],
    ['SUM(F6:F10)', 'of:=SUM([.F6:.F10])'],
    ['IF(\'成员 1\'!H6>=60,"合格","不合格")', 'of:=IF([$\'成员 1\'.H6]>=60;"合格";"不合格")'],
    ['成员1!H6', "'成员1'!$H$6"],
    ['成员1!H6', 'of:=[$成员1.H6]'],
    ['表!H6+1', 'H6+1.0'],
    ['IF(A1,1,0)', '_xlfn.IF(a1,1,0)'],
    ['A1*(B1+C1)', 'A1 * ( (B1 + C1) )'],
    ['A1*(100%)', 'A1*1'],
    ['IF(A1,TRUE,2)', 'IF(A1,TRUE(),+2)'],
  ])('%s is %s', (one, other) => {
    expect(isSameFormula(one, other, '表')).toBe(true);
  });

  it.each([
    ['SUM(F6:F10)', 'SUM(F6:F9)'],
    ['A1-B1-C1', 'A1-(B1-C1)'],
    ['SUM(F6:F10)', 'SUM(F6:F10)+5'],
    ['IF(A1,1,0)', 'IF(A1,0,1)'],
    ['成员1!H6', '成员2!H6'],
    ['"甲"', '"乙"'],
    ['A1', '#REF!'],
    ['A1*0.5', 'A1*0.51'],
    ['IF(A1,"a b",0)', 'IF(A1,"ab",0)'],
  ])('%s is not %s', (one, other) => {
    expect(isSameFormula(one, other, '表')).toBe(false);
  });

  it('follows moved rows, renamed sheets and shared formulas', () => {
    const home = (_: string, row: number, column: number) => ({ row: row > 7 ? row - 1 : row, column });
    const moved = { sheet: '甲', home, sheetNamed: (name: string) => (name === '乙' ? '表' : name) };
    expect(canonicalFormula('SUM(F6:F11)', moved)).toBe(canonicalFormula('SUM(F6:F10)', placeOn('甲')));
    expect(canonicalFormula('乙!F2', { ...moved, home: placeOn('').home })).toBe(
      canonicalFormula('表!F2', placeOn('甲')),
    );
    const shared = { ...placeOn('甲'), shift: { rows: 3, columns: 0 } };
    expect(canonicalFormula('F6*2', shared)).toBe(canonicalFormula('F9*2', placeOn('甲')));
  });

  it('never throws on what somebody typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        parseFormula(text);
      }),
      { numRuns: 500 },
    );
    expect(parseFormula('('.repeat(5_000))).toBeNull();
    expect(parseFormula('-'.repeat(5_000))).toBeNull();
  });
});

/** Cells of one sheet: what begins with `=` is a formula. */
function evaluate(cells: Record<string, Value>, formula: string): Value {
  const at = (row: number, column: number) => cells[`${String.fromCharCode(64 + column)}${row}`];
  return new Evaluator({
    formula: (_, row, column) => {
      const held = at(row, column);
      return typeof held === 'string' && held.startsWith('=') ? held.slice(1) : undefined;
    },
    value: (_, row, column) => at(row, column) ?? null,
  }).formula(formula, '表');
}

describe('the evaluator computes as spreadsheet programs do', () => {
  it.each<[string, Value]>([
    ['1+2*3^2', 19],
    ['-2^2', 4],
    ['ROUND(2.675,2)', 2.68],
    ['ROUND(1.005,2)', 1.01],
    ['ROUND(-0.5,0)', -1],
    ['ROUND(0.1+0.2,2)', 0.3],
    ['SUM(A1:A4)', 3.5],
    ['A3+1', 1],
    ['A4+1', { error: '#VALUE!' }],
    ['ISNUMBER(A3)', false],
    ['ISNUMBER(A1)', true],
    ['IF(A3="","空","有")', '空'],
    ['IF(A1>=1,"甲","乙")', '甲'],
    ['COUNT(A1:A4)', 2],
    ['COUNTA(A1:A4)', 3],
    ['COUNTBLANK(A1:A4)', 1],
    ['COUNTIF(A1:A4,">=2")', 1],
    ['COUNTIF(A1:A4,"文")', 1],
    ['MIN(A1:A4)', 1],
    ['MAX(A3:A3)', 0],
    ['RANK(A1,A1:A4)', 2],
    ['1/0', { error: '#DIV/0!' }],
    ['IFERROR(1/0,7)', 7],
    ['CHOOSE(MAX(1,2),"甲","乙")', '乙'],
    ['CHOOSE(3,"甲","乙")', { error: '#VALUE!' }],
    ['A5*2', 7],
    ['MOD(7.5,0.5)', 0],
    ['"分"&A2', '分2.5'],
    ['IF(AND(A1>0,A2>0),1,0)', 1],
    ['IF(OR(A1>5,A2>5),1,0)', 0],
    ['UNKNOWN(1)', { error: '#NAME?' }],
    ['A6', { error: '#REF!' }],
  ])('%s', (formula, value) => {
    const cells = { A1: 1, A2: 2.5, A4: '文', A5: '=A1+A2', A6: '=A6' };
    expect(evaluate(cells, formula)).toEqual(value);
  });
});
