import { Failure } from '../findings/catalogue.ts';
import type { Activity } from './activity.ts';
import type { ActivityWorld } from './activity-world.ts';
import { activityMeant } from './record-options.ts';
import { stateNames } from './selection.ts';

/**
 * The activity of a number, still to be held.
 * @param what 取消, 改期
 * @throws Failure `activity-unknown`, `activity-settled`
 */
export function plannedActivity(world: ActivityWorld, reference: string, what: string): Activity {
  const activity = activityMeant(world, reference);
  if (activity.state === 'planned') return activity;
  const { id, title, state } = activity;
  throw new Failure('activity-settled', { value: id, title, state: stateNames[state], what });
}
