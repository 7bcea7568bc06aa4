import type {
  MeasuredBlock,
  MeasuredDocument,
  MeasuredParagraph,
  MeasuredTable,
} from '../reading/measured.ts';

/** Which parts of an official document the paragraphs of a Word file are, told by their words and places. */
export interface Outline {
  readonly issuer: MeasuredParagraph | undefined;
  readonly number: MeasuredParagraph | undefined;
  readonly title: readonly MeasuredParagraph[];
  readonly addressee: MeasuredParagraph | undefined;
  readonly headings: Readonly<Record<1 | 2 | 3 | 4, readonly MeasuredParagraph[]>>;
  readonly body: readonly MeasuredParagraph[];
  readonly note: readonly MeasuredParagraph[];
  /** The line above the note. */
  readonly beforeNote: MeasuredBlock | undefined;
  readonly units: readonly MeasuredParagraph[];
  readonly date: MeasuredParagraph | undefined;
  readonly attachments: readonly AttachmentOutline[];
  readonly imprint: readonly MeasuredParagraph[];
  readonly imprintTable: MeasuredTable | undefined;
  readonly tables: readonly MeasuredTable[];
}

export interface AttachmentOutline {
  readonly label: MeasuredParagraph;
  readonly startsPage: boolean;
  /** Lines after the label: its title should be the second of them. */
  readonly following: readonly MeasuredBlock[];
}

