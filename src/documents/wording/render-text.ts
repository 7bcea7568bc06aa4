import type { Inline } from '../document.ts';
import { fieldValue, type Notes, passagesOf } from './evaluate.ts';
import { applyFormat, defaultFormat, listFormats, plainText } from './formats.ts';
import { Figure, isList, isMissing, isRecord, type Scalar, type Scope, type WordingValue } from './values.ts';
import {
  blankText,
  type FormatCall,
  isControl,
  type Nested,
  type Part,
  type Path,
  type Text,
} from './wording.ts';

export interface TextNotes extends Notes {
  /** Nothing is there for the field; blanks were left. */
  blank(path: Path): void;
  /** The value does not fit the format, or is no text at all. */
  unfit(path: Path, value: string, expected: string): void;
}

/** With whether lines of a value stay lines. */
interface LineNotes extends TextNotes {
  readonly keepLines: boolean;
}

/** A text and whether anything of it was written, be it a blank. */
interface Run {
  readonly text: string;
  readonly figure?: string;
  readonly isBold: boolean;
}

/** What Word would obey or could not hold: controls, halves of characters; line breaks become blanks. */
export function plainLine(text: string, keepLines = false): string {
  const lines = keepLines ? text.split(/\r\n|[\n\r\u2028\u2029]/) : [text];
  return lines.map(plainPart).join('\n');
}

function plainPart(text: string): string {
  return text
    .replace(/[\n\r\u000b\u000c\u0085\u2028\u2029\t]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** The runs of a line with its fields filled in; empty where its conditions leave nothing. */
export function renderText(
  text: Text,
  scope: Scope,
  notes: TextNotes,
  { keepLines = false }: { readonly keepLines?: boolean } = {},
): Inline[] {
  const runs: Run[] = [];
  addRuns(text, scope, { ...notes, keepLines }, runs);
  return merged(runs);
}

/** The line as plain text, for titles and units. */
export function renderPlain(text: Text, scope: Scope, notes: TextNotes): string {
  return inlineText(renderText(text, scope, notes)).trim();
}

export function inlineText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');
}

function addRuns(nodes: readonly Nested<Part>[], scope: Scope, notes: LineNotes, runs: Run[]): void {
  for (const node of nodes) {
    if (isControl(node)) {
      const rounds = passagesOf(node, scope, notes).map(({ body, scope: inner }) => {
        const own: Run[] = [];
        addRuns(body, inner, notes, own);
        return own;
      });
      runs.push(...(node.kind === 'each' && node.between ? joinRounds(rounds, node.between) : rounds.flat()));
    } else if (node.kind === 'text') runs.push({ text: node.text, isBold: node.isBold });
    else addField(node, scope, notes, runs);
  }
}

/** Rounds in which nothing was said need no sign between. */
function joinRounds(
  rounds: readonly Run[][],
  { usual, last }: { readonly usual: string; readonly last: string },
): Run[] {
  const said = rounds.filter((own) => own.some(({ text }) => text !== ''));
  return said.flatMap((own, index) => {
    if (index === 0) return own;
    return [{ text: index === said.length - 1 ? last : usual, isBold: false }, ...own];
  });
}

interface Said {
  readonly text: string;
  readonly figure?: string;
}

function addField(
  field: Extract<Part, { kind: 'field' }>,
  scope: Scope,
  notes: LineNotes,
  runs: Run[],
): void {
  const value = fieldValue(field.path, scope, notes);
  const joined = field.formats.find(({ name }) => listFormats.some((each) => each === name));
  const said = sayAll(value, field, notes, joined?.name === '数量');
  if (said.length === 0) {
    const written = field.formats.find(({ name }) => name === defaultFormat);
    if (!written) notes.blank(field.path);
    runs.push({ text: written ? written.arguments.join(' ') : blankText, isBold: field.isBold });
    return;
  }
  for (const { text, figure } of join(said, joined)) {
    runs.push({ text, isBold: field.isBold, ...(figure === undefined ? {} : { figure }) });
  }
}

/** Each entry of the value in words; empty where nothing is there. */
function sayAll(
  value: WordingValue,
  field: Extract<Part, { kind: 'field' }>,
  notes: LineNotes,
  isCounted: boolean,
): Said[] {
  if (isCounted) return [{ text: String(isList(value) ? value.length : isMissing(value) ? 0 : 1) }];
  if (isMissing(value)) return [];
  if (isList(value)) return value.flatMap((entry) => sayAll(entry, field, notes, false));
  if (isRecord(value)) {
    const names = Object.keys(value).slice(0, 8).join('、');
    notes.unfit(
      field.path,
      names,
      `这是一组值，请写明其中哪一个，如 {{${field.path.names.join('.')}.${Object.keys(value)[0] ?? '名称'}}}`,
    );
    return [];
  }
  const [scalar, figure] = value instanceof Figure ? [value.value, value.id] : [value, undefined];
  const text = sayOne(scalar as NonNullable<Scalar>, field, notes);
  return text === undefined
    ? []
    : [{ text: plainLine(text, notes.keepLines), ...(figure === undefined ? {} : { figure }) }];
}

function sayOne(
  value: NonNullable<Scalar>,
  { path, formats }: Extract<Part, { kind: 'field' }>,
  notes: TextNotes,
): string | undefined {
  let said: NonNullable<Scalar> = value;
  for (const call of formats) {
    if (call.name === defaultFormat || listFormats.some((name) => name === call.name)) continue;
    const formatted = applyFormat(said, call);
    if (formatted === undefined) {
      notes.unfit(path, plainText(value), `不能按“${call.name}”写出`);
      return undefined;
    }
    said = formatted;
  }
  return plainText(said);
}

/** 甲、乙和丙; with a limit 甲、乙、丙等12所. */
function join(said: readonly Said[], format: FormatCall | undefined): Said[] {
  if (said.length < 2) return [...said];
  const [limit, unit = ''] = format?.arguments ?? [];
  const most = limit !== undefined && /^\d+$/.test(limit) ? Number(limit) : said.length;
  const isCut = most > 0 && most < said.length;
  const shown = isCut ? said.slice(0, most) : said;
  const usual = format?.name === '分号' ? '；' : '、';
  const last = format?.name === '连接' && !isCut ? '和' : usual;
  const joined = shown.flatMap((each, index) => {
    if (index === 0) return [each];
    return [{ text: index === shown.length - 1 ? last : usual }, each];
  });
  return isCut ? [...joined, { text: `等${said.length}${unit}` }] : joined;
}

/** Neighbouring texts of the same kind in one. */
function merged(runs: readonly Run[]): Inline[] {
  const result: Run[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    const last = result.at(-1);
    const fits = last && last.figure === undefined && run.figure === undefined && last.isBold === run.isBold;
    if (fits) result[result.length - 1] = { ...last, text: last.text + run.text };
    else result.push(run);
  }
  return result.map(({ text, figure, isBold }) =>
    figure === undefined && !isBold
      ? text
      : { text, ...(figure === undefined ? {} : { figure }), ...(isBold ? { isBold } : {}) },
  );
}

/** The one field that a line consists of; its value may then run over several paragraphs. */
export function onlyField(text: Text): Extract<Part, { kind: 'field' }> | undefined {
  const [node, ...more] = text;
  if (!node || more.length > 0 || isControl(node)) return undefined;
  return node.kind === 'field' ? node : undefined;
}
