import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, describe } from 'vitest';
import { loadRubric } from '../load-rubric.ts';
import { builtInFolder } from '../testing/folders.ts';
import { writeBook } from './book/write-book.ts';
import { makeGroupBook } from './make-group-book.ts';
import { steadyChance } from './testing/edit-book.ts';
import { randomEvaluation } from './testing/random-evaluation.ts';

/**
 * 2,000 groups' workbooks are to be made within three minutes, with memory that does not grow. One iteration makes
 * `count` of them; the growth is printed as the ratio of the time a workbook takes among the last to that among the
 * first, and of the heap after to that before.
 */
const count = Number(process.env.YOULIAN_BOOKS ?? 200);
const rubric = loadRubric('zaozhuang-2021', [builtInFolder]);
const path = join(tmpdir(), 'youlian-bench.xlsx');

describe('workbooks of groups', () => {
  bench(
    `${count} workbooks made and written`,
    () => {
      const tenth = Math.max(1, Math.floor(count / 10));
      const times: number[] = [];
      let heap = 0;
      for (let index = 0; index < count; index += 1) {
        const from = performance.now();
        writeFileSync(path, writeBook(makeGroupBook(randomEvaluation(rubric, steadyChance(index)))));
        times.push(performance.now() - from);
        if (index === tenth) heap = process.memoryUsage().rss;
      }
      const sum = (some: readonly number[]) => some.reduce((total, each) => total + each, 0);
      const growth = sum(times.slice(-tenth)) / sum(times.slice(0, tenth));
      const memory = process.memoryUsage().rss / heap;
      const each = sum(times) / count;
      process.stdout.write(
        `a workbook ${each.toFixed(1)} ms; last tenth to first ${growth.toFixed(2)}; memory at the end to that after a tenth ${memory.toFixed(2)}\n`,
      );
    },
    { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 },
  );
});
