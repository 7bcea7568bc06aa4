import type { Office } from '../ledger/office.ts';
import type { EnteredTerm } from '../ledger/term.ts';
import type { SubmissionAccount } from './accounts.ts';
import type { ReceivedPackage } from './packages/packages.store.ts';
import { readPeriod } from './packages/period.ts';
import { type ReviewState, type SubmissionState, submissionState } from './state.ts';

/** How an office stands with what it owes for one period. */
export interface PeriodStanding {
  readonly office: string;
  readonly officeId: number;
  readonly period: string;
  readonly name: string;
  readonly state: SubmissionState;
  readonly reason: string | null;
  /** Packages taken; the day of the last one. */
  readonly packages: number;
  readonly receivedAt: string | null;
  /** Reports of the period whose day is over or that came, and of these the ones in time, late, missing. */
  readonly due: number;
  readonly onTime: number;
  readonly late: number;
  readonly missing: number;
}

/** Rates of an office over all its periods; null where nothing was due. */
export interface OfficeRate {
  readonly office: string;
  readonly due: number;
  readonly onTime: number;
  readonly late: number;
  readonly missing: number;
  /** In per cent, one decimal. */
  readonly onTimeRate: number | null;
  readonly lateRate: number | null;
}

const rate = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 1000) / 10);

/** The standing of each office below, by period: the latest period first within an office. */
export function periodStandings(
  offices: readonly Office[],
  accounts: readonly SubmissionAccount[],
  packages: readonly ReceivedPackage[],
  reviews: readonly {
    readonly officeId: number;
    readonly period: string;
    readonly state: ReviewState;
    readonly reason: string | null;
  }[],
  terms: readonly EnteredTerm[],
): PeriodStanding[] {
  return offices.flatMap((office) => {
    const own = accounts.filter(({ sender }) => sender.type === 'office' && sender.id === String(office.id));
    const states = own.flatMap((account) => account.states);
    const taken = packages.filter(({ officeId }) => officeId === office.id);
    const decided = reviews.filter(({ officeId }) => officeId === office.id);
    const keys = new Set([
      ...states.map(({ key }) => key),
      ...taken.map(({ period }) => period),
      ...decided.map(({ period }) => period),
    ]);
    const nameOf = (key: string) =>
      readPeriod(key, terms)?.name ?? (states.find((state) => state.key === key)?.name || '一次性');
    const firstDay = (key: string) => readPeriod(key, terms)?.firstDay ?? '';
    return [...keys]
      .sort((one, other) => (firstDay(one) < firstDay(other) ? 1 : -1))
      .map((key): PeriodStanding => {
        const ofPeriod = states.filter((state) => state.key === key);
        const came = taken.filter(({ period }) => period === key);
        const review = decided.find(({ period }) => period === key);
        const count = (wanted: string) => ofPeriod.filter(({ state }) => state === wanted).length;
        const [onTime, late, missing] = [count('received'), count('late'), count('missing')];
        const days = [
          ...came.map(({ receivedOn }) => receivedOn),
          ...ofPeriod.flatMap(({ receivedOn }) => receivedOn ?? []),
        ];
        return {
          office: office.title ?? office.name,
          officeId: office.id,
          period: key,
          name: nameOf(key),
          state: submissionState(review?.state, came.length + onTime + late > 0),
          reason: review?.reason ?? null,
          packages: came.length,
          receivedAt: days.sort().at(-1) ?? null,
          due: onTime + late + missing,
          onTime,
          late,
          missing,
        };
      });
  });
}

/** How punctual each office was over the periods given. */
export function officeRates(standings: readonly PeriodStanding[]): OfficeRate[] {
  const offices = [...new Set(standings.map(({ office }) => office))];
  return offices.map((office) => {
    const own = standings.filter((each) => each.office === office);
    const sum = (key: 'due' | 'onTime' | 'late' | 'missing') =>
      own.reduce((total, each) => total + each[key], 0);
    const [due, onTime, late, missing] = [sum('due'), sum('onTime'), sum('late'), sum('missing')];
    return { office, due, onTime, late, missing, onTimeRate: rate(onTime, due), lateRate: rate(late, due) };
  });
}
