import { confusionOf } from '../common/lookalikes.ts';

/** Characters that make another district of a name: direction, number, age, size, place. */
const distinguishing = new Set('东西南北中左右前后内外上下大小新老旧零〇一二三四五六七八九十百千');

/** What a district's name ends in. */
const endings = new Set('区市县旗');

/** Before 区 these make a whole name by themselves: 城区, 郊区, 矿区. */
const wholeNames = new Set('东西南北中城郊矿');

/** What differs between two names: what only the one has, and what only the other has in its place. */
interface Difference {
  readonly written: string;
  readonly known: string;
}

function differenceOf(written: string, known: string): Difference {
  const one = [...written];
  const other = [...known];
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  return {
    written: one.slice(head, one.length - tail).join(''),
    known: other.slice(head, other.length - tail).join(''),
  };
}

const isHan = (text: string) => /^\p{Script=Han}*$/u.test(text);

/** A name that may well be a district's, whatever the ledger has: an ending, and before it something to be called. */
function couldBeDistrict(name: string): boolean {
  const characters = [...name];
  const [ending, before] = [characters.at(-1) ?? '', characters.at(-2) ?? ''];
  if (!isHan(name) || !endings.has(ending) || endings.has(before)) return false;
  // 县 of one character are many (单县), 区 are few.
  return characters.length > 2 || (characters.length === 2 && (ending !== '区' || wholeNames.has(before)));
}

/**
 * Whether a name is a known district's with one slip of the pen: its ending wrong, one character put, left out or no
 * Chinese one. A name that may be another district's is none: 东湖区 beside 西湖区, 青山县 beside 青石县.
 */
function isSlipOf(written: string, known: string): boolean {
  const difference = differenceOf(written, known);
  if ([...difference.written].length > 1 || [...difference.known].length > 1) return false;
  if (difference.written === '' && difference.known === '') return false;
  if (!couldBeDistrict(written)) return true;
  const differing = [...difference.written, ...difference.known];
  if (differing.some((character) => distinguishing.has(character))) return false;
  // 东湖县 may stand beside 东湖区: the one often was made of the other.
  if (differing.some((character) => endings.has(character))) return false;
  // Two characters before the ending are too few to tell a wrong one from a neighbour's (青山县, 青石县), unless the
  // one is easily put for the other (东胡区, 东湖区).
  const replaced = difference.written !== '' && difference.known !== '';
  if (replaced && written.length === 3) return confusionOf(difference.written, difference.known) !== null;
  return Math.min([...written].length, [...known].length) >= (replaced ? 4 : 3);
}

/**
 * The district of the ledger that a name the ledger lacks most probably means, with one slip of the pen; null where
 * the name may be another district's.
 */
export function districtMeant(written: string, known: readonly string[]): string | null {
  return known.find((name) => isSlipOf(written, name)) ?? null;
}
