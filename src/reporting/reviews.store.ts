import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ReviewState } from './state.ts';

/** What was decided of what an office handed in for a period. */
export interface Review {
  readonly id: number;
  readonly officeId: number;
  /** As packages carry it: `2026`, `2026-H1`, `2026-Q3`, `2026-09`, `2026-2027:1`. */
  readonly period: string;
  /** First and last day of the period, both inclusive. */
  readonly firstDay: IsoDate;
  readonly lastDay: IsoDate;
  readonly state: ReviewState;
  readonly decidedOn: IsoDate;
  readonly reason: string | null;
}

/** Every decision in force, by office and period. */
export function allReviews(ledger: Ledger): Review[] {
  return ledger
    .prepare<[], Review>(
      `SELECT id, office_id AS officeId, period, first_day AS firstDay, last_day AS lastDay, state,
        decided_on AS decidedOn, reason FROM report_review ORDER BY office_id, first_day, period`,
    )
    .all();
}

/** The decision of an office's period, as long as one stands. */
export function findReview(ledger: Ledger, officeId: number, period: string): Review | undefined {
  return allReviews(ledger).find((each) => each.officeId === officeId && each.period === period);
}

/** Enters a decision, or puts it in the place of the one before (inside `perform`). */
export function saveReview(ledger: Ledger, review: Omit<Review, 'id'>): void {
  const known = findReview(ledger, review.officeId, review.period);
  if (known) {
    ledger
      .prepare(
        'UPDATE report_review SET state = @state, decided_on = @decidedOn, reason = @reason WHERE id = @id',
      )
      .run({ state: review.state, decidedOn: review.decidedOn, reason: review.reason, id: known.id });
    return;
  }
  ledger
    .prepare(
      `INSERT INTO report_review (office_id, period, first_day, last_day, state, decided_on, reason)
       VALUES (@officeId, @period, @firstDay, @lastDay, @state, @decidedOn, @reason)`,
    )
    .run(review);
}

/** Takes a decision away: what was handed in is 已报 again (inside `perform`). */
export function removeReview(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM report_review WHERE id = ?').run(id);
}
