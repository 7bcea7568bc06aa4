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

/** Somebody's time away, as the clock of the year reads it. */
export interface PersonClock {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  readonly postings: readonly Posting[];
  readonly runs: readonly Run[];
  readonly best: Run;
}

/** The clocks of everybody who was posted, by the first day of their postings. */
export function personClocks(world: ActivityWorld, gapDays: number, on: IsoDate): PersonClock[] {
  const byPerson = new Map<number, Posting[]>();
  for (const posting of listPostings(world.ledger, { until: on })) {
    byPerson.set(posting.personId, [...(byPerson.get(posting.personId) ?? []), posting]);
  }
  return [...byPerson].flatMap(([personId, postings]): PersonClock[] => {
    const runs = runsOf(postings, gapDays, on);
    const best = bestRun(runs);
    const [first] = postings;
    return best && first ? [{ personId, name: first.name, unit: first.unit, postings, runs, best }] : [];
  });
}
