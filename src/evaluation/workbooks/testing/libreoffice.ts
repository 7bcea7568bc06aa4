import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** LibreOffice, where the machine has one. */
export function findOffice(): string | undefined {
  const found = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
  return found.status === 0 ? 'soffice' : undefined;
}

/** LibreOffice has been seen to stop after some 250 files, with exit status 0. */
const batch = 100;

/**
 * Has LibreOffice open workbooks, compute everything anew and save them as .xlsx; gives the new files in order. The
 * results kept in the workbooks are taken out before, so that none of them can be what comes back.
 * @throws Error where a file is missing afterwards
 */
export async function recalculate(paths: readonly string[], folder: string): Promise<string[]> {
  const blind = mkdtempSync(join(tmpdir(), 'youlian-blind-'));
  const profile = mkdtempSync(join(tmpdir(), 'youlian-lo-'));
  mkdirSync(folder, { recursive: true });
  try {
    for (let at = 0; at < paths.length; at += batch) {
      const some = paths.slice(at, at + batch).map((path) => {
        const to = join(blind, basename(path));
        writeFileSync(to, withoutResults(readFileSync(path)));
        return to;
      });
      const words = ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', 'xlsx'];
      spawnSync('soffice', [...words, '--outdir', folder, ...some], { stdio: 'ignore' });
    }
  } finally {
    rmSync(blind, { recursive: true, force: true });
    rmSync(profile, { recursive: true, force: true });
  }
  const made = paths.map((path) => join(folder, basename(path)));
  const lost = made.filter((path) => !existsSync(path));
  if (lost.length > 0) throw new Error(`LibreOffice left out ${lost.length} of ${paths.length}: ${lost[0]}`);
  return made;
}

/** The workbook with no result beside its formulas, as openpyxl writes it. */
export function withoutResults(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [name, part] of Object.entries(parts)) {
    if (!name.startsWith('xl/worksheets/sheet')) continue;
    const xml = strFromU8(part).replace(
      /<c ([^>]*?)(?: t="(?:str|b|e)")?>(<f>[^<]*<\/f>)<v>[^<]*<\/v><\/c>/gu,
      '<c $1>$2</c>',
    );
    parts[name] = strToU8(xml);
  }
  return zipSync(parts);
}
