import { inJurisdiction, memberKinds, sizeBounds } from '../policy/eligibility.ts';
import { describeMissing, type FactKey } from '../policy/fact-names.ts';
import type { LedgerFacts } from '../policy/facts.ts';
import type { Policy } from '../policy/schema.ts';
import type { Answer, FormingRules } from './forming/proposal.ts';

const answers = { pass: 'yes', notice: 'no', violation: 'no', unknown: 'unknown' } as const;

/** The policy's predicates as the questions that forming asks. Where no bound is set, anything from one member on goes. */
export function formingRules(policy: Policy, tier: string, office: LedgerFacts['office']): FormingRules {
  const size = sizeBounds(policy, tier);
  const lead = size.countsLead ? 1 : 0;
  return {
    bounds: {
      lower: Math.max(1, (size.lower ?? 1) - lead),
      upper: size.upper === null ? Number.MAX_SAFE_INTEGER : Math.max(1, size.upper - lead),
    },
    memberFits: (kindergarten) => {
      const { outcome, missing } = memberKinds(policy, tier, kindergarten);
      return answer(outcome, missing);
    },
    inJurisdiction: (leading, member) => {
      const { outcome, missing } = inJurisdiction(policy, tier, leading, member, office);
      return answer(outcome, missing);
    },
  };
}

function answer(outcome: keyof typeof answers, missing: readonly FactKey[]): Answer {
  return {
    outcome: answers[outcome],
    reason: outcome === 'unknown' ? `缺少${describeMissing(missing)}` : '',
  };
}
