import type { PostingFacts } from '../policy/posting/posting.ts';

/** A posting (派驻) as the ledger keeps it. */
export interface Posting extends PostingFacts {
  readonly id: number;
  /** Days actually spent there, where they were counted. */
  readonly days: number | null;
  readonly endReason: string | null;
  readonly note: string | null;
  readonly origin: 'table' | 'hand';
}

/** What a posting is entered with. */
export type NewPosting = Omit<Posting, 'id' | 'name' | 'unit'>;
