import { centsOf, isBeyondBelief, readCents } from '../../common/money.ts';
import { type FieldResult, type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

const taking = (cents: number | undefined, asWritten: boolean): FieldResult => {
  if (cents === undefined) return refused('money-invalid');
  return asWritten ? taken(cents / 100) : rewritten(cents / 100);
};

/**
 * An amount in yuan (元), exact to the cent: `12,345.60`, `1.2万`; less than nothing too, where something is taken back
 * (冲销): whoever takes the amount says whether that may be.
 */
export const normaliseMoney: Normaliser = (content) => {
  if (content.type !== 'number' && content.type !== 'text') return wrongKind(content, '金额');
  if (isBeyondBelief(content.value)) return refused('money-too-large');
  if (content.type === 'number') return taking(centsOf(content.value), true);
  return taking(readCents(content.value), /^-?\d+(?:\.\d{1,2})?$/.test(content.value.trim()));
};
