import type { PlanGoal } from '../plan.ts';
import { wishesToHeed } from './forming-problem.ts';
import type { Proposal, ProposalInput } from './proposal.ts';

/** How the policy's own requirements are said, for the list of goals: Chinese, no full stop. */
export interface GoalWords {
  readonly size: string;
  readonly kinds: string | null;
  readonly jurisdiction: string | null;
  readonly mix: string | null;
  readonly lead: string;
  readonly member: string;
}

/** Everything asked of a proposal, hard and soft, and in how many cases it was met: counted anew on the groups. */
export function goalsMet(proposal: Proposal, input: ProposalInput, words: GoalWords): PlanGoal[] {
  const { rules } = input;
  const { groups } = proposal;
  const leadOf = new Map<number, number>();
  for (const { lead, members } of groups) {
    leadOf.set(lead.id, lead.id);
    for (const { kindergarten } of members) leadOf.set(kindergarten.id, lead.id);
  }
  const placed = groups.flatMap(({ lead, members }) =>
    members.map(({ kindergarten }) => ({ lead, member: kindergarten })),
  );
  const goals: PlanGoal[] = [];
  const add = (name: string, sentence: string, weight: number | null, cases: readonly boolean[]) => {
    const met = cases.filter(Boolean).length;
    goals.push({ name, hard: weight === null, weight, sentence, met, of: cases.length });
  };
  add(
    'size',
    words.size,
    null,
    groups.map(({ members }) => members.length >= rules.bounds.lower && members.length <= rules.bounds.upper),
  );
  if (words.kinds !== null) {
    add(
      'member-kind',
      words.kinds,
      null,
      placed.map(({ member }) => rules.memberFits(member).outcome === 'yes'),
    );
  }
  if (words.jurisdiction !== null) {
    const inside = placed.map(({ lead, member }) => rules.inJurisdiction(lead, member).outcome === 'yes');
    add('jurisdiction', words.jurisdiction, null, inside);
  }
  const together = (a: number, b: number) => leadOf.has(a) && leadOf.get(a) === leadOf.get(b);
  if (input.pins.length > 0) {
    const kept = input.pins.map((pin) => leadOf.get(pin.memberId) === pin.leadId);
    add('pin', `指定的${words.member}编给指定的${words.lead}`, null, kept);
  }
  if (input.together?.length) {
    const outside = input.together.filter(([a, b]) => !leadOf.has(a) && !leadOf.has(b)).length;
    const left = outside === 0 ? '' : `（${outside} 项两所都没有编入）`;
    const kept = input.together.map(([a, b]) => together(a, b));
    add('together', `指定的园所编在一起${left}`, null, kept);
  }
  if (input.forbidden?.length) {
    add(
      'forbid',
      '指定的园所不编在一起',
      null,
      input.forbidden.map(([a, b]) => !together(a, b)),
    );
  }
  if (typeof input.maxLeads === 'number') {
    add('max-leads', `${words.lead}最多 ${input.maxLeads} 所`, null, [groups.length <= input.maxLeads]);
  }
  const { wishes } = input;
  if (wishes) {
    // What was not asked for is counted all the same: whoever decides wants to know how many it would please.
    const counted = {
      ...input,
      wishes: { ...wishes, mode: wishes.mode === 'ignore' ? 'prefer' : wishes.mode },
    } as const;
    const own = wishesToHeed(counted).filter(
      (wish) => leadOf.has(wish.memberId) && leadOf.get(wish.memberId) !== wish.memberId,
    );
    const weight = wishes.mode === 'keep' ? null : wishes.mode === 'ignore' ? 0 : wishes.weight / 1000;
    if (own.length > 0) {
      add(
        'wish',
        `申请表写了${words.lead}的，编给所写的${words.lead}`,
        weight,
        own.map((wish) => leadOf.get(wish.memberId) === wish.leadId),
      );
    }
  }
  const { mix } = rules;
  if (mix && words.mix !== null) {
    const cases = groups.map(({ lead, members }) =>
      mix.wanting(lead).every((share) => members.some((each) => share.isMetBy(each.kindergarten))),
    );
    add('mix', words.mix, mix.hard ? null : (input.mixWeight ?? 0) / 1000, cases);
  }
  return goals;
}
