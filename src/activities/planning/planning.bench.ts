import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, bench, describe } from 'vitest';
import { compile } from './compiled.ts';
import { draftPlan } from './draft.ts';
import { buildProblem } from './options.ts';
import { loadPlanningSettings } from './settings.ts';
import { solveWithHighs } from './testing/highs-placing.ts';
import { randomOffice } from './testing/random-office.ts';

/**
 * A school year of offices of growing size, with experts and inspectors that the groups share, planned with its bound.
 * The yardstick is HiGHS on the smallest office, in the same run: what it takes there to the proven optimum.
 */
const sizes = (process.env.YOULIAN_BENCH_GROUPS ?? '10,40,200').split(',').map(Number);
const settings = loadPlanningSettings([join(import.meta.dirname, '../../../templates')]);
const once = { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 };

const office = (groups: number) =>
  randomOffice({ groups, members: 4, experts: Math.ceil(groups / 6), seed: 1, settings, blocked: 0.05 });

const timed = new Map<string, { seconds: number; words: string; activities: number }>();

async function measure(key: string, activities: number, work: () => Promise<string>): Promise<void> {
  const start = performance.now();
  const words = await work();
  timed.set(key, { seconds: (performance.now() - start) / 1000, words, activities });
}

for (const groups of sizes) {
  describe(`${groups} groups`, () => {
    const facts = office(groups);
    const count = facts.wanted.length;
    if (groups === sizes[0]) {
      const compiled = compile(buildProblem(facts).problem);
      bench(
        'HiGHS',
        () =>
          measure('HiGHS', count, async () => {
            const { value, bound } = await solveWithHighs(compiled, 120);
            return `value ${value}, bound ${Math.round(bound)}`;
          }),
        once,
      );
    }
    bench(
      'plan',
      () =>
        measure(`${groups}`, count, async () => {
          const { objective, unmet } = await draftPlan(facts);
          const gap = (objective.gap * 100).toFixed(2);
          return `value ${objective.value}, bound ${objective.bound}, gap ${gap} %, unmet ${unmet.length}`;
        }),
      once,
    );
  });
}

afterAll(() => {
  const yardstick = timed.get('HiGHS')?.seconds ?? Number.NaN;
  let before: { seconds: number; activities: number } | undefined;
  for (const [key, each] of timed) {
    const { seconds, words, activities } = each;
    const isHighs = key === 'HiGHS';
    const name = isHighs ? `HiGHS, ${sizes[0]} groups` : `${key} groups`;
    const ratio = (seconds / yardstick).toFixed(2);
    const growth =
      before && !isHighs
        ? `, growth exponent ${(Math.log(seconds / before.seconds) / Math.log(activities / before.activities)).toFixed(2)}`
        : '';
    process.stdout.write(
      `${name}: ${activities} activities, ${seconds.toFixed(2)} s, ${ratio} of the yardstick${growth}; ${words}\n`,
    );
    if (!isHighs) before = each;
  }
});
