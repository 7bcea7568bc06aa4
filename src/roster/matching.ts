import {
  differsByOneSlip,
  isGenericCore,
  isTelling,
  type NameParts,
  type NameReader,
  nameKey,
  similarity,
} from './names.ts';

/** What is known of a kindergarten that may or may not be in the ledger. */
export interface MatchRecord {
  readonly name: string;
  /** Office id of the district; null where the sheet does not say. */
  readonly districtId: number | null;
  readonly town?: string | null | undefined;
  readonly code?: string | null | undefined;
  readonly creditCode?: string | null | undefined;
}

/** A kindergarten of the ledger as matching sees it. */
export interface MatchEntry extends MatchRecord {
  readonly id: number;
}

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

interface Entry extends MatchEntry {
  readonly key: string;
}

/** Entries of one district by what is left of their names; made when the first near-miss is looked for there. */
interface Block {
  readonly byCore: Map<string, number[]>;
  readonly bySlip: Map<string, number[]>;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

const townStem = (town: string | null | undefined) =>
  town ? town.replace(/(?:街道办事处|街道|镇|乡)$/u, '') || town : null;

/** The town of a kindergarten: of its name, else of its own column. */
const townOf = (entry: MatchRecord, parts: NameParts) => parts.town ?? townStem(entry.town);

/**
 * Keys under which a rest of a name is entered and looked up. General rests (中心, 实验) stand in every town: one
 * that its name places in a town meets only those of that town, one that does not meets also those without a town.
 */
function coreKeys(entry: MatchRecord, parts: NameParts): string[] {
  const key = `${parts.core}|${parts.campus}`;
  if (!isGenericCore(parts.core)) return [key];
  const town = townOf(entry, parts);
  return [...(town === null ? [] : [`${key}|${town}`]), ...(parts.town === null ? [`${key}|`] : [])];
}

/**
 * The core with one character left out, for each character whose loss or change would be a slip: two cores that
 * differ by one slip share such a key, or one of them is a key of the other.
 */
function slipKeys(parts: NameParts): string[] {
  const characters = [...parts.core];
  if (characters.length < 3) return [];
  const keys = characters.flatMap((character, index) =>
    isTelling(character) ? [] : [`${characters.filter((_, at) => at !== index).join('')}|${parts.campus}`],
  );
  return [...new Set([`${parts.core}|${parts.campus}`, ...keys])];
}

/**
 * Everything the ledger knows of kindergartens' identities, in memory, for one run. Codes and names are looked up
 * directly; near-misses through the district and the core of the name, never by comparing all with all.
 */
export class MatchIndex {
  readonly #reader: NameReader;
  readonly #entries = new Map<number, Entry>();
  readonly #byCode = new Map<string, number>();
  readonly #byCreditCode = new Map<string, number>();
  readonly #byKey = new Map<string, number[]>();
  readonly #byFormerKey = new Map<string, number[]>();
  readonly #byDistrict = new Map<number | null, number[]>();
  readonly #blocks = new Map<number | null, Block>();

  constructor(reader: NameReader) {
    this.#reader = reader;
  }

  /**
   * Enters a kindergarten, or what has become of one: an entry of the same id is replaced. `key` is the name's
   * key where it is known already.
   */
  set(entry: MatchEntry, key = nameKey(entry.name)): void {
    this.#remove(entry.id);
    const made: Entry = { ...entry, key };
    this.#entries.set(entry.id, made);
    if (entry.code) this.#byCode.set(entry.code, entry.id);
    if (entry.creditCode) this.#byCreditCode.set(entry.creditCode, entry.id);
    push(this.#byKey, key, entry.id);
    push(this.#byDistrict, entry.districtId, entry.id);
    const block = this.#blocks.get(entry.districtId);
    if (block) this.#enter(block, made);
  }

  /** A name the kindergarten once bore: a reason to ask, never to decide. */
  addFormerName(id: number, name: string): void {
    push(this.#byFormerKey, nameKey(name), id);
  }

  entry(id: number): MatchEntry | undefined {
    return this.#entries.get(id);
  }

  idByCode(code: string): number | undefined {
    return this.#byCode.get(code);
  }

  idByCreditCode(creditCode: string): number | undefined {
    return this.#byCreditCode.get(creditCode);
  }

  idsByKey(key: string): readonly number[] {
    return this.#byKey.get(key) ?? [];
  }

  idsByFormerKey(key: string): readonly number[] {
    return this.#byFormerKey.get(key) ?? [];
  }

  read(name: string): NameParts {
    return this.#reader.read(name);
  }

  /** Ids worth a comparison with this record by the rest of its name, in its district or where none is known. */
  similar(record: MatchRecord, parts: NameParts): ReadonlySet<number> {
    const found = new Set<number>();
    if (parts.core === '') return found;
    const districts =
      record.districtId !== null
        ? [record.districtId]
        : parts.districts.length > 0
          ? parts.districts
          : undefined;
    const blocks = districts ? [...districts, null] : [...this.#byDistrict.keys()];
    const cores = coreKeys(record, parts);
    const slips = slipKeys(parts);
    for (const district of blocks) {
      const block = this.#block(district);
      if (!block) continue;
      for (const core of cores) for (const id of block.byCore.get(core) ?? []) found.add(id);
      for (const slip of slips) for (const id of block.bySlip.get(slip) ?? []) found.add(id);
    }
    return found;
  }

  #block(district: number | null): Block | undefined {
    const known = this.#blocks.get(district);
    if (known) return known;
    const ids = this.#byDistrict.get(district);
    if (!ids) return undefined;
    const block: Block = { byCore: new Map(), bySlip: new Map() };
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry) this.#enter(block, entry);
    }
    this.#blocks.set(district, block);
    return block;
  }

  #enter(block: Block, entry: Entry): void {
    const parts = this.#reader.read(entry.name);
    if (parts.core === '') return;
    for (const core of coreKeys(entry, parts)) push(block.byCore, core, entry.id);
    for (const slip of slipKeys(parts)) push(block.bySlip, slip, entry.id);
  }

