import { tidyName } from '../common/text.ts';
import { simplified } from '../common/traditional.ts';
import type { DistrictNames } from '../tables/dictionary.ts';

/** Level of an office in the tree: 省, 市, 县（区）, 镇（街道）. */
export type OfficeLevel = 'province' | 'city' | 'county' | 'town';

/** An office (机构) of the tree; kindergartens, groups and bodies hang on it. */
export interface Office {
  readonly id: number;
  readonly level: OfficeLevel;
  /** Name of the area: 云溪市, 东湖区, 湖滨街道. */
  readonly name: string;
  /** Name of the bureau as given (云溪市教育局); null where only the area is known. */
  readonly title: string | null;
  readonly regionCode: string | null;
  readonly parentId: number | null;
}

/** What a kindergarten of the city itself, and a group led by one, has in the district column. */
export const cityItself = '市直';

/** What a district's name as written means: the office itself (`own`), or an area by name. */
export interface DistrictName {
  readonly own: boolean;
  /** Area name, or for `own` the word that said so. */
  readonly name: string;
  /** Set where a miswritten name was put right and the clerk should be told. */
  readonly alias?: { readonly written: string; readonly meant: string };
}

const levelNames: Readonly<Record<OfficeLevel, string>> = {
  province: '省级',
  city: '市级',
  county: '县（区）级',
  town: '镇街',
};

export function levelName(level: OfficeLevel): string {
  return levelNames[level];
}

/** Endings of bureau names, longest first; what stands before is the area. */
const bureauSuffixes = [
  '教育和体育局',
  '教育体育局',
  '教育和体育委员会',
  '教育局',
  '教体局',
  '教育委员会',
  '教委',
  '教育厅',
  '教育办公室',
  '教育办',
  '教办',
  '中心校',
  '中心学校',
  '学前教育办公室',
  '学前办',
  '托幼办',
  '人民政府',
  '办事处',
] as const;

/** The name without the ending, where one of the endings stands there and something is left. */
function withoutSuffix(text: string, suffixes: readonly string[]): string {
  const fitting = suffixes
    .filter((suffix) => text.length > suffix.length && text.endsWith(suffix))
    .sort((one, other) => other.length - one.length)[0];
  return fitting === undefined ? text : text.slice(0, -fitting.length);
}

/** The area an office is for, from its name: 云溪市教育局 → 云溪市, 东湖区教育和体育局 → 东湖区. */
export function areaOfOffice(title: string): string {
  return withoutSuffix(title, bureauSuffixes);
}

/**
 * Reads a district as a clerk writes it: blanks and bureau endings dropped, traditional characters simplified, known
 * miswritings put right.
 */
export function readDistrictName(text: string, dictionary: DistrictNames): DistrictName {
  const written = simplified(tidyName(text));
  if (dictionary.own.includes(written)) return { own: true, name: written };
  const name = withoutSuffix(written, dictionary.suffixes);
  for (const entry of dictionary.aliases) {
    if (!entry.aliases.includes(name)) continue;
    return {
      own: false,
      name: entry.name,
      ...(entry.notice ? { alias: { written, meant: entry.name } } : {}),
    };
  }
  return { own: false, name };
}

/** A district's name without its last 区 / 市 / 县 / 旗, for comparing; short names stay whole. */
export function districtStem(name: string): string {
  return name.length > 2 ? name.replace(/(?:自治县|自治旗|区|市|县|旗)$/u, '') : name;
}
