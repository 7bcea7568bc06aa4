import type { IsoDate, Period } from '../../common/dates.ts';
import type { TermFacts } from './whole-periods.ts';

/** Something that was done together (活动), and is on record. */
export interface ActivityFacts {
  readonly policyId: string;
  /** The group that held it; null where an office did. */
  readonly groupId: number | null;
  readonly officeId: number | null;
  /** Id of one of the policy's kinds of activity. */
  readonly kind: string;
  /** The rule and the period it was planned for, where a plan said so. */
  readonly ruleId: string | null;
  readonly due: { readonly from: IsoDate; readonly to: IsoDate } | null;
  readonly heldOn: IsoDate;
  /** The kindergarten that hosted it. */
  readonly hostId: number | null;
  /** Kindergartens that took part. */
  readonly kindergartenIds: readonly number[];
  /**
   * It was not entered as an activity but is read from another record: from a visit (走访), or from a posting (派驻) in
   * the term in which it began, or in a later one that it reaches.
   */
  readonly derived?: 'begun' | 'goes-on';
}

/** What was held, by the group or the office that held it. */
interface Activities {
  readonly ofGroups: ReadonlyMap<number, readonly ActivityFacts[]>;
  readonly ofOffices: ReadonlyMap<number, readonly ActivityFacts[]>;
}

/** A report that was handed in (报送). */
export interface SubmissionFacts {
  readonly policyId: string;
  /** Id of one of the policy's reports. */
  readonly report: string;
  /** The office that handed it in; null where a group did. */
  readonly officeId: number | null;
  readonly groupId: number | null;
  /** The period it is for: `2026`, `2026-H1`, `2026-2027:1`, or `once` for what is asked for once. */
  readonly period: string;
  readonly submittedOn: IsoDate;
}

/** Whose records are asked for: a group's, or else an office's. */
export type Keeper = { readonly groupId: number } | { readonly officeId: number };

/**
 * Whether a group, or an office, has anything at all on record under a policy. As long as it has not, nobody can say
 * what it did; once it has, whatever is not on record was not done.
 */
export function keepsRecords(activities: Activities, policyId: string, keeper: Keeper): boolean {
  const own =
    'groupId' in keeper
      ? activities.ofGroups.get(keeper.groupId)
      : activities.ofOffices.get(keeper.officeId)?.filter(({ groupId }) => groupId === null);
  return own?.some((activity) => activity.policyId === policyId && activity.derived === undefined) ?? false;
}

/** When groups of a policy stood, whether they still do or not; the end of a cycle is an end. */
export interface GroupSpan extends Period {
  readonly policyId: string;
}

/** What is done and handed in regularly. */
export interface RegularFacts {
  /** What was held until the day asked about. */
  readonly activities: Activities;
  /** What was handed in until then. */
  readonly submissions: readonly SubmissionFacts[];
  /** The terms that touch the time from the first group until a year after. */
  readonly terms: readonly TermFacts[];
  readonly spans: readonly GroupSpan[];
}

export const nothingRegular: RegularFacts = {
  activities: { ofGroups: new Map(), ofOffices: new Map() },
  submissions: [],
  terms: [],
  spans: [],
};
