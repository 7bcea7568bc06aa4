import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Kindergarten } from './kindergarten.ts';
import { nameKey, similarity } from './names.ts';
import {
  findByAlias,
  findByCode,
  findByCreditCode,
  findByNameKey,
  findKindergarten,
  listKindergartens,
} from './roster.store.ts';

const shown = 5;

/**
 * The kindergartens a clerk may mean by a name: those of exactly that name, else those of the same key
 * (`nameKey`), else those that were once entered under it, else all in whose name the text stands.
 */
export function findByName(ledger: Ledger, text: string, on: IsoDate): Kindergarten[] {
  const key = nameKey(text);
  if (key === '') return [];
  const sameKey = findByNameKey(ledger, key, on);
  const exact = sameKey.filter((each) => each.name === text);
  if (exact.length > 0) return exact;
  if (sameKey.length > 0) return sameKey;
  const alias = findByAlias(ledger, { key }, on);
  if (alias.length > 0) return alias;
  return listKindergartens(ledger, on).filter((each) => nameKey(each.name).includes(key));
}

/** A kindergarten, or the code and parameters of the finding that says why none can be told. */
export type Lookup =
  | { readonly kindergarten: Kindergarten; readonly code?: undefined; readonly parameters?: undefined }
  | {
      readonly kindergarten?: undefined;
      readonly code: 'kindergarten-unknown' | 'kindergarten-ambiguous';
      readonly parameters: Parameters;
    };

/**
 * The one kindergarten a text means: a name, `名称@区县`, 学校标识码, 统一社会信用代码 or `#id`.
 * Findings `kindergarten-unknown` (with up to five similar names) and `kindergarten-ambiguous`.
 */
export function lookUpKindergarten(ledger: Ledger, text: string, on: IsoDate): Lookup {
  const written = text.normalize('NFKC').trim();
  const byId = /^#(\d{1,15})$/.exec(written);
  if (byId) return found(findKindergarten(ledger, Number(byId[1]), on), ledger, text, on);
  if (/^\d{10}$/.test(written)) {
    const byCode = findByCode(ledger, written, on) ?? findByAlias(ledger, { code: written }, on)[0];
    if (byCode) return { kindergarten: byCode };
  }
  if (/^[0-9A-Z]{18}$/i.test(written)) {
    const sharers = findByCreditCode(ledger, written.toUpperCase(), on);
    const [only] = sharers;
    if (sharers.length > 1) return ambiguous(text, sharers);
    if (only) return { kindergarten: only };
  }
  const at = written.lastIndexOf('@');
  const name =
    at > 0
      ? text
          .trim()
          .slice(0, text.trim().search(/[@＠][^@＠]*$/u))
          .trim()
      : text.trim();
  const district = at > 0 ? written.slice(at + 1).trim() : null;
  const meant = findByName(ledger, name, on).filter((each) => district === null || isIn(each, district));
  if (meant.length <= 1) return found(meant[0], ledger, name, on);
  return ambiguous(text, meant);
}

function ambiguous(text: string, meant: readonly Kindergarten[]): Lookup {
  const places = meant
    .slice(0, shown)
    .map((each) => {
      const code = each.code === null || districtsTell(meant) ? '' : `，学校标识码 ${each.code}`;
      return `${each.name}（${each.district ?? '区县不明'}${code}，#${each.id}）`;
    })
    .join('、');
  const more = meant.length > shown ? ` 等 ${meant.length} 所` : '';
  return {
    code: 'kindergarten-ambiguous',
    parameters: { value: text, candidates: `${places}${more}`, way: wayToTell(meant) },
  };
}

/** As `lookUpKindergarten`. @throws Failure `kindergarten-unknown`, `kindergarten-ambiguous` */
export function resolveKindergarten(ledger: Ledger, text: string, on: IsoDate): Kindergarten {
  const lookup = lookUpKindergarten(ledger, text, on);
  if (lookup.kindergarten) return lookup.kindergarten;
  throw new Failure(lookup.code, lookup.parameters);
}

/** Whether each stands in a district of its own. */
function districtsTell(meant: readonly Kindergarten[]): boolean {
  const districts = new Set(meant.map(({ district }) => district));
  return districts.size === meant.length && !districts.has(null);
}

/** How to say which is meant: a district only tells apart those of different ones. */
function wayToTell(meant: readonly Kindergarten[]): string {
  const number = `#${meant[0]?.id}`;
  return districtsTell(meant)
    ? `写成“名称@区县”，或写 ${number} 这样的编号`
    : `写编号，例如 ${number}，或写学校标识码`;
}

function isIn(kindergarten: Kindergarten, district: string): boolean {
  const name = kindergarten.district;
  return name !== null && (name === district || (district.length >= 2 && name.startsWith(district)));
}

function found(kindergarten: Kindergarten | undefined, ledger: Ledger, text: string, on: IsoDate): Lookup {
  if (kindergarten) return { kindergarten };
  const key = nameKey(text).replace(/幼儿园/gu, '');
  const near = listKindergartens(ledger, on)
    .map((each) => ({ name: each.name, score: similarity(key, nameKey(each.name).replace(/幼儿园/gu, '')) }))
    .filter((each) => each.score >= 0.3)
    .sort((one, other) => other.score - one.score || (one.name < other.name ? -1 : 1))
    .slice(0, shown)
    .map((each) => each.name);
  return {
    code: 'kindergarten-unknown',
    parameters: { value: text, near: near.length > 0 ? `名称相近的有：${near.join('、')}。` : '' },
  };
}
