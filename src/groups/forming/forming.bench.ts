import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, bench, describe } from 'vitest';
import type { Tightness } from './testing/plane-problem.ts';

/**
 * The solver of its own against HiGHS on the nearest candidates only, stated twice: `goals` is the same task (which
 * leads go without a group is to be decided), `linear` a far easier one in which every lead has its group and every
 * member its place. And against taking the nearest pairs first. Each is a fresh process of compiled code; times are
 * processor time of solving alone, so that a busy machine troubles them little, and the proof over all pairs is timed
 * apart. Tight bounds show where the nearest candidates do not suffice.
 */
const sizes = [
  { members: 200, leads: 40, candidates: 40 },
  { members: 2000, leads: 200, candidates: 20 },
  { members: 20_000, leads: 2000, candidates: 15 },
].filter(({ members }) => members <= Number(process.env.YOULIAN_BENCH_MEMBERS ?? '20000'));
const kinds: readonly Tightness[] = ['loose', 'tenth', 'equal'];
const known = ['own', 'linear', 'goals', 'greedy'] as const;
type Task = (typeof known)[number];
// `goals` alone takes minutes at each tightness: YOULIAN_BENCH_TASKS=own,linear,greedy leaves it out.
const asked = process.env.YOULIAN_BENCH_TASKS?.split(',') ?? known;
const tasks = known.filter((task) => task === 'own' || asked.includes(task));

// Beside the compiled program, so that highs is found.
const folder = join(import.meta.dirname, '..', '..', '..', 'dist', 'bench');
mkdirSync(folder, { recursive: true });
const program = join(folder, 'time-forming.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'testing', 'time-forming.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['highs'],
  logLevel: 'warning',
});

interface Measured {
  readonly solve: number;
  readonly prove?: number;
  readonly cost: number;
  readonly gap?: number;
  readonly peak: number;
}
const measured = new Map<string, Measured[]>();
const keyOf = (task: Task, members: number, kind: Tightness) => `${task} ${members} ${kind}`;

for (const kind of kinds) {
  for (const size of sizes) {
    const { members, leads, candidates } = size;
    // A quarter of an hour of HiGHS and greedy says no more than one run does.
    const rounds = { iterations: members > 200 ? 1 : 3, time: 0, warmupIterations: 0, warmupTime: 0 };
    describe(`${members} members, ${leads} leads, ${kind}, whole process`, () => {
      for (const task of tasks) {
        // Hours, and more memory than there is.
        if (task === 'goals' && members > 2000) continue;
        bench(
          task,
          () => {
            const input = [task, members, leads, kind, candidates].map(String);
            const printed = execFileSync(process.execPath, [program, ...input], { encoding: 'utf8' });
            const key = keyOf(task, members, kind);
            const runs = [...(measured.get(key) ?? []), JSON.parse(printed) as Measured];
            measured.set(key, runs);
            // Hooks of a suite are not called in a benchmark.
            if (task === tasks.at(-1) && runs.length === rounds.iterations) tell(size, kind);
          },
          rounds,
        );
      }
    });
  }
}

/** What one size came to, told at once: whoever stops a long run keeps what there was. */
function tell({ members, leads, candidates }: (typeof sizes)[number], kind: Tightness): void {
  const [own, ...others] = tasks.map((task) => ({
    task,
    ...middle(measured.get(keyOf(task, members, kind)) ?? []),
  }));
  if (own?.solve === undefined || own.cost === undefined) return;
  const smaller = sizes.filter((size) => size.members < members).at(-1);
  const before = smaller && middle(measured.get(keyOf('own', smaller.members, kind)) ?? []);
  const growth =
    smaller && before
      ? `, growth exponent ${(Math.log(own.solve / before.solve) / Math.log(members / smaller.members)).toFixed(2)}`
      : '';
  process.stdout.write(
    `${members} × ${leads} ${kind}: own ${own.solve.toFixed(0)} ms, proof over all pairs ${own.prove?.toFixed(0)} ms, ` +
      `cost ${own.cost}, gap ${own.gap}, peak ${own.peak?.toFixed(0)} MB${growth}\n`,
  );
  for (const { task, solve, cost, peak } of others) {
    if (solve === undefined || cost === undefined) continue;
    const given = task === 'greedy' ? '' : ` on ${candidates} candidates`;
    const over = cost < 0 ? 'not everybody placed' : `${(100 * (cost / own.cost - 1)).toFixed(2)} % above`;
    const ratio = (solve / own.solve).toFixed(1);
    process.stdout.write(
      `  ${task}${given}: ${solve.toFixed(0)} ms = ${ratio} ×, ${over}, peak ${peak?.toFixed(0)} MB\n`,
    );
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function middle(runs: readonly Measured[]): Measured | undefined {
  return [...runs].sort((one, other) => one.solve - other.solve)[runs.length >> 1];
}
