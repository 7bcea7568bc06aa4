import { textOfBlocks, type WordBlock, type WordParagraph, type WordTable } from './blocks.ts';

/** A table as one sheet: its parts, and the lines of text above and below it that go with it. */
export interface Section {
  readonly above: readonly string[];
  /** More than one where a page cuts the table in two. */
  readonly tables: readonly { readonly table: WordTable; readonly ordinal: number }[];
  readonly below: readonly string[];
}

/** Most lines that go with a table: a notice may fill pages before its form comes. */
const mostLines = 12;

/**
 * Divides a document into its tables. The text between two of them is told apart by page breaks, then by titles, then
 * by signature lines. A table that follows another without any text in between, on the same columns, is the rest of
 * that one, unless it begins with the same words: then it is the next form, or a list with its header again. A table
 * that only aligns signature lines is read as those lines.
 */
export function divide(body: readonly WordBlock[]): Section[] {
  const sections: { above: string[]; tables: { table: WordTable; ordinal: number }[]; below: string[] }[] =
    [];
  let gap: WordParagraph[] = [];
  let ordinal = 0;
  const blocks = [...withoutFrames(body)];
  const hasTables = blocks.some((block) => isTable(block) && !alignsOnly(block));
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      gap.push(block);
      continue;
    }
    ordinal += 1;
    if (hasTables && alignsOnly(block)) {
      gap.push(...linesOf(block));
      continue;
    }
    const before = sections.at(-1);
    const last = before?.tables.at(-1)?.table;
    if (before && last && gap.every(saysNothing) && goesOn(last, before.tables[0]?.table ?? last, block)) {
      before.tables.push({ table: block, ordinal });
    } else {
      const { below, above } = before ? divideGap(gap) : { below: [], above: gap };
      if (before) before.below = below.filter(hasText).slice(0, mostLines).map(textOf);
      sections.push({ above: nearest(above), tables: [{ table: block, ordinal }], below: [] });
    }
    gap = [];
  }
  const last = sections.at(-1);
  if (last) last.below = upToBreak(gap).filter(hasText).slice(0, mostLines).map(textOf);
  return sections;
}

/** A table of one cell that holds tables is a frame around them. */
function* withoutFrames(blocks: readonly WordBlock[]): Generator<WordBlock> {
  for (const block of blocks) {
    const only = block.kind === 'table' && block.rows.length === 1 ? block.rows[0] : undefined;
    const inner = only?.cells.length === 1 ? (only.cells[0]?.blocks ?? []) : [];
    if (inner.some(({ kind }) => kind === 'table')) yield* withoutFrames(inner);
    else yield block;
  }
}

const isTable = (block: WordBlock): block is WordTable => block.kind === 'table';

/** Rows of a table that only aligns the lines beside another (填报单位 … 填报人 … 日期 …), at most. */
const mostSignatures = 3;

function alignsOnly({ rows }: WordTable): boolean {
  return (
    rows.length <= mostSignatures &&
    rows.every(({ cells }) => {
      const texts = cells.map((cell) => textOfBlocks(cell.blocks).trim()).filter((text) => text !== '');
      return (
        texts.length > 0 && texts.length <= 8 && /[:：]/.test(texts.join('')) && beginsLine(texts[0] ?? '')
      );
    })
  );
}

/** How a line beside a table begins, above it or below. */
const beginsLine = (text: string) =>
  signatureLine.test(text) || /^(?:填\s*[报表]|报\s*送)?\s*单\s*位\s*[:：]/.test(text);

/** The rows of a table as lines of text. */
function linesOf({ rows }: WordTable): WordParagraph[] {
  return rows.map(({ cells }) => {
    const texts = cells.map((cell) => textOfBlocks(cell.blocks).trim()).filter((text) => text !== '');
    return { kind: 'paragraph', text: texts.join('　'), isTitle: false, breaks: undefined };
  });
}

const textOf = ({ text }: WordParagraph) => text;
const hasText = ({ text }: WordParagraph) => text.trim() !== '';
/** Most characters of a heading that says that the table goes on; the pattern for it may try every two places. */
const longestHeading = 40;
/** A blank line, or a heading that says that the table goes on. */
const saysNothing = ({ text }: WordParagraph) => {
  const words = text.trim();
  return words.length <= longestHeading && /^[\s（(【]*(?:续\s*上?\s*(?:表|页)?)?[\s\d）)】]*$/.test(words);
};

function goesOn(last: WordTable, first: WordTable, next: WordTable): boolean {
  const opening = openingWords(next);
  return widthOf(last) === widthOf(next) && opening !== '' && opening !== openingWords(first);
}

const widthOf = ({ rows }: WordTable) =>
  rows.reduce(
    (widest, { before, cells }) =>
      Math.max(
        widest,
        cells.reduce((sum, { span }) => sum + span, before),
      ),
    0,
  );

/** The first text of a table. */
function openingWords({ rows }: WordTable): string {
  for (const row of rows) {
    for (const cell of row.cells) {
      for (const block of cell.blocks) {
        const text = (block.kind === 'paragraph' ? block.text : openingWords(block)).replace(/\s/g, '');
        if (text !== '') return text;
      }
    }
  }
  return '';
}

/** Which lines between two tables belong to the upper one, and which to the lower. */
function divideGap(gap: readonly WordParagraph[]): { below: WordParagraph[]; above: WordParagraph[] } {
  const below = upToBreak(gap);
  if (below.length < gap.length) return { below, above: gap.slice(below.length) };
  const title = gap.findIndex((line) => hasText(line) && readsLikeTitle(line));
  const signature = gap.findIndex((line) => hasText(line) && !signatureLine.test(line.text));
  const cut = title >= 0 ? title : signature >= 0 ? signature : gap.length;
  return { below: gap.slice(0, cut), above: gap.slice(cut) };
}

function upToBreak(gap: readonly WordParagraph[]): WordParagraph[] {
  const index = gap.findIndex(({ breaks }) => breaks !== undefined);
  if (index < 0) return [...gap];
  return gap.slice(0, gap[index]?.breaks === 'after' ? index + 1 : index);
}

/** The lines right above a table: those of its page, if there are any. */
function nearest(gap: readonly WordParagraph[]): string[] {
  const index = gap.findLastIndex(({ breaks }) => breaks !== undefined);
  const page = index < 0 ? gap : gap.slice(gap[index]?.breaks === 'after' ? index + 1 : index);
  return (page.some(hasText) ? page : gap).filter(hasText).slice(-mostLines).map(textOf);
}

const readsLikeTitle = ({ isTitle, text }: WordParagraph) =>
  isTitle ||
  /^\s*(?:附\s*[件表录]|表\s*[\d一二三四五六七八九十]|[（(]?[一二三四五六七八九十]+[）)、.．])/.test(text);

const signatureLine =
  /^[\s（(]*(?:注|备\s*注|说\s*明|填\s*[报表写]\s*(?:人|说明|日期|时间)|制\s*表|审\s*[核批]|复\s*核|校\s*对|负\s*责\s*人|单\s*位\s*负\s*责\s*人|经\s*办|联\s*系|电\s*话|日\s*期|时\s*间|盖\s*章|公\s*章|签\s*[字章名]|\d{4}\s*年|年\s*月)/;
