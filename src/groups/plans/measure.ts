import { z } from 'zod';
import { Failure } from '../../findings/catalogue.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { findTemplate, readTemplate } from '../../tables/template-file.ts';
import { distanceBetween } from '../forming/distance.ts';
import type { PlanProblem } from '../plan.ts';
import type { MeasureDistance } from './grouping.ts';

const formingFile = z.strictObject({
  administrativeDistance: z.strictObject({
    sameTown: z.number().nonnegative(),
    sameDistrict: z.number().nonnegative(),
    elsewhere: z.number().nonnegative(),
  }),
});

/** Distances as a plan's problem measures them: null between kindergartens that the day's roster does not know. */
export function measureDistances(
  kindergartens: ReadonlyMap<number, Kindergarten>,
  _problem: PlanProblem,
  folders: readonly string[],
): MeasureDistance {
  const path = findTemplate(folders, 'forming.yaml');
  if (path === undefined) throw new Failure('file-not-found', { value: 'forming.yaml' });
  const fallback = readTemplate(path, formingFile).administrativeDistance;
  return (leadId, memberId) => {
    const [lead, member] = [kindergartens.get(leadId), kindergartens.get(memberId)];
    return lead && member ? distanceBetween(lead, member, fallback) : null;
  };
}
