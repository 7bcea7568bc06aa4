import { chineseDate, type IsoDate } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import type { Percentage } from '../parameters.ts';
import type { Modality, Outcome } from '../policy.ts';
import { roundedTruly } from './rounding.ts';

/** Whether a part of a whole reaches a bound in whole per cent; exact, for both are whole numbers. */
export function reaches(part: number, whole: number, { percent, strict }: Percentage): boolean {
  return strict ? part * 100 > whole * percent : part * 100 >= whole * percent;
}

/** `不低于 80%`, `超过 50%`, `100%`. */
export function describeBound({ percent, strict }: Percentage): string {
  if (strict) return `超过 ${percent}%`;
  return percent === 100 ? '达到 100%' : `不低于 ${percent}%`;
}

/** A share in per cent as it is shown; one that does not reach its bound, or is not all, never looks as if it did. */
export function percentOf(part: number, whole: number, bound?: Percentage): number {
  if (whole === 0) return 0;
  return roundedTruly(
    (part * 100) / whole,
    (percent) => percent >= 100,
    (percent) => bound !== undefined && (bound.strict ? percent > bound.percent : percent >= bound.percent),
  );
}

/**
 * What a bound that is not reached comes to: until the last day the clause gives for it, that day included, it is
 * only something to look at.
 */
export function whenNotReached(modality: Modality, { by }: Partial<Percentage>, on: IsoDate): Outcome {
  const failed = whenNotMet(modality) ?? 'pass';
  return by !== undefined && on <= by ? 'notice' : failed;
}

/** `，期限 2025年12月31日，还没有到`; empty where the clause gives none. */
export function describeDeadline({ by }: Partial<Percentage>, on: IsoDate): string {
  if (by === undefined) return '';
  return `，期限是${chineseDate(by)}${on <= by ? '，还没有过' : ''}`;
}
