import type { IsoDate } from '../../common/dates.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type Group, withoutSuperseded } from '../group.ts';
import { listGroups } from '../groups.store.ts';
import { type Plan, type PlanProblem, planProblem } from '../plan.ts';
import { findPlan, hasChangedSince } from '../plans.store.ts';
import { type Grouping, groupingInForce, groupingOfPlan, type MeasureDistance } from './grouping.ts';
import { measureDistances } from './measure.ts';

/** How the groups in force are called on the command line. */
const standingNames: ReadonlySet<string> = new Set(['现状', '现有', 'standing']);

export const isStanding = (reference: string): boolean => standingNames.has(reference.trim());

/** A stored plan by its number. @throws Failure `plan-unknown` */
export function planNumbered(ledger: Ledger, reference: string): Plan {
  const digits = /^(?:方案)?\s*(\d{1,15})$/u.exec(reference.normalize('NFKC').trim())?.[1];
  const plan = digits === undefined ? undefined : findPlan(ledger, Number(digits));
  if (!plan) throw new Failure('plan-unknown', { value: reference });
  return plan;
}

/** Whether anything but proposals has been written since the plan was made. Outside of any operation. */
export function changedSince(ledger: Ledger, { ledgerStamp }: Pick<Plan, 'ledgerStamp'>): boolean {
  return hasChangedSince(ledger, ledgerStamp, ledger.stamp() + 1);
}

/** A grouping with the roster of its day, and how distances are measured in it. */
export interface ReadGrouping {
  readonly grouping: Grouping;
  /** Null for the groups in force. */
  readonly stored: Plan | null;
  readonly kindergartens: ReadonlyMap<number, Kindergarten>;
  readonly measure: MeasureDistance;
}

export function rosterById(ledger: Ledger, on: IsoDate): ReadonlyMap<number, Kindergarten> {
  return new Map(listKindergartens(ledger, on).map((each) => [each.id, each]));
}

/** @throws Failure `plan-unknown` */
export function readPlanGrouping(ledger: Ledger, plan: Plan, folders: readonly string[]): ReadGrouping {
  const kindergartens = rosterById(ledger, plan.problem.on);
  return {
    grouping: groupingOfPlan(plan),
    stored: plan,
    kindergartens,
    measure: measureDistances(kindergartens, plan.problem, folders),
  };
}

/** Which groups in force are meant, and how their distances are measured. */
export interface StandingScope extends Pick<Grouping, 'policyId' | 'tier' | 'on'> {
  /** Of a plan they are held against: its coordinate system and its sheet of distances. */
  readonly problem?: PlanProblem;
}

/** The groups in force on a day, those past their cycle and not yet renewed among them. */
export function readStandingGrouping(
  ledger: Ledger,
  { problem, ...scope }: StandingScope,
  folders: readonly string[],
): ReadGrouping {
  const kindergartens = rosterById(ledger, scope.on);
  const measure = measureDistances(kindergartens, problem ?? planProblem({ on: scope.on }), folders);
  return {
    grouping: groupingInForce(standingGroups(ledger, scope), scope, measure),
    stored: null,
    kindergartens,
    measure,
  };
}

/** A group whose tier is open may be of any. */
function standingGroups(ledger: Ledger, { policyId, tier, on }: StandingScope): Group[] {
  const begun = listGroups(ledger, on, { policyId }).filter(
    ({ state }) => state === 'active' || state === 'expired',
  );
  return withoutSuperseded(begun).filter(
    (group) => tier === null || group.tier === tier || group.tier === null,
  );
}
