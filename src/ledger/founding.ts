import { namesOption, textOption } from '../cli/options.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Ledger, OperationInfo, Performed } from '../store/ledger.ts';
import { makeLedger } from '../store/make-ledger.ts';
import type { DistrictNames } from '../tables/dictionary.ts';
import { areaOfOffice, levelName, type OfficeLevel, readDistrictName } from './office.ts';
import { addOwnOffice, findOrAddOffice, ownOffice } from './offices.store.ts';
import { adoptPolicy } from './policies-in-force.store.ts';
import { readRegionCode } from './region-code.ts';
import { saveSeatDistricts } from './settings.store.ts';
import { clashingTerms, type EnteredTerm, parseTerm, termName } from './term.ts';
import { saveTerm } from './terms.store.ts';

/** What a new ledger starts with. */
export interface Founding {
  /** Name of the bureau: 云溪市教育局. */
  readonly title: string;
  /** Name of its area: 云溪市. */
  readonly area: string;
  readonly level: OfficeLevel;
  readonly regionCode: string;
  readonly policies: readonly string[];
  readonly terms: readonly EnteredTerm[];
  /** Districts under the office, entered at once: names that imports are judged by. */
  readonly districts: readonly string[];
  /** Districts in the city's seat (市驻地). */
  readonly seat: readonly string[];
}

export const officeLevels: readonly OfficeLevel[] = ['province', 'city', 'county', 'town'];

/** What the options of `init` say; what they do not say is undefined. @throws Failure `option-value` */
export function readFoundingOptions(
  options: Readonly<Record<string, unknown>>,
  districts: DistrictNames,
): Partial<Founding> {
  const title = textOption(options, 'name');
  const level = textOption(options, 'level') as OfficeLevel | undefined;
  const region = textOption(options, 'region');
  const area = textOption(options, 'area') ?? (title === undefined ? undefined : areaOfOffice(title));
  const policies = [...new Set(namesOption(options, 'policy'))];
  return {
    ...(title === undefined ? {} : { title }),
    ...(area === undefined ? {} : { area }),
    ...(level === undefined ? {} : { level }),
    ...(region === undefined ? {} : { regionCode: level === undefined ? region : regionFor(region, level) }),
    ...(policies.length === 0 ? {} : { policies }),
    terms: readTerms(termTexts(options)),
    districts: readDistricts('--district', namesOption(options, 'district'), districts),
    seat: readDistricts('--seat', namesOption(options, 'seat'), districts),
  };
}

/** @throws Failure `option-value` where it is no administrative code of that level */
export function regionFor(text: string, level: OfficeLevel): string {
  const read = readRegionCode(text, level);
  if ('code' in read) return read.code;
  throw new Failure('option-value', { option: '--region', value: text, expected: read.problem });
}

/** The texts given with --term, which may stand several in one option. */
export function termTexts(options: Readonly<Record<string, unknown>>): string[] {
  return namesOption(options, 'term');
}

/** @throws Failure `option-value` where a term cannot be read, or two overlap (also with those entered before) */
export function readTerms(texts: readonly string[], entered: readonly EnteredTerm[] = []): EnteredTerm[] {
  const terms = texts.map((text) => {
    const term = parseTerm(text);
    if (typeof term !== 'string') return term;
    throw new Failure('option-value', { option: '--term', value: text, expected: term });
  });
  const isReplaced = (term: EnteredTerm) =>
    terms.some((each) => each.schoolYear === term.schoolYear && each.number === term.number);
  const clash = clashingTerms([...entered.filter((term) => !isReplaced(term)), ...terms]);
  if (!clash) return terms;
  const [earlier, later] = clash;
  const value = `${later.schoolYear}:${later.number}=${later.starts}..${later.ends}`;
  const expected = `与${termName(earlier)}（${earlier.starts} 至 ${earlier.ends}）重复或重叠`;
  throw new Failure('option-value', { option: '--term', value, expected });
}

/** Names of districts as the ledger will know them. @throws Failure `option-value` where one is no full name */
export function readDistricts(option: string, texts: readonly string[], districts: DistrictNames): string[] {
  const names = texts.map((text) => {
    const { own, name } = readDistrictName(text, districts);
    if (!own && /[区市县旗]$/u.test(name)) return name;
    const expected = '应写区县的全称，例如 东湖区';
    throw new Failure('option-value', { option, value: text, expected });
  });
  return [...new Set(names)];
}

/**
 * Makes the ledger file with its own office in it; nothing is left where that fails.
 * @throws Failure `ledger-exists`, `file-unwritable`, `ledger-full`
 */
export function foundLedger(
  path: string,
  founding: Founding,
  info: OperationInfo,
  options: { dryRun: boolean },
): Promise<Performed<void>> {
  return makeLedger(path, (ledger) => ledger.perform(info, () => enterFounding(ledger, founding)), options);
}

/** Enters what a new ledger starts with (inside `perform`). */
function enterFounding(ledger: Ledger, founding: Founding): void {
  addOwnOffice(ledger, {
    level: founding.level,
    name: founding.area,
    title: founding.title,
    regionCode: founding.regionCode,
  });
  const parentId = founding.level === 'city' || founding.level === 'province' ? ownOffice(ledger).id : null;
  for (const name of founding.districts) findOrAddOffice(ledger, { level: 'county', name, parentId });
  for (const policy of founding.policies) adoptPolicy(ledger, policy);
  for (const term of founding.terms) saveTerm(ledger, term);
  if (founding.seat.length > 0) saveSeatDistricts(ledger, founding.seat);
}

/** What a ledger is founded with, a line each. */
export function describeFounding(founding: Founding): string {
  const lines = [
    `单位：${founding.title}（${levelName(founding.level)}，地名 ${founding.area}，代码 ${founding.regionCode}）`,
    `政策：${founding.policies.join('、')}`,
    ...(founding.districts.length > 0 ? [`区县：${founding.districts.join('、')}`] : []),
    ...(founding.seat.length > 0 ? [`市驻地：${founding.seat.join('、')}`] : []),
    ...founding.terms.map((term) => `学期：${termName(term)} ${term.starts} 至 ${term.ends}`),
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}
