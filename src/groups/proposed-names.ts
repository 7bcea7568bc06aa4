import { squeezeText } from '../common/text.ts';
import { rulesOf } from '../policy/eligibility.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { defaultGroupName } from './group-naming.ts';

type Lead = Pick<Kindergarten, 'id' | 'name' | 'town' | 'district' | 'districtLevel' | 'address'>;

/**
 * Names for groups about to be made, by their leads, as the policy's naming rule wants them (S2: 街道名, or 行政区加序号):
 * in each district the first of the rule's forms that tells all its groups apart. Without a rule, or where a place is
 * not known, after the lead.
 * @param taken names of groups that stand
 */
export function proposedNames(
  policy: Policy,
  tier: string | null,
  leads: readonly Lead[],
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<number, string> {
  const { kind } = policy.names;
  const forms = rulesOf(policy, 'naming', tier ?? '')[0]?.parameters.forms ?? [];
  const names = new Map(leads.map((lead) => [lead.id, defaultGroupName(lead.name, kind)]));
  const districts = new Map<string, Lead[]>();
  for (const lead of leads) {
    const district = lead.district ?? '';
    districts.set(district, [...(districts.get(district) ?? []), lead]);
  }
  const used = new Set(taken);
  for (const own of districts.values()) {
    for (const form of forms) {
      // A community is not entered by itself; its name is not guessed from an address.
      if (form.after === 'community') continue;
      const given = form.numbered
        ? numbered(own, form.after, kind, used)
        : plain(own, form.after, kind, used);
      if (!given) continue;
      for (const [index, lead] of own.entries()) {
        names.set(lead.id, given[index] as string);
        used.add(given[index] as string);
      }
      break;
    }
  }
  return names;
}

type Place = 'town' | 'district';

function placeOf(lead: Lead, after: Place): string | null {
  if (after === 'town') return lead.town;
  return lead.districtLevel === 'county' ? lead.district : null;
}

/** 湖滨街道学区; undefined where a place is not known, or stands for two groups. */
function plain(leads: readonly Lead[], after: Place, kind: string, used: ReadonlySet<string>) {
  const names = leads.map((lead) => {
    const place = placeOf(lead, after);
    return place === null ? null : `${squeezeText(place)}${kind}`;
  });
  const areDistinct = new Set(names).size === names.length;
  if (!areDistinct || names.some((name) => name === null || used.has(name))) return undefined;
  return names;
}

/** 东湖区第3学区: numbers that no other group bears, in the order of the leads. */
function numbered(leads: readonly Lead[], after: Place, kind: string, used: ReadonlySet<string>) {
  const names: string[] = [];
  let next = 1;
  for (const lead of leads) {
    const place = placeOf(lead, after);
    if (place === null) return undefined;
    while (used.has(`${squeezeText(place)}第${next}${kind}`)) next += 1;
    names.push(`${squeezeText(place)}第${next}${kind}`);
    next += 1;
  }
  return names;
}
