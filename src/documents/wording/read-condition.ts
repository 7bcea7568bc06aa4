import type { Report } from './problem.ts';
import { readPath } from './read-path.ts';
import type { Condition, Operand, TextPlace } from './wording.ts';
import { comparisonWords, conditionWords, isOneOf } from './words.ts';

interface Word {
  readonly text: string;
  readonly place: TextPlace;
  readonly isQuoted?: boolean;
}

const operators = Object.keys(comparisonWords)
  .filter((word) => /^\P{L}+$/u.test(word))
  .sort((one, other) => other.length - one.length);
const isNumber = (text: string) => /^-?\d+(?:\.\d+)?%?$/.test(text);

/** Words, quoted texts, brackets and signs of comparison, in order; undefined after a quotation that does not end. */
function wordsOf(text: string, start: TextPlace, report: Report): Word[] | undefined {
  const words: Word[] = [];
  let index = 0;
  const place = (at: number) => ({ line: start.line, column: start.column + at });
  while (index < text.length) {
    const sign = text[index] ?? '';
    if (/\s/.test(sign)) {
      index++;
      continue;
    }
    const from = index;
    const closing = { '"': '"', "'": "'", '“': '”', '‘': '’' }[sign];
    if (closing) {
      const end = text.indexOf(closing, index + 1);
      if (end < 0) {
        report(place(from), `引号没有成对：这里的 ${sign} 后面应有 ${closing}`);
        return undefined;
      }
      words.push({ text: text.slice(from + 1, end), place: place(from), isQuoted: true });
      index = end + 1;
      continue;
    }
    const operator = operators.find((each) => text.startsWith(each, index));
    const bracket = '()（）'.includes(sign);
    if (operator || bracket) index += operator?.length ?? 1;
    else while (index < text.length && !/[\s()（）"'“‘=＝≠!！<>＜＞≥≤]/.test(text[index] ?? '')) index++;
    // A sign that is no operator by itself, as a lone `!`.
    if (index === from) index++;
    words.push({ text: text.slice(from, index), place: place(from) });
  }
  return words;
}

/** `有 园所 且 (逾期数 > 0 或 类别 = “示范”)`; undefined where it cannot be read, which is reported. */
export function readCondition(text: string, start: TextPlace, report: Report): Condition | undefined {
  const words = wordsOf(text, start, report);
  if (!words) return undefined;
  let next = 0;
  const end = { line: start.line, column: start.column + text.length };
  const fail = (place: TextPlace, expected: string): undefined => {
    report(place, expected);
    return undefined;
  };
  const is = (group: readonly string[]) => {
    const word = words[next];
    return word !== undefined && !word.isQuoted && isOneOf(group, word.text);
  };

  function operand(): Operand | undefined {
    const word = words?.[next];
    if (!word) return fail(end, '条件没有写完，后面应是字段名、数字或引号里的文字');
    next++;
    if (word.isQuoted) return { literal: word.text };
    if (isNumber(word.text)) {
      const value = Number(word.text.replace('%', ''));
      return { literal: word.text.endsWith('%') ? value / 100 : value };
    }
    return readPath(word.text, word.place, report);
  }

  function single(): Condition | undefined {
    if (is(conditionWords.not)) {
      next++;
      const of = single();
      return of && { kind: 'not', of };
    }
    if (is(conditionWords.has)) next++;
    if (is(['(', '（'])) {
      next++;
      const inner = anyOf();
      if (!inner) return undefined;
      if (!is([')', '）'])) return fail(words?.[next]?.place ?? end, '括号没有成对，这里应有“)”');
      next++;
      return inner;
    }
    const left = operand();
    if (!left) return undefined;
    const sign = words?.[next];
    const operator = sign && !sign.isQuoted ? comparisonWords[sign.text] : undefined;
    if (operator) {
      next++;
      const right = operand();
      return right && { kind: 'compare', operator, left, right };
    }
    if ('literal' in left) {
      return fail(words?.[next - 1]?.place ?? end, '条件应从字段名写起，如 逾期数 > 0');
    }
    return { kind: 'has', path: left };
  }

  function series(
    kind: 'all' | 'any',
    group: readonly string[],
    each: () => Condition | undefined,
  ): Condition | undefined {
    const first = each();
    if (!first) return undefined;
    const of = [first];
    while (is(group)) {
      next++;
      const further = each();
      if (!further) return undefined;
      of.push(further);
    }
    return of.length === 1 ? first : { kind, of };
  }

  const allOf = () => series('all', conditionWords.all, single);
  function anyOf(): Condition | undefined {
    return series('any', conditionWords.any, allOf);
  }

  const condition = anyOf();
  const left = words[next];
  if (condition && left) {
    return fail(left.place, `“${left.text}”放在这里看不懂；几个条件之间写“且”或“或”，各词之间空一格`);
  }
  return condition;
}
