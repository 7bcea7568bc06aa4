import type { DocumentProfile, TextStyle } from '../profile.ts';
import type { MeasuredParagraph, MeasuredRun } from '../reading/measured.ts';

/** One thing that was measured against the profile. */
export interface ClauseCheck {
  /** What asks for it: standard or rule, and its clause. */
  readonly clause: string;
  readonly what: string;
  readonly expected: string;
  readonly measured: string;
  readonly ok: boolean;
}

/** Millimetres of twips, to a tenth. */
export const millimetres = (twips: number): number => Math.round((twips / 1440) * 254) / 10;

/** Names of the same typeface: as Word calls it in both languages, and as other makers sell it. */
const families: readonly (readonly string[])[] = [
  [
    '仿宋',
    '仿宋_GB2312',
    '仿宋体',
    '华文仿宋',
    '方正仿宋简体',
    '方正仿宋_GBK',
    'FangSong',
    'FangSong_GB2312',
    'STFangsong',
  ],
  [
    '楷体',
    '楷体_GB2312',
    '楷体',
    '华文楷体',
    '方正楷体简体',
    '方正楷体_GBK',
    'KaiTi',
    'KaiTi_GB2312',
    'STKaiti',
  ],
  ['黑体', '华文黑体', '方正黑体简体', '方正黑体_GBK', 'SimHei', 'STHeiti'],
  ['宋体', '新宋体', '华文宋体', '方正书宋简体', '方正书宋_GBK', 'SimSun', 'NSimSun', 'STSong'],
  [
    '方正小标宋简体',
    '方正小标宋_GBK',
    '小标宋',
    '小标宋体',
    '小标宋简体',
    '文鼎小标宋',
    'FZXiaoBiaoSong-B05',
    'FZXiaoBiaoSong-B05S',
  ],
  ['华文中宋', 'STZhongsong'],
];

/** Whether a font is the one that is asked for, under whichever name. */
export function isSameFont(font: string | undefined, wanted: string): boolean {
  if (font === undefined) return false;
  const name = (text: string) => text.trim().toLowerCase();
  if (name(font) === name(wanted)) return true;
  const family = families.find((each) => each.some((one) => name(one) === name(wanted)));
  return family?.some((one) => name(one) === name(font)) ?? false;
}

/** The start of a paragraph, to find it by. */
export function quoted(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  const shown = [...line].slice(0, 12).join('');
  return `“${shown}${shown.length < line.length ? '…' : ''}”`;
}

const hasChinese = (text: string) =>
  /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u.test(text);

/** Runs with something to see. */
export const visibleRuns = (paragraph: MeasuredParagraph): readonly MeasuredRun[] =>
  paragraph.runs.filter(({ text }) => text.trim() !== '');

/** Runs that the East Asian font of the paragraph shows in. */
export const chineseRuns = (paragraph: MeasuredParagraph): readonly MeasuredRun[] =>
  paragraph.runs.filter(({ text }) => hasChinese(text));

/** The first few of what is wrong, and how many more there are. */
export function listed(wrong: readonly string[]): string {
  const most = 3;
  const more = wrong.length > most ? `等 ${wrong.length} 处` : '';
  return wrong.slice(0, most).join('；') + more;
}

/** Everything a profile's checks share. */
export class CheckList {
  readonly checks: ClauseCheck[] = [];
  readonly profile: DocumentProfile;

  constructor(profile: DocumentProfile) {
    this.profile = profile;
  }

  add(section: string, what: string, expected: string, measured: string, ok: boolean): void {
    this.checks.push({ clause: `${this.profile.basis} ${section}`, what, expected, measured, ok });
  }

  /** A check on each of several paragraphs; `fault` says what is wrong with one, or nothing. */
  each(
    section: string,
    what: string,
    expected: string,
    paragraphs: readonly MeasuredParagraph[],
    fault: (paragraph: MeasuredParagraph) => string | undefined,
  ): void {
    if (paragraphs.length === 0) return;
    const wrong = paragraphs.flatMap((paragraph) => {
      const found = fault(paragraph);
      return found === undefined ? [] : [`${quoted(paragraph.text)}${found}`];
    });
    this.add(
      section,
      what,
      expected,
      wrong.length === 0 ? `${expected}（共 ${paragraphs.length} 处）` : listed(wrong),
      wrong.length === 0,
    );
  }

  /** Font, then size, of paragraphs that are set in one style. */
  textStyle(section: string, name: string, style: TextStyle, paragraphs: readonly MeasuredParagraph[]): void {
    this.each(section, `${name}字体`, style.font, paragraphs, (paragraph) => {
      // A font that is not named at all is another check's business.
      const other = chineseRuns(paragraph).find(
        ({ eastAsia, source }) => source === 'named' && !isSameFont(eastAsia, style.font),
      );
      return other && `是${other.eastAsia ?? '没有写明的字体'}`;
    });
    this.each(section, `${name}字号`, `${style.size} 磅`, paragraphs, (paragraph) => {
      const other = visibleRuns(paragraph).find(({ size }) => Math.abs(size - style.size) > 0.25);
      return other && `是 ${other.size} 磅`;
    });
  }
}
