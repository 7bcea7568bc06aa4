import { open } from 'node:fs/promises';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { schemaVersion } from '../../store/migrations.ts';
import { type ArchiveMember, readArchive } from '../../workbook/archive/read-archive.ts';
import { defaultLimits, type WorkbookLimits } from '../../workbook/limits.ts';
import { formatVersion, hashOf, type Manifest, manifestName, manifestSchema, sealOf } from './manifest.ts';

/** A package that was opened and is as its maker left it. */
export interface OpenedPackage {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Buffer>;
}

const mebibyte = 1024 * 1024;

/** What the packages of a province may ask of this machine; offices never send more. */
const limits: WorkbookLimits = {
  ...defaultLimits,
  fileBytes: 256 * mebibyte,
  entries: 2_500,
  partBytes: 512 * mebibyte,
  totalBytes: 1024 * mebibyte,
};

/**
 * Opens a package and checks it against its manifest. What is wrong with it is told as findings, all together.
 * @param path absolute
 * @param name as the clerk gave it
 */
export async function openPackage(
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<
  { readonly opened: OpenedPackage } | { readonly manifest?: Manifest; readonly findings: Finding[] }
> {
  const place = { file: name };
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const finding =
      code === 'ENOENT'
        ? makeFinding('file-not-found', { value: name }, place)
        : makeFinding('file-unreadable', { value: name, reason: code ?? '打不开' }, place);
    return { findings: [finding] };
  }
  try {
    const { size } = await handle.stat();
    const reading = { file: name, limits, signal };
    const members = size > limits.fileBytes ? undefined : await readArchive(handle, size, reading);
    if (!members) return { findings: [makeFinding('package-not-ours', { value: name }, place)] };
    const files = new Map<string, Buffer>();
    let total = 0;
    for (const member of members) {
      total += member.bytes;
      if (total > limits.totalBytes) {
        throw new Failure('workbook-too-large', { what: '解开后的总大小', limit: '1024 MB' }, { place });
      }
      files.set(member.path, await unpack(member));
    }
    const read = readManifest(files.get(manifestName));
    if (!('manifest' in read))
      return { findings: [makeFinding(read.code, { value: name, ...read.parameters }, place)] };
    const { manifest } = read;
    const findings = differences(manifest, files, name);
    if (findings.length > 0) return { manifest, findings };
    const whole = Buffer.alloc(size);
    await handle.read(whole, 0, size, 0);
    return { opened: { path: name, sha256: hashOf(whole), bytes: size, manifest, files } };
  } catch (error) {
    if (error instanceof Failure) return { findings: [{ ...error.finding, file: name }] };
    throw error;
  } finally {
    await handle.close();
  }
}

async function unpack(member: ArchiveMember): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of member.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type Unread = {
  readonly code: 'package-not-ours' | 'package-newer' | 'package-altered';
  readonly parameters: Readonly<Record<string, string>>;
};

function readManifest(bytes: Buffer | undefined): { readonly manifest: Manifest } | Unread {
  if (!bytes) return { code: 'package-not-ours', parameters: {} };
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { code: 'package-altered', parameters: { what: `${manifestName} 不是完整的 JSON` } };
  }
  // Before all else: a newer layout may well differ in everything else.
  const stated = value as {
    formatVersion?: unknown;
    schemaVersion?: unknown;
    programVersion?: unknown;
  } | null;
  const isNewer =
    (typeof stated?.formatVersion === 'number' && stated.formatVersion > formatVersion) ||
    (typeof stated?.schemaVersion === 'number' && stated.schemaVersion > schemaVersion);
  if (isNewer)
    return { code: 'package-newer', parameters: { version: String(stated?.programVersion ?? '') } };
  const read = manifestSchema.safeParse(value);
  if (read.success) {
    if (sealOf(value as Record<string, unknown>) === read.data.seal) return { manifest: read.data };
    return { code: 'package-altered', parameters: { what: `${manifestName}（单位、期等）和打包时不一样` } };
  }
  const place = read.error.issues[0]?.path.join('.') ?? '';
  return { code: 'package-altered', parameters: { what: `${manifestName} 的 ${place || '内容'} 不对` } };
}

/** Every file that is missing, extra, or not as the manifest has it. */
function differences(manifest: Manifest, files: ReadonlyMap<string, Buffer>, file: string): Finding[] {
  const altered = (what: string) => makeFinding('package-altered', { value: file, what }, { file });
  const listed = new Set(manifest.entries.map(({ name }) => name));
  return [
    ...manifest.entries.flatMap(({ name, sha256 }) => {
      const bytes = files.get(name);
      if (!bytes) return [altered(`少了“${name}”`)];
      return hashOf(bytes) === sha256 ? [] : [altered(`“${name}”和打包时不一样`)];
    }),
    ...[...files.keys()]
      .filter((name) => name !== manifestName && !listed.has(name))
      .map((name) => altered(`多了“${name}”`)),
  ];
}
