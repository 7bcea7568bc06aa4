import type { Attachment, Block, Cell, Inline, Table } from '../document.ts';
import { chineseNumber } from './formats.ts';
import type { Align, ParagraphStyle } from './wording.ts';

/** What a template says with these values, line by line; not yet tables and sections. */
export type Event =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly style: ParagraphStyle; readonly inlines: readonly Inline[] }
  | { readonly kind: 'item'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'caption'; readonly text: string }
  | { readonly kind: 'row'; readonly cells: readonly (readonly Inline[] | 'leftwards' | 'upwards')[] }
  | { readonly kind: 'rule'; readonly columns: readonly { readonly share: number; readonly align?: Align }[] }
  | { readonly kind: 'insert'; readonly blocks: readonly Block[] }
  | { readonly kind: 'attachment'; readonly isLandscape: boolean; readonly title: string }
  | { readonly kind: 'page-break' }
  | { readonly kind: 'gap' };

type Row = Extract<Event, { kind: 'row' }>['cells'];

/** Text and attachments: rows made tables, headings numbered, what is empty left out. */
export function assemble(events: readonly Event[]): { body: Block[]; attachments: Attachment[] } {
  const parts: { readonly title: string; readonly isLandscape: boolean; readonly events: Event[] }[] = [
    { title: '', isLandscape: false, events: [] },
  ];
  for (const event of events) {
    if (event.kind === 'attachment') {
      parts.push({ title: event.title, isLandscape: event.isLandscape, events: [] });
    } else parts.at(-1)?.events.push(event);
  }
  const [body, ...attachments] = parts.map((part) => ({
    ...part,
    blocks: numbered(withContent(blocksOf(part.events))),
  }));
  return {
    body: withoutIdleBreaks(body?.blocks ?? []),
    attachments: attachments
      .map(({ title, isLandscape, blocks }) => ({
        title,
        blocks: withoutIdleBreaks(blocks),
        ...(isLandscape ? { isLandscape } : {}),
      }))
      .filter(({ blocks }) => blocks.length > 0),
  };
}

type Draft = Block | { readonly kind: 'item'; readonly inlines: readonly Inline[] };

function blocksOf(events: readonly Event[]): Draft[] {
  const drafts: Draft[] = [];
  let caption: string | undefined;
  let head: Row[] = [];
  let rows: Row[] = [];
  let columns: Extract<Event, { kind: 'rule' }>['columns'] | undefined;
  const close = () => {
    const table = tableOf(caption, head, rows, columns);
    if (table) drafts.push(table);
    [head, rows, columns] = [[], [], undefined];
  };
  const closeAll = () => {
    close();
    caption = undefined;
  };
  for (const event of events) {
    switch (event.kind) {
      case 'row':
        rows.push(event.cells);
        break;
      case 'rule':
        // The rows so far were the head; a second rule only stands for a table pasted on.
        if (columns === undefined) [head, rows] = [rows, []];
        columns ??= event.columns;
        break;
      case 'gap':
        // Between caption and table it divides nothing.
        if (head.length + rows.length > 0) closeAll();
        break;
      case 'caption':
        closeAll();
        caption = event.text;
        break;
      case 'attachment':
        break;
      case 'insert':
        closeAll();
        drafts.push(...event.blocks);
        break;
      default:
        closeAll();
        drafts.push(event);
    }
  }
  closeAll();
  return drafts;
}

/** A table whose head has no rows below is left out: there was nothing to list. */
function tableOf(
  caption: string | undefined,
  head: readonly Row[],
  rows: readonly Row[],
  columns: Extract<Event, { kind: 'rule' }>['columns'] | undefined,
): Table | undefined {
  if (rows.length === 0) return undefined;
  const shares = columns?.map(({ share }) => share) ?? [];
  const isUneven = new Set(shares).size > 1;
  return {
    kind: 'table',
    ...(caption === undefined || caption === '' ? {} : { caption }),
    head: cellsOf(head, undefined),
    rows: cellsOf(rows, columns),
    ...(isUneven ? { widths: shares } : {}),
  };
}

