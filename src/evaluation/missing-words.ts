import { type Rubric, scorerName } from './rubric.ts';
import type { Missing } from './scoring.ts';

/** `联盟材料（自评）`, `台账数据无法计算：应办活动完成情况`: what is missing, in words. */
export function missingInWords(rubric: Rubric, missing: readonly Missing[]): string[] {
  return missing.map(({ kind, name, scorer }) =>
    kind === 'fact'
      ? `${name}（台账数据无法计算）`
      : `${name}（${scorer === null ? '' : scorerName(rubric, scorer)}）`,
  );
}

/** As many of a list as are read: the rest only counted. */
export function listed(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join('、');
  return `${names.slice(0, most).join('、')}等 ${names.length} 处`;
}
