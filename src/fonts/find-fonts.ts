import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { type FontFace, readFontFile } from './font-file.ts';
import { fontFolders, type Machine, namedByEnvironment } from './font-folders.ts';

/** The fonts of a machine, in a fixed order. */
export interface FontShelf {
  /** Of the files and folders that the clerk named: they go before the machine's own. */
  readonly named: readonly FontFace[];
  readonly installed: readonly FontFace[];
  /** What was named and cannot be used. */
  readonly findings: readonly Finding[];
}

export interface FontSearch {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of a font file or a folder of them (`--font-dir`). */
  readonly named?: string | undefined;
  /** This machine unless told. */
  readonly machine?: Partial<Machine>;
}

/** Most files looked at, and how deep: a folder named by mistake (`C:\`) must not cost the day. */
const mostFiles = 4_000;
const deepest = 6;

const fontFile = /\.(?:ttf|otf|ttc|otc)$/iu;

const shelves = new Map<string, FontShelf>();

/**
 * Finds the fonts of the machine and those named by `--font-dir` and YOULIAN_FONTS. Broken files are passed over; of
 * those that were named it is said. Looks once a process at the same places.
 */
export function findFonts(search: FontSearch): FontShelf {
  const machine: Machine = {
    platform: process.platform,
    home: homedir(),
    environment: search.environment,
    ...search.machine,
  };
  const named = [...(search.named === undefined ? [] : [search.named]), ...namedByEnvironment(machine)];
  const folders = fontFolders(machine);
  const key = [named.length, ...named, ...folders].join('\0');
  const known = shelves.get(key);
  if (known) return known;
  const findings: Finding[] = [];
  const shelf: FontShelf = {
    named: named.flatMap((path) => facesNamed(path, findings)),
    installed: facesOf(
      folders.flatMap((folder) => filesIn(folder)),
      () => undefined,
    ),
    findings,
  };
  shelves.set(key, shelf);
  return shelf;
}

function facesNamed(path: string, findings: Finding[]): FontFace[] {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind) {
    findings.push(makeFinding('font-not-found', { value: path }));
    return [];
  }
  const files = kind.isDirectory() ? filesIn(path) : [path];
  if (files.length === 0) findings.push(makeFinding('font-not-found', { value: path }));
  return facesOf(files, (file) => findings.push(makeFinding('font-unreadable', { value: file })));
}

function facesOf(files: readonly string[], tellBroken: (file: string) => void): FontFace[] {
  return [...new Set(files)].slice(0, mostFiles).flatMap((file) => {
    try {
      return readFontFile(file);
    } catch {
      tellBroken(file);
      return [];
    }
  });
}

/** Font files in a folder and those under it, in the order of their names; none where it cannot be read. */
function filesIn(folder: string): string[] {
  const files: string[] = [];
  const seen = new Set<string>();
  const look = (path: string, depth: number) => {
    let entries: Dirent[];
    try {
      // Links may lead in a circle.
      const real = realpathSync(path);
      if (seen.has(real)) return;
      seen.add(real);
      entries = readdirSync(path, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.length >= mostFiles) return;
      const inside = join(path, entry.name);
      if (fontFile.test(entry.name)) files.push(inside);
      else if ((entry.isDirectory() || entry.isSymbolicLink()) && depth < deepest) look(inside, depth + 1);
    }
  };
  look(folder, 0);
  return files;
}
