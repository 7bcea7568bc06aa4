import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, bench, describe } from 'vitest';
import { writeLargeRoster } from './testing/make-large-roster.ts';

/**
 * The whole import of a roster of 12 columns, each step a process of its own as a clerk runs it, with compiled code:
 * import into an empty ledger, the same file again, undo. Beside it in every round the yardsticks: unpacking the
 * file's parts, the reader alone, and exceljs merely reading the file. All alternate, so that a busy machine slows
 * all of them, and the ratios are medians of the rounds' own.
 *
 *     npm run bench -- src/imports
 *     YOULIAN_BENCH_ROWS=20000,100000,270000 YOULIAN_BENCH_ROUNDS=3 npm run bench -- src/imports
 */
const sizes = (process.env.YOULIAN_BENCH_ROWS ?? '1000,20000').split(',').map(Number);
const rounds = Number(process.env.YOULIAN_BENCH_ROUNDS ?? '3');

const folder = mkdtempSync(join(tmpdir(), 'youlian-bench-'));
const root = join(import.meta.dirname, '..', '..');
const youlian = join(root, 'bin', 'youlian.js');
const reader = join(folder, 'time-reading.mjs');
await build({
  entryPoints: [join(root, 'src', 'workbook', 'testing', 'time-reading.ts')],
  outfile: reader,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const exceljs = join(folder, 'read-with-exceljs.cjs');
const exceljsPath = JSON.stringify(createRequire(import.meta.url).resolve('exceljs'));
writeFileSync(
  exceljs,
  `const { Workbook } = require(${exceljsPath}); new Workbook().xlsx.readFile(process.argv[2]);`,
);
/** Loaded into every process that is measured: writes down its peak memory as it ends. */
const peakFile = join(folder, 'peak');
const peakWriter = join(folder, 'peak.cjs');
writeFileSync(
  peakWriter,
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS / 1024)));`,
);
for (const rows of sizes) await writeLargeRoster(join(folder, `${rows}.xlsx`), rows);

const tasks = ['nothing', 'unpack', 'reader', 'exceljs', 'import', 'again', 'undo'] as const;
type Task = (typeof tasks)[number];
interface Timed {
  readonly seconds: number;
  readonly peak: number;
}
const timed = new Map<string, Timed[]>();
const timesOf = (task: Task, rows: number) => timed.get(`${task} ${rows}`) ?? [];

function measure(task: Task, rows: number, words: readonly string[]): void {
  const environment = {
    ...process.env,
    NODE_OPTIONS: `--max-old-space-size=4096 --require ${peakWriter}`,
    YOULIAN_LEDGER: join(folder, 'ledger.db'),
  };
  const from = performance.now();
  execFileSync(process.execPath, [...words], { env: environment, stdio: 'ignore' });
  const seconds = (performance.now() - from) / 1000;
  const peak = Number(readFileSync(peakFile, 'utf8'));
  timed.set(`${task} ${rows}`, [...timesOf(task, rows), { seconds, peak }]);
}

function round(rows: number): void {
  const file = join(folder, `${rows}.xlsx`);
  const ledger = join(folder, 'ledger.db');
  rmSync(ledger, { force: true });
  const founding = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  execFileSync(
    process.execPath,
    [youlian, '--ledger', ledger, ...founding, '--policy', 'zaozhuang-2021', '--yes'],
    { stdio: 'ignore' },
  );
  measure('nothing', rows, ['-e', '0']);
  measure('unpack', rows, [reader, 'inflate', file]);
  measure('reader', rows, [reader, 'read', file]);
  measure('exceljs', rows, [exceljs, file]);
  measure('import', rows, [youlian, 'import', file, '--yes']);
  measure('again', rows, [youlian, 'import', file, '--yes']);
  measure('undo', rows, [youlian, 'undo', '2', '--yes']);
}

for (const rows of sizes) {
  describe(`${rows} rows`, () => {
    bench('one round', () => round(rows), {
      iterations: rounds,
      time: 0,
      warmupIterations: 0,
      warmupTime: 0,
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

/** Median of the rounds' ratios of one task to another. */
function ratio(task: Task, yardstick: Task, rows: number): string {
  const measures = timesOf(yardstick, rows);
  return median(
    timesOf(task, rows).map(({ seconds }, at) => seconds / (measures[at]?.seconds ?? Number.NaN)),
  ).toFixed(2);
}

const secondsOf = (task: Task, rows: number) => median(timesOf(task, rows).map(({ seconds }) => seconds));
const peakOf = (task: Task, rows: number) =>
  Math.max(...timesOf(task, rows).map(({ peak }) => peak)).toFixed(0);

afterAll(() => {
  const lines: string[] = [];
  for (const [at, rows] of sizes.entries()) {
    const figures = tasks.map(
      (task) => `${task} ${secondsOf(task, rows).toFixed(2)} s (${peakOf(task, rows)} MB)`,
    );
    lines.push(`${rows} rows: ${figures.join(', ')}`);
    const net = (task: Task) =>
      median(
        timesOf(task, rows).map(
          ({ seconds }, each) => seconds - (timesOf('nothing', rows)[each]?.seconds ?? 0),
        ),
      );
    lines.push(
      `  reader / unpack ${(net('reader') / net('unpack')).toFixed(2)} (less the start of the process), import / exceljs ${ratio('import', 'exceljs', rows)}, ` +
        `again / import ${ratio('again', 'import', rows)}, undo / import ${ratio('undo', 'import', rows)}`,
    );
    const smaller = sizes[at - 1];
    if (smaller === undefined) continue;
    const growth = (task: Task) =>
      (Math.log(secondsOf(task, rows) / secondsOf(task, smaller)) / Math.log(rows / smaller)).toFixed(2);
    lines.push(
      `  growth exponent from ${smaller}: import ${growth('import')}, again ${growth('again')}, undo ${growth('undo')}`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  rmSync(folder, { recursive: true, force: true });
});
