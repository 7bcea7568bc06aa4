import { type Rubric, scorerName } from './rubric.ts';
import type { Missing } from './scoring.ts';

/** The blanks that somebody is to fill, in words: `联盟材料（自评）`. */
export function blanksInWords(rubric: Rubric, missing: readonly Missing[]): string[] {
  return missing
    .filter(({ kind }) => kind !== 'fact')
    .map(({ name, scorer }) => (scorer === null ? name : `${name}（${scorerName(rubric, scorer)}）`));
}

/** The indicators that could not be computed: the ledger does not know the facts, or a formula divides by zero. */
export function factsInWords(missing: readonly Missing[]): string[] {
  return missing.filter(({ kind }) => kind === 'fact').map(({ name }) => name);
}

/** What is missing as a remark (备注): `空白 3 格`, `1 项没有台账数据`. */
export function missingRemarks(blanks: number, facts: number): string[] {
  return [
    ...(blanks > 0 ? [`空白 ${blanks} 格`] : []),
    ...(facts > 0 ? [`${facts} 项没有台账数据，不能计算`] : []),
  ];
}

/** As many of a list as are read: the rest only counted. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join('、');
  return `${names.slice(0, most).join('、')}等 ${names.length} 处`;
}
