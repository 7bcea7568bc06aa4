import type { Indicator } from './schema.ts';

/** Who fills in an indicator: the office for all its kindergartens, or each kindergarten. */
export type Filler = 'office' | 'kindergarten';

const fillers: Readonly<Record<Filler | 'either', readonly Filler[]>> = {
  office: ['office'],
  kindergarten: ['kindergarten'],
  either: ['office', 'kindergarten'],
};

/**
 * Who is asked for an indicator (由谁填). What the policy does not say: yes or no is answered by each kindergarten,
 * anything else by either. An office may always give the figure of all its kindergartens, asked or not.
 */
export function fillersOf({ of, measure }: Pick<Indicator, 'of' | 'measure'>): readonly Filler[] {
  return fillers[of ?? (measure === 'yes-no' ? 'kindergarten' : 'either')];
}

/** Whether kindergartens have no figure of their own of it. */
export function isOfficeOnly(indicator: Pick<Indicator, 'of' | 'measure'>): boolean {
  return !fillersOf(indicator).includes('kindergarten');
}
