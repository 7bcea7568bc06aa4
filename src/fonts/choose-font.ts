import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { FontShelf } from './find-fonts.ts';
import { type Coverage, type FontFace, readCoverage } from './font-file.ts';

/** What a font is for, by the style that official documents ask for. */
export type FontRole = 'fangsong' | 'kaiti' | 'heiti' | 'songti' | 'xiaobiaosong';

/** The font taken for a role. */
export interface ChosenFont {
  readonly role: FontRole;
  readonly face: FontFace;
  /** The name by which programs find it. */
  readonly family: string;
  /** False where a font of another style stands in. */
  readonly isOfStyle: boolean;
}

interface Style {
  readonly label: string;
  /** Families of this style, the best first. */
  readonly names: readonly string[];
  /** What the names of further families of this style have in them. */
  readonly like: RegExp;
  /** Styles that stand in, the nearest first. */
  readonly instead: readonly FontRole[];
  readonly weight: number;
}

const styles: Readonly<Record<FontRole, Style>> = {
  fangsong: {
    label: '仿宋',
    names: ['仿宋_GB2312', 'FangSong_GB2312', '仿宋', 'FangSong', '华文仿宋', 'STFangsong', 'STFangSong'],
    like: /仿宋|fang[\s-]?song/iu,
    instead: ['songti', 'kaiti', 'heiti'],
    weight: 400,
  },
  kaiti: {
    label: '楷体',
    names: ['楷体_GB2312', 'KaiTi_GB2312', '楷体', 'KaiTi', '华文楷体', 'STKaiti', 'Kaiti SC'],
    like: /楷|kai\s?ti|ukai|wenkai/iu,
    instead: ['fangsong', 'songti', 'heiti'],
    weight: 400,
  },
  heiti: {
    label: '黑体',
    names: [
      ...['黑体', 'SimHei', '华文黑体', 'STHeiti', 'Heiti SC', 'PingFang SC', '微软雅黑', 'Microsoft YaHei'],
      ...['思源黑体', '思源黑体 CN', 'Source Han Sans SC', 'Source Han Sans CN', 'Noto Sans CJK SC'],
      ...['Noto Sans SC', '文泉驿正黑', 'WenQuanYi Zen Hei', 'WenQuanYi Micro Hei'],
    ],
    like: /黑体|正黑|(?:sim|zen\s|micro\s|st)hei|droid sans fallback/iu,
    instead: ['songti', 'fangsong', 'kaiti'],
    weight: 400,
  },
  songti: {
    label: '宋体',
    names: [
      ...['宋体', 'SimSun', '新宋体', 'NSimSun', '华文宋体', 'STSong', 'Songti SC', '方正书宋_GBK'],
      ...['思源宋体', '思源宋体 CN', 'Source Han Serif SC', 'Source Han Serif CN', 'Noto Serif CJK SC'],
      ...['Noto Serif SC', 'AR PL UMing CN'],
    ],
    like: /(?<!仿|标)宋|(?<!fang|biao)song|uming/iu,
    instead: ['fangsong', 'kaiti', 'heiti'],
    weight: 400,
  },
  xiaobiaosong: {
    label: '小标宋',
    names: [
      ...['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '方正小标宋_GBK', 'FZXiaoBiaoSong-B05', '华文中宋'],
      ...['STZhongsong', 'STZhongSong'],
    ],
    like: /小标宋|xiao\s?biao\s?song/iu,
    instead: ['songti', 'heiti', 'fangsong', 'kaiti'],
    weight: 700,
  },
};

/** Characters that every font for Chinese draws; one that lacks them is broken, or Chinese in name only. */
const sample = [...'幼儿园联盟年月日'].map((character) => character.codePointAt(0)!);

/**
 * The font for a role: of its style if the machine has one, else the nearest, else any that draws Chinese. Fonts that
 * the clerk named go before the machine's.
 * @throws Failure `font-none` where no font draws Chinese
 */
export function chooseFont(shelf: FontShelf, role: FontRole): ChosenFont {
  const font =
    ofStyle([shelf.named, shelf.installed], role, role) ??
    anyChinese(shelf.named, role) ??
    styles[role].instead.reduce<ChosenFont | undefined>(
      (found, style) => found ?? ofStyle([shelf.installed], style, role),
      undefined,
    ) ??
    anyChinese(shelf.installed, role);
  if (!font) throw new Failure('font-none');
  return font;
}

/** Fonts for several roles, and what the clerk should know of them: what was named in vain, and what stands in. */
export function chooseFonts<Role extends FontRole>(
  shelf: FontShelf,
  roles: readonly Role[],
): { readonly fonts: Readonly<Record<Role, ChosenFont>>; readonly findings: readonly Finding[] } {
  const chosen = roles.map((role) => [role, chooseFont(shelf, role)] as const);
  const findings = chosen
    .filter(([, { isOfStyle }]) => !isOfStyle)
    .map(([role, { family }]) => makeFinding('font-fallback', { value: styles[role].label, family }));
  return {
    fonts: Object.fromEntries(chosen) as Record<Role, ChosenFont>,
    findings: [...shelf.findings, ...findings],
  };
}

function ofStyle(
  shelves: readonly (readonly FontFace[])[],
  style: FontRole,
  role: FontRole,
): ChosenFont | undefined {
  const { names, like } = styles[style];
  for (const faces of shelves) {
    for (const family of names) {
      const face = bestOf(faces, role, ({ families }) => families.includes(family));
      if (face) return { role, face, family, isOfStyle: style === role };
    }
    const face = bestOf(faces, role, ({ families }) => families.some((family) => like.test(family)));
    const family = face?.families.find((each) => like.test(each));
    if (face && family !== undefined) return { role, face, family, isOfStyle: style === role };
  }
  return undefined;
}

function anyChinese(faces: readonly FontFace[], role: FontRole): ChosenFont | undefined {
  const face = bestOf(faces, role, () => true);
  return face && { role, face, family: face.families[0]!, isOfStyle: false };
}

/** Of the faces that draw Chinese the upright one whose weight is nearest; the first of equals. */
function bestOf(
  faces: readonly FontFace[],
  role: FontRole,
  isMeant: (face: FontFace) => boolean,
): FontFace | undefined {
  const distance = (face: FontFace) =>
    Math.abs(face.weight - styles[role].weight) + (face.isItalic ? 10_000 : 0);
  return faces
    .filter((face) => face.families.length > 0 && isMeant(face))
    .sort((a, b) => distance(a) - distance(b))
    .find(drawsChinese);
}

function drawsChinese(face: FontFace): boolean {
  const covers = coverageOf(face);
  return sample.every((codePoint) => covers(codePoint));
}

const coverages = new Map<string, Coverage>();

/** Which characters a face draws; none where it is broken. Read once a process. */
function coverageOf(face: FontFace): Coverage {
  const key = `${face.index}\0${face.path}`;
  let coverage = coverages.get(key);
  if (!coverage) {
    try {
      coverage = readCoverage(face);
    } catch {
      coverage = () => false;
    }
    coverages.set(key, coverage);
  }
  return coverage;
}

/** Characters of a text that none of the fonts draws, each once; blanks and what has no shape do not count. */
export function missingCharacters(text: string, faces: readonly FontFace[]): string[] {
  const coverage = faces.map(coverageOf);
  const missing = new Set<string>();
  for (const character of text) {
    if (/[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(character)) continue;
    const codePoint = character.codePointAt(0)!;
    if (!coverage.some((covers) => covers(codePoint))) missing.add(character);
  }
  return [...missing];
}
