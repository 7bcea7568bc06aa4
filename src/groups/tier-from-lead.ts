import { Failure } from '../findings/catalogue.ts';
import type { Office } from '../ledger/office.ts';
import type { Area } from '../policy/facts.ts';
import { type LeadCandidate, leadTier } from '../policy/lead-tier.ts';
import type { Policy } from '../policy/schema.ts';

/** The office the ledger belongs to, and the tree it stands in. */
export interface OfficeTree {
  readonly own: Office;
  readonly offices: readonly Office[];
}

/** The names of places by which a lead's name is read: the city the office is or belongs to, and its districts. */
export function areaOf({ own, offices }: OfficeTree): Area {
  const byId = new Map(offices.map((office) => [office.id, office]));
  let city: Office | undefined = own;
  while (city && city.level !== 'city') city = city.parentId === null ? undefined : byId.get(city.parentId);
  return {
    areaName: city?.name ?? null,
    districtNames: offices.filter((office) => office.level === 'county').map((office) => office.name),
  };
}

/** The tier (层级) of a group told from its lead; null where nothing tells, and the tier stays open. */
export function tierFromLead(
  policy: Pick<Policy, 'tiers' | 'ownership'>,
  lead: LeadCandidate,
  tree: OfficeTree,
): string | null {
  return leadTier(policy, lead, areaOf(tree));
}

/** The tier that --tier names, by id or by name. @throws Failure `option-value` where the policy has no such tier */
export function tierNamed(policy: Pick<Policy, 'tiers'>, text: string): string {
  const tier = policy.tiers.find((each) => each.id === text || each.name === text);
  if (tier) return tier.id;
  const known = policy.tiers.map((each) => `${each.id}（${each.name}）`).join('、');
  const expected = known === '' ? '这份政策不分层级，请不要加 --tier' : `可用的层级：${known}`;
  throw new Failure('option-value', { option: '--tier', value: text, expected });
}
