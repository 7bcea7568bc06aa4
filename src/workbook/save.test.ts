import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { diskOperations, ensureFolder, type FileOperations, saveFile } from './save.ts';

const bytes = new TextEncoder().encode('新内容');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '保存 测试-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function withOperations(changed: Partial<FileOperations>): FileOperations {
  return { ...diskOperations, pause: async () => {}, ...changed };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`no Failure but ${String(error)}`);
  return error;
}

describe('saveFile', () => {
  it('writes a new file and leaves nothing else', async () => {
    const path = join(folder, '联盟 名单.xlsx');
    await saveFile(path, bytes);
    expect(readFileSync(path, 'utf8')).toBe('新内容');
    expect(readdirSync(folder)).toEqual(['联盟 名单.xlsx']);
  });

  it('keeps an existing file without force, replaces it with force', async () => {
    const path = join(folder, '名单.xlsx');
    writeFileSync(path, '旧内容');
    const failure = await failureOf(saveFile(path, bytes));
    expect([failure.finding.code, failure.exitCode]).toEqual(['file-exists', 2]);
    expect(readFileSync(path, 'utf8')).toBe('旧内容');
    await saveFile(path, bytes, { force: true });
    expect(readFileSync(path, 'utf8')).toBe('新内容');
    expect(readdirSync(folder)).toEqual(['名单.xlsx']);
  });

  it('does not overwrite a file made while ours was being written', async () => {
    const path = join(folder, '名单.xlsx');
    const operations = withOperations({
      write: async (beside, content) => {
        await diskOperations.write(beside, content);
        writeFileSync(path, '别人的');
      },
    });
    expect((await failureOf(saveFile(path, bytes, { operations }))).finding.code).toBe('file-exists');
    expect(readFileSync(path, 'utf8')).toBe('别人的');
    expect(readdirSync(folder)).toEqual(['名单.xlsx']);
  });

  it.each(['EBUSY', 'EPERM', 'EACCES'])('waits out a short lock (%s)', async (code) => {
    const path = join(folder, '名单.xlsx');
    let refusals = 3;
    const pauses: number[] = [];
    const operations = withOperations({
      rename: async (from, to) => {
        if (refusals > 0) {
          refusals -= 1;
          throw systemError(code);
        }
        await diskOperations.rename(from, to);
      },
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    await saveFile(path, bytes, { operations });
    expect(readFileSync(path, 'utf8')).toBe('新内容');
    expect(pauses).toHaveLength(3);
  });

  it.each(['EBUSY', 'EPERM', 'EACCES'])('says so when the lock stays (%s), and cleans up', async (code) => {
    const path = join(folder, '名单.xlsx');
    writeFileSync(path, '旧内容');
    const operations = withOperations({ rename: () => Promise.reject(systemError(code)) });
    const failure = await failureOf(saveFile(path, bytes, { force: true, operations }));
    expect([failure.finding.code, failure.finding.value, failure.exitCode]).toEqual(['file-locked', path, 2]);
    expect(readFileSync(path, 'utf8')).toBe('旧内容');
    expect(readdirSync(folder)).toEqual(['名单.xlsx']);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO'])('cleans up when writing fails (%s)', async (code) => {
    const path = join(folder, '名单.xlsx');
    const operations = withOperations({
      write: async (beside) => {
        writeFileSync(beside, '半个');
        throw systemError(code);
      },
    });
    expect((await failureOf(saveFile(path, bytes, { operations }))).finding.code).toBe('file-unwritable');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reports the failure of the renaming even where the clean-up fails too', async () => {
    const operations = withOperations({
      rename: () => Promise.reject(systemError('ENOSPC')),
      remove: () => Promise.reject(systemError('EBUSY')),
    });
    const failure = await failureOf(saveFile(join(folder, 'a.xlsx'), bytes, { operations }));
    expect(failure.finding.code).toBe('file-unwritable');
  });

  it('refuses a folder as target, and a folder that is not there', async () => {
    expect((await failureOf(saveFile(folder, bytes, { force: true }))).finding.code).toBe('file-unwritable');
    expect((await failureOf(saveFile(join(folder, '没有', 'a.xlsx'), bytes))).finding.code).toBe(
      'file-unwritable',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes another temporary name where a killed process left its own', async () => {
    const stale = join(folder, `.youlian-${process.pid}-1.tmp`);
    writeFileSync(stale, '半个');
    await saveFile(join(folder, 'a.xlsx'), bytes);
    expect(readFileSync(stale, 'utf8')).toBe('半个');
    expect(readdirSync(folder).sort()).toEqual([`.youlian-${process.pid}-1.tmp`, 'a.xlsx']);
  });

  it('writes through a link', async () => {
    writeFileSync(join(folder, '真.xlsx'), '旧内容');
    symlinkSync(join(folder, '真.xlsx'), join(folder, '链.xlsx'));
    await saveFile(join(folder, '链.xlsx'), bytes, { force: true });
    expect((await lstat(join(folder, '链.xlsx'))).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, '真.xlsx'), 'utf8')).toBe('新内容');
  });

  it('lets errors through that are not of the file system', async () => {
    const operations = withOperations({ write: () => Promise.reject(new TypeError('bug')) });
    await expect(saveFile(join(folder, 'a.xlsx'), bytes, { operations })).rejects.toThrow(TypeError);
  });
});

describe('ensureFolder', () => {
  it('makes missing folders and accepts existing ones', async () => {
    await ensureFolder(join(folder, '一', '二'));
    await ensureFolder(join(folder, '一', '二'));
    expect(existsSync(join(folder, '一', '二'))).toBe(true);
  });

  it('says why where a file stands in the way', async () => {
    writeFileSync(join(folder, '一'), '');
    expect((await failureOf(ensureFolder(join(folder, '一')))).finding.code).toBe('file-unwritable');
    expect((await failureOf(ensureFolder(join(folder, '一', '二')))).finding.code).toBe('file-unwritable');
  });

  it('ends where a folder that is there refuses new ones as if it were not', async () => {
    const asked: string[] = [];
    const operations = withOperations({
      makeFolder: (path) => {
        asked.push(path);
        return Promise.reject(systemError('ENOENT'));
      },
    });
    const { finding } = await failureOf(ensureFolder(join(folder, '一', '二'), operations));
    expect(finding.code).toBe('file-unwritable');
    expect(finding.message).toContain('不能新建文件夹');
    expect(asked).toEqual([join(folder, '一')]);
  });

  it('takes a folder that somebody made in the meantime', async () => {
    let asked = 0;
    const operations = withOperations({
      kind: () => Promise.resolve(asked > 0 ? 'folder' : undefined),
      makeFolder: () => {
        asked += 1;
        return Promise.reject(systemError('EEXIST'));
      },
    });
    await ensureFolder(join(folder, '一'), operations);
    expect(asked).toBeGreaterThan(0);
  });
});
