import { chineseDate, type IsoDate } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import type { Percentage } from '../parameters.ts';
import type { Modality, Outcome } from '../policy.ts';

/** Whether a part of a whole reaches a bound in whole per cent; exact, for both are whole numbers. */
export function reaches(part: number, whole: number, { percent, strict }: Percentage): boolean {
  return strict ? part * 100 > whole * percent : part * 100 >= whole * percent;
}

/** `不低于 80%`, `超过 50%`, `100%`. */
export function describeBound({ percent, strict }: Percentage): string {
  if (strict) return `超过 ${percent}%`;
  return percent === 100 ? '达到 100%' : `不低于 ${percent}%`;
}

/** A share in per cent with one decimal, cut off rather than rounded: 79.96 % is not shown as 80 %. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 1000) / whole) / 10;
}

/**
 * What a bound that is not reached comes to: until the last day the clause gives for it, that day included, it is
 * only something to look at.
 */
export function whenNotReached(modality: Modality, { by }: Percentage, on: IsoDate): Outcome {
  const failed = whenNotMet(modality) ?? 'pass';
  return by !== undefined && on <= by ? 'notice' : failed;
}

/** `，期限 2025年12月31日，还没有到`; empty where the clause gives none. */
export function describeDeadline({ by }: Percentage, on: IsoDate): string {
  if (by === undefined) return '';
  return `，期限是${chineseDate(by)}${on <= by ? '，还没有过' : ''}`;
}
