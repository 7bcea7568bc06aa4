import { readFileSync } from 'node:fs';
import { Failure } from '../../findings/catalogue.ts';
import { findTemplate } from '../../tables/template-file.ts';
import { parseWording } from './parse-wording.ts';
import type { Wording } from './wording.ts';

const cache = new Map<string, Wording>();

/**
 * A template by its path within the template folders (`bulletin/quarterly.md`), the office's own before the built-in.
 * @throws Failure `wording-missing`; `wording-invalid` with every place and what to write instead
 */
export function loadWording(file: string, folders: readonly string[]): Wording {
  const path = findTemplate(folders, file);
  if (path === undefined) throw new Failure('wording-missing', { value: file, folders: folders.join('、') });
  return loadWordingFile(path);
}

/** A template by the path of its file. @throws Failure `wording-invalid` */
export function loadWordingFile(path: string): Wording {
  const known = cache.get(path);
  if (known) return known;
  const wording = parseWording(decodeText(readFileSync(path)), path);
  cache.set(path, wording);
  return wording;
}

/** UTF-8, else what Notepad saves as ANSI (GB 18030) or Unicode. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
