import { referenceText } from './reference-text.ts';

const start = '<!-- 参考：由程序生成，npm run reference 更新 -->';
const end = '<!-- 参考到此 -->';

/** The README with its generated part made anew. @throws Error where the markers are gone */
export function withReference(readme: string): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error('README.md has lost the markers of its generated part');
  return `${readme.slice(0, from + start.length)}\n\n${referenceText()}\n\n${readme.slice(to)}`;
}
