import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { absolutePath, type Context } from '../context.ts';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';

/** A file to import: `path` as the clerk gave it (joined, for what a folder holds), `absolute` to open it. */
export interface CollectedFile {
  readonly path: string;
  readonly absolute: string;
  /** The clerk named the file itself; else it lay in a folder or an archive. */
  readonly isNamed: boolean;
  /** The archive (.zip) that it was taken from, the outermost one: `absolute` is a temporary file then. */
  readonly archive?: ArchiveSource | undefined;
  /** Why it cannot even be tried. */
  readonly problem?: Finding;
}

/** An archive as the clerk was sent it. */
interface ArchiveSource {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Collection {
  readonly files: readonly CollectedFile[];
  /** What was left out of the batch, one notice each. */
  readonly findings: readonly Finding[];
}

/**
 * Endings that a file in a folder or an archive must have to be tried; a file named by itself is always tried. Among
 * them are kinds that cannot be read, but may well be a form that somebody sent: that is to be said. A .txt is nearly
 * always a note.
 */
const tableEndings = new Set([
  ...[
    '.xlsx',
    '.xlsm',
    '.xltx',
    '.xltm',
    '.xls',
    '.xlt',
    '.xlsb',
    '.et',
    '.ett',
    '.ods',
    '.ots',
    '.csv',
    '.tsv',
  ],
  ...['.docx', '.docm', '.dotx', '.doc', '.wps'],
  ...['.zip', '.rar', '.7z'],
]);

/** Kept by systems in every folder. */
const systemFile = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|__MACOSX)$/i;

/**
 * What a file in a folder or an archive is to an import, by its path: `lock` files are left behind by Excel, WPS
 * (`~$名单.xlsx`) and LibreOffice (`.~lock.名单.xlsx#`), `system` files are nobody's business.
 */
export function fileRole(path: string): 'table' | 'lock' | 'system' | 'other' {
  const steps = path.split(/[\\/]/);
  const name = steps.at(-1) ?? '';
  if (steps.some((step) => systemFile.test(step))) return 'system';
  if (isLockFile(name)) return 'lock';
  return tableEndings.has(extname(name).toLowerCase()) ? 'table' : 'other';
}

const isLockFile = (name: string) => name.startsWith('~$') || name.startsWith('.~');

/**
 * The files that the given files and folders mean: folders recursively, in the order of their names (by code
 * unit, so that the order is the same on every machine), each file once.
 */
export function collectFiles(context: Pick<Context, 'cwd'>, given: readonly string[]): Collection {
  const files: CollectedFile[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();

  const isNew = (absolute: string) => {
    const real = realpathSync(absolute);
    if (seen.has(real)) return false;
    seen.add(real);
    return true;
  };

  function visit(path: string, absolute: string, named: boolean): void {
    const name = basename(absolute);
    if (isLockFile(name)) {
      findings.push(makeFinding('lock-file-skipped', { value: path }, { file: path }));
      return;
    }
    if (!named && systemFile.test(name)) return;
    let kind: 'file' | 'folder' | 'other';
    try {
      const stat = statSync(absolute);
      kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
    } catch (error) {
      files.push({ path, absolute, isNamed: named, problem: unreachable(path, error) });
      return;
    }
    if (kind === 'other' || (kind === 'file' && !named && fileRole(name) !== 'table')) {
      findings.push(makeFinding('file-skipped', { value: path }, { file: path }));
      return;
    }
    if (!isNew(absolute)) {
      findings.push(makeFinding('file-repeated', { value: path }, { file: path }));
      return;
    }
    if (kind === 'file') {
      files.push({ path, absolute, isNamed: named });
      return;
    }
    let names: string[];
    try {
      names = readdirSync(absolute).sort();
    } catch (error) {
      files.push({ path, absolute, isNamed: named, problem: unreachable(path, error) });
      return;
    }
    for (const entry of names) visit(join(path, entry), join(absolute, entry), false);
  }

  for (const path of given) visit(path, absolutePath(context, path), true);
  return { files, findings };
}

function unreachable(path: string, error: unknown): Finding {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? makeFinding('file-not-found', { value: path }, { file: path })
    : makeFinding('file-unreadable', { value: path, reason: code ?? '打不开' }, { file: path });
}
