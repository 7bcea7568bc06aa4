import { type MatchEntry, type MatchIndex, type MatchRecord, townOf, townStem } from './match-index.ts';
import { differsByOneSlip, isGenericCore, type NameParts, nameKey, similarity } from './names.ts';

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
  const byCreditCode = record.creditCode ? index.idByCreditCode(record.creditCode) : undefined;
  if (byCode !== undefined && byCreditCode !== undefined && byCode !== byCreditCode) {
    return {
      kind: 'contradiction',
      reason: `学校标识码是${named(index.entry(byCode))}的，统一社会信用代码却是${named(index.entry(byCreditCode))}的`,
    };
  }
  const id = byCode ?? byCreditCode;
  if (id !== undefined) return matchByCode(record, key, id, byCode !== undefined, index);

  const open = openNamesakes(record, key, index, record.districtId);
  const decided = decideByName(record, open);
  if (decided) return decided;
  if (record.districtId !== null) {
    const homeless = openNamesakes(record, key, index, null);
    // A kindergarten that a form added without saying where it is.
    if (homeless.length === 1 && index.idsByKey(key).length === 1) {
      return { kind: 'same', id: homeless[0]!.id, by: 'name', nameFar: false };
    }
  }
  const candidates = findNear(record, key, index);
  if (candidates.length > 0) return { kind: 'near', candidates };
  const told = [true, false].flatMap((coded) => index.idsByKeyAt(key, record.districtId, coded))[0];
  return { kind: 'new', namesake: told ?? null };
}

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
  if (!byCode && record.code && entry.code && record.code !== entry.code) {
    return {
      kind: 'contradiction',
      reason: `统一社会信用代码是${named(entry)}的，学校标识码却与它的（${entry.code}）不同`,
    };
  }
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
    const words = byCode ? '学校标识码' : '统一社会信用代码';
    return {
      kind: 'contradiction',
      reason: `${words}是${named(entry)}的，名称却是另一所${named(index.entry(others[0]!))}`,
    };
  }
  const one = index.read(record.name);
  const other = index.read(entry.name);
  const nameFar = similarity(one.core, other.core) === 0 && !differsByOneSlip(one.core, other.core);
  return { kind: 'same', id, by, nameFar };
}

/** One kindergarten of that name: it is the same, unless both name a town and the towns differ. Several: ask. */
function decideByName(record: MatchRecord, within: readonly MatchEntry[]): Match | undefined {
  if (within.length === 0) return undefined;
  const town = townStem(record.town);
  const ofTown = town === null ? [] : within.filter((entry) => townStem(entry.town) === town);
  const only = within.length === 1 ? within[0]! : ofTown.length === 1 ? ofTown[0]! : undefined;
  if (only) {
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

function findNear(record: MatchRecord, key: string, index: MatchIndex): MatchCandidate[] {
  const candidates = new Map<number, MatchCandidate>();
  const similar = index.similar(record);
  if (similar.size > 0) {
    const parts = index.read(record.name);
    for (const id of similar) {
      const entry = index.entry(id)!;
      if (toldApart(record, entry)) continue;
      const near = compare(record, parts, entry, index.read(entry.name));
      if (near) candidates.set(id, near);
    }
  }
  for (const id of index.idsByFormerKey(key)) {
    const entry = index.entry(id);
    if (!entry || candidates.has(id) || toldApart(record, entry)) continue;
    if (record.districtId !== null && entry.districtId !== null && record.districtId !== entry.districtId)
      continue;
    candidates.set(id, candidateOf(entry, 0.9, '它曾用过这个名称'));
  }
  return [...candidates.values()]
    .sort((one, other) => other.score - one.score || one.id - other.id)
    .slice(0, candidateLimit);
}

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
  if (parts.campus !== other.campus) return undefined;
  const here = record.districtId === null ? parts.districts : [record.districtId];
  const there = entry.districtId === null ? other.districts : [entry.districtId];
  if (apart(here, there) || apart(parts.districts, other.districts)) return undefined;
  const town = townOf(record, parts);
  const otherTown = townOf(entry, other);
  if (town !== null && otherTown !== null && town !== otherTown) return undefined;
  const sure = here.length > 0 && there.length > 0 ? 0 : 0.1;
  if (parts.core === other.core) {
    const generic = isGenericCore(parts.core);
    // 石桥镇中心 is the town's own; a 中心 of no known town may be anyone's.
    if (generic && town !== otherTown && (parts.town !== null || other.town !== null)) return undefined;
    // 云溪市实验 and 东湖区实验 are the city's and the district's own, not two writings of one.
    const cityAgainstDistrict =
      (parts.city && other.districts.length > 0) || (other.city && parts.districts.length > 0);
    if (generic && cityAgainstDistrict) return undefined;
    return candidateOf(entry, 0.95 - sure, '去掉前面的地名后同名');
  }
  if (!differsByOneSlip(parts.core, other.core)) return undefined;
  return candidateOf(entry, 0.85 - sure, '名称只差一个字');
}
