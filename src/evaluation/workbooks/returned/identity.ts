import { squeezeText } from '../../../common/text.ts';
import { identityLabels } from '../group-book.ts';
import type { ReturnedSheet } from './returned-sheet.ts';

/** What a sheet says of itself in the texts above its table; each with the cell where it stands. */
export interface SheetIdentity {
  readonly title: string;
  readonly year: Said | null;
  readonly group: Said | null;
  readonly subject: Said | null;
  readonly role: Said | null;
  readonly rubric: Said | null;
}

interface Said {
  readonly text: string;
  readonly cell: string;
}

/** Rows that are looked at: a few may have been inserted above. */
const headRows = 20;

/** Reads what a sheet says of itself; nothing where it is not one of ours. */
export function identityOf(sheet: ReturnedSheet): SheetIdentity {
  const found: Partial<Record<keyof typeof identityLabels, Said>> = {};
  let title = '';
  for (const [cell, { row, content }] of sheet.cells) {
    if (row > headRows || content.type !== 'text') continue;
    const text = content.value.trim();
    if (title === '') title = squeezeText(text);
    for (const [key, label] of Object.entries(identityLabels) as [keyof typeof identityLabels, string][]) {
      const plain = text.replace(/:/g, '：');
      if (plain.startsWith(label)) found[key] ??= { text: plain.slice(label.length).trim(), cell };
    }
  }
  return {
    title,
    year: found.year ?? null,
    group: found.group ?? null,
    subject: found.subject ?? null,
    role: found.role ?? null,
    rubric: found.rubric ?? null,
  };
}

/** `东湖区实验幼儿园联盟（组号 12）` → its number and name. */
export function readGroup(text: string): { readonly id: number | null; readonly name: string } {
  const match = /^(.*?)\s*[（(]\s*组号\s*(\d{1,9})\s*[）)]\s*$/u.exec(text);
  return match ? { id: Number(match[2]), name: match[1]! } : { id: null, name: text };
}

/** `2026` or `2026 年` → 2026; null where it is no year. */
export function readYear(text: string): number | null {
  const match = /^(\d{4})(?:\.0+)?\s*年?(?:度)?$/u.exec(text.trim());
  return match ? Number(match[1]) : null;
}
