import { afterAll, bench, describe } from 'vitest';
import { problemOf, randomInstance } from './instances.ts';
import { type Measured, measuredText, measureHighs, measureOwn } from './testing/compare-with-highs.ts';

/**
 * Random instances of the form of Osman and Christofides (whole coordinates up to 100, demands up to 20, distances cut
 * to whole numbers), and ones where every node counts one as kindergartens do; each also by HiGHS alone, given as much
 * time as the limit. Published files are measured with `node dist/dev/partition.js FILE…`.
 * YOULIAN_BENCH_PARTITION chooses sizes: `50/5,100/10`.
 */
const sizes = (process.env.YOULIAN_BENCH_PARTITION ?? '50/5,100/10,200/14,400/27').split(',').map((size) => {
  const [nodes = 50, districts = 5] = size.split('/').map(Number);
  return { nodes, districts };
});
const once = { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 };
const lines: string[] = [];

for (const { nodes, districts } of sizes) {
  for (const unit of [false, true]) {
    const instance = randomInstance({ nodes, districts, unit, seed: 1 });
    const problem = problemOf(instance, { floor: !unit });
    const limit = nodes <= 100 ? 10 : 60;
    describe(`${instance.name}, at most ${limit} s`, () => {
      const measured: { own?: Measured; highs?: Measured } = {};
      const own = async () => {
        measured.own = await measureOwn(problem, limit);
      };
      const highs = async () => {
        measured.highs = await measureHighs(problem, limit);
      };
      bench('own', own, once);
      bench('HiGHS alone', highs, once);
      afterAll(() => {
        if (!measured.own || !measured.highs) return;
        const ratio = (measured.own.seconds / measured.highs.seconds).toFixed(3);
        const both = `own ${measuredText(measured.own)}; HiGHS ${measuredText(measured.highs)}`;
        lines.push(`${instance.name}: ${both}; time ratio ${ratio}`);
      });
    });
  }
}

afterAll(() => void process.stdout.write(`${lines.join('\n')}\n`));
