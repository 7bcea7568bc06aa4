import type { IsoDate } from '../common/dates.ts';
import { addDays } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import { type Activity, type ActivityKindergarten, activityDay } from './activity.ts';
import type { ActivityKind } from './kinds.ts';

/** An activity that was held, as a record tells of it: what it does not say is absent. */
export interface Occasion {
  readonly policyId: string;
  /** The group that held it, else the office. */
  readonly groupId: number | null;
  readonly officeId: number | null;
  /** Name of the group or the office. */
  readonly holder: string;
  readonly kind: ActivityKind;
  readonly heldOn: IsoDate;
  /** Null where it took one day. */
  readonly heldTo: IsoDate | null;
  readonly title?: string;
  readonly line?: string;
  readonly hostId?: number;
  readonly venue?: string;
  readonly hours?: number;
  readonly topics?: string;
  readonly outcome?: string;
  readonly outstanding?: boolean;
  readonly note?: string;
  readonly kindergartens?: readonly ActivityKindergarten[];
}

type Whose = Pick<Occasion, 'policyId' | 'groupId' | 'officeId'>;

/** Whether the same group, or the same office, holds both under the same policy. */
function sameHolder(one: Whose, other: Whose): boolean {
  return (
    one.policyId === other.policyId &&
    one.groupId === other.groupId &&
    (one.groupId !== null || one.officeId === other.officeId)
  );
}

/** A plan without a period it is due in stands for a record up to this many days off. */
const reach = 31;

const distance = (one: IsoDate, other: IsoDate) =>
  Math.abs(Date.parse(`${one}T00:00:00Z`) - Date.parse(`${other}T00:00:00Z`)) / 86_400_000;

/**
 * The planned activities that a record may be of: of the same holder and kind, due on the day on which it was held,
 * and of these the nearest. Several where they are equally near.
 */
export function plansFor(occasion: Occasion, activities: readonly Activity[]): Activity[] {
  const open = activities.filter(
    (each) =>
      each.state === 'planned' &&
      each.plannedOn !== null &&
      each.kind === occasion.kind.id &&
      sameHolder(each, occasion) &&
      (each.due
        ? each.due.from <= occasion.heldOn && occasion.heldOn <= each.due.to
        : each.plannedOn >= addDays(occasion.heldOn, -reach) &&
          each.plannedOn <= addDays(occasion.heldOn, reach)),
  );
  const off = (each: Activity) => distance(each.plannedOn ?? '', occasion.heldOn);
  const nearest = Math.min(...open.map(off));
  return open.filter((each) => off(each) === nearest);
}

/** Recorded activities of the same holder and kind on the same day: perhaps the very one. */
export interface Namesakes {
  /** The one that the record speaks of: of the same name, or the only one where the record gives none. */
  readonly same: Activity | undefined;
  /** Others on one of its days. */
  readonly others: readonly Activity[];
}

export function namesakesOf(occasion: Occasion, activities: readonly Activity[]): Namesakes {
  const lastDay = occasion.heldTo ?? occasion.heldOn;
  const met = activities.filter(
    (each) =>
      each.state === 'done' &&
      each.kind === occasion.kind.id &&
      sameHolder(each, occasion) &&
      activityDay(each) <= lastDay &&
      (each.heldTo ?? activityDay(each)) >= occasion.heldOn,
  );
  const title = squeezeText(occasion.title ?? '');
  const begun = met.filter((each) => each.heldOn === occasion.heldOn);
  const named = begun.filter((each) => squeezeText(each.title) === title);
  const same = title === '' ? (begun.length === 1 ? begun[0] : undefined) : named[0];
  return { same, others: met.filter((each) => each !== same) };
}
