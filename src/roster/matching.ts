import { type MatchEntry, type MatchIndex, type MatchRecord, townOf, townStem } from './match-index.ts';
import {
  campusStem,
  differsByLookalike,
  differsByOneSlip,
  differsByPlaceSlip,
  isGenericCore,
  type NameParts,
  nameKey,
  sectorRemark,
  similarity,
} from './names.ts';

export interface MatchCandidate {
  readonly id: number;
  readonly name: string;
  /** 0–1: how much speaks for it being the same. */
  readonly score: number;
  /** Why it is thought of, in Chinese. */
  readonly reason: string;
}

export type Match =
  /** `nameFar`: a code decided although the names have nothing in common. */
  | {
      readonly kind: 'same';
      readonly id: number;
      readonly by: 'code' | 'creditCode' | 'name';
      readonly nameFar: boolean;
    }
  /** `namesake`: one of the same name in the same district that a code tells apart. */
  | { readonly kind: 'new'; readonly namesake: number | null }
  | { readonly kind: 'near'; readonly candidates: readonly MatchCandidate[] }
  | { readonly kind: 'contradiction'; readonly reason: string };

/** Near-misses shown for one row. */
const candidateLimit = 5;

/** Codes tell two kindergartens apart where both have one and they differ. */
function toldApart(record: MatchRecord, entry: MatchRecord): boolean {
  if (record.code && entry.code) return record.code !== entry.code;
  return Boolean(record.creditCode && entry.creditCode && record.creditCode !== entry.creditCode);
}

const named = (entry: MatchEntry | undefined) => `“${entry?.name ?? ''}”`;

/**
 * Whether a record means a kindergarten of the ledger: the identity code (学校标识码) decides, then the credit code
 * (统一社会信用代码), then the key of the name within the district. Where no code decides and the names are only
 * close, the candidates are given; codes and names that point to different kindergartens are a contradiction.
 */
export function matchKindergarten(record: MatchRecord, index: MatchIndex): Match {
  const key = nameKey(record.name);
  const byCode = record.code ? index.idByCode(record.code) : undefined;
  const sharers = record.creditCode ? index.idsByCreditCode(record.creditCode) : [];
  if (byCode !== undefined) {
    return (
      creditContradiction(record, key, byCode, sharers, index) ??
      matchByCode(record, key, byCode, true, index)
    );
  }
  if (sharers.length > 0) return matchByCreditCode(record, key, sharers, index);

  const open = openNamesakes(record, key, index, record.districtId);
  const decided = decideByName(record, open);
  if (decided) return decided;
  const alias = index.idByAlias(key, record.districtId);
  const known = alias === undefined ? undefined : index.entry(alias);
  if (known && !toldApart(record, known)) return { kind: 'same', id: known.id, by: 'name', nameFar: false };
  if (known && !(record.code && known.code)) {
    // Only the identity code of an entry that was merged is remembered: its credit code may be the one given here.
    const reason = '曾以这个名称登记，统一社会信用代码却不同';
    return { kind: 'near', candidates: [candidateOf(known, 0.9, reason)] };
  }
  if (record.districtId !== null) {
    const homeless = openNamesakes(record, key, index, null);
    // A kindergarten that a form added without saying where it is.
    if (homeless.length === 1 && index.idsByKey(key).length === 1) {
      return decideByName(record, homeless)!;
    }
  }
  const { same, candidates } = findNear(record, key, index);
  if (same !== undefined) return { kind: 'same', id: same, by: 'name', nameFar: false };
  if (candidates.length > 0) return { kind: 'near', candidates };
  const told = [true, false].flatMap((coded) => index.idsByKeyAt(key, record.districtId, coded))[0];
  return { kind: 'new', namesake: told ?? null };
}

/** The credit code is another's than the identity code's: only a legal person that runs both explains that. */
function creditContradiction(
  _record: MatchRecord,
  key: string,
  id: number,
  sharers: readonly number[],
  index: MatchIndex,
): Match | undefined {
  if (sharers.length === 0 || sharers.includes(id)) return undefined;
  const entry = index.entry(id)!;
  const others = sharers.map((each) => index.entry(each)!);
  const explained =
    !entry.creditCode &&
    nameKey(entry.name) === key &&
    others.every((other) => other.code && other.code !== entry.code && nameKey(other.name) !== key);
  if (explained) return undefined;
  return {
    kind: 'contradiction',
    reason: `学校标识码是${named(entry)}的，统一社会信用代码却是${others.map(named).join('、')}的`,
  };
}

/**
 * One legal person may run several kindergartens under one credit code: alone the code only decides where the names
 * do not speak for another campus or another kindergarten.
 */
