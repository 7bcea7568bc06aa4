import { compactText, plainNumber } from './cell-text.ts';
import { type FieldResult, type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

/** Growth may be more than the whole; above this a sign was forgotten or a figure slipped. */
const largest = 1_000;

/** Tenths of a thousandth are the most that such figures mean; binary fractions end here. */
const tidy = (percent: number) => Math.round(percent * 1e6) / 1e6;

function taking(percent: number, asWritten: boolean): FieldResult {
  const value = tidy(percent);
  if (value > largest) return refused('percentage-invalid');
  return asWritten ? taken(value) : rewritten(value);
}

/** A figure without a sign: `0.95` is a share, `95` per cent; what can be both is not guessed. */
function bare(value: number): FieldResult {
  if (value < 0 || value > 100) return refused('percentage-invalid');
  if (value === 1) return refused('percentage-unclear');
  return value > 0 && value < 1 ? taking(value * 100, false) : taking(value, true);
}

/**
 * A share in per cent: `95%`, `95` and `0.95` are all 95, the last with a notice. A lone `1` may be 1 % or all of it
 * and is refused, like a figure above 100 without its sign, a range or a negative one.
 */
export const normalisePercentage: Normaliser = (content) => {
  if (content.type === 'number') return bare(content.value);
  if (content.type !== 'text') return wrongKind(content, '百分数');
  const text = compactText(content.value);
  const signed = /^(?:(\d+(?:\.\d+)?)%|百分之(\d+(?:\.\d+)?))$/.exec(text);
  if (signed) return taking(Number(signed[1] ?? signed[2]), signed[1] !== undefined);
  const permille = /^(\d+(?:\.\d+)?)‰$/.exec(text);
  if (permille) return taking(Number(permille[1]) / 10, false);
  return /^\d+(?:\.\d+)?$/.test(text) ? bare(Number(text)) : refused('percentage-invalid');
};

const percentFormat = /^[#,]*0(?:\.[0#]+)?%$/;

/** A number as its percent format shows it, `0.95` under `0%` as `95%`; undefined under any other format. */
export function shownPercentage(value: number, format: string): string | undefined {
  const [section = ''] = format.split(';');
  return percentFormat.test(section.replace(/_.|\\.|"[^"]*"|\[[^\]]*\]|\s/g, ''))
    ? `${plainNumber(tidy(value * 100))}%`
    : undefined;
}
