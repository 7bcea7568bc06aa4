import { squeezeText } from '../common/text.ts';
import type { Area, KindergartenFacts } from './facts.ts';
import type { LeadSign, Sector } from './parameters.ts';
import type { Policy } from './schema.ts';
import { allTrue, anyTrue, type Truth } from './three-valued.ts';

/** What of a kindergarten tells whether it is the lead of a tier. */
export type LeadCandidate = Pick<KindergartenFacts, 'name' | 'districtLevel' | 'ownership'>;

/** A name as it is searched, and what is left of it once the city's and the district's names are taken off. */
interface ReadName {
  readonly rest: string;
  readonly district: boolean;
  readonly city: boolean;
}

/** 东湖区 → 东湖区, 东湖: names are written with and without the ending; one character alone says nothing. */
export function wordings(place: string): string[] {
  const name = squeezeText(place);
  const stem = name.replace(/(?:自治州|自治县|自治旗|地区|盟|州|市|区|县|旗)$/u, '');
  return stem.length >= 2 && stem !== name ? [name, stem] : [name];
}

/** An area's names as they are searched for: districts with all their wordings, the longest first. */
interface SearchedArea {
  readonly city: readonly string[];
  readonly districts: readonly string[];
}

// Every kindergarten of a ledger is held against the same names.
const searched = new WeakMap<Area, SearchedArea>();

function searchedArea(area: Area): SearchedArea {
  const known = searched.get(area);
  if (known) return known;
  const districts = [...new Set(area.districtNames.flatMap(wordings))].filter((name) => name !== '');
  const made: SearchedArea = {
    city: area.areaName === null ? [] : wordings(area.areaName),
    districts: districts.sort((one, other) => other.length - one.length),
  };
  searched.set(area, made);
  return made;
}

const takeOff = (text: string, wording: string | undefined) =>
  wording === undefined ? text : text.slice(wording.length);

function readName(name: string, area: Area): ReadName {
  const whole = squeezeText(name);
  const { city, districts } = searchedArea(area);
  const cityWording = city.find((wording) => whole.startsWith(wording));
  const afterCity = takeOff(whole, cityWording);
  const districtWording = districts.find((wording) => afterCity.startsWith(wording));
  if (districtWording !== undefined) {
    return { rest: takeOff(afterCity, districtWording), district: true, city: false };
  }
  const inside = districts.some((wording) => afterCity.includes(wording));
  return { rest: afterCity, district: inside, city: cityWording !== undefined && !inside };
}

/** Whether a name begins with the city's name, and no district's follows: 云溪市第三幼儿园. */
export function bearsCityName(name: string, area: Area): boolean {
  return readName(name, area).city;
}

/** Between the city's name and the word that tells: 市直, 第一 … */
const between = /^(?:市直|市级|市属|直属)?(?:第[一二三四五六七八九十\d]+)?/u;

function isNamedAfterCity(name: ReadName, words: readonly string[]): boolean {
  if (!name.city) return false;
  const told = name.rest.replace(between, '');
  return words.some((word) => told.startsWith(word));
}

function hangsOn(level: 'city' | 'county', name: ReadName, candidate: LeadCandidate): Truth {
  if (candidate.districtLevel !== null) return candidate.districtLevel === level;
  if (name.district) return level === 'county';
  return null;
}

function signHolds(sign: LeadSign, name: ReadName, candidate: LeadCandidate): Truth {
  const words = sign.words ?? [];
  return allTrue([
    words.length === 0 || words.some((word) => name.rest.indexOf(word) >= (sign.afterPlace ? 1 : 0)),
    !sign.excludes?.some((word) => name.rest.includes(word)),
    sign.namedAfterCity === undefined || isNamedAfterCity(name, words) === sign.namedAfterCity,
    sign.office === undefined || hangsOn(sign.office, name, candidate),
  ]);
}

/** Whether name and office show that a kindergarten is what the tier calls for; who runs it is another question. */
export function looksLikeLead(
  policy: Pick<Policy, 'tiers'>,
  tier: string,
  candidate: LeadCandidate,
  area: Area,
): Truth {
  const lead = policy.tiers.find((each) => each.id === tier)?.lead;
  if (!lead) return null;
  const name = readName(candidate.name, area);
  return anyTrue(lead.signs.map((sign) => signHolds(sign, name, candidate)));
}

/** Who runs it, as the dictionary of 办园性质 tells; null where it is not known. */
export function sectorOf(
  policy: Pick<Policy, 'ownership'>,
  kindergarten: Pick<KindergartenFacts, 'ownership'>,
): Sector | null {
  if (kindergarten.ownership === null) return null;
  return policy.ownership.get(kindergarten.ownership)?.sector ?? null;
}

/**
 * The tier (层级) that a lead kindergarten's name and office tell: the first of the policy's tiers it looks like,
 * unless it is known to be run by others than the tier asks for. Null where nothing tells.
 */
export function leadTier(
  policy: Pick<Policy, 'tiers' | 'ownership'>,
  kindergarten: LeadCandidate,
  area: Area,
): string | null {
  const sector = sectorOf(policy, kindergarten);
  for (const tier of policy.tiers) {
    if (looksLikeLead(policy, tier.id, kindergarten, area) !== true) continue;
    return sector === null || tier.lead.sectors.includes(sector) ? tier.id : null;
  }
  return null;
}