function matchByCreditCode(
  record: MatchRecord,
  key: string,
  sharers: readonly number[],
  index: MatchIndex,
): Match {
  const entries = sharers.map((id) => index.entry(id)!);
  const apart = (entry: MatchEntry) => Boolean(record.code && entry.code && record.code !== entry.code);
  const sameName = entries.filter((entry) => nameKey(entry.name) === key);
  const inDistrict = sameName.filter(
    (entry) =>
      record.districtId === null || entry.districtId === null || entry.districtId === record.districtId,
  );
  const meant = inDistrict.length > 0 ? inDistrict : sameName;
  const [bearer] = meant;
  if (meant.length === 1 && bearer) {
    if (!apart(bearer)) return { kind: 'same', id: bearer.id, by: 'creditCode', nameFar: false };
    return {
      kind: 'contradiction',
      reason: `统一社会信用代码和名称是${named(bearer)}的，学校标识码却与它的（${bearer.code}）不同`,
    };
  }
  const [only] = entries;
  if (entries.length === 1 && only && !apart(only)) {
    const match = matchByCode(record, key, only.id, false, index);
    if (match.kind !== 'same' || !match.nameFar) return match;
  }
  const alias = index.idByAlias(key, record.districtId);
  const known = entries.find(({ id }) => id === alias);
  if (known && !apart(known)) return { kind: 'same', id: known.id, by: 'creditCode', nameFar: false };
  const ask = (entry: MatchEntry) =>
    candidateOf(
      entry,
      apart(entry) ? 0.5 : 0.7,
      apart(entry)
        ? `统一社会信用代码相同，学校标识码（${entry.code}）和名称不同，可能是同一法人办的另一所园`
        : '统一社会信用代码相同，名称不同，可能改了名，也可能是同一法人办的另一所园',
    );
  const candidates = (meant.length > 0 ? meant : entries).map(ask).sort(byScore).slice(0, candidateLimit);
  return { kind: 'near', candidates };
}

const byScore = (one: MatchCandidate, other: MatchCandidate) => other.score - one.score || one.id - other.id;

/**
 * Those of the name that no code tells apart from the record: in a district, in none that is known (null, where the
 * record has a district), or in the whole ledger (null, where it has none).
 */
function openNamesakes(
  record: MatchRecord,
  key: string,
  index: MatchIndex,
  districtId: number | null,
): MatchEntry[] {
  const everywhere = record.districtId === null;
  const ids = everywhere
    ? index.idsByKey(key)
    : [
        ...index.idsByKeyAt(key, districtId, false),
        // Each of those with a code is told apart from a record that has another.
        ...(record.code ? [] : index.idsByKeyAt(key, districtId, true)),
      ];
  return ids.map((id) => index.entry(id)!).filter((entry) => !toldApart(record, entry));
}

function matchByCode(
  record: MatchRecord,
  key: string,
  id: number,
  byCode: boolean,
  index: MatchIndex,
): Match {
  const entry = index.entry(id)!;
  const by = byCode ? 'code' : 'creditCode';
  const words = byCode ? '学校标识码' : '统一社会信用代码';
  if (nameKey(entry.name) === key) return { kind: 'same', id, by, nameFar: false };
  const others =
    record.districtId === null
      ? index.idsByKey(key)
      : [record.districtId, null].flatMap((place) => [
          ...index.idsByKeyAt(key, place, true),
          ...index.idsByKeyAt(key, place, false),
        ]);
  // Elsewhere several may bear that name; only a namesake that can be meant speaks against the code.
  if (others.length === 1) {
    return {
      kind: 'contradiction',
      reason: `${words}是${named(entry)}的，名称却是另一所${named(index.entry(others[0]!))}`,
    };
  }
  // Somebody said so: neither another campus nor a name far from the present one speaks against it.
  if (index.idByAlias(key, record.districtId) === id) return { kind: 'same', id, by, nameFar: false };
  const one = index.read(record.name);
  const other = index.read(entry.name);
  if (one.core === other.core && campusStem(one.campus) !== campusStem(other.campus)) {
    // A campus is never its main kindergarten: one of the two bears the other's code by mistake, or shares it.
    if (byCode) return { kind: 'contradiction', reason: `${words}是${named(entry)}的，名称却是另一个园区` };
    return { kind: 'near', candidates: [candidateOf(entry, 0.6, '统一社会信用代码相同，园区不同')] };
  }
  const nameFar =
    similarity(one.core, other.core) === 0 &&
    !differsByOneSlip(one.core, other.core) &&
    differsByLookalike(one.core, other.core) === null;
  return { kind: 'same', id, by, nameFar };
}

