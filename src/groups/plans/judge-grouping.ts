import type { IsoDate } from '../../common/dates.ts';
import { cycleFor } from '../../policy/cycle.ts';
import { evaluatePolicy, summarise } from '../../policy/evaluate.ts';
import type { GroupFacts, MembershipFacts, OfficeFacts } from '../../policy/facts.ts';
import { noRecords } from '../../policy/facts.ts';
import type { Summary, Verdict } from '../../policy/policy.ts';
import type { Policy, RuleKind } from '../../policy/schema.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { defaultGroupName } from '../group-naming.ts';
import type { Named } from '../plan.ts';
import type { Grouping } from './grouping.ts';

/** What the policy says of a grouping by itself: of who stands with whom, not of papers, steps or bodies to come. */
const decidedByGrouping: ReadonlySet<RuleKind> = new Set([
  'size',
  'lead-eligibility',
  'member-kind',
  'jurisdiction',
  'mix',
  'multi-membership',
]);

export interface GroupingCheck {
  readonly summary: Summary;
  /** All but what is met. */
  readonly open: readonly Verdict[];
  /** By rule, in the order of the policy. */
  readonly rules: readonly { readonly rule: string; readonly title: string; readonly summary: Summary }[];
}

export interface JudgingFacts {
  readonly policy: Policy;
  readonly office: OfficeFacts;
  readonly kindergartens: ReadonlyMap<number, Kindergarten>;
  readonly on: IsoDate;
}

/** Ids for groups that do not exist yet: beyond those of any ledger. */
const firstId = 1_000_000_000;

/**
 * Judges a grouping as if its groups stood on a day, with the same engine as `check`. Waivers (豁免) are left out of
 * account, since they were granted to groups that exist.
 */
export function judgeGrouping(
  grouping: Grouping,
  { policy, office, kindergartens, on }: JudgingFacts,
): GroupingCheck {
  const cycle = cycleFor(policy, on);
  let next = firstId;
  const membership = ({ id, name }: Named, role: MembershipFacts['role']): MembershipFacts => {
    next += 1;
    return {
      ...{ membershipId: next, kindergartenId: id, name, role },
      ...{ validFrom: on, validTo: null },
    };
  };
  const groups = grouping.groups.map(
    ({ groupId, name, tier, lead, members }, index): GroupFacts => ({
      id: groupId ?? firstId + index,
      policyId: policy.id,
      tier,
      name: name ?? defaultGroupName(lead?.name ?? '', policy.names.kind),
      lead: lead && membership(lead, 'lead'),
      members: members.map((member) => membership(member, 'member')),
      ...{ cycleStart: cycle.from, cycleEnd: cycle.to },
    }),
  );
  const rules = policy.rules.filter((rule) => rule.decidable && decidedByGrouping.has(rule.kind));
  const verdicts = evaluatePolicy(
    { ...policy, rules },
    {
      ...noRecords,
      ...{ on, askedOn: on, office, kindergartens, groups },
      roster: kindergartens.values(),
    },
  );
  const ids = [...new Set(verdicts.map(({ rule }) => rule))];
  const titleOf = (id: string) =>
    [...new Set(id.split('/').flatMap((each) => rules.find((rule) => rule.id === each)?.title ?? []))].join(
      '；',
    );
  return {
    summary: summarise(verdicts),
    open: verdicts.filter(({ outcome }) => outcome !== 'pass'),
    rules: ids.map((rule) => ({
      rule,
      title: titleOf(rule),
      summary: summarise(verdicts.filter((each) => each.rule === rule)),
    })),
  };
}
