import { findOrAddPerson } from '../committees/committees.store.ts';
import { personName, unitOf } from '../committees/unit.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';

/**
 * The person that a text names as `王芳（云溪市教研室）`, entered where the ledger has nobody of that name and unit
 * (inside `perform`). Without a unit nobody is told from a namesake.
 * @throws Failure `option-value`
 */
export function personMeant(ledger: Ledger, option: string, text: string): number {
  const match = /^(.+?)[（(](.+)[）)]$/u.exec(text.trim());
  if (!match) {
    throw new Failure('option-value', {
      option,
      value: text,
      expected: '应写成 姓名（单位），如 王芳（云溪市教研室）',
    });
  }
  return findOrAddPerson(ledger, personName(match[1] ?? ''), unitOf(match[2] ?? ''));
}
