import type { IsoDate } from '../common/dates.ts';
import {
  type FindingFacts,
  type RectificationRate,
  type RectificationState,
  rectificationRate,
  stateOn,
} from '../policy/inspection/rectification.ts';
import type { Ledger } from '../store/ledger.ts';
import { type FoundIn, findingsOf, foundOn } from './inspection.ts';
import { listInspections } from './inspections.store.ts';

/** What is read of findings: of one kindergarten or one group, or of all. */
export interface Whose {
  readonly kindergartenId?: number | undefined;
  readonly groupId?: number | undefined;
}

/** Something found, with where it stands on the day asked about. */
export interface Rectification extends FoundIn {
  readonly foundOn: IsoDate;
  readonly state: RectificationState;
}

const asFacts = (found: FoundIn): FindingFacts => ({
  severity: found.finding.severity,
  visitedOn: foundOn(found),
  steps: found.finding.steps,
});

/** Everything that had been found by a day, with where it stood then, in the order of the visits. */
export function listRectifications(ledger: Ledger, on: IsoDate, whose: Whose = {}): Rectification[] {
  return findingsOf(listInspections(ledger, { ...whose, until: on })).map((found) => ({
    ...found,
    foundOn: foundOn(found),
    state: stateOn(asFacts(found), on),
  }));
}

/** What was to be mended by an earlier day and had not been found mended (逾期未整改), the longest overdue first. */
export function overdueRectifications(ledger: Ledger, on: IsoDate, whose: Whose = {}): Rectification[] {
  return listRectifications(ledger, on, whose)
    .filter(({ state }) => state.isOverdue)
    .sort((one, other) => other.state.daysOverdue - one.state.daysOverdue);
}

const spanOf = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/**
 * The rate of rectification (整改率) of a calendar year as it stood on a day: of what was to be mended in that year,
 * how much had been. A rate of null: nothing was due.
 */
export function rectificationRateOf(
  ledger: Ledger,
  year: number,
  on: IsoDate,
  whose: Whose = {},
): RectificationRate {
  return rectificationRate(
    findingsOf(listInspections(ledger, { ...whose, until: on })).map(asFacts),
    spanOf(year),
    on,
  );
}

/** What the inspections of a year bring into the yearly evaluation of a kindergarten (年度考核和积分). */
export interface InspectionYear extends RectificationRate {
  /** Inspections made in the year; visits of the lead apart. */
  readonly inspections: number;
  readonly visits: number;
  readonly findings: number;
  readonly serious: number;
  /** Points taken off for what was found in the year; null where none of it was given points. */
  readonly points: number | null;
}

/** As it stood on a day; a kindergarten, a group, or all of them. */
export function inspectionYear(ledger: Ledger, year: number, on: IsoDate, whose: Whose = {}): InspectionYear {
  const until = on < `${year}-12-31` ? on : `${year}-12-31`;
  const made = listInspections(ledger, { ...whose, since: `${year}-01-01`, until }).filter(
    ({ visitedOn }) => visitedOn !== null,
  );
  const found = findingsOf(made);
  const given = found.flatMap(({ finding }) => (finding.points === null ? [] : [finding.points]));
  return {
    inspections: made.filter(({ kind }) => kind === 'inspection').length,
    visits: made.filter(({ kind }) => kind === 'visit').length,
    findings: found.length,
    serious: found.filter(({ finding }) => finding.severity === 'serious').length,
    points: given.length === 0 ? null : Math.round(given.reduce((sum, each) => sum + each, 0) * 100) / 100,
    ...rectificationRateOf(ledger, year, on, whose),
  };
}
