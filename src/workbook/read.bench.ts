import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, bench, describe } from 'vitest';
import { writeLargeXlsx } from './testing/make-large-xlsx.ts';

/**
 * Reading against merely unpacking the same parts, each round in fresh processes of compiled code, as a clerk runs
 * it: the two alternate, so that a busy machine slows both. Unpacking is one call for each part with all of it in
 * memory, the least that can be. Sizes in rows of 12 columns.
 */
const sizes = (process.env.YOULIAN_BENCH_ROWS ?? '1000,20000,100000,270000').split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'youlian-bench-'));
const program = join(folder, 'time-reading.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'testing', 'time-reading.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
for (const rows of sizes) await writeLargeXlsx(join(folder, `${rows}.xlsx`), rows);

interface Timed {
  readonly milliseconds: number;
  readonly peak: number;
  readonly cells: number;
}
const timed = new Map<string, Timed[]>();

function run(task: 'inflate' | 'read', rows: number): void {
  const printed = execFileSync(process.execPath, [program, task, join(folder, `${rows}.xlsx`)], {
    encoding: 'utf8',
  });
  const key = `${task} ${rows}`;
  timed.set(key, [...(timed.get(key) ?? []), JSON.parse(printed) as Timed]);
}

const rounds = { iterations: 5, time: 0, warmupIterations: 1, warmupTime: 0 };

for (const rows of sizes) {
  describe(`${rows} rows, whole process`, () => {
    bench('node -e 0', () => void execFileSync(process.execPath, ['-e', '0']), rounds);
    bench(
      'unpack only, then read every cell',
      () => {
        run('inflate', rows);
        run('read', rows);
      },
      rounds,
    );
  });
}

afterAll(() => {
  let before: { rows: number; read: number } | undefined;
  for (const rows of sizes) {
    const unpack = median(timed.get(`inflate ${rows}`)?.map((each) => each.milliseconds));
    const reads = timed.get(`read ${rows}`);
    const read = median(reads?.map((each) => each.milliseconds));
    const ratios = reads?.map(
      (each, round) => each.milliseconds / timed.get(`inflate ${rows}`)![round]!.milliseconds,
    );
    const ratio = median(ratios).toFixed(2);
    const peak = Math.max(...(reads ?? []).map((each) => each.peak));
    const growth = before ? Math.log(read / before.read) / Math.log(rows / before.rows) : Number.NaN;
    process.stdout.write(
      `${rows} rows: unpack ${unpack.toFixed(0)} ms, read ${read.toFixed(0)} ms = ${ratio} × (median of the rounds' ratios), ` +
        `peak ${peak.toFixed(0)} MB${before ? `, growth exponent ${growth.toFixed(2)}` : ''}\n`,
    );
    before = { rows, read };
  }
  rmSync(folder, { recursive: true, force: true });
});

function median(values: readonly number[] = []): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
