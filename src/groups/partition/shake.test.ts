import { describe, expect, it } from 'vitest';
import { problemOf, randomInstance } from './instances.ts';
import { type Model, modelOf } from './model.ts';
import { costOf, type PartitionSolution } from './problem.ts';
import { seededRandom } from './random.ts';
import { Incumbent, spreadCentres } from './search.ts';
import { ShakingWalk } from './shake.ts';

const problem = {
  ...problemOf(randomInstance({ nodes: 60, districts: 6, seed: 5 }), { floor: true }),
  fixed: [7],
  pins: [{ node: 3, seat: 7 }],
};
const model = modelOf(problem) as Model;

function walked(steps: number) {
  const incumbent = new Incumbent(model);
  incumbent.tryCentres(spreadCentres(model, 6));
  const start = incumbent.cost;
  const walk = new ShakingWalk(model, seededRandom(1));
  const centres = new Set<string>();
  for (let step = 0; step < steps; step += 1) {
    const districts = walk.step(incumbent.best as PartitionSolution);
    const { open, seatOf } = districts.snapshot();
    expect(open).toHaveLength(6);
    expect([seatOf[3], seatOf[problem.centres[7] as number]]).toEqual([7, 7]);
    centres.add(open.join(' '));
    incumbent.offer(districts);
  }
  return { start, best: incumbent.best as PartitionSolution, centres };
}

describe('ShakingWalk', () => {
  it('finds cheaper groupings than the improvement alone, and keeps what is bound', () => {
    const { start, best, centres } = walked(150);
    expect(best.cost).toBeLessThan(start);
    expect(costOf(problem, best)?.cost).toBe(best.cost);
    expect(centres.size).toBeGreaterThan(1);
  });

  it('walks the same way again', () => expect(walked(30)).toEqual(walked(30)));
});
