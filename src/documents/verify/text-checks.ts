import type { MeasuredDocument, MeasuredParagraph } from '../reading/measured.ts';
import { type CheckList, chineseRuns, isSameFont, listed, quoted, visibleRuns } from './check.ts';
import type { Outline } from './outline.ts';

/** Half a character, which no eye misses, is too much. */
const indentTolerance = 0.3;

/** Start of the first line from the edge of the type area in characters, typed blanks included. */
export function firstLineStart({ text, left, firstLine }: MeasuredParagraph): number {
  const blanks = /^[ \u3000\u00a0]*/u.exec(text)?.[0] ?? '';
  return left + firstLine + [...blanks].reduce((sum, sign) => sum + (sign === '\u3000' ? 1 : 0.5), 0);
}

/** Title, addressee, body and headings. */
export function checkTexts(list: CheckList, document: MeasuredDocument, outline: Outline): void {
  const { fonts, firstLine } = list.profile;
  checkTitle(list, outline.title);
  const { addressee } = outline;
  if (addressee) {
    list.each('7.3.2', '主送机关位置', '顶格，后标全角冒号', [addressee], (paragraph) => {
      if (!paragraph.text.trimEnd().endsWith('：')) return '后面不是全角冒号';
      const start = firstLineStart(paragraph);
      return Math.abs(start) <= indentTolerance ? undefined : `左空 ${rounded(start)} 字`;
    });
    list.textStyle('7.3.2', '主送机关', fonts.body, [addressee]);
  }
  list.textStyle('7.3.3', '正文', fonts.body, outline.body);
  const indented = outline.body.filter((paragraph) => !isLabelled(paragraph));
  list.each('7.3.3', '正文首行', `左空 ${firstLine} 字`, indented, (paragraph) =>
    startFault(paragraph, firstLine),
  );
  for (const level of [1, 2, 3, 4] as const) {
    const name = `${'一二三四'[level - 1]}级标题`;
    const headings = outline.headings[level];
    const { font, size } = fonts[`heading${level}`];
    // Words may follow the heading in its line, in the body's font: what it begins with counts.
    list.each('7.3.3', `${name}字体`, font, headings, (paragraph) => {
      const first = chineseRuns(paragraph)[0];
      return first && !isSameFont(first.eastAsia, font)
        ? `是${first.eastAsia ?? '没有写明的字体'}`
        : undefined;
    });
    list.each('7.3.3', `${name}字号`, `${size} 磅`, headings, (paragraph) => {
      const first = visibleRuns(paragraph)[0];
      return first && Math.abs(first.size - size) > 0.25 ? `是 ${first.size} 磅` : undefined;
    });
    list.each('7.3.3', `${name}首行`, `左空 ${firstLine} 字`, headings, (paragraph) =>
      startFault(paragraph, firstLine),
    );
  }
  checkFontsNamed(list, document);
  checkColours(list, document, outline);
}

/** A flush line that names something and says what it is (甲方：…), as agreements have them. */
function isLabelled(paragraph: MeasuredParagraph): boolean {
  return (
    /^[^，。；：]{1,16}：[^。]*$/u.test(paragraph.text.trim()) &&
    Math.abs(firstLineStart(paragraph)) <= indentTolerance
  );
}

function checkTitle(list: CheckList, title: readonly MeasuredParagraph[]): void {
  const { fonts } = list.profile;
  if (title.length === 0) {
    list.add('7.3.1', '标题', '有标题', '没有找到标题', false);
    return;
  }
  list.textStyle('7.3.1', '标题', fonts.title, title);
  list.each('7.3.1', '标题居中', '居中', title, ({ align }) => (align === 'center' ? undefined : '没有居中'));
  list.each('7.3.1', '标题不加粗', '不加粗', title, (paragraph) =>
    visibleRuns(paragraph).some(({ isBold }) => isBold) ? '加粗了' : undefined,
  );
}

function startFault(paragraph: MeasuredParagraph, wanted: number): string | undefined {
  const start = firstLineStart(paragraph);
  return Math.abs(start - wanted) <= indentTolerance ? undefined : `左空 ${rounded(start)} 字`;
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** Every run with Chinese in it has a named East Asian font, its own or of its style, not the theme's. */
function checkFontsNamed(list: CheckList, document: MeasuredDocument): void {
  const paragraphs = allParagraphs(document);
  const wrong = paragraphs.flatMap((paragraph) => {
    const run = chineseRuns(paragraph).find(({ source }) => source !== 'named');
    return run ? [`${quoted(run.text)}${run.source === 'theme' ? '用主题字体' : '没有写明中文字体'}`] : [];
  });
  const expected = '每处文字都写明中文字体';
  list.add('5.2.2', '中文字体', expected, wrong.length === 0 ? expected : listed(wrong), wrong.length === 0);
}

function allParagraphs(document: MeasuredDocument): MeasuredParagraph[] {
  return document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : block.paragraphs));
}

/** Everything but the red head is black. */
function checkColours(list: CheckList, document: MeasuredDocument, outline: Outline): void {
  const wrong = allParagraphs(document).flatMap((paragraph) => {
    if (paragraph === outline.issuer) return [];
    const run = visibleRuns(paragraph).find(({ colour }) => colour !== 'auto' && colour !== '000000');
    return run ? [`${quoted(run.text)}是 ${run.colour}`] : [];
  });
  list.add('5.2.4', '文字颜色', '黑色', wrong.length === 0 ? '黑色' : listed(wrong), wrong.length === 0);
}
