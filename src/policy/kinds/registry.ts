import type { RuleKind } from '../schema.ts';
import { cadenceFigures, judgeCadence, judgeOfficeCadence } from './cadence.ts';
import { judgeCapacity } from './capacity.ts';
import { coefficientFigures } from './coefficient.ts';
import { judgeGroupComposition, judgeOfficeComposition } from './composition.ts';
import { coverageFigures, judgeCoverage } from './coverage.ts';
import { judgeCycle } from './cycle.ts';
import { judgeGroupDeadline, judgeOfficeDeadline } from './deadline.ts';
import { judgeDeparture } from './departure.ts';
import { judgeDocuments } from './documents.ts';
import { judgeEvaluation } from './evaluation.ts';
import { judgeGroupFund, judgeOfficeFund } from './fund-purpose.ts';
import { judgeInspection } from './inspection.ts';
import { judgeJurisdictions } from './jurisdiction.ts';
import type { FindFigures, JudgeGroup, JudgeLedger, JudgeOffice } from './kind.ts';
import { judgeLeadEligibility } from './lead-eligibility.ts';
import { judgeMemberKind } from './member-kind.ts';
import { judgeGroupMilestones, judgeOfficeMilestones } from './milestones.ts';
import { judgeMix } from './mix.ts';
import { judgeMultiMembership } from './multi-membership.ts';
import { judgeNaming } from './naming.ts';
import { judgePosting } from './posting.ts';
import { judgeGroupRegister, judgeOfficeRegister } from './register.ts';
import { judgeShare } from './share.ts';
import { judgeSize } from './size.ts';
import { judgeStaffing } from './staffing.ts';
import { judgeStandard } from './standard.ts';
import { judgeThreshold } from './threshold.ts';
import { judgeTier } from './tier.ts';
import { judgeTraining } from './training.ts';
import { judgeTrend } from './trend.ts';
import { judgeWorkflow } from './workflow.ts';

type Evaluator<K extends RuleKind> =
  | { readonly scope: 'group'; readonly judge: JudgeGroup<K> }
  | { readonly scope: 'ledger'; readonly judge: JudgeLedger<K> }
  | { readonly scope: 'office'; readonly judge: JudgeOffice<K> }
  /** Looks at what groups and the office have or do alike. */
  | { readonly scope: 'body'; readonly judge: JudgeGroup<K>; readonly judgeOffice: JudgeOffice<K> }
  /** Gives figures only. */
  | { readonly scope: 'figures' };

/** How each kind of rule is judged. */
export const evaluators: { readonly [K in RuleKind]: Evaluator<K> } = {
  tier: { scope: 'group', judge: judgeTier },
  size: { scope: 'group', judge: judgeSize },
  'lead-eligibility': { scope: 'group', judge: judgeLeadEligibility },
  'member-kind': { scope: 'group', judge: judgeMemberKind },
  jurisdiction: { scope: 'group', judge: judgeJurisdictions },
  cycle: { scope: 'group', judge: judgeCycle },
  mix: { scope: 'group', judge: judgeMix },
  naming: { scope: 'group', judge: judgeNaming },
  workflow: { scope: 'group', judge: judgeWorkflow },
  milestones: { scope: 'body', judge: judgeGroupMilestones, judgeOffice: judgeOfficeMilestones },
  training: { scope: 'group', judge: judgeTraining },
  capacity: { scope: 'group', judge: judgeCapacity },
  departure: { scope: 'group', judge: judgeDeparture },
  documents: { scope: 'group', judge: judgeDocuments },
  evaluation: { scope: 'group', judge: judgeEvaluation },
  register: { scope: 'body', judge: judgeGroupRegister, judgeOffice: judgeOfficeRegister },
  composition: { scope: 'body', judge: judgeGroupComposition, judgeOffice: judgeOfficeComposition },
  staffing: { scope: 'group', judge: judgeStaffing },
  'multi-membership': { scope: 'ledger', judge: judgeMultiMembership },
  coverage: { scope: 'office', judge: judgeCoverage },
  share: { scope: 'office', judge: judgeShare },
  standard: { scope: 'office', judge: judgeStandard },
  threshold: { scope: 'office', judge: judgeThreshold },
  trend: { scope: 'office', judge: judgeTrend },
  cadence: { scope: 'body', judge: judgeCadence, judgeOffice: judgeOfficeCadence },
  deadline: { scope: 'body', judge: judgeGroupDeadline, judgeOffice: judgeOfficeDeadline },
  posting: { scope: 'group', judge: judgePosting },
  inspection: { scope: 'group', judge: judgeInspection },
  'fund-purpose': { scope: 'body', judge: judgeGroupFund, judgeOffice: judgeOfficeFund },
  coefficient: { scope: 'figures' },
};

/** What kinds of rule tell of clauses that give no verdict (record, may). */
export const figureFinders: { readonly [K in RuleKind]?: FindFigures<K> } = {
  cadence: cadenceFigures,
  coverage: coverageFigures,
  coefficient: coefficientFigures,
};
