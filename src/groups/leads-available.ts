import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { mayLead, rulesOf } from '../policy/eligibility.ts';
import { describeMissing } from '../policy/fact-names.ts';
import type { Area } from '../policy/facts.ts';
import { bearsCityName, sectorOf } from '../policy/lead-tier.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import type { Group } from './group.ts';
import { numberedName } from './group-naming.ts';

export interface LeadRules {
  readonly policy: Policy;
  readonly tier: string;
  readonly area: Area;
  /** Groups in force or about to be, by the kindergartens in them. */
  readonly serving: ReadonlyMap<number, Group>;
}

/** Whether the policy says who may lead a group of the tier; where it does not, the clerk has to. */
export function describesLeads({ policy, tier }: Pick<LeadRules, 'policy' | 'tier'>): boolean {
  return rulesOf(policy, 'lead-eligibility', tier).length > 0;
}

/** @throws Failure `leads-not-described` (exit 1) */
export function refuseUndescribedLeads(rules: Pick<LeadRules, 'policy' | 'tier'>): void {
  if (describesLeads(rules)) return;
  const { lead: role, kind } = rules.policy.names;
  throw new Failure('leads-not-described', { value: rules.policy.id, role, kind }, { exitCode: 1 });
}

const mostNamed = 3;

function namedInShort(names: readonly string[], unit: string): string {
  const first = names.slice(0, mostNamed).join('、');
  return names.length > mostNamed ? `${first} 等 ${names.length} ${unit}` : first;
}

/**
 * Those whom the policy makes leads of the tier and who serve nowhere yet.
 * @param warn told of those passed over only for what is missing, or because a 市直园 is not entered as one
 */
export function leadsByPolicy(
  open: readonly Kindergarten[],
  rules: LeadRules,
  warn: (finding: Finding) => void,
): { readonly fit: readonly Kindergarten[]; readonly free: readonly Kindergarten[] } {
  const { policy, tier, area, serving } = rules;
  const lead = policy.tiers.find((each) => each.id === tier)?.lead;
  const byCity = lead?.signs.some((sign) => sign.office === 'city') ?? false;
  const fit: Kindergarten[] = [];
  const passedOver = new Map<string, string[]>();
  for (const each of open) {
    const { outcome, missing } = mayLead(policy, tier, each, area);
    if (outcome === 'pass') {
      fit.push(each);
      continue;
    }
    if (serving.has(each.id)) continue;
    const sector = sectorOf(policy, each);
    const misplaced =
      byCity &&
      outcome !== 'unknown' &&
      bearsCityName(each.name, area) &&
      (sector === null || (lead?.sectors.includes(sector) ?? false));
    const reason =
      outcome === 'unknown'
        ? `缺少${describeMissing(missing)}`
        : misplaced
          ? `名称以市名开头，所属区县却不是“市直”（确是${lead?.described}的，请用 youlian kindergarten edit ${each.name} --set 所属区县=市直 改正）`
          : undefined;
    if (reason !== undefined) passedOver.set(reason, [...(passedOver.get(reason) ?? []), each.name]);
  }
  for (const [reason, names] of passedOver) {
    const tierText = policy.tiers.find((each) => each.id === tier)?.name ?? '';
    const words = { tier: tierText, role: policy.names.lead, reason };
    warn(makeFinding('lead-passed-over', { ...words, value: namedInShort(names, '所') }));
  }
  return { fit, free: fit.filter((each) => !serving.has(each.id)) };
}

/**
 * Why there is no lead to propose groups for.
 * @param fit those who might lead, by the policy or by the clerk's choice, whether they serve already or not
 */
export function noLead(fit: readonly Pick<Kindergarten, 'id'>[], rules: LeadRules): Failure {
  const { policy, tier, serving } = rules;
  const { lead: role, kind } = policy.names;
  const words = { tier: policy.tiers.find((each) => each.id === tier)?.name ?? '', role, kind };
  const groups = new Set(fit.map((each) => serving.get(each.id)));
  if (fit.length === 0 || groups.has(undefined)) return new Failure('lead-none', words, { exitCode: 1 });
  const names = [...groups].flatMap((group) => (group ? [numberedName(group)] : []));
  return new Failure(
    'leads-serving',
    { ...words, count: fit.length, groups: namedInShort(names, '个') },
    { exitCode: 1 },
  );
}
