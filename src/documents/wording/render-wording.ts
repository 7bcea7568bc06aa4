import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { nearTexts } from '../../tables/hand-mapping.ts';
import type { Attachment, Block } from '../document.ts';
import { assemble, type Event } from './assemble.ts';
import { fieldValue, type Notes, passagesOf } from './evaluate.ts';
import { fieldsOf, type Shape, unknownFields } from './known-fields.ts';
import { inlineText, onlyField, plainLine, renderPlain, renderText, type TextNotes } from './render-text.ts';
import { type Blank, isMissing, type Scope, type WordingValues } from './values.ts';
import {
  isControl,
  type Line,
  type Nested,
  type ParagraphStyle,
  type Particular,
  type Path,
  type Text,
  type Wording,
} from './wording.ts';

export interface RenderedWording {
  /** With a line break where the template divides it. */
  readonly title: string;
  readonly body: readonly Block[];
  readonly attachments: readonly Attachment[];
  /** 主送, 署名, 日期 and so on, as often as they are said; dates as they were given. */
  readonly particulars: Readonly<Partial<Record<Particular, readonly string[]>>>;
  readonly isSealed: boolean;
  /** Fields for which nothing is there: `＿＿` was left in their places. */
  readonly blanks: readonly Blank[];
  /** Unknown fields and unfit values (errors), blanks (warnings); the caller decides whether to go on. */
  readonly findings: readonly Finding[];
}

export interface RenderOptions {
  /** What `【插入 …】` puts there, by name; null or nothing in it leaves the place out. */
  readonly inserts?: Readonly<Record<string, Block | readonly Block[] | null>>;
  /** What can be named; without it, what the values tell. */
  readonly fields?: Readonly<Record<string, Shape>>;
}

/** Fills a template in. Nothing in a value is ever read as part of the template. */
export function renderWording(
  wording: Wording,
  values: WordingValues,
  { inserts = {}, fields = fieldsOf(values).fields }: RenderOptions = {},
): RenderedWording {
  const findings = new Map<string, Finding>();
  const blanks = new Map<string, Blank>();
  const { file } = wording;
  const add = (
    code: Parameters<typeof makeFinding>[0],
    path: Path,
    name: string,
    more: Record<string, string> = {},
  ) => {
    const key = `${code}\0${path.place.line}\0${path.place.column}`;
    if (!findings.has(key))
      findings.set(key, makeFinding(code, { file, ...path.place, value: name, ...more }, { file }));
  };
  for (const { path, name, known } of unknownFields(wording, fields, Object.keys(inserts))) {
    add('wording-field-unknown', path, name, { known: suggestion(name, known) });
  }
  const notes: TextNotes = {
    unknown: (path) =>
      add('wording-field-unknown', path, path.names.join('.'), { known: suggestion('', []) }),
    blank: (path) => {
      const name = path.names.join('.');
      blanks.set(`${path.place.line}\0${path.place.column}`, { name, place: path.place });
      const isSaid = [...findings.keys()].some((key) =>
        key.endsWith(`\0${path.place.line}\0${path.place.column}`),
      );
      if (!isSaid) add('wording-field-blank', path, name);
    },
    unfit: (path, value, expected) =>
      add('wording-value-unfit', path, value, { field: path.names.join('.'), expected }),
  };
  const rendering: Rendering = { notes, inserts, events: [], titles: [], particulars: {}, isSealed: false };
  renderLines(wording.nodes, [values], rendering);
  return {
    title: rendering.titles.join('\n'),
    ...assemble(rendering.events),
    particulars: rendering.particulars,
    isSealed: rendering.isSealed,
    blanks: [...blanks.values()],
    findings: [...findings.values()],
  };
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearTexts(name, known);
  if (near.length > 0) return `是不是“${near.join('”或“')}”？`;
  const shown = known.slice(0, 12).join('、');
  return shown === '' ? '这里没有可用的名称。' : `可用：${shown}${known.length > 12 ? ' 等' : ''}。`;
}

interface Rendering {
  readonly notes: TextNotes & Notes;
  readonly inserts: NonNullable<RenderOptions['inserts']>;
  readonly events: Event[];
  readonly titles: string[];
  readonly particulars: Partial<Record<Particular, string[]>>;
  isSealed: boolean;
}

function renderLines(nodes: readonly Nested<Line>[], scope: Scope, rendering: Rendering): void {
  for (const node of nodes) {
    if (!isControl(node)) renderLine(node, scope, rendering);
    else {
      for (const { body, scope: inner } of passagesOf(node, scope, rendering.notes)) {
        renderLines(body, inner, rendering);
      }
    }
  }
}

function renderLine(line: Line, scope: Scope, rendering: Rendering): void {
  const { notes, events } = rendering;
  switch (line.kind) {
    case 'title': {
      const text = renderPlain(line.text, scope, notes);
      if (text !== '') rendering.titles.push(text);
      return;
    }
    case 'particular': {
      const text = renderPlain(line.text, scope, notes);
      if (text !== '') rendering.particulars[line.of] = [...(rendering.particulars[line.of] ?? []), text];
      return;
    }
    case 'sealed':
      rendering.isSealed = true;
      return;
    case 'remark':
      return;
    case 'paragraph':
      addParagraphs(line.text, line.style, scope, rendering);
      return;
    case 'heading':
    case 'item': {
      const inlines = renderText(line.text, scope, notes);
      if (inlineText(inlines).trim() !== '') events.push({ ...line, inlines });
      return;
    }
    case 'caption':
      events.push({ kind: 'caption', text: renderPlain(line.text, scope, notes) });
      return;
    case 'row':
      events.push({
        kind: 'row',
        cells: line.cells.map((cell) => (typeof cell === 'string' ? cell : renderText(cell, scope, notes))),
      });
      return;
    case 'attachment': {
      const title = renderPlain(line.text, scope, notes);
      events.push({ kind: 'attachment', isLandscape: line.isLandscape, title });
      return;
    }
    case 'insert': {
      const insert = Object.hasOwn(rendering.inserts, line.name) ? rendering.inserts[line.name] : null;
      const blocks = Array.isArray(insert) ? (insert as readonly Block[]) : insert ? [insert as Block] : [];
      events.push({ kind: 'insert', blocks });
      return;
    }
    default:
      events.push(line);
  }
}

/** A paragraph that is one field takes the value's own paragraphs over; else line breaks are blanks. */
function addParagraphs(text: Text, style: ParagraphStyle, scope: Scope, { notes, events }: Rendering): void {
  const field = onlyField(text);
  const value = field && field.formats.length === 0 ? fieldValue(field.path, scope, notes) : null;
  if (typeof value === 'string' && /[\n\r]/.test(value) && !isMissing(value)) {
    for (const part of value.split(/[\n\r]+/).map((each) => plainLine(each).trim())) {
      if (part !== '') events.push({ kind: 'paragraph', style, inlines: [part] });
    }
    return;
  }
  const inlines = renderText(text, scope, notes);
  if (inlineText(inlines).trim() !== '') events.push({ kind: 'paragraph', style, inlines });
}
