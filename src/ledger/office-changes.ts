import { dateOption, namesOption, textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';
import type { DistrictNames } from '../tables/dictionary.ts';
import { readDistricts, readTerms, regionFor, termTexts } from './founding.ts';
import { areaOfOffice } from './office.ts';
import { changeOwnOffice, findOrAddOffice, ownOffice } from './offices.store.ts';
import { adoptPolicy, dropPolicy, policiesInForce } from './policies-in-force.store.ts';
import { saveSeatDistricts } from './settings.store.ts';
import { enteredTerms, saveTerm } from './terms.store.ts';

/** What `office set` is to change; what is undefined stays. */
export interface OfficeChanges {
  readonly title: string | undefined;
  readonly area: string | undefined;
  readonly region: string | undefined;
  /** Empty: no seat any more. */
  readonly seat: readonly string[] | undefined;
  /** Districts to enter: names that an import would take for a slip of the pen. */
  readonly addDistricts: readonly string[];
  /** Cities under a province, towns under a district: those that report to it. */
  readonly addCities: readonly string[];
  readonly addTowns: readonly string[];
  readonly addPolicies: readonly string[];
  readonly removePolicies: readonly string[];
  readonly since: IsoDate | undefined;
  readonly terms: readonly string[];
}

/** @throws Failure `option-value`, `office-unchanged` where there is nothing to change */
export function readOfficeChanges(
  options: Readonly<Record<string, unknown>>,
  districts: DistrictNames,
): OfficeChanges {
  const seat = options.seat === false ? [] : namesOption(options, 'seat');
  const changes: OfficeChanges = {
    title: textOption(options, 'name'),
    area: textOption(options, 'area'),
    region: textOption(options, 'region'),
    seat:
      options.seat === false ? [] : seat.length > 0 ? readDistricts('--seat', seat, districts) : undefined,
    addDistricts: readDistricts('--add-district', namesOption(options, 'addDistrict'), districts),
    addCities: readAreas('--add-city', namesOption(options, 'addCity'), /(?:[市州盟]|地区)$/u, '云溪市'),
    addTowns: readAreas('--add-town', namesOption(options, 'addTown'), /(?:[镇乡]|街道)$/u, '湖滨街道'),
    addPolicies: namesOption(options, 'addPolicy'),
    removePolicies: namesOption(options, 'removePolicy'),
    since: dateOption(options, 'since'),
    terms: termTexts(options),
  };
  const { since, ...rest } = changes;
  if (since !== undefined && changes.addPolicies.length + changes.removePolicies.length === 0) {
    const expected = '只与 --add-policy、--remove-policy 一起用';
    throw new Failure('option-value', { option: '--since', value: since, expected });
  }
  if (
    Object.values(rest).some((value) => value !== undefined && (value.length > 0 || value === changes.seat))
  ) {
    return changes;
  }
  throw new Failure('office-unchanged', {});
}

/** Names of areas below, by their ending. @throws Failure `option-value` where one is no full name */
function readAreas(option: string, texts: readonly string[], ending: RegExp, example: string): string[] {
  const wrong = texts.find((text) => !ending.test(text.trim()));
  if (wrong === undefined) return [...new Set(texts.map((text) => text.trim()))];
  throw new Failure('option-value', { option, value: wrong, expected: `应写全称，例如 ${example}` });
}

function refuseBelow(option: string, names: readonly string[]): never {
  const expected = option === '--add-city' ? '只用于省级的台账' : '只用于区县的台账';
  throw new Failure('option-value', { option, value: names.join('、'), expected });
}

/**
 * Applies changes to the own office (inside `perform`). A new name brings its area along, unless the area was given
 * by hand before.
 * @throws Failure `option-value`
 */
export function changeOffice(ledger: Ledger, changes: OfficeChanges, today: IsoDate): void {
  const own = ownOffice(ledger);
  const title = changes.title ?? own.title;
  const followsTitle = own.title === null || own.name === areaOfOffice(own.title);
  const renamed = changes.title !== undefined && followsTitle ? areaOfOffice(changes.title) : own.name;
  const area = changes.area ?? renamed;
  const regionCode = changes.region === undefined ? own.regionCode : regionFor(changes.region, own.level);
  changeOwnOffice(ledger, { name: area, title, regionCode });
  if (changes.seat !== undefined) saveSeatDistricts(ledger, changes.seat);
  const parentId = own.level === 'county' || own.level === 'town' ? own.parentId : own.id;
  if (changes.addCities.length > 0 && own.level !== 'province') refuseBelow('--add-city', changes.addCities);
  if (changes.addTowns.length > 0 && own.level !== 'county') refuseBelow('--add-town', changes.addTowns);
  for (const name of changes.addCities) findOrAddOffice(ledger, { level: 'city', name, parentId: own.id });
  for (const name of changes.addTowns) findOrAddOffice(ledger, { level: 'town', name, parentId: own.id });
  for (const name of changes.addDistricts) findOrAddOffice(ledger, { level: 'county', name, parentId });
  for (const policy of changes.addPolicies) adoptPolicy(ledger, policy, changes.since);
  for (const policy of changes.removePolicies) {
    const on = changes.since ?? today;
    if (!policiesInForce(ledger, on).includes(policy)) {
      const expected = `${on} 没有执行这份政策`;
      throw new Failure('option-value', { option: '--remove-policy', value: policy, expected });
    }
    dropPolicy(ledger, policy, on);
  }
  for (const term of readTerms(changes.terms, enteredTerms(ledger))) saveTerm(ledger, term);
}
