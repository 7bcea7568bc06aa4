import { type HostileFile, noise } from './hostile-file.ts';

const mebibyte = 1024 * 1024;

/** Files of quite another kind, under the name of a workbook. */
export function hostileStrangers(): HostileFile[] {
  const stranger = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    make: () => Buffer,
  ): HostileFile => ({
    name,
    about,
    outcome,
    make,
  });
  return [
    stranger('一个字节.xlsx', 'one byte, which is no text', 'workbook-not-recognised', () =>
      Buffer.from([0]),
    ),
    stranger('全是零.xlsx', 'a megabyte of zeros: a disk that failed', 'workbook-not-recognised', () =>
      Buffer.alloc(mebibyte),
    ),
    stranger('程序.xlsx', 'a program', 'workbook-not-recognised', () =>
      Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), noise(4000)]),
    ),
    stranger('程序二.xlsx', 'a program of another system', 'workbook-not-recognised', () =>
      Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), noise(4000)]),
    ),
    stranger('数据库.xlsx', 'a database', 'workbook-not-recognised', () =>
      Buffer.concat([Buffer.from('SQLite format 3\0'), noise(4000)]),
    ),
    stranger(
      '只有签名.xlsx',
      'the four bytes that a container begins with, then noise',
      'workbook-corrupt',
      () => Buffer.concat([Buffer.from('PK\x03\x04'), noise(70_000)]),
    ),
  ];
}
