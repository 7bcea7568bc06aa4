import type { Indicator } from './schema.ts';

/** Who fills in an indicator: the office for all its kindergartens, or each kindergarten. */
export type Filler = 'office' | 'kindergarten';

const everybody: readonly Filler[] = ['office', 'kindergarten'];
const kindergartenOnly: readonly Filler[] = ['kindergarten'];

/**
 * Who is asked for an indicator (由谁填). What the policy does not say: yes or no is answered by each kindergarten,
 * anything else by either. An office may always give the figure of all its kindergartens, asked or not.
 */
export function fillersOf({ of, measure }: Pick<Indicator, 'of' | 'measure'>): readonly Filler[] {
  if (of === undefined) return measure === 'yes-no' ? kindergartenOnly : everybody;
  return typeof of === 'string' ? [of] : of;
}

/** Whether kindergartens have no figure of their own of it. */
export function isOfficeOnly(indicator: Pick<Indicator, 'of' | 'measure'>): boolean {
  return !fillersOf(indicator).includes('kindergarten');
}
