import { factsOf } from '../../formula/parse.ts';
import type { RubricIndicator } from '../../rubric.ts';
import type { FactRow, FormulaReader } from './facts-block.ts';

/** Who scores, of a column's name: 主导园评 → 主导园. */
export function partyName(scorer: string): string {
  const party = scorer.replace(/(?:评分|评)$/u, '');
  return party.length > 1 ? party : `${scorer}一方`;
}

/** How an indicator is scored, in words: its standard, its bands, what the ledger gives. */
export function standardOf(
  indicator: RubricIndicator,
  facts: ReadonlyMap<string, FactRow>,
  read: FormulaReader,
): string {
  const lines = indicator.standard === '' ? [] : [indicator.standard];
  if (indicator.method === 'deducted')
    lines.push(`扣分项：填扣去的分，满分 ${indicator.points} 分，扣完为止。`);
  if (indicator.method === 'bands') {
    const bands = indicator.bands.map(({ name, from, points }) => `${name} ${from} 起计 ${points} 分`);
    lines.push(`分档：${bands.join('；')}。`);
  }
  if (indicator.method === 'formula') {
    const codes = factsOf(read(indicator.formula))
      .map(({ key }) => facts.get(key)?.code)
      .filter((code) => code !== undefined);
    lines.push(`按台账计算：${indicator.formula}${codes.length > 0 ? `（见 ${codes.join('、')}）` : ''}`);
  }
  if (indicator.evidence.length > 0) lines.push(`佐证：${indicator.evidence.join('、')}`);
  return lines.join('\n');
}
