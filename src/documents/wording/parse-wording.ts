import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { nearTexts } from '../../tables/hand-mapping.ts';
import { type Flat, nest } from './nest.ts';
import type { Report, WordingProblem } from './problem.ts';
import { readCells, readControlLine, readText } from './read-text.ts';
import type { Align, Line, TextPlace, Wording } from './wording.ts';
import { directiveSynonyms, directives, isOneOf, landscapeWords } from './words.ts';

/** Longest template that is read: a document of some hundred pages. */
const longest = 400_000;

/**
 * Reads a template and finds all that is wrong with it, in the order of the lines.
 * @param file how the template is called in findings
 */
export function inspectWording(
  text: string,
  file: string,
): { readonly wording: Wording; readonly problems: readonly WordingProblem[] } {
  const problems: WordingProblem[] = [];
  const report: Report = (place, expected) => problems.push({ ...place, expected });
  const flat: Flat<Line>[] = [];
  const source = text.replace(/^\ufeff/, '');
  if (source.length > longest) report({ line: 1, column: 1 }, `模板太长，最多 ${longest} 字`);
  for (const [index, raw] of source
    .slice(0, longest)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .entries()) {
    readLine(raw, index + 1, flat, report);
  }
  if (isGap(flat.at(-1))) flat.pop();
  checkColumns(flat, report);
  const nodes = nest(flat, ({ kind }) => kind === 'gap' || kind === 'remark', report);
  problems.sort((one, other) => one.line - other.line || one.column - other.column);
  return { wording: { file, nodes }, problems };
}

/** @throws Failure `wording-invalid` with everything that is wrong: line, column and what to write instead */
export function parseWording(text: string, file: string): Wording {
  const { wording, problems } = inspectWording(text, file);
  const [first, ...also] = problems.map((problem) => problemFinding(problem, file));
  if (first) throw new Failure(first, {}, { also });
  return wording;
}

function problemFinding({ line, column, expected }: WordingProblem, file: string): Finding {
  return makeFinding('wording-invalid', { file, line, column, expected }, { file });
}

