import { textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import type { ChangeReport } from '../ledger/apply-change.ts';
import type { Office } from '../ledger/office.ts';
import { listOffices, ownOffice } from '../ledger/offices.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { PackagePeriod } from './packages/period.ts';
import { stateOf } from './packages/receive-packages.ts';
import { findReview, saveReview } from './reviews.store.ts';
import type { ReviewState } from './state.ts';

/** The office below this one that a clerk means, by area or by the bureau's name. @throws Failure `report-office` */
export function officeBelow(ledger: Ledger, text: string): Office {
  const own = ownOffice(ledger);
  const below = listOffices(ledger).filter(({ parentId }) => parentId === own.id);
  const found = below.filter(({ name, title }) => name === text || title === text);
  const [only] = found;
  if (only && found.length === 1) return only;
  const known = below.map(({ name }) => name).join('、') || '没有';
  throw new Failure('report-office', { value: text, known });
}

/** @throws Failure `answer-missing` */
export function reasonGiven(options: Readonly<Record<string, unknown>>): string {
  const reason = textOption(options, 'reason')?.trim();
  if (reason) return reason;
  throw new Failure('answer-missing', { question: '原因是什么', option: '--reason 原因' });
}

const verbs: Readonly<Record<ReviewState | 'unlock', string>> = {
  returned: '退回',
  approved: '审核通过',
  locked: '锁定',
  unlock: '解锁',
};

/**
 * Decides what becomes of an office's period (inside `perform`).
 * @throws Failure `report-not-received`, `report-not-approved`, `report-locked`, `report-not-locked`
 */
export function decidePeriod(
  ledger: Ledger,
  office: Office,
  period: PackagePeriod,
  decision: {
    readonly to: ReviewState | 'unlock';
    readonly reason: string | null;
    readonly on: IsoDate;
  },
): ChangeReport {
  const { to, reason, on } = decision;
  const value = office.title ?? office.name;
  const review = findReview(ledger, office.id, period.key);
  const before = stateOf(ledger, office.id, period.key);
  const told = { value, period: period.name, what: verbs[to] };
  if (to === 'unlock') {
    if (review?.state !== 'locked') throw new Failure('report-not-locked', told);
    saveReview(ledger, { ...review, state: 'approved', decidedOn: on, reason });
  } else {
    if (review?.state === 'locked' && to !== 'locked') throw new Failure('report-locked', told);
    if (before === '未报') throw new Failure('report-not-received', told);
    // Unlocking leads back to 已审: what was never approved must not come to be so by being locked and unlocked.
    if (to === 'locked' && review?.state !== 'approved' && review?.state !== 'locked') {
      throw new Failure('report-not-approved', { ...told, state: before });
    }
    if (review?.state !== to || review.reason !== reason) {
      const { firstDay, lastDay } = period;
      saveReview(ledger, {
        officeId: office.id,
        period: period.key,
        firstDay,
        lastDay,
        state: to,
        decidedOn: on,
        reason,
      });
    }
  }
  const state = stateOf(ledger, office.id, period.key);
  return {
    lines: [
      `${verbs[to]}：${value}，${period.name}（${before} → ${state}）${reason === null ? '' : `，原因：${reason}`}`,
    ],
    findings: [],
    record: { office: value, period: period.key, before, state, reason },
  };
}
