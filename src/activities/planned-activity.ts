import type { IsoDate } from '../common/dates.ts';
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

/**
 * Plans are for days to come; what was held on a past day is recorded.
 * @throws Failure `option-value`
 */
export function notBeforeToday(option: string, value: IsoDate, today: IsoDate): void {
  if (value >= today) return;
  const expected = `不能早于今天（${today}）；已经办过的，请用 youlian activity record 登记`;
  throw new Failure('option-value', { option, value, expected });
}
