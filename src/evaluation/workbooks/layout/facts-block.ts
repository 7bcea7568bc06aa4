import { cellAddress } from '../../../workbook/address.ts';
import { type Formula, factsOf } from '../../formula/parse.ts';
import { toExcel } from '../../formula/to-excel.ts';
import { indicatorsOf, type Rubric, type RubricIndicator } from '../../rubric.ts';
import type { EvaluatedSubject } from '../group-book.ts';

/** Reads a formula of the rubric; it knows the names of the policy's yearly figures. */
export type FormulaReader = (text: string) => Formula;

/** A figure of the ledger (台账数据) on a subject's sheet. */
export interface FactRow {
  readonly key: string;
  readonly code: string;
  readonly row: number;
  readonly cell: string;
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** `live`: a formula over the other sheets. */
  readonly value: number | null | 'live';
  readonly basis: string | null;
}

/** The figures that a subject's formulas need, each once, in the order of the indicators. */
export function factRows(
  { subject, facts }: EvaluatedSubject,
  firstRow: number,
  column: number,
  read: FormulaReader,
): Map<string, FactRow> {
  const rows = new Map<string, FactRow>();
  for (const indicator of indicatorsOf(subject)) {
    if (indicator.method !== 'formula') continue;
    for (const reference of factsOf(read(indicator.formula))) {
      if (rows.has(reference.key)) continue;
      const row = firstRow + rows.size;
      const given = facts[reference.key];
      const isLive = reference.kind === 'fact' && reference.definition.isLive === true;
      const words =
        reference.kind === 'fact'
          ? reference.definition
          : {
              name: `指标：${reference.indicator}${reference.isLastYear ? '（上年）' : ''}`,
              unit: '',
              meaning: '本园填报的年度指标数据',
            };
      rows.set(reference.key, {
        key: reference.key,
        code: `数${rows.size + 1}`,
        row,
        cell: cellAddress(row, column),
        name: words.name,
        unit: words.unit,
        meaning: words.meaning,
        value: isLive ? 'live' : (given?.value ?? null),
        basis: given?.basis ?? null,
      });
    }
  }
  return rows;
}

/** The score that the ledger's figures give; 0 where one of them is missing, as for any blank. */
export function computedIndicatorFormula(
  { places }: Rubric,
  indicator: Extract<RubricIndicator, { method: 'formula' }>,
  facts: ReadonlyMap<string, FactRow>,
  read: FormulaReader,
): string {
  const cellOf = (key: string) => facts.get(key)?.cell ?? '#REF!';
  const written = toExcel(read(indicator.formula), cellOf, { points: indicator.points, places });
  // The only text in it is the empty one for a score that cannot be told.
  return written.replaceAll('""', '0');
}
