import { Failure } from '../findings/catalogue.ts';
import type { Policy } from '../policy/schema.ts';

/** The tier that a proposal is for; null where the policy has none. @throws Failure `option-value` */
export function tierMeant(policy: Pick<Policy, 'tiers'>, text: string | undefined): string | null {
  if (text === undefined && policy.tiers.length === 0) return null;
  return tierNamed(policy, text ?? '');
}

/** The tier that --tier names, by id or by name. @throws Failure `option-value` where the policy has no such tier */
export function tierNamed(policy: Pick<Policy, 'tiers'>, text: string): string {
  const tier = policy.tiers.find((each) => each.id === text || each.name === text);
  if (tier) return tier.id;
  const known = policy.tiers.map((each) => `${each.id}（${each.name}）`).join('、');
  const expected = known === '' ? '这份政策不分层级，请不要加 --tier' : `可用的层级：${known}`;
  throw new Failure('option-value', { option: '--tier', value: text, expected });
}
