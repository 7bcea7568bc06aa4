import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { openWorkbook } from './open.ts';
import { hostileFiles } from './testing/hostile/corpus.ts';
import type { HostileFile } from './testing/hostile/hostile-file.ts';
import { allRows, valuesOf } from './testing/read-cells.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youlian-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How opening the file and reading every row of it ends: a finding's code, or what `wanted` tells of a good reading. */
async function outcomeOf(
  path: string,
  wanted: HostileFile['outcome'],
): Promise<string | HostileFile['outcome']> {
  try {
    const workbook = await openWorkbook(path);
    try {
      if (typeof wanted !== 'string' && 'rows' in wanted) {
        let rows = 0;
        for (const sheet of workbook.sheets) for await (const _ of sheet.rows()) rows++;
        return { rows };
      }
      const sheets = [];
      for (const sheet of workbook.sheets) sheets.push(valuesOf(await allRows(sheet)));
      return { reads: sheets[0]! };
    } finally {
      await workbook.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.finding.file).toBe(path);
    expect(error.finding.message).not.toMatch(/[{}]/);
    expect(error.finding.remedy).not.toMatch(/[{}]/);
    return error.finding.code;
  }
}

const files = hostileFiles();

describe('hostile and broken files', () => {
  it.each(files)('$name: $about', async ({ name, outcome, make }) => {
    const path = join(folder, name);
    await writeFile(path, make());
    try {
      expect(await outcomeOf(path, outcome)).toEqual(outcome);
    } finally {
      await rm(path);
    }
  });

  it('have names of their own', () => {
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(files.length).toBeGreaterThan(60);
  });
});
