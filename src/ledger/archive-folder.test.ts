import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { archiveFolder, fileCopy, keptFiles, placeInArchive } from './archive-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-档案-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const archive = () => archiveFolder(join(folder, '台账.db'));
const put = (name: string, text: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const file = (path: string, changes: { dryRun?: boolean; signal?: AbortSignal } = {}) =>
  fileCopy(archive(), path, { given: path, dryRun: false, signal: new AbortController().signal, ...changes });
const everything = () => {
  try {
    return readdirSync(archive(), { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 2);
  } catch {
    return [];
  }
};

describe('the archive', () => {
  it('keeps a file once, under its content', async () => {
    const filed = await file(put('签到表.txt', '签到'));
    expect(filed).toMatchObject({ name: '签到表.txt', bytes: 6 });
    await file(put('副本.txt', '签到'));
    expect(keptFiles(archive())).toEqual([
      { path: placeInArchive(archive(), filed.sha256), sha256: filed.sha256, bytes: 6 },
    ]);
    expect(archive()).toBe(join(folder, '台账-档案'));
  });

  it('reads without filing in a dry run', async () => {
    expect(await file(put('签到表.txt', '签到'), { dryRun: true })).toMatchObject({ bytes: 6 });
    expect(everything()).toEqual([]);
  });

  it('leaves nothing half where it is interrupted', async () => {
    const path = put('录像.mp4', new Uint8Array(400_000));
    const abort = new AbortController();
    const filing = file(path, { signal: abort.signal });
    abort.abort();
    await expect(filing).rejects.toThrow('abort');
    expect(everything()).toEqual([]);
  });

  it('refuses a file that changes while it is filed, and leaves nothing of it', async () => {
    const path = put('录像.mp4', new Uint8Array(100_000));
    let readings = 0;
    async function* growing() {
      readings += 1;
      yield Buffer.alloc(100_000, readings);
    }
    const options = { given: path, dryRun: false, signal: new AbortController().signal };
    const filing = fileCopy(archive(), path, options, growing);
    const failure = await filing.catch((error: unknown) => error);
    expect(failure instanceof Failure && failure.finding.code).toBe('evidence-moved');
    expect(everything()).toEqual([]);
  });

  it('puts a file back that is not of its size any more', async () => {
    const path = put('签到表.txt', '签到');
    const { sha256 } = await file(path);
    writeFileSync(placeInArchive(archive(), sha256), '');
    await file(path);
    expect(keptFiles(archive())).toMatchObject([{ bytes: 6 }]);
  });

  it('tells strangers from its own', async () => {
    await file(put('签到表.txt', '签到'));
    writeFileSync(join(archive(), '说明.txt'), '?');
    mkdirSync(join(archive(), 'aa'));
    writeFileSync(join(archive(), 'aa', 'b'.repeat(64)), '?');
    expect(keptFiles(archive()).map(({ sha256 }) => sha256 !== null)).toEqual([true, false, false]);
    expect(keptFiles(join(folder, '没有'))).toEqual([]);
  });
});
