import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, bench, describe } from 'vitest';
import { encodeGb18030 } from '../testing/encode-gb18030.ts';

/**
 * Reading a text of 12 columns against merely decoding it with the runtime's own decoder, each in a fresh process
 * of compiled code, alternating. The reading contains the pass that decides the encoding and the file's hash.
 */
const sizes = (process.env.YOULIAN_BENCH_ROWS ?? '1000,20000,100000,270000').split(',').map(Number);
const encodings = { gb18030: encodeGb18030, 'utf-8': (text: string) => Buffer.from(text) } as const;
const folder = mkdtempSync(join(tmpdir(), 'youlian-bench-text-'));
const program = join(folder, 'time-text.mjs');
await build({
  entryPoints: [join(import.meta.dirname, '../testing/time-text.ts')],
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

const districts = ['东湖区', '西岭区', '南浦区', '北原区', '河口县', '青石县'];

/** One row in a hundred has quotes. */
function line(row: number): string {
  const district = districts[row % districts.length]!;
  const address = `${district}育才路${row}号`;
  return `${[
    String(3_704_020_001_000_000 + row),
    `52379906MJ${String(row).padStart(6, '0')}BY`,
    `${district}第${row}幼儿园`,
    district,
    row % 100 === 0 ? `"${address},""东院"""` : address,
    '教育部门办',
    '一类',
    row % 15,
    row % 400,
    '2021-03-16',
    '沈知远',
    13_900_000_000 + row,
  ].join(',')}\r\n`;
}

for (const [encoding, encode] of Object.entries(encodings)) {
  for (const rows of sizes) {
    const file = openSync(join(folder, `${encoding}-${rows}.csv`), 'w');
    for (let row = 0; row < rows; row += 1000) {
      const lines = Array.from({ length: Math.min(1000, rows - row) }, (_, index) => line(row + index));
      writeSync(file, encode(lines.join('')));
    }
    closeSync(file);
  }
}

interface Timed {
  readonly milliseconds: number;
  readonly peak: number;
  readonly cells: number;
}
const timed = new Map<string, { decode: Timed; read: Timed }[]>();
const rounds = { iterations: 5, time: 0, warmupIterations: 1, warmupTime: 0 };

for (const encoding of Object.keys(encodings)) {
  for (const rows of sizes) {
    const key = `${encoding} ${rows}`;
    const file = join(folder, `${encoding}-${rows}.csv`);
    const run = (task: string) =>
      JSON.parse(
        execFileSync(process.execPath, [program, task, file, encoding], { encoding: 'utf8' }),
      ) as Timed;
    describe(`${rows} rows in ${encoding}`, () => {
      bench(
        'decode only, then read every cell',
        () => {
          timed.set(key, [...(timed.get(key) ?? []), { decode: run('decode'), read: run('read') }]);
        },
        rounds,
      );
    });
  }
}

afterAll(() => {
  for (const [key, all] of timed) {
    const decode = median(all.map((each) => each.decode.milliseconds));
    const read = median(all.map((each) => each.read.milliseconds));
    const ratio = median(all.map((each) => each.read.milliseconds / each.decode.milliseconds)).toFixed(2);
    const peak = Math.max(...all.map((each) => each.read.peak)).toFixed(0);
    process.stdout.write(
      `${key} rows: decode ${decode.toFixed(0)} ms, read ${read.toFixed(0)} ms = ${ratio} ×, peak ${peak} MB\n`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
});

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
