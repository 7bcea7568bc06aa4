import type { IsoDate } from '../../common/dates.ts';

/** A person is name + unit: the same name at two units is two people. */
export interface Person {
  readonly name: string;
  readonly unit: string;
}

/** Somebody who is to be there, as what: 园长, 专家, 督学. */
export interface Attendee extends Person {
  readonly role: string;
}

/** A kindergarten that takes part, and while it is in the group (half-open). */
export interface Participant {
  readonly id: number;
  readonly name: string;
  /** 责任人, else the principal; null where the ledger knows nobody. */
  readonly principal: string | null;
  readonly isLead: boolean;
  readonly stays: readonly { readonly from: IsoDate; readonly to: IsoDate | null }[];
}

/** Who the activity is for, as its rule says. */
interface WantedSubject {
  readonly type: 'group' | 'kindergarten' | 'office';
  readonly id: number;
  readonly name: string;
}

/** Where an activity stood before: it is moved only where it must be. */
interface Standing {
  readonly activityId: number;
  readonly date: IsoDate;
  /** `HH:MM`; null for the whole day. */
  readonly starts: string | null;
  readonly ends: string | null;
  readonly hostId: number | null;
}

/** An activity that a cadence rule asks for in a period, on its way to a date. */
export interface Wanted {
  readonly policyId: string;
  readonly ruleId: string;
  readonly kind: string;
  readonly title: string;
  readonly line: string | null;
  readonly subject: WantedSubject;
  readonly groupId: number | null;
  readonly groupName: string | null;
  readonly officeId: number | null;
  /** Days for which it is due, both inclusive. */
  readonly due: { readonly from: IsoDate; readonly to: IsoDate };
  /** 2026年10月 */
  readonly periodName: string;
  /** Days among which it is looked for, both inclusive: of the due ones those that are planned. */
  readonly window: { readonly from: IsoDate; readonly to: IsoDate };
  /** Its number among those of the rule, the subject and the period, from 0. */
  readonly turn: number;
  /** 2 where the clause is binding, 1 where it is not. */
  readonly priority: number;
  readonly participants: readonly Participant[];
  /** Who may host it; one where it can be only this one, none where nobody hosts. */
  readonly hosts: readonly Participant[];
  readonly standing: Standing | null;
}

/** A wanted activity with who hosts it and who is to be there. */
export interface Staffed extends Wanted {
  readonly host: Participant | null;
  readonly venue: string | null;
  readonly people: readonly Attendee[];
  /** Whose presence counts though nobody's name is known: labels like `东湖区星星幼儿园园长`. */
  readonly unnamed: readonly string[];
}

/** What already has its day and keeps it: held, fixed by hand, past, or not part of this plan. */
export interface Kept {
  readonly activityId: number;
  readonly policyId: string;
  readonly title: string;
  readonly kind: string;
  readonly groupId: number | null;
  readonly date: IsoDate;
  /** Parts of the day it overlaps. */
  readonly slots: number;
  readonly people: readonly Person[];
  readonly venue: string | null;
}

/** A day as planning sees it. */
export interface PlanningDay {
  readonly date: IsoDate;
  readonly isSchoolDay: boolean;
  readonly mayBeOff: boolean;
}

/** Days, both inclusive, on which somebody or something is not to be had; nobody named: nothing is held at all. */
export interface Block {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  readonly person: Person | null;
  readonly reason: string;
}

export const personKey = ({ name, unit }: Person): string => `${name}\n${unit}`;
