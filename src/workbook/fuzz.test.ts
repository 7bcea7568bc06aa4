import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, Failure } from '../findings/catalogue.ts';
import { defaultLimits } from './limits.ts';
import { openWorkbook } from './open.ts';
import type { Row, Workbook } from './sheet.ts';
import { Dice, mutate } from './testing/hostile/mutate.ts';
import { fuzzSeeds } from './testing/hostile/seeds.ts';
import { allRows } from './testing/read-cells.ts';

/**
 * Files harmed by dice with a known seed: whatever comes out is read as rows that keep what the interface promises, or
 * ends with a finding; never with another error, never without an end. `YOULIAN_FUZZ_RUNS` asks for more files of each
 * kind, `YOULIAN_FUZZ_SEED` for others; a failure names the seed that brings its file back.
 */
const runs = Number(process.env.YOULIAN_FUZZ_RUNS ?? 100);
/** Where the library has no end, ending its process takes a second each time. */
const slow = new Set(['xlsb']);
const firstSeed = Number(process.env.YOULIAN_FUZZ_SEED ?? 1);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youlian-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('harmed files', () => {
  const seeds = Object.entries(fuzzSeeds());

  it.each(seeds)(
    '%s: read within the promises, or a finding',
    async (name, bytes) => {
      const path = join(folder, `${name}.bin`);
      let read = 0;
      const times = Math.ceil(slow.has(name) ? runs / 8 : runs);
      for (let seed = firstSeed; seed < firstSeed + times; seed++) {
        const harmed = mutate(bytes, new Dice(seed));
        await writeFile(path, harmed);
        try {
          if (await reads(path)) read++;
        } catch (error) {
          throw new Error(`seed ${seed} of ${name} (${harmed.length} bytes): ${String(error)}`, {
            cause: error,
          });
        }
      }
      // Both ways must be taken, or the harm is too small or too great to show anything.
      expect(read).toBeGreaterThan(0);
      expect(read).toBeLessThan(times);
    },
    20_000 + runs * 200,
  );
});

/** Whether the file could be read; a finding is the other good end. */
async function reads(path: string): Promise<boolean> {
  let workbook: Workbook;
  try {
    workbook = await openWorkbook(path, { limits: { seconds: 20, libraryBytes: 256 * 1024 * 1024 } });
  } catch (error) {
    expectFinding(error, path);
    return false;
  }
  try {
    expect(workbook.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const sheet of workbook.sheets) {
      const rows = await allRows(sheet);
      expectPromises(rows);
      const window = await sheet.window(2, 3);
      expect(window).toEqual(rows.filter(({ number }) => number === 2 || number === 3));
      for (const { top, left, bottom, right } of sheet.merges) {
        expect(top <= bottom && left <= right).toBe(true);
      }
    }
    return true;
  } catch (error) {
    expectFinding(error, path);
    return false;
  } finally {
    await workbook.close();
  }
}

function expectFinding(error: unknown, path: string): void {
  if (!(error instanceof Failure)) throw error;
  const { code, file, message, remedy } = error.finding;
  expect(catalogue).toHaveProperty(code);
  expect(code).not.toBe('internal');
  expect(file).toBe(path);
  expect(message).not.toMatch(/[{}]|undefined|\[object/);
  expect(remedy).not.toBe('');
}

/** What `Sheet.rows()` promises, checked without the matchers: there are very many cells. */
function expectPromises(rows: readonly Row[]): void {
  const broken: string[] = [];
  let last = 0;
  for (const row of rows) {
    if (!(row.number > last && row.number <= defaultLimits.rows))
      broken.push(`row ${row.number} after ${last}`);
    last = row.number;
    if (row.cells.length === 0) broken.push(`row ${row.number} is empty`);
    let column = 0;
    for (const cell of row.cells) {
      if (cell.row !== row.number) broken.push(`cell of row ${cell.row} in row ${row.number}`);
      if (!(cell.column > column && cell.column <= defaultLimits.columns))
        broken.push(`column ${cell.column} after ${column}`);
      column = cell.column;
      const { content } = cell;
      if (content.type === 'number' && !Number.isFinite(content.value))
        broken.push(`number ${content.value}`);
      if (content.type === 'date' && !/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/.test(content.value))
        broken.push(content.value);
      if (typeof content.value === 'string' && content.value.length > defaultLimits.textLength)
        broken.push('long text');
      if (typeof content.value === 'string' && /\p{Surrogate}/u.test(content.value))
        broken.push('half a character');
    }
  }
  expect(broken).toEqual([]);
}
