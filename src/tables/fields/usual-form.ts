import type { FieldType } from '../definition.ts';
import { creditCheckSign } from './codes.ts';

const han = '\\u4e00-\\u9fff';
/** Beginnings of what only fills the space (无, 没有, 暂无, 空): those are looked at closely. */
const filler = '无没暂空';
const words = new RegExp(`^(?![${filler}])[${han}][${han}A-Za-z0-9，。、·.@_/-]*$`);

const forms: Readonly<Partial<Record<FieldType, RegExp>>> = {
  text: words,
  district: words,
  identityCode: /^\d{10}$/,
  creditCode: /^[0-9A-HJ-NPQRTUWXY]{18}$/,
  personName: new RegExp(`^(?![${filler}])[${han}]{2,3}$`),
  phone: /^1[3-9]\d{9}$/,
};

/** A mobile number whose end is all zeros may be what rounding left of another. */
const rounded = /0{8}$/;

/**
 * Whether a text is written in the very form in which a field of the type keeps it, as nearly every cell is: then it
 * is taken as it stands, and none of the closer looks at it can say otherwise.
 */
export function isUsualForm(text: string, type: FieldType): boolean {
  const form = forms[type];
  if (!form?.test(text)) return false;
  if (type === 'creditCode') return creditCheckSign(text.slice(0, 17)) === text[17];
  return type !== 'phone' || !rounded.test(text);
}
