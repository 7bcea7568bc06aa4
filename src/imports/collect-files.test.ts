import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { collectFiles } from './collect-files.ts';

function folderOf(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-collect-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

const collect = (cwd: string, ...given: string[]) => {
  const { files, findings } = collectFiles({ cwd }, given);
  return {
    files: files.map(({ path }) => path),
    problems: files.flatMap(({ problem }) => problem?.code ?? []),
    notices: findings.map(({ code, value }) => [code, value]),
  };
};

it('takes folders recursively, in the order of names', () => {
  const cwd = folderOf('收/乙/2.xlsx', '收/乙/10.xlsx', '收/甲.XLSX', '收/丙.csv', '单.xlsx');
  expect(collect(cwd, '单.xlsx', '收')).toEqual({
    files: [
      '单.xlsx',
      join('收', '丙.csv'),
      join('收', '乙', '10.xlsx'),
      join('收', '乙', '2.xlsx'),
      join('收', '甲.XLSX'),
    ],
    problems: [],
    notices: [],
  });
});

it('leaves lock files and what is no table out, and says so', () => {
  const cwd = folderOf('收/~$甲.xlsx', '收/.~lock.甲.xlsx#', '收/说明.txt', '收/甲.xlsx');
  expect(collect(cwd, '收')).toEqual({
    files: [join('收', '甲.xlsx')],
    problems: [],
    notices: [
      ['lock-file-skipped', join('收', '.~lock.甲.xlsx#')],
      ['lock-file-skipped', join('收', '~$甲.xlsx')],
      ['file-skipped', join('收', '说明.txt')],
    ],
  });
});

it('tries a file that is named by itself, whatever it is called', () => {
  expect(collect(folderOf('说明.docx'), '说明.docx').files).toEqual(['说明.docx']);
});

it('keeps what is not there as a file with its problem', () => {
  expect(collect(folderOf(), '没有.xlsx')).toEqual({
    files: ['没有.xlsx'],
    problems: ['file-not-found'],
    notices: [],
  });
});

it('takes a file given twice once', () => {
  const cwd = folderOf('收/甲.xlsx');
  const { files, notices } = collect(cwd, '收', join(cwd, '收', '甲.xlsx'));
  expect(files).toEqual([join('收', '甲.xlsx')]);
  expect(notices).toEqual([['file-repeated', join(cwd, '收', '甲.xlsx')]]);
});

it.skipIf(process.platform === 'win32')('does not follow a folder into itself', () => {
  const cwd = folderOf('收/甲.xlsx');
  symlinkSync(join(cwd, '收'), join(cwd, '收', '回环'));
  expect(collect(cwd, '收').files).toEqual([join('收', '甲.xlsx')]);
});

it('tries every kind of table in a folder, and what ought to have been one; files of the system are nothing', () => {
  const tables = ['1.xlsx', '2.et', '3.ods', '4.csv', '5.tsv', '6.docx', '7.zip', '8.doc', '9.rar'];
  const cwd = folderOf(
    ...[...tables, '.DS_Store', 'Thumbs.db', '._1.xlsx', '__MACOSX/1.xlsx'].map((name) => `收/${name}`),
  );
  expect(collect(cwd, '收')).toEqual({
    files: tables.map((name) => join('收', name)),
    problems: [],
    notices: [],
  });
});
