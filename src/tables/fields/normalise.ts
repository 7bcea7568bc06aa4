import type { CellContent } from '../../workbook/sheet.ts';
import type { FieldDefinition, FieldType } from '../definition.ts';
import { compactText, isErrorText, isPlaceholder, startsVisibly } from './cell-text.ts';
import { normaliseTerm, normaliseYesNo } from './choices.ts';
import { normaliseCreditCode, normaliseIdentityCode, normalisePostcode } from './codes.ts';
import { normaliseLatitude, normaliseLongitude } from './coordinates.ts';
import { normaliseDate } from './date.ts';
import { normaliseDays } from './days.ts';
import { type FieldResult, type FieldTools, type Normaliser, notGiven, refused, taken } from './field.ts';
import { normaliseHours } from './hours.ts';
import { normaliseMoney } from './money.ts';
import { normaliseName, normalisePersonName, normaliseRole } from './names.ts';
import { normaliseDecimal, normaliseInteger, normaliseSequence } from './numbers.ts';
import { normalisePercentage } from './percentage.ts';
import { normaliseEmail, normalisePhone } from './phone.ts';
import { normaliseDistrict, normaliseLongText, normaliseText } from './text.ts';
import { isUsualForm } from './usual-form.ts';

const normalisers: Readonly<Record<FieldType, Normaliser>> = {
  text: normaliseText,
  longText: normaliseLongText,
  name: normaliseName,
  sequence: normaliseSequence,
  integer: normaliseInteger,
  decimal: normaliseDecimal,
  longitude: normaliseLongitude,
  latitude: normaliseLatitude,
  yesNo: normaliseYesNo,
  term: normaliseTerm,
  identityCode: normaliseIdentityCode,
  creditCode: normaliseCreditCode,
  phone: normalisePhone,
  postcode: normalisePostcode,
  email: normaliseEmail,
  district: normaliseDistrict,
  date: normaliseDate,
  days: normaliseDays,
  hours: normaliseHours,
  percentage: normalisePercentage,
  money: normaliseMoney,
  personName: normalisePersonName,
  role: normaliseRole,
};

/**
 * A cell as a value of its field, with what there is to say about it. No value and no error means "not given":
 * such a field never overwrites what the ledger knows. Never throws.
 */
export function normalise(content: CellContent, field: FieldDefinition, tools: FieldTools): FieldResult {
  if (content.type === 'text' && isUsualForm(content.value, field.type)) return taken(content.value);
  return normaliseClosely(content, field, tools);
}

/** The long way, which every cell could go. */
export function normaliseClosely(
  content: CellContent,
  field: FieldDefinition,
  tools: FieldTools,
): FieldResult {
  // 序号 is counted anew on every export: what stands there cannot make a row wrong.
  if (content.type === 'error' || (content.type === 'text' && isErrorText(content.value))) {
    return field.type === 'sequence' ? notGiven : refused('cell-error');
  }
  const absent = field.required ? refused('value-required') : notGiven;
  // Longer texts that begin visibly are neither blank nor a placeholder.
  if (content.type === 'text' && !(content.value.length > 4 && startsVisibly(content.value))) {
    const compact = compactText(content.value);
    if (compact === '') return absent;
    if (field.type !== 'yesNo' && field.type !== 'sequence' && isPlaceholder(compact)) {
      return field.required ? absent : refused('value-placeholder');
    }
  }
  const result = normalisers[field.type](content, field, tools);
  if (result.value !== undefined || !field.required) return result;
  // A required value that was masked is missing, not merely unknown.
  return result.findings.length === 0 || result.findings.some(({ code }) => code === 'value-masked')
    ? absent
    : result;
}
