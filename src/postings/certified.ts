import type { ActivityWorld } from '../activities/activity-world.ts';
import type { IsoDate } from '../common/dates.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { bestRun, type Run, runsOf } from '../policy/posting/year-clock.ts';
import type { Policy } from '../policy/schema.ts';
import type { Posting } from './posting.ts';
import { listPostings } from './postings.store.ts';

/** The clause by which a full year counts as experience, and the gap it tolerates. */
export interface YearClause {
  readonly policy: Policy | null;
  /** Heading of the clause; null where no policy in force has one. */
  readonly clause: string | null;
  readonly gapDays: number;
}

/** The clause of the first policy in force that has one; without any, a year without any gap. */
export function yearClause(world: ActivityWorld, on: IsoDate, named?: string): YearClause {
  const ids = named === undefined ? policiesInForce(world.ledger, on) : [named];
  for (const id of ids) {
    const policy = world.policy(id);
    for (const rule of policy.rules) {
      if (rule.kind !== 'posting' || !rule.decidable || rule.parameters.what !== 'year') continue;
      return { policy, clause: rule.clause, gapDays: rule.parameters.gapDays };
    }
  }
  return { policy: null, clause: null, gapDays: 0 };
}

/**
 * Whether a posting is one that the clause speaks of: from the lead of a group under its policy to one of its members,
 * as they were on the first day. Without a clause there is nothing to be measured by, and every posting counts as time.
 */
export function isCovered(
  world: ActivityWorld,
  { policy }: YearClause,
  { originId, destinationId, from }: Pick<Posting, 'originId' | 'destinationId' | 'from'>,
): boolean {
  if (!policy) return true;
  return world
    .groupsOn(from)
    .some(
      (group) =>
        group.policyId === policy.id &&
        group.state !== 'planned' &&
        group.state !== 'ended' &&
        group.lead?.kindergartenId === originId &&
        group.members.some(({ kindergartenId }) => kindergartenId === destinationId),
    );
}

/** The postings of somebody that count under the clause, begun by a day, and the runs that they make. */
export function clockOf(
  world: ActivityWorld,
  clause: YearClause,
  personId: number,
  on: IsoDate,
): { readonly postings: readonly Posting[]; readonly runs: readonly Run[] } {
  const postings = listPostings(world.ledger, { personId, until: on }).filter((each) =>
    isCovered(world, clause, each),
  );
  return { postings, runs: runsOf(postings, clause.gapDays, on) };
}

/** The run that a posting belongs to. */
export function runWith(runs: readonly Run[], { from: begun }: Pick<Posting, 'from'>): Run | undefined {
  return runs.find(({ from, servedTo }) => from <= begun && begun <= servedTo);
}

/** Somebody's time away, as the clock of the year reads it. */
export interface PersonClock {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly best: Run;
}

/** The clocks of everybody whose postings count under the clause, by the first day of their postings. */
export function personClocks(world: ActivityWorld, clause: YearClause, on: IsoDate): PersonClock[] {
  const byPerson = new Map<number, Posting[]>();
  for (const posting of listPostings(world.ledger, { until: on })) {
    if (!isCovered(world, clause, posting)) continue;
    const own = byPerson.get(posting.personId);
    if (own) own.push(posting);
    else byPerson.set(posting.personId, [posting]);
  }
  return [...byPerson].flatMap(([personId, postings]): PersonClock[] => {
    const best = bestRun(runsOf(postings, clause.gapDays, on));
    const [first] = postings;
    return best && first ? [{ personId, name: first.name, unit: first.unit, best }] : [];
  });
}
