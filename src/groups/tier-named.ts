import { Failure } from '../findings/catalogue.ts';
import type { Policy } from '../policy/schema.ts';

/** What the tiers are called besides their names in a policy. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  city: ['市级', '市'],
  county: ['区级', '县级', '区县级', '区（市）级', '区(市)级', '区', '县'],
  town: ['镇级', '乡镇级', '镇街级', '街道级', '乡级', '镇', '镇街'],
};

const knownTiers = ({ tiers }: Pick<Policy, 'tiers'>) =>
  tiers.map(({ id, name }) => `${id}（${name}）`).join('、');

/** The tier that a proposal is for; null where the policy has none. @throws Failure `option-value` */
export function tierMeant(policy: Pick<Policy, 'tiers'>, text: string | undefined): string | null {
  if (text === undefined && policy.tiers.length === 0) return null;
  if (text !== undefined) return tierNamed(policy, text);
  throw new Failure('option-value', {
    ...{ option: '--tier', value: '' },
    expected: `请加 --tier（${knownTiers(policy)}）`,
  });
}

/** The tier that --tier names, by id or by name. @throws Failure `option-value` where the policy has no such tier */
export function tierNamed(policy: Pick<Policy, 'tiers'>, text: string): string {
  const key = text.normalize('NFKC').trim();
  const tier = policy.tiers.find(
    ({ id, name }) =>
      id === key.toLowerCase() ||
      name.normalize('NFKC') === key ||
      spoken[id]?.some((each) => each.normalize('NFKC') === key),
  );
  if (tier) return tier.id;
  const known = knownTiers(policy);
  const expected = known === '' ? '这份政策不分层级，请不要加 --tier' : `可用的层级：${known}`;
  throw new Failure('option-value', { option: '--tier', value: text, expected });
}
