import type { FindingCode } from '../../../findings/catalogue.ts';
import type { Parameters } from '../../../findings/finding.ts';
import type { Cell } from '../../../workbook/sheet.ts';
import type { Slot } from '../group-book.ts';
import { shownContent } from './returned-sheet.ts';

/** What was entered, or what is wrong with it. */
type SlotReading =
  | { readonly value: number | string }
  | { readonly code: FindingCode; readonly parameters: Parameters };

/** Reads a cell that a scorer filled: it is not blank. */
export function readSlot(slot: Slot, cell: Cell): SlotReading {
  const shown = shownContent(cell);
  if (cell.content.type === 'error') {
    const expected = slot.kind === 'score' ? `0 到 ${slot.most} 之间的数` : '填写的内容';
    return { code: 'evaluation-cell-error', parameters: { value: shown, expected } };
  }
  switch (slot.kind) {
    case 'score':
      return readScore(slot.most, cell, shown);
    case 'gate': {
      const answer = shown.trim().normalize('NFKC');
      if (cell.formula === undefined && (answer === '是' || answer === '否')) return { value: answer };
      return { code: 'evaluation-gate-answer', parameters: { value: shown } };
    }
    default:
      return { value: shown.trim() };
  }
}

function readScore(most: number, { content, formula }: Cell, shown: string): SlotReading {
  const expected = most;
  if (formula !== undefined) {
    return { code: 'evaluation-score-formula', parameters: { value: formula, expected } };
  }
  if (content.type !== 'number')
    return { code: 'evaluation-score-text', parameters: { value: shown, expected } };
  const { value } = content;
  if (value < 0 || value > most) return { code: 'evaluation-score-range', parameters: { value, expected } };
  if (!Number.isInteger(value * 2)) {
    return { code: 'evaluation-score-half', parameters: { value, expected: Math.round(value * 2) / 2 } };
  }
  return { value };
}
