import { addDays, beginning, type IsoDate, type Period } from '../../common/dates.ts';
import type { GroupFacts, LedgerFacts, MembershipFacts } from '../facts.ts';
import { groupSubject, membershipSubject, officeSubject } from '../kinds/kind.ts';
import type { Subject } from '../policy.ts';
import type { Policy } from '../schema.ts';
import type { ActivityFacts } from './facts.ts';
import type { CadenceParameters } from './parameters.ts';

/** Who owes something under a cadence rule: the office or one of its districts, a group, its lead, a member. */
export interface CadenceSubject {
  readonly type: 'office' | 'group' | 'lead' | 'member';
  readonly subject: Subject;
  readonly group: GroupFacts | null;
  /** When it was there, half-open; nothing after the end of a cycle. */
  readonly stays: readonly Period[];
  /** What was held that may count for it, of whatever kind. */
  readonly held: readonly ActivityFacts[];
}

type Counting = Pick<CadenceParameters, 'subject' | 'level' | 'counts'>;

/** From when a policy asks for anything: its first day, or the first cycle it states where that is earlier. */
function policyStart(policy: Pick<Policy, 'effective' | 'cycle'>): IsoDate | null {
  if (policy.effective === null) return null;
  return [policy.effective, ...(policy.cycle?.stated ?? []).map(({ from }) => from)].sort()[0] ?? null;
}

/** What periods have in common with one period; both half-open. */
function within(periods: readonly Period[], bounds: Period): Period[] {
  return periods.flatMap((period) => {
    const from = period.from > bounds.from ? period.from : bounds.from;
    const ends = [period.to, bounds.to].filter((day) => day !== null).sort();
    const to = ends[0] ?? null;
    return to === null || from < to ? [{ from, to }] : [];
  });
}

/** The days for which a group owes anything: while it stands, from the policy's first day to the end of its cycle. */
function groupSpan(policy: Pick<Policy, 'effective' | 'cycle'>, group: GroupFacts): Period[] {
  const { stands = { from: beginning, to: null }, cycleStart, cycleEnd } = group;
  const from = stands.from === beginning ? cycleStart : stands.from;
  const to = cycleEnd === null ? null : addDays(cycleEnd, 1);
  return within([{ from, to: stands.to }], { from: policyStart(policy) ?? from, to });
}

const none: readonly ActivityFacts[] = [];

/** The activities that count for a kindergarten: those it hosted, or those it took part in as well. */
function ofKindergarten(held: readonly ActivityFacts[], id: number, counts: Counting['counts']) {
  return held.filter(
    ({ hostId, kindergartenIds }) => hostId === id || (counts === 'attended' && kindergartenIds.includes(id)),
  );
}

/** Who owes something under a rule in one group. `former` adds those who left it, for what they owed until then. */
export function subjectsInGroup(
  rule: Counting,
  policy: Policy,
  facts: LedgerFacts,
  group: GroupFacts,
  { former = false } = {},
): CadenceSubject[] {
  if (rule.subject === 'office' || rule.subject === 'district') return [];
  const [span] = groupSpan(policy, group);
  if (!span) return [];
  const held = (facts.activities.ofGroups.get(group.id) ?? none).filter(
    (activity) => activity.policyId === policy.id,
  );
  if (rule.subject === 'group') {
    // A posting that goes on for several terms was begun once.
    const begun = held.some(({ derived }) => derived === 'goes-on')
      ? held.filter(({ derived }) => derived !== 'goes-on')
      : held;
    return [{ type: 'group', subject: groupSubject(group), group, stays: [span], held: begun }];
  }
  const memberships: MembershipFacts[] = [
    ...(group.lead ? [group.lead] : []),
    ...group.members,
    ...(former ? (group.former ?? []) : []),
  ];
  return memberships
    .filter(({ role }) => rule.subject === 'each' || role === rule.subject)
    .map((membership) => {
      const { validFrom, validTo, stays = [{ from: validFrom, to: validTo }] } = membership;
      return {
        type: membership.role,
        subject: membershipSubject(membership),
        group,
        stays: within(stays, span),
        held: ofKindergarten(held, membership.kindergartenId, rule.counts),
      };
    });
}

/** The office, or the districts, that owe something under a rule, while any group of the policy stands. */
export function officeSubjects(rule: Counting, policy: Policy, facts: LedgerFacts): CadenceSubject[] {
  if (rule.subject !== 'office' && rule.subject !== 'district') return [];
  const { own, level = null, districts = [] } = facts.office;
  const bounds = { from: policyStart(policy) ?? beginning, to: null };
  const stays = within(
    facts.spans.filter(({ policyId }) => policyId === policy.id),
    bounds,
  );
  if (stays.length === 0) return [];
  const heldBy = (id: number | undefined) =>
    (id === undefined ? none : (facts.activities.ofOffices.get(id) ?? none)).filter(
      (activity) => activity.policyId === policy.id && activity.groupId === null,
    );
  if (rule.subject === 'district' && districts.length > 0 && level !== 'county') {
    return districts.map(({ id, name }) => ({
      type: 'office' as const,
      subject: { type: 'office' as const, id: String(id), name },
      group: null,
      stays,
      held: heldBy(id),
    }));
  }
  if (rule.level !== undefined && level !== null && rule.level !== level) return [];
  return [{ type: 'office', subject: officeSubject(facts), group: null, stays, held: heldBy(own?.id) }];
}
