import type { Activity } from '../activities/activity.ts';
import type { IsoDate } from '../common/dates.ts';
import type { Modality, Verdict } from '../policy/policy.ts';
import type { Policy } from '../policy/schema.ts';
import type { Quarter } from './quarter.ts';

/** Where groups and kindergartens are told apart: an office of the tree, 0 for those of which none is known. */
export interface Place {
  readonly id: number;
  readonly name: string;
}

/** A group (联盟) that stood in a quarter. */
export interface QuarterGroup {
  readonly id: number;
  readonly name: string;
  readonly tier: string | null;
  /** District, or town where the office is a district's own; by the lead. */
  readonly place: Place;
  readonly lead: string | null;
  /** Kindergartens in it, the lead included. */
  readonly kindergartenIds: readonly number[];
  /** The first day without it, where it ended within the quarter. */
  readonly endedOn: IsoDate | null;
  /** Has nothing at all on record until the day counted to. */
  readonly isSilent: boolean;
}

/** What one subject had to do in one period of one cadence rule that ended in the quarter, or is to come. */
export interface DueItem {
  readonly ruleId: string;
  readonly modality: Modality;
  readonly citation: string;
  /** 联合教研 */
  readonly activity: string;
  /** Kinds of activity that count. */
  readonly kinds: readonly string[];
  /** 每月 1 次 */
  readonly cadence: string;
  readonly type: 'office' | 'group' | 'lead' | 'member';
  readonly subject: string;
  /** Null where an office owes it. */
  readonly groupId: number | null;
  /** The kindergarten, where a lead or member owes it by itself. */
  readonly kindergartenId: number | null;
  readonly period: { readonly from: IsoDate; readonly to: IsoDate; readonly name: string };
  /** Times due, what was waived left out. */
  readonly due: number;
  /** Of these done; what goes beyond is not counted. */
  readonly done: number;
  readonly owed: number;
}

/** One quarter of a policy as the ledger has it on a day. */
export interface QuarterAccount {
  readonly quarter: Quarter;
  /** The last day that is counted: the quarter's last, or an earlier one while it runs. */
  readonly countedOn: IsoDate;
  readonly groups: readonly QuarterGroup[];
  /** Periods that ended in the quarter. */
  readonly items: readonly DueItem[];
  /** What was held in it by groups and by the office. */
  readonly activities: { readonly groups: number; readonly office: number };
}

/** A rectification (整改) whose day is over. */
export interface OverdueItem {
  readonly id: number;
  readonly subject: string;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  readonly problem: string;
  readonly dueOn: IsoDate;
}

/** A report (报送) that is due in the quarter to come. */
export interface ReportDue {
  readonly report: string;
  readonly to: string;
  readonly dueOn: IsoDate;
  readonly senders: readonly string[];
}

/** A place (区县、镇街) with its kindergartens. */
export interface PlaceRoster {
  readonly place: Place;
  readonly kindergartenIds: readonly number[];
}

/** A finding that the clerk confirmed, so that a bulletin may name whom it concerns (通报批评). */
export interface Confirmation {
  readonly id: number;
  readonly policyId: string;
  readonly quarter: string;
  readonly source: 'owed' | 'violation' | 'overdue';
  readonly ruleId: string;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  readonly reason: string;
  readonly confirmedBy: string;
  readonly confirmedOn: IsoDate;
}

/** Everything a quarterly bulletin is made of, read once. */
export interface BulletinFacts {
  readonly policy: Policy;
  readonly office: { readonly name: string; readonly area: string; readonly level: string | null };
  /** 区县 or 镇街 */
  readonly placeWord: string;
  /** The quarters up to this one, the earliest first, eight at most; the last is the bulletin's. */
  readonly course: readonly QuarterAccount[];
  readonly current: QuarterAccount;
  /** Groups began only within the quarter: the first day of it that counts. */
  readonly beganOn: IsoDate | null;
  /** Groups that still stand though their cycle was over before the quarter. */
  readonly pastCycle: number;
  /** Held in the quarter by the office and by the groups that are told of, by the order of the days. */
  readonly activities: readonly Activity[];
  readonly roster: readonly PlaceRoster[];
  /** Periods of all the time so far that are owed still. */
  readonly debts: readonly DueItem[];
  /** Periods that end in the quarter to come. */
  readonly coming: readonly DueItem[];
  readonly reports: readonly ReportDue[];
  /** What the check finds against the policy on that day, but for what is owed. */
  readonly verdicts: readonly Verdict[];
  readonly overdue: readonly OverdueItem[];
  readonly confirmations: readonly Confirmation[];
}
