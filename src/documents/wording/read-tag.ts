import { nearTexts } from '../../tables/hand-mapping.ts';
import { formatNames, isFormat } from './formats.ts';
import type { Report } from './problem.ts';
import { readCondition } from './read-condition.ts';
import { readPath } from './read-path.ts';
import type { Condition, Each, FormatCall, Path, TextPlace } from './wording.ts';
import { eachWords, isOneOf, type TagKind, tagWords } from './words.ts';

/** What stands between `{{` and `}}`. */
export type Tag =
  | { readonly kind: 'field'; readonly path: Path; readonly formats: readonly FormatCall[] }
  | { readonly kind: 'open'; readonly of: 'choose'; readonly condition: Condition; readonly place: TextPlace }
  | { readonly kind: 'open'; readonly of: 'count'; readonly path: Path; readonly place: TextPlace }
  | ({ readonly kind: 'open'; readonly of: 'each'; readonly place: TextPlace } & Pick<
      Each<never>,
      'path' | 'as' | 'between'
    >)
  | {
      readonly kind: 'divide';
      readonly of: 'elseChoose';
      readonly condition: Condition;
      readonly place: TextPlace;
    }
  | { readonly kind: 'divide'; readonly of: 'otherwise' | 'zero' | 'one' | 'many'; readonly place: TextPlace }
  | { readonly kind: 'close'; readonly of: 'choose' | 'count' | 'each'; readonly place: TextPlace };

export type ControlTag = Exclude<Tag, { kind: 'field' }>;

const kinds = Object.entries(tagWords) as [TagKind, readonly string[]][];
const openers = ['choose', 'count', 'each'] as const;

/** Two kinds of tag where a word is neither: `{{#每一个 …}}`. */
const known = `{{#如果 …}}、{{#否则}}、{{/如果}}、{{#每个 …}}、{{/每个}}、{{#按数 …}}、{{/按数}}`;

/** @param text what stands between the braces; @param place where it begins; undefined where reported */
export function readTag(text: string, place: TextPlace, report: Report): Tag | undefined {
  const inner = text.trim();
  const at = { line: place.line, column: place.column + text.indexOf(inner) };
  const sign = inner[0] ?? '';
  if ('#＃'.includes(sign) && sign !== '') return readOpening(inner.slice(1), after(at, 1), report);
  if ('/／'.includes(sign) && sign !== '') {
    const word = inner.slice(1).trim();
    const of = openers.find((each) => isOneOf(tagWords[each], word));
    if (of) return { kind: 'close', of, place: at };
    report(at, `“{{${inner}}}”不是结束的写法；应是 {{/如果}}、{{/每个}} 或 {{/按数}}`);
    return undefined;
  }
  return readField(inner, at, report);
}

const after = (place: TextPlace, count: number): TextPlace => ({ ...place, column: place.column + count });

function readField(text: string, at: TextPlace, report: Report): Tag | undefined {
  const [name = '', ...calls] = text.split(/[|｜]/);
  const path = readPath(name.trim(), at, report);
  const formats: FormatCall[] = [];
  let column = name.length;
  for (const call of calls) {
    const [format = '', ...rest] = call.trim().split(/\s+/);
    if (!isFormat(format)) {
      const near = nearTexts(format, formatNames);
      const hint = near.length > 0 ? `是不是“${near.join('”或“')}”？` : '';
      report(after(at, column + 1), `没有“${format}”这种格式。${hint}可用：${formatNames.join('、')}`);
      return undefined;
    }
    formats.push({ name: format, arguments: rest });
    column += 1 + call.length;
  }
  return path && { kind: 'field', path, formats };
}

function readOpening(text: string, at: TextPlace, report: Report): Tag | undefined {
  const [, word = '', blanks = '', rest = ''] = /^(\S*)(\s*)([\s\S]*)$/.exec(text) ?? [];
  const kind = kinds.find(([, words]) => isOneOf(words, word))?.[0];
  const place = after(at, -1);
  const restPlace = after(at, word.length + blanks.length);
  switch (kind) {
    case undefined:
      report(place, `“{{#${word}”看不懂；可写 ${known}，词的后面空一格`);
      return undefined;
    case 'choose':
    case 'elseChoose': {
      // A tag that was not understood still opens, or its end would be found fault with as well.
      const condition = readCondition(rest, restPlace, report) ?? { kind: 'all', of: [] };
      return kind === 'choose'
        ? { kind: 'open', of: kind, condition, place }
        : { kind: 'divide', of: kind, condition, place };
    }
    case 'each':
      return readEach(rest, restPlace, place, report);
    case 'count': {
      const path = readPath(rest.trim(), restPlace, report) ?? { names: [], place };
      return { kind: 'open', of: 'count', path, place };
    }
    default:
      if (rest === '') return { kind: 'divide', of: kind, place };
      report(restPlace, `“{{#${word}}}”里不用再写别的，请删去“${rest}”`);
      return undefined;
  }
}

/** `园所 为 园 用 、 和` */
function readEach(text: string, at: TextPlace, place: TextPlace, report: Report): Tag | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const path = readPath(words.shift() ?? '', at, report) ?? { names: [], place };
  let as: string | undefined;
  let between: Each<never>['between'];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const value = words.shift();
    if (value !== undefined && isOneOf(eachWords.as, word)) as = value;
    else if (value !== undefined && isOneOf(eachWords.between, word)) {
      const last = words.length > 0 && !isOneOf(eachWords.as, words[0] ?? '') ? words.shift() : undefined;
      between = { usual: value, last: last ?? value };
    } else {
      report(at, `“${word}”看不懂；写法如 {{#每个 园所}}、{{#每个 园所 为 园}}、{{#每个 园所 用 、 和}}`);
      break;
    }
  }
  if (as !== undefined) readPath(as, at, report);
  return {
    kind: 'open',
    of: 'each',
    path,
    place,
    ...(as === undefined ? {} : { as }),
    ...(between === undefined ? {} : { between }),
  };
}
