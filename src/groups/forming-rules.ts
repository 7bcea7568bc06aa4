import { inJurisdiction, memberKinds, rulesOf, sizeBounds, whenNotMet } from '../policy/eligibility.ts';
import { describeMissing, type FactKey } from '../policy/fact-names.ts';
import type { LedgerFacts } from '../policy/facts.ts';
import { sectorOf } from '../policy/lead-tier.ts';
import type { Policy } from '../policy/schema.ts';
import type { GoalWords } from './forming/goals.ts';
import type { Answer, FormingRules, MixRule } from './forming/proposal.ts';

const answers = { pass: 'yes', notice: 'no', violation: 'no', unknown: 'unknown' } as const;

/** The policy's predicates as the questions that forming asks. Where no bound is set, anything from one member on goes. */
export function formingRules(policy: Policy, tier: string, office: LedgerFacts['office']): FormingRules {
  const size = sizeBounds(policy, tier);
  const lead = size.countsLead ? 1 : 0;
  const outside = outsideWords(policy, tier, office);
  const kinds = rulesOf(policy, 'member-kind', tier)
    .flatMap((rule) => rule.parameters.kinds.map((kind) => kind.name))
    .join('、');
  return {
    noneInReach: outside.ofAll,
    bounds: {
      lower: Math.max(1, (size.lower ?? 1) - lead),
      upper: size.upper === null ? Number.MAX_SAFE_INTEGER : Math.max(1, size.upper - lead),
    },
    memberFits: (kindergarten) => {
      const { outcome, missing } = memberKinds(policy, tier, kindergarten);
      return answer(outcome, missing, outcome === 'notice' ? `不在所列的${kinds}园之内` : `不是${kinds}园`);
    },
    inJurisdiction: (leading, member) => {
      const { outcome, missing } = inJurisdiction(policy, tier, leading, member, office);
      return answer(outcome, missing, outside.ofOne);
    },
    placeOf: ({ district, districtId, districtLevel, townId }) =>
      JSON.stringify([district, districtId, districtLevel, townId]),
    ...mixRule(policy, tier),
  };
}

const sectorWords = { public: '公办园', private: '民办园', joint: '中外合作办园' } as const;

/** One whose sector is not known counts as none: what is not known is no mix. */
function mixRule(policy: Policy, tier: string): { readonly mix?: MixRule } {
  const [rule] = rulesOf(policy, 'mix', tier);
  if (!rule) return {};
  return {
    mix: {
      hard: whenNotMet(rule.modality) === 'violation',
      wanting: (lead) =>
        rule.parameters.sectors
          .filter((sector) => sectorOf(policy, lead) !== sector)
          .map((sector) => ({
            described: sectorWords[sector],
            isMetBy: (member) => sectorOf(policy, member) === sector,
          })),
    },
  };
}

/** What the policy asks of a group, in the words of its own rules. */
export function goalWords(policy: Policy, tier: string): GoalWords {
  const { lead, member } = policy.names;
  const title = (kind: 'size' | 'member-kind' | 'jurisdiction' | 'mix') =>
    rulesOf(policy, kind, tier)[0]?.title ?? null;
  return {
    size: title('size') ?? `每个${policy.names.kind}至少有 1 所${member}`,
    kinds: title('member-kind'),
    jurisdiction: title('jurisdiction'),
    mix: title('mix'),
    ...{ lead, member },
  };
}

/** How it is said that a member lies outside: of the one lead it is pinned to, and of all leads. */
function outsideWords(policy: Policy, tier: string, { seat }: LedgerFacts['office']) {
  const { lead } = policy.names;
  if (!rulesOf(policy, 'jurisdiction', tier).some((rule) => rule.parameters.within === 'seat')) {
    return { ofOne: `与${lead}不在同一区县`, ofAll: `辖区内没有可以结对的${lead}` };
  }
  const words = seat && seat.length > 0 ? `不在市驻地（${seat.join('、')}）` : `不在${lead}所在的区县`;
  return { ofOne: words, ofAll: words };
}

function answer(outcome: keyof typeof answers, missing: readonly FactKey[], refusal: string): Answer {
  const reasons = { yes: '', no: refusal, unknown: `缺少${describeMissing(missing)}` };
  return { outcome: answers[outcome], reason: reasons[answers[outcome]] };
}
