import type { IsoDate } from '../../common/dates.ts';

/** A budget of a special fund (专项经费预算), in cents. */
export interface FundBudgetFacts {
  readonly policyId: string;
  readonly year: number;
  readonly officeId: number | null;
  readonly groupId: number | null;
  /** Id of one of the policy's purposes; empty for the year as a whole. */
  readonly purpose: string;
  readonly cents: number;
}

/** Money spent from a special fund (专项经费支出), in cents; what takes back an earlier entry (冲销) is negative. */
export interface FundEntryFacts {
  readonly policyId: string;
  readonly year: number;
  readonly officeId: number | null;
  readonly groupId: number | null;
  readonly on: IsoDate;
  /** Id of one of the policy's purposes, or the purpose as written where the policy has no such. */
  readonly purpose: string;
  readonly voucher: string | null;
  readonly cents: number;
  /** The voucher or number of the entry that is taken back. */
  readonly reverses: string | null;
  /** `separate` from the fund's own account (独立核算), `running` together with running costs; null where nobody said. */
  readonly account: 'separate' | 'running' | null;
}
