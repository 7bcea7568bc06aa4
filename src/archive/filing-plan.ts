import { extname } from 'node:path';
import { safeFileName, uniqueNames } from '../common/file-names.ts';
import { completeTerms, type EnteredTerm, schoolYearOf, termName } from '../ledger/term.ts';
import type { ArchivedFile } from './archive.store.ts';
import type { FileWords } from './file-words.ts';

/** A file with its words and its place in an export: folders and name, from the top down. */
export interface FiledAway extends ArchivedFile, FileWords {
  /** 2026-2027学年第1学期, or the vacation of a school year. */
  readonly phase: string;
  readonly place: readonly string[];
}

/** Longest part of a path: Windows takes no more than 260 signs altogether. */
const longestPart = 40;

function part(text: string): string {
  return safeFileName([...text].slice(0, longestPart).join(''));
}

function phaseOf(day: string, terms: readonly EnteredTerm[]): string {
  const [term] = completeTerms(terms, day, day);
  return term ? termName(term) : `${schoolYearOf(day)}学年假期`;
}

/**
 * Where each file goes: by group, category, and day with title; files of one name in one folder are numbered. A file
 * that several records refer to goes to each.
 */
export function planFiling(
  files: readonly ArchivedFile[],
  wordsOf: (file: ArchivedFile) => FileWords,
  terms: readonly EnteredTerm[],
): FiledAway[] {
  const unique = new Map<string, (name: string) => string>();
  return files.map((file) => {
    const words = wordsOf(file);
    // Activities of one title on one day are kept apart.
    const mark = file.source === 'activity' ? ` ${file.sourceId}` : '';
    const folder = [part(file.holder), part(words.category), part(`${file.day} ${words.title}${mark}`)];
    const ending = extname(file.name);
    const key = [...folder, ending.toLowerCase()].join('/');
    const free = unique.get(key) ?? uniqueNames();
    unique.set(key, free);
    const stem = part(file.name.slice(0, file.name.length - ending.length));
    const suffix = safeFileName(`x${ending}`).slice(1);
    const name = `${free(stem)}${suffix}`;
    return { ...file, ...words, phase: phaseOf(file.day, terms), place: [...folder, name] };
  });
}

/** A path for a link: forward slashes, every part escaped. */
export function linkTo(place: readonly string[]): string {
  return place.map(encodeURIComponent).join('/');
}
