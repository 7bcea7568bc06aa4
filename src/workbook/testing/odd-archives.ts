import type { BrokenFile } from './broken-files.ts';
import { makeXlsx } from './make-xlsx.ts';
import { type MadeEntry, makeZip } from './make-zip.ts';

const workbook = makeXlsx([{ name: '说明', rows: [['填表说明']] }]);
const file = (name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  name,
  content: workbook,
  utf8: true,
  ...more,
});

/** An archive within so many others. */
function nested(depth: number): Buffer {
  return depth === 0
    ? makeZip([file('园所信息表.xlsx')])
    : makeZip([file('里面.zip', { content: nested(depth - 1) })]);
}

/** Archives that cannot be read, one for each finding; the same bytes each time. */
export function oddArchives(): BrokenFile[] {
  const of = (code: string, bytes: Buffer) => ({ code, name: '收到的.zip', bytes });
  return [
    of('archive-encrypted', makeZip([file('园所信息表.xlsx', { encrypted: true })])),
    of('archive-member-broken', makeZip([file('东湖区/园所信息表.xlsx', { method: 14 })])),
    of('archive-too-deep', nested(3)),
    // It only says that it is so large.
    of('archive-too-large', makeZip([file('园所信息表.xlsx', { unpackedBytes: 0xf000_0000 })])),
    of('archive-empty', makeZip([file('照片.jpg')])),
  ];
}
