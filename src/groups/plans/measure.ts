import type { Kindergarten } from '../../roster/kindergarten.ts';
import { distances } from '../forming/distance.ts';
import { positionsOf } from '../forming/positions.ts';
import { formingSettings } from '../forming-settings.ts';
import type { PlanProblem } from '../plan.ts';
import type { MeasureDistance } from './grouping.ts';

/** Distances as a plan's problem measures them: null between kindergartens that the day's roster does not know. */
export function measureDistances(
  kindergartens: ReadonlyMap<number, Kindergarten>,
  problem: Pick<PlanProblem, 'crs' | 'distances'>,
  folders: readonly string[],
): MeasureDistance {
  const measure = distances({
    roster: [...kindergartens.values()],
    positions: positionsOf([...kindergartens.values()], problem.crs).positions,
    given: problem.distances,
    fallback: formingSettings(folders).administrativeDistance,
  });
  return (leadId, memberId) => {
    const [lead, member] = [kindergartens.get(leadId), kindergartens.get(memberId)];
    return lead && member ? measure(lead, member) : null;
  };
}