/** One kindergarten of that name: it is the same, unless both name a town and the towns differ. Several: ask. */
function decideByName(record: MatchRecord, within: readonly MatchEntry[]): Match | undefined {
  if (within.length === 0) return undefined;
  const town = townStem(record.town);
  const ofTown = town === null ? [] : within.filter((entry) => townStem(entry.town) === town);
  const only = within.length === 1 ? within[0]! : ofTown.length === 1 ? ofTown[0]! : undefined;
  if (only) {
    const [said, kept] = [sectorRemark(record.name), sectorRemark(only.name)];
    if (said !== null && kept !== null && said !== kept) {
      return {
        kind: 'near',
        candidates: [candidateOf(only, 0.9, `同名，但一个注明${said}，一个注明${kept}`)],
      };
    }
    const elsewhere = town !== null && only.town && townStem(only.town) !== town;
    if (!elsewhere) return { kind: 'same', id: only.id, by: 'name', nameFar: false };
    return { kind: 'near', candidates: [candidateOf(only, 0.9, `同名，但台账里属${only.town}`)] };
  }
  const candidates = within
    .slice(0, candidateLimit)
    .map((entry) => candidateOf(entry, 0.9, `同名的园所有 ${within.length} 所`));
  return { kind: 'near', candidates };
}

const candidateOf = (entry: MatchEntry, score: number, reason: string): MatchCandidate => ({
  id: entry.id,
  name: entry.name,
  score,
  reason,
});

/** `same`: the one whose name is the same but for a city before its district. */
function findNear(
  record: MatchRecord,
  key: string,
  index: MatchIndex,
): { readonly same?: number; readonly candidates: readonly MatchCandidate[] } {
  const candidates = new Map<number, MatchCandidate>();
  const written: number[] = [];
  const similar = index.similar(record);
  if (similar.size > 0) {
    const parts = index.read(record.name);
    for (const id of similar) {
      const entry = index.entry(id)!;
      if (toldApart(record, entry)) continue;
      const other = index.read(entry.name);
      const near = compare(record, parts, entry, other);
      if (!near) continue;
      candidates.set(id, near);
      if (parts.placed === other.placed && near.score >= sameHome) written.push(id);
    }
  }
  const [same] = written;
  if (written.length === 1 && same !== undefined) return { same, candidates: [] };
  for (const id of index.idsByFormerKey(key)) {
    const entry = index.entry(id);
    if (!entry || candidates.has(id) || toldApart(record, entry)) continue;
    if (record.districtId !== null && entry.districtId !== null && record.districtId !== entry.districtId)
      continue;
    candidates.set(id, candidateOf(entry, 0.9, '它曾用过这个名称'));
  }
  return { candidates: [...candidates.values()].sort(byScore).slice(0, candidateLimit) };
}

/** Score of names that differ in nothing but how the place before them is written, in a district known of both. */
const sameHome = 0.95;

/** Whether two places, each perhaps unknown, cannot be the same. */
function apart(one: readonly number[], other: readonly number[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((id) => other.includes(id));
}

function compare(
  record: MatchRecord,
  parts: NameParts,
  entry: MatchEntry,
  other: NameParts,
): MatchCandidate | undefined {
  if (campusStem(parts.campus) !== campusStem(other.campus)) return undefined;
  const here = record.districtId === null ? parts.districts : [record.districtId];
  const there = entry.districtId === null ? other.districts : [entry.districtId];
  if (apart(here, there) || apart(parts.districts, other.districts)) return undefined;
  const town = townOf(record, parts);
  const otherTown = townOf(entry, other);
  const sure = here.length > 0 && there.length > 0 ? 0 : 0.1;
  if (town !== null && otherTown !== null && town !== otherTown) {
    const slip =
      parts.core === other.core && parts.campus === other.campus && differsByPlaceSlip(town, otherTown);
    return slip ? candidateOf(entry, 0.8 - sure, `同名，镇街只差一个字（${otherTown}）`) : undefined;
  }
  if (parts.core === other.core) {
    const generic = isGenericCore(parts.core);
    // 石桥镇中心 is the town's own; a 中心 of no known town may be anyone's.
    if (generic && town !== otherTown && (parts.town !== null || other.town !== null)) return undefined;
    // 云溪市实验 and 东湖区实验 are the city's and the district's own, not two writings of one.
    const cityAgainstDistrict =
      (parts.city && other.districts.length > 0) || (other.city && parts.districts.length > 0);
    if (generic && cityAgainstDistrict) return undefined;
    if (parts.campus !== other.campus) return candidateOf(entry, 0.9 - sure, '同名，园区的写法不同');
    if (parts.misspelt !== other.misspelt) return candidateOf(entry, 0.9 - sure, '“幼儿园”三字写得不同');
    const placeless = sameHead(parts, other);
    return candidateOf(
      entry,
      sameHome - sure,
      placeless ? '只差“总园”“本部”一类字样' : '去掉前面的地名后同名',
    );
  }
  if (parts.campus !== other.campus) return undefined;
  if (differsByOneSlip(parts.core, other.core)) return candidateOf(entry, 0.85 - sure, '名称只差一个字');
  const alike = differsByLookalike(parts.core, other.core);
  return alike ? candidateOf(entry, 0.8 - sure, `名称只差一个${alike}字`) : undefined;
}

/** Whether two names of the same core begin with the same place. */
function sameHead(one: NameParts, other: NameParts): boolean {
  const head = ({ key, core }: NameParts) => key.slice(0, key.indexOf(core));
  return head(one) === head(other);
}