/** `<<` and `^^` make the cell on their left or above wider or higher. */
function cellsOf(
  rows: readonly Row[],
  columns: Extract<Event, { kind: 'rule' }>['columns'] | undefined,
): Cell[][] {
  type Growing = { inlines: readonly Inline[]; align?: Align; columns: number; rows: number };
  const owners: (Growing | undefined)[][] = [];
  const made = rows.map((row, index) => {
    const above = owners[index - 1];
    const current: (Growing | undefined)[] = [];
    const cells: Growing[] = [];
    row.forEach((cell, column) => {
      const left = current[column - 1];
      const up = above?.[column];
      if (cell === 'leftwards' && left) {
        if (cells.includes(left)) left.columns++;
        current.push(left);
      } else if (cell === 'upwards' && up) {
        // Counted once a row, at the leftmost of its columns.
        if (!current.includes(up)) up.rows++;
        current.push(up);
      } else {
        const align = columns?.[column]?.align;
        const inlines = typeof cell === 'string' ? [] : cell;
        const grown: Growing = { inlines, columns: 1, rows: 1, ...(align && { align }) };
        cells.push(grown);
        current.push(grown);
      }
    });
    owners.push(current);
    return cells;
  });
  return made.map((cells) =>
    cells.map(({ inlines, align, columns: wide, rows: high }) => ({
      inlines,
      ...(align && { align }),
      ...(wide > 1 ? { columns: wide } : {}),
      ...(high > 1 ? { rows: high } : {}),
    })),
  );
}

/** Without headings under which nothing is said. */
function withContent(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  // Level from which headings further up are needed: whatever was said last needs all above it.
  let needed = 0;
  for (const draft of [...drafts].reverse()) {
    if (draft.kind === 'heading') {
      if (draft.level >= needed) continue;
      needed = draft.level;
    } else if (draft.kind !== 'page-break') needed = 5;
    kept.push(draft);
  }
  return kept.reverse();
}

const numberings = [
  (number: number) => `${chineseNumber(number)}、`,
  (number: number) => `（${chineseNumber(number)}）`,
  (number: number) => `${number}.`,
  (number: number) => `（${number}）`,
] as const;

/** Headings with their numbers, from one on in each part and under each heading. */
function numbered(drafts: readonly Draft[]): Block[] {
  const counts = [0, 0, 0, 0];
  let items = 0;
  return drafts.map((draft, index): Block => {
    if (draft.kind === 'item') {
      items++;
      // One alone is not counted.
      const isAlone = items === 1 && !isFollowedByItem(drafts, index);
      return { kind: 'paragraph', inlines: isAlone ? draft.inlines : prefixed(`${items}.`, draft.inlines) };
    }
    if (draft.kind !== 'heading') return draft;
    items = 0;
    counts.fill(0, draft.level);
    const place = draft.level - 1;
    counts[place] = (counts[place] ?? 0) + 1;
    const number = numberings[place]?.(counts[place] ?? 1) ?? '';
    return { ...draft, inlines: prefixed(number, draft.inlines) };
  });
}

function isFollowedByItem(drafts: readonly Draft[], index: number): boolean {
  const next = drafts.slice(index + 1).find(({ kind }) => kind === 'item' || kind === 'heading');
  return next?.kind === 'item';
}

function prefixed(number: string, inlines: readonly Inline[]): Inline[] {
  const [first, ...rest] = inlines;
  return typeof first === 'string' ? [number + first, ...rest] : [number, ...inlines];
}

/** Page breaks at the beginning, at the end or after one another would only make empty pages. */
function withoutIdleBreaks(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ kind }, index) => {
    if (kind !== 'page-break') return true;
    const isAfterText = blocks.slice(0, index).some((block) => block.kind !== 'page-break');
    const isBeforeText = blocks[index + 1] !== undefined && blocks[index + 1]?.kind !== 'page-break';
    return isAfterText && isBeforeText;
  });
}