const number = '[一二三四五六七八九十百]+';
const levels: readonly (readonly [1 | 2 | 3 | 4, RegExp])[] = [
  [1, new RegExp(`^${number}、`, 'u')],
  [2, new RegExp(`^（${number}）`, 'u')],
  [3, /^\d{1,2}[.．](?!\d)/u],
  [4, /^（\d{1,2}）/u],
];
const datePattern = /^\s*(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*.{1,3}月.{1,3}日\s*$/u;
const numberPattern = /[〔［[(（【]\s*\d{4}\s*[〕］\])）】].*号\s*$/u;
const labelPattern = /^附\s*件\s*\d{0,2}\s*[:：]?$/u;
const notePattern = /^\s*附\s*件\s*[:：]\s*\S/u;
const isBlank = (block: MeasuredBlock) =>
  block.kind === 'paragraph' && block.text.trim() === '' && !block.hasPicture;
const isParagraph = (block: MeasuredBlock): block is MeasuredParagraph => block.kind === 'paragraph';

export function outlineOf(document: MeasuredDocument): Outline {
  const { blocks } = document;
  const imprintAt = blocks.findIndex((block) =>
    (isParagraph(block) ? [block] : block.paragraphs).some(({ text }) =>
      /^\s*抄\s*送\s*[:：]|日\s*印发\s*$/u.test(text),
    ),
  );
  const imprintBlock = imprintAt < 0 ? undefined : blocks[imprintAt];
  const imprint =
    imprintAt < 0
      ? []
      : blocks
          .slice(imprintAt)
          .flatMap((block) => (isParagraph(block) ? [block] : block.paragraphs))
          .filter(({ text }) => text.trim() !== '');
  const main = imprintAt < 0 ? blocks : blocks.slice(0, imprintAt);
  const labels = main.flatMap((block, index) =>
    isParagraph(block) && labelPattern.test(block.text.trim()) ? [index] : [],
  );
  const front = main.slice(0, labels[0] ?? main.length);
  const lines = front.filter((block) => !isBlank(block));
  let at = 0;
  const take = (wanted: (paragraph: MeasuredParagraph) => boolean) => {
    const block = lines[at];
    if (!block || !isParagraph(block) || !wanted(block)) return undefined;
    at++;
    return block;
  };
  const isRed = ({ runs }: MeasuredParagraph) => runs.some(({ colour }) => /^(?:[C-F].)0{2,4}/u.test(colour));
  const issuer = take(isRed);
  const documentNumber = take(({ text }) => numberPattern.test(text));
  const title: MeasuredParagraph[] = [];
  for (let next = lines[at]; next && isParagraph(next) && next.text.trim() !== ''; next = lines[at]) {
    const isCentred = next.align === 'center';
    const isLarge = next.runs.some(({ size }) => size >= 20);
    // The first line is the title, whatever it looks like; lines like it go on with it.
    if (title.length > 0 && !(isCentred && (isLarge || title.length < 2))) break;
    if (title.length >= 4) break;
    title.push(next);
    at++;
  }
  const addressee = take(
    ({ text, align }) =>
      align !== 'center' && /[:：]\s*$/u.test(text) && !/。/u.test(text) && text.length < 300,
  );
  const rest = lines.slice(at);
  const dateAt = rest.findLastIndex((block) => isParagraph(block) && datePattern.test(block.text));
  const noteAt = rest.findIndex((block) => isParagraph(block) && notePattern.test(block.text));
  const date = dateAt < 0 ? undefined : (rest[dateAt] as MeasuredParagraph);
  const note = noteAt < 0 ? [] : noteLines(rest.slice(noteAt, dateAt < 0 ? undefined : dateAt));
  const noteEnd = noteAt < 0 ? 0 : noteAt + note.length;
  const units = dateAt < 0 ? [] : unitsAbove(rest.slice(noteEnd, dateAt));
  const bodyEnd = noteAt >= 0 ? noteAt : dateAt >= 0 ? dateAt - units.length : rest.length;
  const notes = notesUnder(rest);
  const text = rest
    .slice(0, bodyEnd)
    .filter((block): block is MeasuredParagraph => isParagraph(block) && !notes.has(block))
    .filter(({ text: words }) => words.trim() !== '');
  const headings: Record<1 | 2 | 3 | 4, MeasuredParagraph[]> = { 1: [], 2: [], 3: [], 4: [] };
  const body: MeasuredParagraph[] = [];
  for (const paragraph of text) {
    const level = levels.find(([, pattern]) => pattern.test(paragraph.text.trim()))?.[0];
    if (level) headings[level].push(paragraph);
    else if (
      paragraph.align !== 'center' &&
      paragraph.align !== 'right' &&
      !/^(?:图|表|注|说明)\s*\d*[ :：]/u.test(paragraph.text)
    ) {
      body.push(paragraph);
    }
  }
  return {
    issuer,
    number: documentNumber,
    title,
    addressee,
    headings,
    body,
    note,
    beforeNote: note[0] && front[front.indexOf(note[0]) - 1],
    units,
    date,
    attachments: labels.map((index, position) =>
      attachmentAt(main, index, labels[position + 1] ?? main.length),
    ),
    imprint,
    imprintTable: imprintBlock?.kind === 'table' ? imprintBlock : undefined,
    tables: main.filter((block): block is MeasuredTable => block.kind === 'table'),
  };
}

/** Small print right under a table or a picture, and under such a line: no part of the body. */
function notesUnder(blocks: readonly MeasuredBlock[]): ReadonlySet<MeasuredBlock> {
  const notes = new Set<MeasuredBlock>();
  let above: MeasuredBlock | undefined;
  for (const block of blocks) {
    if (above && isParagraph(block)) {
      const isSmall = block.runs.length > 0 && block.runs.every(({ size }) => size < 14);
      if (isSmall && (!isParagraph(above) || above.hasPicture || notes.has(above))) notes.add(block);
    }
    above = block;
  }
  return notes;
}

/** The note and the numbered lines under it. */
function noteLines(blocks: readonly MeasuredBlock[]): MeasuredParagraph[] {
  const lines: MeasuredParagraph[] = [];
  for (const block of blocks) {
    if (!isParagraph(block)) break;
    if (lines.length > 0 && !/^\s*\d{1,2}\s*[.．、]/u.test(block.text)) break;
    lines.push(block);
  }
  return lines;
}

/** Short lines right above the date that no sentence ends. */
function unitsAbove(blocks: readonly MeasuredBlock[]): MeasuredParagraph[] {
  const units: MeasuredParagraph[] = [];
  for (const block of blocks.toReversed()) {
    if (!isParagraph(block) || /[。；：:！？]\s*$/u.test(block.text) || block.text.trim().length > 40) break;
    units.unshift(block);
  }
  return units;
}

function attachmentAt(blocks: readonly MeasuredBlock[], at: number, end: number): AttachmentOutline {
  const label = blocks[at] as MeasuredParagraph;
  const before = blocks[at - 1];
  return {
    label,
    startsPage: label.startsPage || (before !== undefined && before.section !== label.section),
    following: blocks.slice(at + 1, Math.min(end, at + 5)),
  };
}
