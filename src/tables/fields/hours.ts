import { compactText } from './cell-text.ts';
import { type FieldResult, type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

/** More class hours than a year's training has: a slip of the pen. */
const most = 1_000;

function hours(value: number, asWritten: boolean): FieldResult {
  const tidy = Math.round(value * 100) / 100;
  if (tidy <= 0 || tidy > most) return refused('hours-invalid');
  return asWritten ? taken(tidy) : rewritten(tidy);
}

/** Class hours (学时): `4`, `4.5`, `4学时`; more than none. Days and half days are not turned into hours. */
export const normaliseHours: Normaliser = (content) => {
  if (content.type === 'number') return hours(content.value, true);
  if (content.type !== 'text') return wrongKind(content, '学时数');
  const match = /^(\d+(?:\.\d+)?)(个?(?:学时|课时))?$/.exec(compactText(content.value));
  return match ? hours(Number(match[1]), match[2] === undefined) : refused('hours-invalid');
};
