import type { Report } from './problem.ts';
import type { Path, TextPlace } from './wording.ts';

/** What a field may be called: anything without blanks and without the signs that the notation needs. */
const name = /^[^\s{}｛｝|｜.．()（）"'“”‘’=＝≠!！<>＜＞≥≤#＃/／\\]+$/u;

/** `园.名称`; undefined where it is no name, which is reported. */
export function readPath(text: string, place: TextPlace, report: Report): Path | undefined {
  const names = text.split(/[.．]/);
  if (names.every((each) => name.test(each))) return { names, place };
  report(
    place,
    text === ''
      ? '这里应有字段名，如 {{园所名称}}'
      : `“${text}”不能作字段名；写法如 {{园所名称}}、{{园.名称}}`,
  );
  return undefined;
}
