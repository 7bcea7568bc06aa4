import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { loadDictionary } from '../tables/load.ts';
import { formWishes } from './form-wishes.ts';
import { distances } from './forming/distance.ts';
import type { GoalWords } from './forming/goals.ts';
import { positionsOf } from './forming/positions.ts';
import type { FormingRules, ProposalInput } from './forming/proposal.ts';
import { formingRules, goalWords } from './forming-rules.ts';
import { type FormingSettings, formingSettings } from './forming-settings.ts';
import type { Group } from './group.ts';
import { listGroups } from './groups.store.ts';
import type { LeadRules } from './leads-available.ts';
import type { PlanProblem } from './plan.ts';

export interface ProposalWish {
  readonly policyId: string;
  /** Null where the policy has no tiers. */
  readonly tier: string | null;
  readonly problem: PlanProblem;
}

/** What the policy and the ledger say on the day of a forming problem. */
export interface FormingFacts {
  readonly policy: Policy;
  /** Empty where the policy has no tiers. */
  readonly tier: string;
  readonly rules: FormingRules;
  readonly words: GoalWords;
  readonly settings: FormingSettings;
  /** Groups in force or about to be, by the kindergartens in them. */
  readonly serving: ReadonlyMap<number, Group>;
  /** Groups of the policy that have not ended, those past their cycle among them. */
  readonly groups: readonly Group[];
  readonly all: readonly Kindergarten[];
  /** Without those that are known not to be open (筹建、停办 …), and those that the clerk leaves out. */
  readonly open: readonly Kindergarten[];
  readonly leadRules: LeadRules;
}

export function formingFacts(
  ledger: Ledger,
  { policyId, tier: wished, problem }: ProposalWish,
  folders: readonly string[],
): FormingFacts {
  const tier = wished ?? '';
  const policy = loadPolicy(policyId, folders);
  const office = officeFacts(ledger);
  const groups = listGroups(ledger, problem.on, { policyId });
  const serving = servingGroups(groups);
  const all = listKindergartens(ledger, problem.on);
  return {
    ...{ policy, tier, groups, serving, all },
    open: operating(all, folders).filter((each) => !problem.excluded.includes(each.id)),
    rules: formingRules(policy, tier, office),
    words: goalWords(policy, tier),
    settings: formingSettings(folders),
    leadRules: { policy, tier, area: office, serving },
  };
}

/** Kindergartens in a group that is in force or about to be, by id; those of an expired group are free for the next round. */
function servingGroups(groups: readonly Group[]): Map<number, Group> {
  const serving = new Map<number, Group>();
  for (const group of groups) {
    if (group.state !== 'active' && group.state !== 'planned') continue;
    for (const each of [group.lead, ...group.members]) if (each) serving.set(each.kindergartenId, group);
  }
  return serving;
}

/** Without those of which the dictionary says that they are not open (筹建, 停办 …); an unknown state counts as open. */
function operating(all: readonly Kindergarten[], folders: readonly string[]): Kindergarten[] {
  const closed = new Set(
    loadDictionary('build-state', folders)
      .terms.filter((term) => term.operating === false)
      .map((term) => term.term),
  );
  return all.filter((each) => each.buildState === null || !closed.has(each.buildState));
}

/**
 * The demands and distances of a problem, for whoever leads and may be a member.
 * @param warn told of coordinates that are not used
 */
export function proposalInput(
  ledger: Ledger,
  { policyId, problem }: ProposalWish,
  facts: FormingFacts,
  who: Pick<ProposalInput, 'leads' | 'candidates' | 'current'>,
  warn: (finding: Finding) => void,
): ProposalInput {
  const { settings } = facts;
  const { positions, doubted } = positionsOf(facts.all, problem.crs);
  for (const { kindergarten, reason } of doubted) {
    const coordinates = `${kindergarten.longitude}, ${kindergarten.latitude}`;
    warn(makeFinding('position-doubted', { value: kindergarten.name, coordinates, reason }));
  }
  return {
    ...who,
    pins: problem.pins,
    together: problem.together,
    forbidden: problem.forbidden,
    maxLeads: problem.maxLeads,
    rules: facts.rules,
    distance: distances({
      positions,
      roster: facts.all,
      given: problem.distances,
      fallback: settings.administrativeDistance,
    }),
    ...(problem.distances ? {} : { positions }),
    wishes: {
      mode: problem.wishes,
      weight: Math.round(settings.weights.wish * 1000),
      pairs: formWishes(ledger, policyId, problem.on),
    },
    mixWeight: Math.round(settings.weights.mix * 1000),
  };
}
