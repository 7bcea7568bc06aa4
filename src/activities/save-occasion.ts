import type { Ledger } from '../store/ledger.ts';
import { type ActivityChanges, addActivity, changeActivity } from './activities.store.ts';
import type { Activity, ActivityOrigin, Evidence } from './activity.ts';
import type { Occasion } from './occasion.ts';

/** What the record says of the activity itself, as the ledger keeps it. */
function changesBy(occasion: Occasion): ActivityChanges {
  const { heldOn, heldTo, title, line, hostId, venue, hours, topics, outcome, outstanding, note } = occasion;
  const said = { title, line, hostId, venue, hours, topics, outcome, outstanding, note };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return {
    ...given,
    state: 'done',
    heldOn,
    heldTo,
    ...(occasion.kindergartens ? { kindergartens: occasion.kindergartens } : {}),
  };
}

/**
 * Records an activity that was held (inside `perform`): on the plan it was of, else as one that was not planned.
 * @returns its number
 */
export function saveOccasion(
  ledger: Ledger,
  occasion: Occasion,
  given: {
    readonly plan: Activity | undefined;
    readonly origin: ActivityOrigin;
    readonly evidence?: readonly Evidence[];
  },
): number {
  const { plan, origin, evidence } = given;
  const changes: ActivityChanges = { ...changesBy(occasion), ...(evidence ? { evidence } : {}) };
  if (plan) {
    changeActivity(ledger, plan, changes);
    return plan.id;
  }
  return addActivity(ledger, {
    title: occasion.kind.name,
    line: occasion.kind.line ?? null,
    ...changes,
    state: 'done',
    policyId: occasion.policyId,
    groupId: occasion.groupId,
    officeId: occasion.officeId,
    kind: occasion.kind.id,
    origin,
  });
}
