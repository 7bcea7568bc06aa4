import type { CoordinateSystem } from '../common/coordinate-systems.ts';
import type { Price } from './forming/assignment.ts';

/** A stored proposal (组建方案): what was asked, and what came out. Plain values, kept as JSON in the ledger. */

/** `assign` leads given, members placed; `partition` centres chosen too; `regroup` as few moves as can be. */
type PlanTask = 'assign' | 'partition' | 'regroup';

/** What the 主导园 named in an application form counts for: kept, preferred at a weight, or not looked at. */
export type WishMode = 'keep' | 'prefer' | 'ignore';

interface Pin {
  readonly memberId: number;
  readonly leadId: number;
}

/** Two kindergartens by ledger id, in either order. */
export type KindergartenPair = readonly [number, number];

/** Distances from a sheet of the office (行车距离、时间表), as they were read when the plan was made. */
export interface GivenDistances {
  readonly file: string;
  readonly sha256: string;
  /** What the sheet measures: metres, or minutes turned into metres at the speed of `templates/forming.yaml`. */
  readonly unit: 'metres' | 'minutes';
  /** Ledger ids of two kindergartens and the millimetres from the first to the second. */
  readonly entries: readonly (readonly [from: number, to: number, millimetres: number])[];
}

/** What a proposal was asked with: enough to make it again on a ledger that has changed since. */
export interface PlanProblem {
  readonly on: string;
  readonly task: PlanTask;
  /** Lead kindergartens by ledger id; null: those whom the policy makes eligible. */
  readonly leads: readonly number[] | null;
  readonly pins: readonly Pin[];
  /** Pairs that must stand in one group (lead or member). */
  readonly together: readonly KindergartenPair[];
  /** Pairs that must not stand in one group. */
  readonly forbidden: readonly KindergartenPair[];
  /** Kindergartens by ledger id that are neither to lead nor to be members this time. */
  readonly excluded: readonly number[];
  readonly wishes: WishMode;
  /** At most so many leads get a group; for a partition: so many centres are chosen. Null: no limit. */
  readonly maxLeads: number | null;
  /** Regroup: at most so many kindergartens change their group. Null: no limit. */
  readonly maxMoves: number | null;
  readonly crs: CoordinateSystem;
  readonly distances: GivenDistances | null;
  /** Null: until it is proven. */
  readonly timeLimitSeconds: number | null;
}

/** `administrative` where a coordinate is missing and the places in the office tree had to serve. */
export type DistanceBasis = 'coordinates' | 'matrix' | 'administrative';

/** The nearest unit that two kindergartens share, where that is all there is to go by. */
export type SharedPlace = 'community' | 'town' | 'district' | 'elsewhere';

interface PlanMember {
  readonly id: number;
  readonly name: string;
  /** From the lead. */
  readonly millimetres: number;
  readonly basis: DistanceBasis;
  /** With basis `administrative`: which unit they share. Absent in plans made before it was kept. */
  readonly shared?: SharedPlace;
}

export interface PlanGroup {
  readonly leadId: number;
  readonly lead: string;
  readonly members: readonly PlanMember[];
  /** Regroup: the group in force that this one carries on. */
  readonly groupId?: number;
  /** What one more place at this lead is worth, where the solver gave prices. */
  readonly price?: Price;
}

export interface Named {
  readonly id: number;
  readonly name: string;
}

export interface Reasoned extends Named {
  readonly reason: string;
}

/** A kindergarten whose group is another than before; null: none. */
export interface PlanMove extends Reasoned {
  readonly fromLead: Named | null;
  readonly toLead: Named | null;
  /** `forced` where it could not stay (its lead or itself is gone), `new` where it stood nowhere, `left` where it leaves. */
  readonly kind: 'moved' | 'forced' | 'new' | 'left';
}

/** One requirement of the problem (硬条件、软目标) and what became of it. */
export interface PlanGoal {
  readonly name: string;
  readonly hard: boolean;
  /** Metres that each case not met counts; null with hard ones. */
  readonly weight: number | null;
  /** Chinese, without a full stop. */
  readonly sentence: string;
  /** Cases in which it was met, of so many. */
  readonly met: number;
  readonly of: number;
}

/** One point of the trade-off of moves against distance. */
export interface PlanTrade {
  readonly moves: number;
  /** Millimetres. */
  readonly total: number;
  readonly bound: number;
  readonly placed: number;
}

/** A group of the grouping that a plan replaces or compares itself with. */
export interface PreviousGroup {
  readonly groupId: number;
  readonly name: string;
  readonly lead: Named | null;
  readonly memberIds: readonly number[];
}

export interface PlanResult {
  readonly groups: readonly PlanGroup[];
  /** Fitting candidates without a place. */
  readonly unassigned: readonly Reasoned[];
  readonly leadsWithoutGroup: readonly Reasoned[];
  readonly undetermined: readonly Reasoned[];
  /** Sum of the members' distances, in millimetres. */
  readonly total: number;
  /** Millimetres that soft goals not met add to the total in what was minimised (`total + penalty`). */
  readonly penalty: number;
  /** Proven lower bound on `total + penalty`. */
  readonly bound: number;
  readonly proven: boolean;
  /** Partition: time ran out, or the clerk stopped it, before the search was done. */
  readonly stopped?: boolean;
  /** What solved it, e.g. `highs`, `flow`. */
  readonly solver: string;
  readonly goals: readonly PlanGoal[];
  /** Regroup: who moves, newcomers and leavers among them. */
  readonly moves: readonly PlanMove[];
  /** Regroup: the best total at each number of moves. */
  readonly trades: readonly PlanTrade[];
  /** Regroup: groups in force that are not carried on. */
  readonly ending: readonly Reasoned[];
  /** The grouping in force when the plan was made, of the same policy and tier. */
  readonly previous: readonly PreviousGroup[];
}

export interface Plan {
  readonly id: number;
  readonly policyId: string;
  /** Null where the policy has no tiers. */
  readonly tier: string | null;
  readonly ledgerStamp: number;
  /** A draft until it is adopted. */
  readonly state: 'draft' | 'adopted' | 'discarded';
  readonly problem: PlanProblem;
  readonly result: PlanResult;
}

/** A problem with everything not given left as it usually is. Plans of earlier versions are read so. */
export function planProblem(given: Partial<PlanProblem> & Pick<PlanProblem, 'on'>): PlanProblem {
  return {
    ...{ task: 'assign', leads: null, pins: [], together: [], forbidden: [], excluded: [] },
    ...{ wishes: 'ignore', maxLeads: null, maxMoves: null },
    ...{ crs: 'wgs84', distances: null, timeLimitSeconds: null },
    ...given,
  };
}

/** A result with everything not given left empty. Plans of earlier versions are read so. */
export function planResult(
  given: Partial<PlanResult> & Pick<PlanResult, 'groups' | 'total' | 'bound' | 'proven'>,
): PlanResult {
  return {
    ...{ unassigned: [], leadsWithoutGroup: [], undetermined: [], penalty: 0, solver: 'highs' },
    ...{ goals: [], moves: [], trades: [], ending: [], previous: [] },
    ...given,
  };
}

/** How far the result may be from the best, as a share of what was minimised: 0 where it is proven. */
export function planGap({ total, penalty, bound }: Pick<PlanResult, 'total' | 'penalty' | 'bound'>): number {
  const value = total + penalty;
  return value === 0 ? 0 : Math.max(0, value - bound) / value;
}
