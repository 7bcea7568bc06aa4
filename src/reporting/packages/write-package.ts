import { strToU8, type Zippable, zipSync } from 'fflate';
import { programVersion } from '../../common/version.ts';
import { schemaVersion } from '../../store/migrations.ts';
import {
  formatVersion,
  hashOf,
  listName,
  type Manifest,
  manifestName,
  type PackageEntry,
  packageFormat,
  sealOf,
} from './manifest.ts';

/** A file to be put into a package. */
export interface PackedFile {
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly rows: number | null;
}

/** What is told of a package before its entries are known. */
export type PackageHead = Omit<
  Manifest,
  'format' | 'formatVersion' | 'programVersion' | 'schemaVersion' | 'entries' | 'seal'
>;

/** Puts files into one .zip with a manifest of their hashes: equal files and head give equal bytes. */
export function writePackage(
  head: PackageHead,
  files: readonly PackedFile[],
): { readonly bytes: Uint8Array; readonly manifest: Manifest } {
  const entries = files.map(
    ({ name, title, bytes, rows }): PackageEntry => ({
      name,
      title,
      sha256: hashOf(bytes),
      bytes: bytes.length,
      rows,
    }),
  );
  const listed: PackedFile = {
    name: listName,
    title: '清单',
    bytes: strToU8(`\uFEFF${listText(head, entries)}`),
    rows: null,
  };
  const unsealed: Omit<Manifest, 'seal'> = {
    format: packageFormat,
    formatVersion,
    ...head,
    programVersion,
    schemaVersion,
    entries: [...entries, { ...entryOf(listed) }],
  };
  const manifest: Manifest = { ...unsealed, seal: sealOf(unsealed) };
  const parts: Zippable = { [manifestName]: strToU8(`${JSON.stringify(manifest, null, 2)}\n`) };
  for (const { name, bytes } of [listed, ...files]) parts[name] = bytes;
  // The archive format keeps local time, so a local date gives the same bytes in every time zone.
  return { manifest, bytes: zipSync(parts, { level: 6, mtime: new Date(1980, 0, 1), os: 0, attrs: 0 }) };
}

const entryOf = ({ name, title, bytes, rows }: PackedFile): PackageEntry => ({
  name,
  title,
  sha256: hashOf(bytes),
  bytes: bytes.length,
  rows,
});

/** The manifest in words, with Windows' line ends. */
function listText(head: PackageHead, entries: readonly PackageEntry[]): string {
  const { office, kind, periodName, packedOn, masked, reports, reason } = head;
  const lines = [
    kind === 'report' ? '报送包清单' : '退回通知清单',
    '',
    `${kind === 'report' ? '报送单位' : '退回给'}：${office.title ?? office.name}（${office.name}${office.regionCode === null ? '' : `，代码 ${office.regionCode}`}）`,
    `期：${periodName}`,
    `日期：${packedOn}`,
    `程序：幼联 ${programVersion}，台账版式 ${schemaVersion}`,
    ...(kind === 'report' ? [`电话号码：${masked ? '已隐去中间几位' : '完整'}`] : []),
    ...(reports.length > 0 ? [`材料：${reports.map(({ name }) => name).join('、')}`] : []),
    ...(reason === null ? [] : [`退回原因：${reason}`]),
    '',
    '文件（校验值是 SHA-256）：',
    ...entries.map(
      ({ name, title, rows, sha256 }) =>
        `  ${name}　${title}${rows === null ? '' : `，${rows} 行`}　${sha256}`,
    ),
    '',
    kind === 'report'
      ? '请不要打开另存里面的文件再报：改动过的包收不了。要更正，请在自己的台账里改好，重新打包。'
      : '请照问题清单在自己的台账里更正，再用 youlian submit pack 重新打包报送。',
  ];
  return `${lines.join('\r\n')}\r\n`;
}
