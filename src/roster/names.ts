import { confusionOf } from '../common/lookalikes.ts';
import { mayBeTraditional, simplified } from '../common/traditional.ts';

/** Names of kindergartens as keys and parts: pure text, no ledger. */

const blanks = /[\s\u00a0\u180e\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/gu;
const digits = '零一二三四五六七八九';
const numeral = '[零〇一二三四五六七八九十百]';

/** 12 → 十二, 105 → 一百零五; with leading zeros or above 999 digit by digit, as such numbers are spoken. */
function chineseNumeral(text: string): string {
  const number = Number(text);
  if (text.length > 3 || (text.length > 1 && text.startsWith('0')) || number === 0) {
    return [...text].map((digit) => digits[Number(digit)]).join('');
  }
  const hundreds = Math.floor(number / 100);
  const tens = Math.floor((number % 100) / 10);
  const ones = number % 10;
  const upper = hundreds > 0 ? `${digits[hundreds]}百` : '';
  const between = hundreds > 0 && tens === 0 && ones > 0 ? '零' : '';
  const middle = tens > 0 ? `${tens > 1 || hundreds > 0 ? digits[tens] : ''}十` : '';
  return `${upper}${between}${middle}${ones > 0 ? digits[ones] : ''}`;
}

// Not part of a kindergarten's name: its legal form, and remarks on who runs it.
const legalSuffix = /(?:股份有限公司|有限责任公司|有限公司)$/u;
const legalInside = /幼儿园(?:股份有限公司|有限责任公司|有限公司)/gu;
const bracketedRemark =
  /\((?:有限公司|有限责任公司|个人独资|普通合伙|有限合伙|特殊普通合伙|合伙|民办非企业|民办|公办|普惠|普惠性|普惠性民办|民办普惠|暂定名|筹|新建)\)/gu;

// 第壹 is 第一; without 第 only as the whole name behind a place: 壹品 and 大陆 are names of their own.
const formalDigits = '零壹贰叁肆伍陆柒捌玖';
const formalNumeral = /(?<=第)[壹贰叁肆伍陆柒捌玖拾]+|(?<=^|[区县市镇乡])[壹贰叁肆伍陆柒捌玖拾]+(?=幼儿园)/gu;
const plainNumeral = (text: string) =>
  [...text].map((each) => (each === '拾' ? '十' : digits[formalDigits.indexOf(each)])).join('');

// 石桥镇中心园 is short for 石桥镇中心幼儿园.
const shortEnding = /(?<=中心|实验|机关)园$/u;

const ordinal = new RegExp(`第+(?=${numeral})`, 'gu');
// Most names: nothing in them is folded, dropped or rewritten. Worth knowing at hundreds of thousands of names.
const plainName = /^[\u4e00-\u9fa5]+$/u;
const rewritable = /第|公司|幼稚园|[心验关]园$|[壹贰叁肆伍陆柒捌玖拾]/u;

const isPlain = (name: string) => plainName.test(name) && !rewritable.test(name) && !mayBeTraditional(name);

function keyStep(name: string): string {
  return simplified(name.replace(blanks, '').normalize('NFKC').replace(blanks, ''))
    .replace(/[【〔〖[{《〈「『]/gu, '(')
    .replace(/[】〕〗\]}》〉」』]/gu, ')')
    .replace(bracketedRemark, '')
    .replace(/[()"'“”‘’·•・‧∙⋅.,，。、;；:：*_—–\-~〜/\\]/gu, '')
    .toLowerCase()
    .replace(/[0-9]+/gu, chineseNumeral)
    .replace(/〇/gu, '零')
    .replace(/幼稚园/gu, '幼儿园')
    .replace(formalNumeral, plainNumeral)
    .replace(ordinal, '')
    .replace(legalInside, '幼儿园')
    .replace(legalSuffix, '')
    .replace(shortEnding, '幼儿园');
}

/**
 * The name as it is compared: compatibility forms folded, traditional characters simplified, blanks, brackets and
 * punctuation gone, 第1, 第一 and 第壹 all 一, legal form and bracketed remarks on it dropped. Two kindergartens of one district with the same key are the
 * same kindergarten. Idempotent. A name of which nothing is left keeps its squeezed text.
 */
export function nameKey(name: string): string {
  if (isPlain(name)) return name;
  let key = name;
  for (;;) {
    const next = keyStep(key);
    if (next === '') return key;
    if (next === key || isPlain(next)) return next;
    key = next;
  }
}

/** 公办 or 民办, where a name says so in brackets; the key does not hold it, but two that differ are not one. */
export function sectorRemark(name: string): '公办' | '民办' | null {
  const remark = /[(（【［[〔](?:普惠性?)?(公办|民办)[^)）】］\]〕]*[)）】］\]〕]/u.exec(name)?.[1];
  return (remark as '公办' | '民办' | undefined) ?? null;
}

/** Names of places that kindergartens put before their own: 云溪市, 东湖区, 湖滨街道. */
export interface PlaceNames {
  readonly cities: readonly string[];
  readonly districts: readonly { readonly id: number; readonly name: string }[];
  /** Of the whole ledger: 镇 and 街道 by full name. */
  readonly towns: readonly string[];
}

/** A name taken apart. */
export interface NameParts {
  readonly key: string;
  /** The key without the city before a district's full name: 云溪市东湖区实验幼儿园 is 东湖区实验幼儿园. */
  readonly placed: string;
  /** Starts with the city's name, and no district follows. */
  readonly city: boolean;
  /** Office ids of the districts whose name stands at its head (several where districts share a short name). */
  readonly districts: readonly number[];
  /** Town at its head, without 镇 / 乡 / 街道. */
  readonly town: string | null;
  /** What is left: 实验 of 云溪市东湖区实验幼儿园分园. */
  readonly core: string;
  /** 分园, 东校区 … : what follows 幼儿园; 总园 and 本部 count as none. */
  readonly campus: string;
  /** 幼儿园 itself is written with a slip of the pen (幼儿圆, 幼而园). */
  readonly misspelt: boolean;
}

// 幼儿园 with one of its characters wrong, missing or doubled, at the end of a name; parts (分园, 园区) are no slip.
const misspeltEnding =
  /(?:幼儿[圆元园院苑原圃囿团围国图因]|幼[而尔耳几二见]园|[右友又有优由幻]儿园|幼儿园园|幼儿儿园|幼幼儿园|幼园儿|儿幼园|幼园|儿园|幼儿)$/u;

/** What tells a campus from its sisters: 滨河 of 滨河分园, 滨河校区 and （滨河）. */
export function campusStem(campus: string): string {
  return campus.replace(/(?:分园|校区|园区|分校|分部|园|校|部)$/u, '') || campus;
}

const townEnding = /(?:街道|镇|乡)$/u;
const unknownCity = /^\p{Script=Han}{2,3}市/u;
const unknownTown = new RegExp(`^(\\p{Script=Han}{2,3}?)(?:街道|镇|乡)(?=.{2}|${numeral}$)`, 'u');
const campusInside = /(?:第?[零一二三四五六七八九十]+)?(?:分园|校区|园区|分校|分部|(?<=.)[东西南北][园区])$/u;

/** Takes names apart with the places of one ledger; made once, used for many names. */
export class NameReader {
  readonly #cities: readonly string[];
  readonly #districts: ReadonlyMap<string, readonly number[]>;
  readonly #districtWords: readonly string[];
  readonly #towns: ReadonlySet<string>;
  readonly #townStems: ReadonlySet<string>;
  readonly #longestTown: number;

  constructor(places: PlaceNames) {
    const longFirst = (one: string, other: string) => other.length - one.length;
    const city = (name: string) => (name.length > 2 ? [name, name.replace(/市$/u, '')] : [name]);
    this.#cities = [...new Set(places.cities.map(nameKey).flatMap(city))].sort(longFirst);
    const districts = new Map<string, number[]>();
    for (const { id, name } of places.districts) {
      const key = nameKey(name);
      const short = key.length > 2 ? key.replace(/(?:自治县|自治旗|区|市|县|旗)$/u, '') : key;
      for (const word of new Set([key, short])) districts.set(word, [...(districts.get(word) ?? []), id]);
    }
    this.#districts = districts;
    this.#districtWords = [...districts.keys()].sort(longFirst);
    this.#towns = new Set(places.towns.map(nameKey));
    this.#townStems = new Set([...this.#towns].map((town) => town.replace(townEnding, '')));
    this.#longestTown = Math.max(0, ...[...this.#towns].map((town) => town.length));
  }

  /** Takes a name apart; a part is only taken off where something of the name remains. */
  read(name: string): NameParts {
    const key = nameKey(name);
    const slip = misspeltEnding.exec(key);
    const misspelt = slip !== null && slip.index > 0 && slip[0] !== '幼儿园';
    if (misspelt) return { ...this.#take(`${key.slice(0, slip.index)}幼儿园`, key), misspelt };
    return { ...this.#take(key, key), misspelt: false };
  }

  /** `key`: of the name with 幼儿园 as it should be; `written`: as it is. */
  #take(key: string, written: string): Omit<NameParts, 'misspelt'> {
    const at = key.lastIndexOf('幼儿园');
    let head = at > 0 ? key.slice(0, at) : key.replace(/幼儿园$/u, '');
    let campus = at > 0 ? key.slice(at + 3) : '';
    const inside = campusInside.exec(head);
    if (campus === '' && inside && inside.index > 0) {
      campus = inside[0];
      head = head.slice(0, inside.index);
    }
    if (/^(?:总园|本部|本园|总部|中心园)$/u.test(campus)) campus = '';
    let city = false;
    let placed = written;
    const cityName = this.#cities.find((each) => head.startsWith(each) && head.length > each.length);
    if (cityName !== undefined) {
      head = head.slice(cityName.length);
      city = true;
    } else {
      // A city the ledger does not know is only believed where one of its districts follows.
      const unknown = unknownCity.exec(head)?.[0];
      if (unknown && this.#districtAt(head.slice(unknown.length))) head = head.slice(unknown.length);
    }
    const district = this.#districtAt(head);
    if (district !== undefined) {
      if (city && /[区市县旗]$/u.test(district)) placed = written.slice(cityName?.length);
      head = head.slice(district.length);
      city = false;
    }
    const town = this.#townAt(head);
    if (town !== undefined) head = head.slice(town.length);
    return {
      key: written,
      placed,
      city,
      districts: district === undefined ? [] : (this.#districts.get(district) ?? []),
      town: town === undefined ? null : town.replace(townEnding, ''),
      core: head,
      campus,
    };
  }

  #districtAt(head: string): string | undefined {
    // A short name (东湖) must leave more than one character: 东湖湾 is a name of its own.
    return this.#districtWords.find((word) => {
      const least = /[区市县旗]$/u.test(word) ? 1 : 2;
      return head.startsWith(word) && head.length >= word.length + least;
    });
  }

  #townAt(head: string): string | undefined {
    for (let length = Math.min(this.#longestTown, head.length - 1); length >= 2; length -= 1) {
      const candidate = head.slice(0, length);
      if (this.#towns.has(candidate)) return candidate;
      // 石桥中心 is 石桥镇's; 石桥花园 is a name of its own.
      if (this.#townStems.has(candidate) && isGenericCore(head.slice(length))) return candidate;
    }
    return unknownTown.exec(head)?.[0];
  }
}

/** Whether a core names no kindergarten in particular: 实验, 中心, 第一, 机关 stand in every district. */
export function isGenericCore(core: string): boolean {
  return (
    core
      .replace(/实验|中心|机关|直属|公办|示范|示|教育|镇|乡|街道|村/gu, '')
      .replace(new RegExp(numeral, 'gu'), '') === ''
  );
}

// Characters that tell one kindergarten from its neighbour: number, direction, size, age.
const telling = new Set(
  '零〇一二三四五六七八九十百千两甲乙丙丁东西南北中上下左右前后内外大小新老旧abcdefghijklmnopqrstuvwxyz',
);

export function isTelling(character: string): boolean {
  return telling.has(character);
}

/**
 * Whether two cores differ by one slip of the pen: one character put, left out or wrong, and not one of those
 * that tell kindergartens apart. Cores of fewer than four characters are too short to tell.
 */
export function differsByOneSlip(one: string, other: string): boolean {
  const a = [...one];
  const b = [...other];
  if (
    Math.max(a.length, b.length) < 4 ||
    Math.min(a.length, b.length) < 3 ||
    Math.abs(a.length - b.length) > 1
  ) {
    return false;
  }
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) {
    tail += 1;
  }
  const left = a.slice(head, a.length - tail);
  const right = b.slice(head, b.length - tail);
  if (left.length + right.length === 0 || left.length > 1 || right.length > 1) return false;
  return ![...left, ...right].some((character) => telling.has(character));
}

/** Most characters of a core that is short: one slip in it leaves little in common. */
export const shortCore = 3;

/**
 * Whether two short cores of the same length differ in one character that is easily put for the other: 小太阳 and
 * 小大阳, 启明 and 起明, but not 小太阳 and 金太阳, which are two names that many kindergartens bear.
 */
export function differsByLookalike(one: string, other: string): '同音' | '形近' | null {
  const a = [...one];
  const b = [...other];
  if (a.length !== b.length || a.length < 2 || a.length > shortCore) return null;
  const at = a.findIndex((character, index) => character !== b[index]);
  if (at < 0 || a.slice(at + 1).join('') !== b.slice(at + 1).join('')) return null;
  const [left, right] = [a[at] ?? '', b[at] ?? ''];
  return telling.has(left) && telling.has(right) ? null : confusionOf(left, right);
}

/**
 * Whether the names of two towns, without their 镇, 乡 or 街道, differ by one slip of the pen: one character left out
 * (光明 and 光明路), or one put for another that is easily taken for it; not one that tells places apart.
 */
export function differsByPlaceSlip(one: string, other: string): boolean {
  if (one === other) return false;
  const [short, long] = one.length < other.length ? [[...one], [...other]] : [[...other], [...one]];
  if (short.length === long.length)
    return differsByLookalike(one, other) !== null || differsByOneSlip(one, other);
  if (long.length - short.length > 1 || short.length < 2) return false;
  const at = long.findIndex((character, index) => character !== short[index]);
  return long.slice(at + 1).join('') === short.slice(at).join('') && !telling.has(long[at] ?? '');
}

/** Pairs of neighbouring characters, once each; a single character stands for itself. */
function bigrams(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))];
}

/** Share of bigrams two texts have in common, 0–1 (Dice). */
export function similarity(one: string, other: string): number {
  const a = bigrams(one);
  const b = new Set(bigrams(other));
  if (a.length + b.size === 0) return 0;
  return (2 * a.filter((pair) => b.has(pair)).length) / (a.length + b.size);
}
