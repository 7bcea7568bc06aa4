import type { IsoDate } from '../common/dates.ts';

/**
 * What a group or an office does together (活动): a joint research, a principals' meeting, a dispatch. Planned, held
 * or called off; what was held without having been planned has no planned day.
 */
export interface Activity {
  readonly id: number;
  /** Stays the same for good: calendars elsewhere know the activity by it. */
  readonly uid: string;
  /** Grows with each change that calendars elsewhere must learn of (RFC 5545 SEQUENCE). */
  readonly sequence: number;
  readonly policyId: string;
  /** The group that holds it; null where the office does. */
  readonly groupId: number | null;
  /** The office that holds it; null where a group does. */
  readonly officeId: number | null;
  /** Id of one of the policy's kinds of activity (活动种类). */
  readonly kind: string;
  /** Id of one of the policy's task lines (任务). */
  readonly line: string | null;
  readonly title: string;
  readonly state: ActivityState;
  /** The cadence rule it is planned for, and the period it is due in: both days inclusive. */
  readonly ruleId: string | null;
  readonly due: { readonly from: IsoDate; readonly to: IsoDate } | null;
  readonly plannedOn: IsoDate | null;
  /** Beijing time as `HH:MM`; null for a whole day. */
  readonly starts: string | null;
  readonly ends: string | null;
  /** The day was set by hand: planning does not move it. */
  readonly fixed: boolean;
  /** First and, where it took longer than a day, last day on which it was held. */
  readonly heldOn: IsoDate | null;
  readonly heldTo: IsoDate | null;
  /** Kindergarten that hosts it (承办园). */
  readonly hostId: number | null;
  readonly venue: string | null;
  /** Class hours (学时). */
  readonly hours: number | null;
  readonly topics: string | null;
  readonly outcome: string | null;
  /** Marked as going well (突出). */
  readonly outstanding: boolean;
  /** Why it was called off or moved. */
  readonly reason: string | null;
  readonly note: string | null;
  readonly origin: ActivityOrigin;
  readonly kindergartens: readonly ActivityKindergarten[];
  readonly people: readonly ActivityPerson[];
  readonly evidence: readonly Evidence[];
}

/** The day on which it is: held, else planned. */
export function activityDay(activity: Pick<Activity, 'heldOn' | 'plannedOn'>): IsoDate {
  return activity.heldOn ?? activity.plannedOn ?? '';
}

export type ActivityState = 'planned' | 'done' | 'cancelled';
export type ActivityOrigin = 'plan' | 'table' | 'hand';

/** A kindergarten that takes part, or is to; `people` is how many came from it. */
export interface ActivityKindergarten {
  readonly kindergartenId: number;
  readonly people: number | null;
}

/** Somebody who is wanted there or was there, as what: 园长, 专家, 督学, 学员 … */
export interface ActivityPerson {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly role: string;
  readonly hours: number | null;
}

/** A file that proves the activity, kept in the archive under its SHA-256. */
export interface Evidence {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}
