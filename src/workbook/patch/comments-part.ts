import type { Reading } from '../reading.ts';
import { elementName, token } from '../xlsx/xml-cursor.ts';
import { applySplices, closingStart, type Splice, scanXml, xmlDeclaration, xmlText } from './xml-edit.ts';

/** Comments to be written on a sheet, by address. */
export interface CommentChanges {
  readonly comments: ReadonlyMap<string, string>;
  /** Begins each text of ours: from there on, the text of an earlier round is taken away. */
  readonly sign: string;
  readonly author: string;
}

/** A comments part with our comments in it, and the cells whose box in the drawing comes or goes. */
export interface ChangedComments {
  readonly bytes: Buffer;
  readonly boxesAdded: readonly string[];
  readonly boxesRemoved: readonly string[];
}

const element = {
  author: elementName('author'),
  authors: elementName('authors'),
  commentList: elementName('commentList'),
  comment: elementName('comment'),
  text: elementName('text'),
  r: elementName('r'),
  t: elementName('t'),
  rPh: elementName('rPh'),
};

/** A text of the comment, alone or in a run. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly textStart: number;
  readonly textEnd: number;
  readonly text: string;
  readonly inRun: boolean;
}

interface Comment {
  readonly cell: string;
  readonly author: number;
  readonly start: number;
  end: number;
  /** Where the closing tag of its `text` stands; −1 where there is none. */
  close: number;
  readonly runs: Run[];
}

interface Parsed {
  readonly prefix: string;
  readonly authors: string[];
  readonly authorsEnd: number;
  readonly listEnd: number;
  readonly comments: readonly Comment[];
}

/** Comments that only hold the place of a threaded conversation (带回复的批注): programs write them anew from it. */
const threadAuthor = 'tc=';

/**
 * Changes a comments part: the texts of an earlier round go, the new ones are put behind what the sender wrote.
 * @returns undefined where the part is not put together as comments are
 */
export function changeComments(
  bytes: Buffer,
  reading: Reading,
  part: string,
  changes: CommentChanges,
): ChangedComments | undefined {
  const parsed = parseComments(bytes, reading, part);
  if (!parsed) return undefined;
  const { prefix: p } = parsed;
  const splices: Splice[] = [];
  const boxesRemoved: string[] = [];
  const left = new Map(changes.comments);
  for (const comment of parsed.comments) {
    if (parsed.authors[comment.author]?.startsWith(threadAuthor)) {
      left.delete(comment.cell);
      continue;
    }
    const own = firstOwn(comment, changes.sign);
    const text = left.get(comment.cell);
    if (own && own.before.trim() === '') {
      // Nothing of it is the sender's.
      splices.push({ from: comment.start, to: comment.end, text: '' });
      if (text === undefined) boxesRemoved.push(comment.cell);
      else
        splices.push({
          from: comment.start,
          to: comment.start,
          text: commentXml(p, comment.cell, comment.author, text),
        });
      left.delete(comment.cell);
      continue;
    }
    if (own) splices.push(...cutFrom(comment, own));
    if (text === undefined || comment.close < 0) continue;
    left.delete(comment.cell);
    for (const run of comment.runs) {
      if (run.inRun || (own && run.start >= own.run.start)) continue;
      splices.push({ from: run.start, to: run.start, text: `<${p}r>` });
      splices.push({ from: run.end, to: run.end, text: `</${p}r>` });
    }
    splices.push({ from: comment.close, to: comment.close, text: runXml(p, `\n${text}`) });
  }
  if (left.size > 0) {
    let author = parsed.authors.indexOf(changes.author);
    if (author < 0) {
      author = parsed.authors.length;
      const xml = `<${p}author>${xmlText(changes.author)}</${p}author>`;
      splices.push({ from: parsed.authorsEnd, to: parsed.authorsEnd, text: xml });
    }
    const added = [...left].map(([cell, text]) => commentXml(p, cell, author, text)).join('');
    splices.push({ from: parsed.listEnd, to: parsed.listEnd, text: added });
  }
  return { bytes: applySplices(bytes, splices), boxesAdded: [...left.keys()], boxesRemoved };
}

/** A comments part of ours. */
export function newComments(changes: CommentChanges, namespace: string): string {
  const list = [...changes.comments].map(([cell, text]) => commentXml('', cell, 0, text)).join('');
  const authors = `<authors><author>${xmlText(changes.author)}</author></authors>`;
  return `${xmlDeclaration}<comments xmlns="${namespace}">${authors}<commentList>${list}</commentList></comments>`;
}

