import { makeFinding } from '../../../findings/catalogue.ts';
import type { Finding } from '../../../findings/finding.ts';
import type { CellPlace } from '../../evaluation.ts';
import type { Slot } from '../group-book.ts';
import type { ReturnedEntry } from './compare-sheet.ts';

/** One of a group's workbooks that came back: several scorers may each have sent their own. */
interface GroupCopy {
  readonly file: string;
  readonly sha256: string;
  readonly entries: readonly ReturnedEntry[];
}

/** An entry that is taken, and the cell it came from. */
export interface TakenEntry {
  readonly subject: number;
  readonly slot: Slot;
  readonly value: number | string;
  readonly place: CellPlace;
}

export function slotKey({ subject, slot }: Pick<ReturnedEntry, 'subject' | 'slot'>): string {
  switch (slot.kind) {
    case 'score':
      return `${subject} score ${slot.indicator} ${slot.scorer}`;
    case 'gate':
      return `${subject} gate ${slot.gate}`;
    case 'note':
      return `${subject} note ${slot.indicator}`;
    case 'opinion':
      return `${subject} opinion`;
  }
}

/**
 * Puts the copies of one group's workbook together, cell by cell. A blank in one says nothing against the other; two
 * different scores in the same cell are a finding, and neither is taken; different texts are both kept.
 */
export function mergeCopies(copies: readonly GroupCopy[]): {
  readonly taken: readonly TakenEntry[];
  readonly findings: readonly Finding[];
} {
  const found = new Map<string, { entry: ReturnedEntry; copy: GroupCopy }[]>();
  for (const copy of copies) {
    for (const entry of copy.entries) {
      const key = slotKey(entry);
      const own = found.get(key);
      if (own) own.push({ entry, copy });
      else found.set(key, [{ entry, copy }]);
    }
  }
  const taken: TakenEntry[] = [];
  const findings: Finding[] = [];
  for (const all of found.values()) {
    const [first] = all;
    const { entry, copy } = first!;
    const { slot, subject, sheet, cell } = entry;
    const others = all.filter((each) => each.entry.value !== entry.value);
    const place: CellPlace = { file: copy.file, fileSha256: copy.sha256, sheet, cell };
    if (others.length === 0) taken.push({ subject, slot, value: entry.value, place });
    else if (slot.kind === 'note' || slot.kind === 'opinion') {
      const texts = [...new Set(all.map((each) => String(each.entry.value)))];
      taken.push({ subject, slot, value: texts.join('\n'), place });
    } else {
      for (const other of others) {
        const parameters = {
          what: `“${slot.label}”`,
          value: other.entry.value,
          expected: entry.value,
          other: `${copy.file} ${sheet} ${cell}`,
        };
        const at = { file: other.copy.file, sheet: other.entry.sheet, cell: other.entry.cell };
        findings.push(makeFinding('evaluation-scores-differ', parameters, at));
      }
    }
  }
  return { taken, findings };
}
