import type { ActivityWorld } from '../activities/activity-world.ts';
import type { IsoDate } from '../common/dates.ts';
import { completeTerms } from '../ledger/term.ts';
import { enteredTerms } from '../ledger/terms.store.ts';
import { holdsThrough } from '../policy/kinds/inspection.ts';
import type { Inspection } from './inspection.ts';
import { listInspections } from './inspections.store.ts';
import type { UnderstoodInspection } from './understand-inspection.ts';

type Said = Pick<UnderstoodInspection, 'inspection' | 'inspector'>;

/** The inspection already entered that one is. */
export interface SameInspection {
  readonly known: Inspection | undefined;
  /** Plans filed of which any might be meant: none of them is taken. */
  readonly plans: readonly Inspection[];
}

/**
 * The inspection already entered that this one is: same kindergarten, kind and day; else the plan (计划备案) that was
 * filed for it, named by its day or the only one still open that can be meant.
 */
export function sameInspection(world: ActivityWorld, said: Said): SameInspection {
  const { kindergartenId, kind, visitedOn, planFiledOn } = said.inspection;
  const entered = listInspections(world.ledger, { kindergartenId, kind });
  const made = entered.find((each) => visitedOn !== null && each.visitedOn === visitedOn);
  if (made) return { known: made, plans: [] };
  const open = entered.filter((each) => each.visitedOn === null);
  if (planFiledOn !== null || visitedOn === null) {
    const ofDay = (each: Inspection) => each.planFiledOn === planFiledOn;
    // A plan told again is known also where its visit has been made since.
    const known = open.find(ofDay) ?? (visitedOn === null ? entered.find(ofDay) : undefined);
    return { known, plans: [] };
  }
  const plans = open.filter((each) => isMeant(each, said, visitedOn, termsUntil(world, visitedOn, open)));
  return plans.length === 1 ? { known: plans[0], plans: [] } : { known: undefined, plans };
}

/** The terms from the first of the plans on. */
function termsUntil(world: ActivityWorld, day: IsoDate, plans: readonly Inspection[]) {
  const first = plans.map(({ planFiledOn }) => planFiledOn ?? day).sort()[0] ?? day;
  return completeTerms(enteredTerms(world.ledger), first < day ? first : day, day);
}

/** Whether a plan can be the one of a visit: it still holds, and neither its group nor its inspector is another. */
function isMeant(
  plan: Inspection,
  { inspection, inspector }: Said,
  day: IsoDate,
  terms: Parameters<typeof holdsThrough>[2],
): boolean {
  const agrees = <T>(one: T | null, other: T | null) => one === null || other === null || one === other;
  return (
    plan.planFiledOn !== null &&
    holdsThrough(plan.planFiledOn, day, terms) &&
    agrees(plan.groupId, inspection.groupId) &&
    agrees(plan.inspector, inspector?.name ?? null)
  );
}
