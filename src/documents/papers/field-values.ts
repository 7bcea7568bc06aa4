import { dateMeant } from '../../common/dates.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { nearTexts } from '../../tables/hand-mapping.ts';
import { isMissing, lookUp, type WordingValue, type WordingValues } from '../wording/values.ts';
import type { LoadedKind } from './load-kind.ts';
import type { PaperField } from './paper-kind.ts';

/** What the clerk said, by field. */
export type Given = Readonly<Record<string, string>>;

/**
 * `名=值` as it was typed, one a field.
 * @throws Failure `option-value` where there is no `=`; `paper-field-unknown` for a field the kind does not have
 */
export function readGiven(kind: LoadedKind, texts: readonly string[]): Given {
  const given: Record<string, string> = {};
  for (const text of texts) {
    const [, name = '', value = ''] = /^([^=＝]+)[=＝]([\s\S]*)$/u.exec(text) ?? [];
    if (name === '')
      throw new Failure('option-value', { option: '--field', value: text, expected: '应写成 名称=内容' });
    const field = kind.fields.find((each) => each.name === name.trim());
    if (!field) {
      const names = kind.fields.map((each) => each.name);
      const near = nearTexts(name.trim(), names);
      const known = (near.length > 0 ? near : names).join('、') || '这种文书没有可填的字段';
      throw new Failure('paper-field-unknown', { value: name.trim(), kind: kind.name, known });
    }
    given[field.name] = value.trim().replaceAll('\\n', '\n');
  }
  return given;
}

/** The value of a field as its type has it. @throws Failure `paper-field-value` */
function typed({ name, type }: PaperField, text: string): WordingValue {
  if (text === '' || type === 'text') return text === '' ? null : text;
  if (type === 'number') {
    if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
    throw new Failure('paper-field-value', { field: name, value: text, expected: '应是数字' });
  }
  const date = dateMeant(text);
  if (date !== undefined) return date;
  throw new Failure('paper-field-value', { field: name, value: text, expected: '应是日期，如 2026-07-03' });
}

export interface FieldValues {
  /** Facts of the ledger, and over them the fields of the kind. */
  readonly values: WordingValues;
  /** Fields without which the paper is not made, and that nobody filled. */
  readonly missing: readonly PaperField[];
}

/**
 * What the template is filled with: what the clerk said before what the ledger knows, before the default.
 * @throws Failure `paper-invalid` where a field comes from something that the ledger does not tell of this subject;
 * `paper-field-value`
 */
export function fieldValues(kind: LoadedKind, facts: WordingValues, given: Given): FieldValues {
  const fields: Record<string, WordingValue> = {};
  const missing: PaperField[] = [];
  for (const field of kind.fields) {
    const said = given[field.name];
    let value: WordingValue = said === undefined ? null : typed(field, said);
    if (isMissing(value) && field.from !== undefined) value = fromLedger(kind, field, facts);
    if (isMissing(value) && field.default !== undefined) value = typed(field, field.default);
    fields[field.name] = value;
    if (field.required && isMissing(value)) missing.push(field);
  }
  return { values: { ...facts, ...fields }, missing };
}

function fromLedger(kind: LoadedKind, field: PaperField, facts: WordingValues): WordingValue {
  const names = (field.from ?? '').split(/[.．]/);
  const found = lookUp([facts], names);
  if (found !== 'unknown') return found.value;
  const near = nearTexts(names[0] ?? '', Object.keys(facts));
  const hint = (near.length > 0 ? near : Object.keys(facts)).join('、');
  throw new Failure('paper-source-unknown', {
    value: field.from ?? '',
    field: field.name,
    file: kind.file,
    known: hint,
  });
}

/** Says which field is missing, and where it is entered. */
export function missingFinding(kind: LoadedKind, field: PaperField, subject: string): Finding {
  const option = `加 --field ${field.name}=…`;
  const where = field.where === undefined ? `请${option}` : `请${field.where}，或${option}`;
  return makeFinding('paper-field-missing', { kind: kind.name, subject, field: field.name, where });
}
