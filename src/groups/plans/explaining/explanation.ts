import type { Kindergarten } from '../../../roster/kindergarten.ts';
import type { Change } from '../../forming/what-if.ts';
import type { DistanceBasis, Named } from '../../plan.ts';
import { answerChange, type Solved } from './answer-change.ts';
import type { Restated } from './restate.ts';

/** What becomes of a grouping when one thing in it is changed: solved anew. Millimetres. */
export interface WhatIf {
  readonly change: {
    readonly kind: Change['kind'] | 'fits';
    readonly kindergarten: Named | null;
    readonly lead: Named | null;
    /** Places more, or fewer that the lower bound asks for. */
    readonly by: number | null;
    /** The bound as changed. */
    readonly to: number | null;
  };
  /** False where it cannot be had whatever else gives way. */
  readonly possible: boolean;
  readonly proven: boolean;
  readonly distance: { readonly before: number; readonly after: number };
  /** What wishes and mixes not met count besides. */
  readonly penalty: { readonly before: number; readonly after: number };
  readonly placed: { readonly before: number; readonly after: number };
  readonly groups: { readonly before: number; readonly after: number };
  /** Who would stand elsewhere; null: in no group. */
  readonly moves: readonly (Named & { readonly from: Named | null; readonly to: Named | null })[];
}

/** A lead that lies nearer than the one a kindergarten has, or any that one without a place might have had. */
export interface Alternative {
  readonly lead: Named;
  readonly distance: number;
  readonly basis: DistanceBasis;
  /** Why the two cannot stand together by the rules or the clerk's demands; null where they can. */
  readonly refusal: string | null;
  readonly members: readonly Named[];
  /** Most members it may have. */
  readonly upper: number;
  /** The pair made, whatever it costs. */
  readonly outcome: WhatIf | null;
  /** One more place there, where it is full. */
  readonly morePlace: WhatIf | null;
}

/** Members and leads that want more, or fewer, places than there are. */
export interface ConflictWords {
  readonly kind: 'too-few-places' | 'too-few-members';
  readonly members: readonly Named[];
  readonly leads: readonly Named[];
  /** Places there are, or members that lower bounds ask for. */
  readonly count: number;
}

/** Why a kindergarten stands where it does, in values; `sentences.ts` says it in words. */
export interface Explanation {
  readonly plan: number;
  readonly kindergarten: Named;
  readonly role: 'member' | 'lead' | 'idle-lead' | 'unassigned' | 'undetermined' | 'outside';
  readonly ledgerChanged: boolean;
  /** Kindergartens that stand elsewhere than in the plan when it is made on the ledger of today. */
  readonly differing: number;
  /** Of a partition: everything is said for the centres that the plan chose. */
  readonly areCentresChosen: boolean;
  readonly lead: Named | null;
  readonly distance: number | null;
  readonly basis: DistanceBasis | null;
  /** Of a member: how many leads it may stand with lie nearer. */
  readonly nearer: number;
  /** Of a member: the clerk's pin. */
  readonly isPinned: boolean;
  readonly reason: string | null;
  readonly members: readonly (Named & { readonly distance: number })[];
  readonly alternatives: readonly Alternative[];
  readonly conflicts: readonly ConflictWords[];
  /** Ways out, the best first; of a lead: one more place, and what if it did not lead. */
  readonly changes: readonly WhatIf[];
}

export const named = ({ id, name }: Kindergarten): Named => ({ id, name });

/** Distances of a grouping without what wishes and mixes count. */
function distanceOf({ stated, input }: Restated, leadOf: readonly (number | null)[]): number {
  return leadOf.reduce<number>((total, lead, member) => {
    const [own, other] = [stated.members[member], lead === null ? undefined : stated.leads[lead]];
    return own && other ? total + input.distance(other, own).millimetres : total;
  }, 0);
}

function boundAfter({ problem }: Restated, change: Change): number | null {
  if (change.kind !== 'raise-upper' && change.kind !== 'lower-lower') return null;
  const bounds = problem.leads[change.lead];
  if (!bounds) return null;
  return change.kind === 'raise-upper' ? bounds.upper + change.by : Math.max(0, bounds.lower - change.by);
}

/** A change of a restated problem with its answer in terms of kindergartens. */
export async function tryChange(restated: Restated, change: Change): Promise<WhatIf> {
  const { stated, solution } = restated;
  const solved: Solved = restated;
  const outcome = await answerChange(solved, change);
  const lead = (index: number | null) => {
    const known = index === null ? undefined : stated.leads[index];
    return known ? named(known) : null;
  };
  const distance = {
    before: distanceOf(restated, solution.leadOf),
    after: distanceOf(restated, outcome.leadOf),
  };
  const member = 'member' in change ? stated.members[change.member] : undefined;
  return {
    change: {
      kind: change.kind,
      kindergarten: member ? named(member) : null,
      lead: 'lead' in change ? lead(change.lead) : null,
      by: 'by' in change ? change.by : null,
      to: boundAfter(restated, change),
    },
    ...{ possible: outcome.possible, proven: outcome.proven, distance },
    penalty: {
      before: outcome.before.cost - distance.before,
      after: outcome.after.cost - distance.after,
    },
    placed: { before: outcome.before.placed, after: outcome.after.placed },
    groups: { before: outcome.before.groups, after: outcome.after.groups },
    moves: outcome.moves.flatMap((move) => {
      const moved = stated.members[move.member];
      return moved ? [{ ...named(moved), from: lead(move.from), to: lead(move.to) }] : [];
    }),
  };
}
