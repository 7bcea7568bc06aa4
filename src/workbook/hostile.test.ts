import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { openWorkbook } from './open.ts';
import { hostileFiles } from './testing/hostile/corpus.ts';
import { type HostileFile, victim } from './testing/hostile/hostile-file.ts';
import { makeXlsx } from './testing/make-xlsx.ts';
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
  limits: HostileFile['limits'] = {},
): Promise<string | HostileFile['outcome']> {
  try {
    const workbook = await openWorkbook(path, { limits });
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
  it.each(files)('$name: $about', async ({ name, outcome, limits, make }) => {
    const path = join(folder, name);
    await writeFile(path, make());
    try {
      expect(await outcomeOf(path, outcome, limits)).toEqual(outcome);
    } finally {
      await rm(path);
    }
  });

  it('have names of their own', () => {
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(files.length).toBeGreaterThan(60);
  });
});

describe('what is no file, or does not stay the same', () => {
  it('a folder under the name of a workbook', async () => {
    const path = join(folder, '文件夹.xlsx');
    await mkdir(path);
    expect(await outcomeOf(path, 'file-unreadable')).toBe('file-unreadable');
  });

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to', async () => {
    const path = join(folder, '管道.xlsx');
    execFileSync('mkfifo', [path]);
    expect(await outcomeOf(path, 'file-unreadable')).toBe('file-unreadable');
  });

  it.skipIf(process.platform === 'win32')('an endless device', async () => {
    expect(await outcomeOf('/dev/zero', 'file-unreadable')).toBe('file-unreadable');
  });

  it.skipIf(process.platform === 'win32')('links that lead nowhere, or back to themselves', async () => {
    const nowhere = join(folder, '断链.xlsx');
    await symlink(join(folder, '没有.xlsx'), nowhere);
    expect(await outcomeOf(nowhere, 'file-not-found')).toBe('file-not-found');
    const circle = join(folder, '环链.xlsx');
    await symlink(circle, circle);
    expect(await outcomeOf(circle, 'file-unreadable')).toBe('file-unreadable');
  });

  it.each([
    ['cut', (path: string) => truncate(path, 900)],
    ['written over', (path: string) => writeFile(path, packedAnew())],
  ])('a workbook that is %s between its opening and its rows', async (_, change) => {
    const path = join(folder, '在改.xlsx');
    await writeFile(path, makeXlsx([victim]));
    const workbook = await openWorkbook(path);
    try {
      await change(path);
      const rows = allRows(workbook.sheets[0]!);
      await expect(rows).rejects.toBeInstanceOf(Failure);
    } finally {
      await workbook.close();
    }
  });
});

/** Of the same length and order of parts, with another sheet. */
function packedAnew(): Buffer {
  return makeXlsx([
    {
      ...victim,
      rows: [
        ['别的', 1],
        ['表', 2],
        ['行', 3],
      ],
    },
  ]);
}