function commentXml(p: string, cell: string, author: number, text: string): string {
  return `<${p}comment ref="${cell}" authorId="${author}"><${p}text>${runXml(p, text)}</${p}text></${p}comment>`;
}

function runXml(p: string, text: string): string {
  const look = `<${p}rPr><${p}sz val="10"/><${p}rFont val="宋体"/><${p}charset val="134"/></${p}rPr>`;
  return `<${p}r>${look}<${p}t xml:space="preserve">${xmlText(text)}</${p}t></${p}r>`;
}

interface OwnText {
  readonly run: Run;
  /** All that stands before the sign. */
  readonly before: string;
  /** What of the run stands before it. */
  readonly kept: string;
}

/** Where in a comment our text begins; programs that saved the file may have cut it into other runs. */
function firstOwn(comment: Comment, sign: string): OwnText | undefined {
  const whole = comment.runs.map(({ text }) => text).join('');
  const at = whole.indexOf(sign);
  if (at < 0) return undefined;
  let start = 0;
  for (const run of comment.runs) {
    if (at < start + run.text.length) {
      return { run, before: whole.slice(0, at), kept: run.text.slice(0, at - start).trimEnd() };
    }
    start += run.text.length;
  }
  return undefined;
}

function cutFrom(comment: Comment, own: OwnText): Splice[] {
  const splices: Splice[] = [];
  // The line feed before the sign may have got into a run of its own.
  let trims = own.kept === '';
  for (const run of [...comment.runs].reverse()) {
    const kept = run === own.run ? own.kept : run.text.trimEnd();
    if (run.start > own.run.start || (trims && kept === '')) {
      splices.push({ from: run.start, to: run.end, text: '' });
    } else if (run === own.run || trims) {
      trims = false;
      splices.push({ from: run.textStart, to: run.textEnd, text: xmlText(kept) });
    }
  }
  return splices;
}

function parseComments(bytes: Buffer, reading: Reading, part: string): Parsed | undefined {
  const comments: Comment[] = [];
  const authors: string[] = [];
  let prefix = '';
  let authorsEnd = -1;
  let listEnd = -1;
  let author: string | undefined;
  let comment: Comment | undefined;
  let run = -1;
  let text: { start: number; textStart: number; words: string } | undefined;
  let phonetic = 0;
  scanXml(bytes, reading, part, (cursor, kind) => {
    if (kind === token.text) {
      if (author !== undefined) author += cursor.text();
      else if (text) text.words += cursor.text();
    } else if (kind === token.opened) {
      if (cursor.depth === (cursor.empty ? 0 : 1)) prefix = cursor.prefix();
      if (cursor.name === element.author) {
        if (cursor.empty) authors.push('');
        else author = '';
      } else if (cursor.name === element.comment) {
        const cell = (cursor.value('ref') ?? '').replaceAll('$', '').toUpperCase();
        comment = {
          cell,
          author: Number(cursor.value('authorId')),
          start: cursor.start,
          end: 0,
          close: -1,
          runs: [],
        };
      } else if (comment && cursor.name === element.rPh && !cursor.empty) phonetic += 1;
      else if (comment && cursor.name === element.r) run = cursor.start;
      else if (comment && phonetic === 0 && cursor.name === element.t && !cursor.empty) {
        text = { start: cursor.start, textStart: cursor.position, words: '' };
      }
    } else if (kind === token.closed) {
      if (cursor.name === element.author && author !== undefined) {
        authors.push(author);
        author = undefined;
      } else if (cursor.name === element.authors) authorsEnd = closingStart(cursor);
      else if (cursor.name === element.commentList) listEnd = closingStart(cursor);
      else if (comment && cursor.name === element.comment) {
        comment.end = cursor.position;
        comments.push(comment);
        comment = undefined;
      } else if (comment && cursor.name === element.rPh) phonetic -= 1;
      else if (comment && cursor.name === element.text) comment.close = closingStart(cursor);
      else if (comment && text && cursor.name === element.t) {
        const { start, textStart, words } = text;
        const span = { textStart, textEnd: closingStart(cursor), text: words, inRun: run >= 0 };
        comment.runs.push({ ...span, start: run >= 0 ? run : start, end: cursor.position });
        text = undefined;
      } else if (comment && cursor.name === element.r && run >= 0) {
        const last = comment.runs.at(-1);
        if (last && last.start === run)
          comment.runs[comment.runs.length - 1] = { ...last, end: cursor.position };
        run = -1;
      }
    }
  });
  if (authorsEnd < 0 || listEnd < 0) return undefined;
  return { prefix, authors, authorsEnd, listEnd, comments };
}