  #remove(id: number): void {
    const old = this.#entries.get(id);
    if (!old) return;
    const drop = <K>(map: Map<K, number[]>, key: K) => {
      const list = map.get(key);
      const at = list?.indexOf(id) ?? -1;
      if (list && at >= 0) list.splice(at, 1);
    };
    if (old.code) this.#byCode.delete(old.code);
    if (old.creditCode) this.#byCreditCode.delete(old.creditCode);
    drop(this.#byKey, old.key);
    drop(this.#byDistrict, old.districtId);
    const block = this.#blocks.get(old.districtId);
    if (block) {
      const parts = this.#reader.read(old.name);
      for (const core of coreKeys(old, parts)) drop(block.byCore, core);
      for (const slip of slipKeys(parts)) drop(block.bySlip, slip);
    }
    this.#entries.delete(id);
  }
}

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

  const namesakes = index.idsByKey(key).map((each) => index.entry(each)!);
  const open = namesakes.filter((entry) => !toldApart(record, entry));
  const told = namesakes.find((entry) => toldApart(record, entry) && entry.districtId === record.districtId);
  const within =
    record.districtId === null ? open : open.filter((entry) => entry.districtId === record.districtId);
  const decided = decideByName(record, within, namesakes.length);
  if (decided) return decided;
  if (record.districtId !== null && within.length === 0) {
    const homeless = open.filter((entry) => entry.districtId === null);
    // A kindergarten that a form added without saying where it is.
    if (homeless.length === 1 && namesakes.length === 1) {
      return { kind: 'same', id: homeless[0]!.id, by: 'name', nameFar: false };
    }
  }
  const candidates = findNear(record, key, index);
  return candidates.length > 0 ? { kind: 'near', candidates } : { kind: 'new', namesake: told?.id ?? null };
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
  const others = index
    .idsByKey(key)
    .map((each) => index.entry(each)!)
    .filter(
      (other) =>
        record.districtId === null || other.districtId === record.districtId || other.districtId === null,
    );
  // Elsewhere several may bear that name; only a namesake that can be meant speaks against the code.
  if (others.length === 1) {
    const words = byCode ? '学校标识码' : '统一社会信用代码';
    return {
      kind: 'contradiction',
      reason: `${words}是${named(entry)}的，名称却是另一所${named(others[0])}`,
    };
  }
  const one = index.read(record.name);
  const other = index.read(entry.name);
  const nameFar = similarity(one.core, other.core) === 0 && !differsByOneSlip(one.core, other.core);
  return { kind: 'same', id, by, nameFar };
}

/** One kindergarten of that name: it is the same, unless both name a town and the towns differ. Several: ask. */
function decideByName(
  record: MatchRecord,
  within: readonly MatchEntry[],
  namesakes: number,
): Match | undefined {
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
    .map((entry) => candidateOf(entry, 0.9, `同名的园所有 ${Math.max(namesakes, within.length)} 所`));
  return { kind: 'near', candidates };
}

const candidateOf = (entry: MatchEntry, score: number, reason: string): MatchCandidate => ({
  id: entry.id,
  name: entry.name,
  score,
  reason,
});

function findNear(record: MatchRecord, key: string, index: MatchIndex): MatchCandidate[] {
  const parts = index.read(record.name);
  const candidates = new Map<number, MatchCandidate>();
  for (const id of index.similar(record, parts)) {
    const entry = index.entry(id)!;
    const near = toldApart(record, entry) ? undefined : compare(record, parts, entry, index.read(entry.name));
    if (near) candidates.set(id, near);
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
