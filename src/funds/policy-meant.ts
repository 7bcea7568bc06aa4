import type { ActivityWorld } from '../activities/activity-world.ts';
import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import type { Policy } from '../policy/schema.ts';

const hasFunds = ({ funds }: Policy) => funds.purposes.length > 0;

/**
 * The policy whose fund is meant: the one named, else the only one in force that says what a special fund may be spent
 * on. @throws Failure `fund-policy-none`, `fund-policy-needed`, `policy-unknown`
 */
export function policyWithFunds(world: ActivityWorld, named: string | undefined, on: IsoDate): Policy {
  if (named !== undefined) {
    const policy = world.policy(named);
    if (hasFunds(policy)) return policy;
    throw new Failure('fund-policy-none', { value: policy.title });
  }
  const inForce = policiesInForce(world.ledger, on).map((id) => world.policy(id));
  const [policy, ...others] = inForce.filter(hasFunds);
  if (policy && others.length === 0) return policy;
  if (!policy && inForce.length > 0) {
    throw new Failure('fund-policy-none', { value: inForce.map(({ title }) => title).join('》《') });
  }
  if (!policy) {
    const example = '--policy 政策编号（youlian policy list 列出政策）';
    throw new Failure('fund-policy-needed', { situation: '本台账没有生效的政策', example });
  }
  const known = [policy, ...others].map(({ id, title }) => `${id}（《${title}》）`).join('、');
  const situation = `规定了经费用途的有 ${others.length + 1} 份：${known}`;
  throw new Failure('fund-policy-needed', { situation, example: `--policy ${policy.id}` });
}
