import type { Dictionary } from '../dictionary.ts';
import { compactText, lineText } from './cell-text.ts';
import { type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

const yes = new Set('是 √ ✓ ✔ ☑ 有 对 1 Y YES TRUE T'.split(' '));
const no = new Set('否 不是 非 × ✗ ✘ ✕ ✖ X 无 没有 0 N NO FALSE F'.split(' '));

/** 是/否, √/×, 有/无, 1/0, Y/N; anything else is refused. */
export const normaliseYesNo: Normaliser = (content) => {
  if (content.type === 'boolean') return taken(content.value);
  if (content.type === 'date') return wrongKind(content, '“是”或“否”');
  const text = content.type === 'number' ? String(content.value) : compactText(content.value).toUpperCase();
  if (yes.has(text)) return taken(true);
  if (no.has(text)) return taken(false);
  return refused('yes-no-invalid');
};

const indexes = new WeakMap<Dictionary, Map<string, string>>();

/** Every wording of a dictionary, blanks and width aside, to its term. */
function indexOf(dictionary: Dictionary): Map<string, string> {
  const known = indexes.get(dictionary);
  if (known) return known;
  const index = new Map<string, string>();
  for (const { term, synonyms } of dictionary.terms) {
    for (const wording of synonyms) index.set(compactText(wording), term);
  }
  for (const { term } of dictionary.terms) index.set(compactText(term), term);
  indexes.set(dictionary, index);
  return index;
}

/** Longest wording that an open dictionary takes without knowing it. */
const longestTerm = 20;

/** A word of a dictionary: synonyms become their term; what is unknown is taken with a warning only where the dictionary is open. */
export const normaliseTerm: Normaliser = (content, field, tools) => {
  const dictionary = tools.dictionaries.get(field.dictionary ?? '');
  const name = dictionary?.name ?? '';
  if (content.type !== 'text') return wrongKind(content, `${name}的写法`);
  const index = dictionary && indexOf(dictionary);
  // A term as it should be written: nearly every cell.
  if (index?.get(content.value) === content.value) return taken(content.value);
  const text = compactText(content.value);
  const term = index?.get(text);
  if (term !== undefined) return compactText(term) === text ? taken(term) : rewritten(term);
  const allowed = dictionary?.terms.map((entry) => entry.term).join('、') ?? '';
  const words = lineText(content.value);
  if (!dictionary?.open || !/\p{L}/u.test(text) || words.length > longestTerm) {
    return refused('term-not-allowed', { dictionary: name, allowed });
  }
  return { value: words, findings: [{ code: 'term-unknown', parameters: { dictionary: name, allowed } }] };
};
