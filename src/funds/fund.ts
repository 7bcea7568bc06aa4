import type { IsoDate } from '../common/dates.ts';
import type { FundBudgetFacts, FundEntryFacts } from '../policy/fund/fund.ts';

export interface FundBudget extends FundBudgetFacts {
  readonly id: number;
  readonly approvedOn: IsoDate | null;
  readonly document: string | null;
  readonly note: string | null;
}

export interface FundEntry extends FundEntryFacts {
  readonly id: number;
  /** The kindergarten the money was spent for; null where it was for the group or the office. */
  readonly kindergartenId: number | null;
  readonly summary: string | null;
  readonly note: string | null;
  readonly origin: 'table' | 'hand';
}

export type NewBudget = Omit<FundBudget, 'id'>;
export type NewEntry = Omit<FundEntry, 'id'>;

export const accountNames = { separate: '专账', running: '日常经费账' } as const;
