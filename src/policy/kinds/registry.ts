import type { RuleKind } from '../schema.ts';
import { judgeCycle } from './cycle.ts';
import { judgeJurisdictions } from './jurisdiction.ts';
import type { JudgeGroup, JudgeLedger } from './kind.ts';
import { judgeLeadEligibility } from './lead-eligibility.ts';
import { judgeMemberKind } from './member-kind.ts';
import { judgeMultiMembership } from './multi-membership.ts';
import { judgeSize } from './size.ts';
import { judgeTier } from './tier.ts';

type Evaluator<K extends RuleKind> =
  | { readonly scope: 'group'; readonly judge: JudgeGroup<K> }
  | { readonly scope: 'ledger'; readonly judge: JudgeLedger<K> };

/** How each kind of rule is judged. */
export const evaluators: { readonly [K in RuleKind]: Evaluator<K> } = {
  tier: { scope: 'group', judge: judgeTier },
  size: { scope: 'group', judge: judgeSize },
  'lead-eligibility': { scope: 'group', judge: judgeLeadEligibility },
  'member-kind': { scope: 'group', judge: judgeMemberKind },
  jurisdiction: { scope: 'group', judge: judgeJurisdictions },
  cycle: { scope: 'group', judge: judgeCycle },
  'multi-membership': { scope: 'ledger', judge: judgeMultiMembership },
};
