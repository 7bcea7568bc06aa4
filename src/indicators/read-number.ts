import { squeezeText } from '../common/text.ts';
import { inPercent } from '../policy/kinds/indicator-total.ts';
import type { Indicator } from '../policy/schema.ts';
import { normalisePercentage } from '../tables/fields/percentage.ts';

/** A figure or a target as written: a number, a share that can be read in two ways, or none. */
type ReadNumber =
  /** `normalised`: how it was taken, where that is not how it was written: 0.96 as 96. */
  | { readonly value: number; readonly normalised?: string }
  | { readonly unclear: true }
  /** Chinese without a full stop: `不能是负数`. */
  | { readonly refused: string };

/** Other ways to write a unit. */
const unitWords: readonly (readonly string[])[] = [
  ['所', '个', '家', '园'],
  ['人', '名', '个', '位'],
  ['平方米', '㎡', 'm²', 'm2', '平米', '平方'],
  ['次', '回'],
];

function unitsOf({ unit }: Indicator): readonly string[] {
  if (unit === undefined) return [];
  return [unit, ...unitWords.filter((words) => words[0] === unit).flat()];
}

/** The number without the indicator's own unit behind it: 3 所, 4.5㎡. */
function withoutUnit(text: string, indicator: Indicator): string {
  const unit = unitsOf(indicator)
    .map((each) => each.normalize('NFKC').toLowerCase())
    .filter((each) => text.endsWith(each))
    .sort((one, other) => other.length - one.length)[0];
  return unit === undefined ? text : text.slice(0, -unit.length);
}

const percentage = { key: 'result', type: 'percentage' } as const;
const noDictionaries = { dictionaries: new Map() };

/**
 * Reads a figure in the unit of its indicator. Shares as every table reads them: `96%`, `96` and `0.96` are 96, the
 * last said to be so; a lone `1` may be 1 % or all of it.
 */
export function readNumber(indicator: Indicator, written: string): ReadNumber {
  const text = squeezeText(written).toLowerCase().replaceAll(',', '');
  const kind = inPercent(indicator) ? '百分数' : '数';
  if (/^[-−–]\d/.test(text)) return { refused: '不能是负数' };
  if (inPercent(indicator)) {
    const { value, findings } = normalisePercentage(
      { type: 'text', value: text },
      percentage,
      noDictionaries,
    );
    if (findings.some(({ code }) => code === 'percentage-unclear')) return { unclear: true };
    if (typeof value === 'number') {
      return findings.length === 0 ? { value } : { value, normalised: `${value}%` };
    }
    const bare = /^\d+(?:\.\d+)?%?$/.test(text);
    return bare ? { refused: '超过 100%' } : { refused: `不是${kind}` };
  }
  const number = withoutUnit(text, indicator);
  return /^\d+(?:\.\d+)?$/.test(number) ? { value: Number(number) } : { refused: `不是${kind}` };
}