function readLine(raw: string, line: number, flat: Flat<Line>[], report: Report): void {
  const text = raw.trim();
  const place = { line, column: raw.length - raw.trimStart().length + 1 };
  const put = (leaf: Line) => flat.push({ leaf });
  const rest = (count: number) => {
    const tail = text.slice(count);
    const own = tail.trimStart();
    return readText(own, { line, column: place.column + count + tail.length - own.length }, report);
  };
  if (text === '') {
    if (!isGap(flat.at(-1))) put({ kind: 'gap' });
    return;
  }
  const tag = readControlLine(text, place, report);
  if (tag) {
    if (tag !== 'broken') flat.push({ tag });
    return;
  }
  const heading = /^(#+)(?=\s|[^#])/.exec(text)?.[1]?.length;
  if (heading === 1) put({ kind: 'title', text: rest(1) });
  else if (heading !== undefined) putHeading(text, heading, place, flat, report);
  else if (text.startsWith('|')) putRow(text, place, flat, report);
  else if (/^\+\s/.test(text)) put({ kind: 'item', text: rest(1) });
  else if (text.startsWith('【')) putDirective(text, place, flat, report);
  else put({ kind: 'paragraph', style: 'body', text: rest(0) });
}

const isGap = (token: Flat<Line> | undefined) =>
  token !== undefined && 'leaf' in token && token.leaf.kind === 'gap';

/** Numbers that a heading was given by hand, by level: they are made anew. */
const typedNumbers = {
  1: /^[一二三四五六七八九十]+、\s*/,
  2: /^[（(][一二三四五六七八九十]+[）)]\s*/,
  3: /^\d+[.．、]\s*/,
  4: /^[（(]\d+[）)]\s*/,
} as const;

function putHeading(text: string, signs: number, place: TextPlace, flat: Flat<Line>[], report: Report): void {
  if (signs > 5) {
    report(place, '标题最多四级，对应 ## 到 #####；一个 # 是全文的标题');
    return;
  }
  const level = (signs - 1) as 1 | 2 | 3 | 4;
  const own = text.slice(signs).trimStart();
  const words = own.replace(typedNumbers[level], '');
  const column = place.column + text.length - words.length;
  flat.push({
    leaf: { kind: 'heading', level, text: readText(words, { line: place.line, column }, report) },
  });
}

function putRow(text: string, place: TextPlace, flat: Flat<Line>[], report: Report): void {
  if (/^\|(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?$/.test(text)) {
    const parts = text.split('|').map((part) => part.trim());
    const columns = parts
      .filter((part) => part !== '')
      .map((part) => {
        const [left, right] = [part.startsWith(':'), part.endsWith(':')];
        const align: Align | undefined = right ? (left ? 'centre' : 'right') : left ? 'left' : undefined;
        return { share: part.replaceAll(':', '').length, ...(align && { align }) };
      });
    flat.push({ leaf: { kind: 'rule', columns } });
    return;
  }
  flat.push({ leaf: { kind: 'row', cells: readCells(text, place, report), place } });
}

function putDirective(text: string, place: TextPlace, flat: Flat<Line>[], report: Report): void {
  const [whole, name = '', argument = ''] = /^【\s*([^\s】]+)\s*([^】]*)】/.exec(text) ?? [];
  const directive = Object.hasOwn(directives, name)
    ? directives[name]
    : Object.hasOwn(directiveSynonyms, name.toLowerCase())
      ? directives[directiveSynonyms[name.toLowerCase()] ?? '']
      : undefined;
  if (whole === undefined || !directive) {
    const near = nearTexts(name, Object.keys(directives), 1)[0];
    const hint = near ? `是不是“【${near}】”？` : '';
    const all = Object.keys(directives).map((each) => `【${each}】`);
    report(place, `没有“【${name}】”这种写法。${hint}可用：${all.join('')}；确实要写“【”的，请写成“\\【”`);
    return;
  }
  const words = argument.trim();
  const tail = text.slice(whole.length);
  const own = tail.trimStart();
  const after = { line: place.line, column: place.column + text.length - own.length };
  const put = (leaf: Line) => flat.push({ leaf });
  const said = () => {
    if (own === '') report(after, `【${name}】后面没有文字，请补上或删去这一行`);
    return readText(own, after, report);
  };
  const noArgument = () => {
    if (words !== '') report(place, `【${name}】的括号里不用写“${words}”`);
  };
  const nothingAfter = () => {
    if (own !== '') report(after, `【${name}】应单独占一行，请把后面的文字移到下一行`);
  };
  switch (directive.kind) {
    case 'particular':
      noArgument();
      return void put({ kind: 'particular', of: directive.of, text: said() });
    case 'style':
      noArgument();
      return void put({ kind: 'paragraph', style: directive.style, text: said() });
    case 'caption':
      noArgument();
      return void put({ kind: 'caption', text: said() });
    case 'remark':
      return void put({ kind: 'remark', words: own });
    case 'attachment':
      if (words !== '' && !isOneOf(landscapeWords, words)) {
        report(place, `【附件】的括号里只能写“横向”：【附件 横向】`);
      }
      return void put({ kind: 'attachment', isLandscape: words !== '', text: said() });
    case 'insert':
      nothingAfter();
      if (words === '') report(place, `【${name}】的括号里应写插入什么，如 【插入 完成率图】`);
      return void put({ kind: 'insert', name: words, place });
    case 'sealed':
    case 'page-break':
      noArgument();
      nothingAfter();
      return void put({ kind: directive.kind });
  }
}

/** Rows that make one table are equally wide. */
function checkColumns(flat: readonly Flat<Line>[], report: Report): void {
  let width: number | undefined;
  let rule: { place: TextPlace; count: number } | undefined;
  for (const token of flat) {
    if ('tag' in token) continue;
    const { leaf } = token;
    if (leaf.kind !== 'row' && leaf.kind !== 'rule') {
      width = undefined;
      rule = undefined;
      continue;
    }
    const count = leaf.kind === 'row' ? leaf.cells.length : leaf.columns.length;
    if (leaf.kind === 'row') {
      const place = leaf.place;
      if (width !== undefined && count !== width) {
        report(
          place,
          `这一行有 ${count} 格，表格上面的行有 ${width} 格，请用“|”隔成一样多；与左边一格合并的写 <<，与上面一格合并的写 ^^`,
        );
      }
      rule ??= { place, count };
    } else if (width !== undefined && count !== width && rule) {
      report(
        { line: rule.place.line, column: rule.place.column },
        `表头有 ${width} 格，下面的分隔行（| --- |）有 ${count} 格，应一样多`,
      );
    }
    width ??= count;
  }
}
