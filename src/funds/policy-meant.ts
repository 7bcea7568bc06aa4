import type { ActivityWorld } from '../activities/activity-world.ts';
import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import { describeInForce } from '../groups/by-hand.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import type { Policy } from '../policy/schema.ts';

/** The policies in force that say what a special fund may be spent on. */
function policiesWithFunds(world: ActivityWorld, on: IsoDate): Policy[] {
  return policiesInForce(world.ledger, on)
    .map((id) => world.policy(id))
    .filter(({ funds }) => funds.purposes.length > 0);
}

/** The policy whose fund is meant. @throws Failure `fund-policy-none`, `policy-needed`, `policy-unknown` */
export function policyWithFunds(world: ActivityWorld, named: string | undefined, on: IsoDate): Policy {
  const candidates = named === undefined ? policiesWithFunds(world, on) : [world.policy(named)];
  const [policy, ...others] = candidates;
  if (policy && others.length === 0 && policy.funds.purposes.length > 0) return policy;
  if (others.length > 0) {
    throw new Failure('policy-needed', {
      situation: `有 ${candidates.map(({ id }) => id).join('、')} 规定了经费用途`,
    });
  }
  const inForce = policiesInForce(world.ledger, on);
  const title = policy?.title ?? inForce.map((id) => world.policy(id).title).join('》《');
  if (title === '') throw new Failure('policy-needed', { situation: describeInForce(inForce) });
  throw new Failure('fund-policy-none', { value: title });
}
