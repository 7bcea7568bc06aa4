import { readingsOf } from '../common/readings.ts';
import { nameKey } from './names.ts';

/** A kindergarten as it can be searched for. */
export interface Searchable {
  readonly id: number;
  readonly name: string;
  readonly code: string | null;
  readonly creditCode: string | null;
  readonly principal: string | null;
  readonly phone: string | null;
  /** Names it once bore, or was entered under by mistake. */
  readonly otherNames: readonly string[];
}

/** Why a kindergarten was found, and how well it fits: 0–100. */
export interface Hit {
  readonly score: number;
  /** In Chinese. */
  readonly reason: string;
}

// Stand inside names, and are left out where people type the first letters: 东湖区实验 is dhsy as well as dhqsy.
const skippable = new Set('省市区县旗镇乡第');

/** How far the query reaches in a name from one of its characters on; null where it does not go on there. */
function reach(name: readonly string[], from: number, query: string): { end: number; whole: boolean } | null {
  // Places where the reading is stuck are the same whatever way led there.
  const dead = new Set<string>();
  const walk = (at: number, rest: string, whole: boolean): { end: number; whole: boolean } | null => {
    if (rest === '') return { end: at, whole };
    const character = name[at];
    const place = `${at} ${rest.length} ${whole}`;
    if (character === undefined || dead.has(place)) return null;
    const steps: [number, boolean][] = [];
    if (rest.startsWith(character)) steps.push([character.length, whole]);
    if (/^[a-z]/u.test(rest)) {
      for (const reading of readingsOf(character)) {
        if (rest.startsWith(reading)) steps.push([reading.length, whole]);
        if (rest[0] === reading[0]) steps.push([1, reading.length === 1 && whole]);
        // 实验 is also typed shy: the two letters of zh, ch, sh.
        if (/^[zcs]h/u.test(reading) && rest.startsWith(reading.slice(0, 2))) steps.push([2, false]);
      }
    }
    for (const [length, spelt] of steps) {
      const found = walk(at + 1, rest.slice(length), spelt);
      if (found) return found;
    }
    const skipped = at > from && skippable.has(character) ? walk(at + 1, rest, whole) : null;
    if (skipped === null) dead.add(place);
    return skipped;
  };
  return walk(from, query, true);
}

/** How a query fits a name: as it stands, or by the sound of its characters. */
function fitName(key: string, query: string): Hit | null {
  if (key === query) return { score: 100, reason: '名称相同' };
  const at = key.indexOf(query);
  if (at === 0) return { score: 92, reason: '名称以此开头' };
  if (at > 0) return { score: 84, reason: '名称里有这几个字' };
  const characters = [...key];
  const latin = /[a-z]/u.test(query);
  let best: Hit | null = null;
  for (let from = 0; from < characters.length; from += 1) {
    const found = reach(characters, from, query);
    if (!found) continue;
    const rest = characters.slice(found.end).join('');
    const score =
      (latin ? 60 : 70) +
      (found.whole ? 6 : 0) +
      (from === 0 ? 8 : 0) +
      (/^(?:幼儿园)?$/u.test(rest) ? 6 : 0);
    const reason = !latin ? '名称相近' : found.whole ? '拼音相符' : '拼音首字母相符';
    if (best === null || score > best.score) best = { score, reason };
  }
  return best;
}

const better = (one: Hit | null, other: Hit | null) =>
  !one || (other && other.score > one.score) ? other : one;

/** How one word of a search fits a kindergarten; null where it does not. */
function fitWord(word: string, entry: Searchable): Hit | null {
  const plain = word.normalize('NFKC').trim();
  const digits = plain.toUpperCase();
  let best: Hit | null = null;
  const code = (value: string | null, label: string) => {
    if (value === null) return;
    if (value === digits) best = better(best, { score: 100, reason: `${label}相同` });
    else if (value.startsWith(digits)) best = better(best, { score: 82, reason: `${label}以此开头` });
    else if (value.includes(digits)) best = better(best, { score: 74, reason: `${label}里有这几位` });
  };
  if (/^[0-9A-Z]{4,18}$/u.test(digits) && /[0-9]/u.test(digits)) {
    code(entry.code, '学校标识码');
    code(entry.creditCode, '统一社会信用代码');
    if (/^[0-9]+$/u.test(digits) && entry.phone?.replace(/[^0-9]/gu, '').includes(digits)) {
      best = better(best, { score: 50, reason: '联系电话里有这几位' });
    }
  }
  const query = nameKey(plain);
  if (query === '') return best;
  best = better(best, fitName(nameKey(entry.name), query));
  for (const name of entry.otherNames) {
    const hit = fitName(nameKey(name), query);
    if (hit) best = better(best, { score: hit.score - 15, reason: `曾用名“${name}”，${hit.reason}` });
  }
  if (plain.length >= 2 && entry.principal?.replace(/\s/gu, '').includes(plain)) {
    best = better(best, { score: entry.principal === plain ? 58 : 48, reason: `园长${entry.principal}` });
  }
  return best;
}

/** The kindergartens that every word of a search fits, the best first; equals by id. */
export function searchKindergartens<T extends Searchable>(
  entries: readonly T[],
  words: readonly string[],
): { readonly entry: T; readonly hit: Hit }[] {
  const found = entries.flatMap((entry) => {
    const hits: Hit[] = [];
    for (const word of words) {
      const hit = fitWord(word, entry);
      if (!hit) return [];
      hits.push(hit);
    }
    const score = Math.round(hits.reduce((sum, hit) => sum + hit.score, 0) / Math.max(1, hits.length));
    return [{ entry, hit: { score, reason: [...new Set(hits.map((hit) => hit.reason))].join('；') } }];
  });
  return found.sort((one, other) => other.hit.score - one.hit.score || one.entry.id - other.entry.id);
}
