import {
  campusStem,
  isGenericCore,
  isTelling,
  type NameParts,
  type NameReader,
  nameKey,
  shortCore,
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

interface Entry extends MatchEntry {
  readonly key: string;
}

interface Alias {
  readonly id: number;
  readonly districtId: number | null;
}

/** Entries of one district by what is left of their names; made when the first near-miss is looked for there. */
interface Block {
  readonly byCore: Map<string, number[]>;
  readonly bySlip: Map<string, number[]>;
}

/** Entries of one district, those with an identity code or those without. */
interface Place {
  /** Every one that was ever entered here: those that have moved on since are passed over. */
  readonly ids: number[];
  /** A single id for itself: nearly all names are borne once in a district. */
  readonly byKey: Map<string, number | number[]>;
  block: Block | undefined;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

const drop = <K>(map: Map<K, number[]>, key: K, id: number) => {
  const list = map.get(key);
  const at = list?.indexOf(id) ?? -1;
  if (list && at >= 0) list.splice(at, 1);
};

const listed = (ids: number | readonly number[] | undefined): readonly number[] =>
  ids === undefined ? [] : typeof ids === 'number' ? [ids] : ids;

export const townStem = (town: string | null | undefined) =>
  town ? town.replace(/(?:街道办事处|街道|镇|乡)$/u, '') || town : null;

/** The town of a kindergarten: of its name, else of its own column. */
export const townOf = (entry: MatchRecord, parts: NameParts) => parts.town ?? townStem(entry.town);

/**
 * Keys under which a rest of a name is entered and looked up. General rests (中心, 实验) stand in every town: one
 * that its name places in a town meets only those of that town, one that does not meets also those without a town.
 */
function coreKeys(entry: MatchRecord, parts: NameParts): string[] {
  const key = `${parts.core}|${campusStem(parts.campus)}`;
  if (!isGenericCore(parts.core)) return [key];
  const town = townOf(entry, parts);
  return [...(town === null ? [] : [`${key}|${town}`]), ...(parts.town === null ? [`${key}|`] : [])];
}

/** Keys that two names share which differ by one slip, of the core or, where that is general, of the town. */
function slipKeys(entry: MatchRecord, parts: NameParts): string[] {
  return [...(isGenericCore(parts.core) ? placeSlipKeys(entry, parts) : []), ...coreSlipKeys(parts)];
}

/** What a general rest differs in is its place, with one character left out or put for another: 光明(路)街道中心. */
function placeSlipKeys(entry: MatchRecord, parts: NameParts): string[] {
  const town = [...(townOf(entry, parts) ?? '')];
  if (town.length < 2) return [];
  const rest = `${parts.core}|${campusStem(parts.campus)}`;
  const without = (index: number, gap: string) =>
    `${town.map((each, at) => (at === index ? gap : each)).join('')}@${rest}`;
  const keys = town.flatMap((character, index) => [
    ...(town.length <= shortCore ? [without(index, '_')] : []),
    ...(town.length > 2 && !isTelling(character) ? [without(index, '')] : []),
  ]);
  return [...new Set([`${town.join('')}@${rest}`, ...keys])];
}

/**
 * The core with one character left out, for each character whose loss or change would be a slip: two cores that
 * differ by one slip share such a key, or one of them is a key of the other. Of a short core a gap stays where the
 * character was: there only a character put for another counts.
 */
function coreSlipKeys(parts: NameParts): string[] {
  const characters = [...parts.core];
  if (characters.length < 2) return [];
  const campus = campusStem(parts.campus);
  const gaps =
    characters.length > shortCore
      ? []
      : characters.map(
          (_, index) => `${characters.map((each, at) => (at === index ? '_' : each)).join('')}|${campus}`,
        );
  if (characters.length < 3) return gaps;
  const keys = characters.flatMap((character, index) =>
    isTelling(character) ? [] : [`${characters.filter((_, at) => at !== index).join('')}|${campus}`],
  );
  return [...new Set([`${parts.core}|${campus}`, ...keys, ...gaps])];
}

/**
 * Everything the ledger knows of kindergartens' identities, in memory, for one run. Codes and names are looked up
 * directly; near-misses through the district and the core of the name, never by comparing all with all. Entries
 * with an identity code stand apart: a record that has a code of its own can only mean one without.
 */
export class MatchIndex {
  #reader: NameReader;
  readonly #entries = new Map<number, Entry>();
  readonly #byCode = new Map<string, number>();
  readonly #byCreditCode = new Map<string, number | number[]>();
  /** Made when it is first asked for: most batches say of each row where it belongs. */
  #byKey: Map<string, number | number[]> | undefined;
  readonly #byFormerKey = new Map<string, number[]>();
  readonly #aliases = new Map<string, Alias[]>();
  readonly #byOldCode = new Map<string, number>();
  readonly #coded = new Map<number | null, Place>();
  readonly #codeless = new Map<number | null, Place>();
  readonly #towns = new Map<string, string>();

  constructor(reader: NameReader) {
    this.#reader = reader;
  }

  /** Takes names apart with more places than before, such as the districts that the same batch brought. */
  readWith(reader: NameReader): void {
    this.#reader = reader;
    for (const half of [this.#coded, this.#codeless]) {
      for (const place of half.values()) place.block = undefined;
    }
  }

  /**
   * Enters a kindergarten, or what has become of one: an entry of the same id is replaced. `key` is the name's
   * key where it is known already.
   */
  set(entry: MatchEntry, key = nameKey(entry.name)): void {
    this.#remove(entry.id);
    const { id, name, districtId, code, creditCode } = entry;
    const made: Entry = {
      id,
      name,
      // One text in memory where name and key are the same, and one for each town.
      key: key === name ? name : key,
      districtId,
      town: this.#oneText(entry.town),
      code: code ?? null,
      creditCode: creditCode ?? null,
    };
    this.#entries.set(id, made);
    if (code) this.#byCode.set(code, id);
    if (creditCode) enterKey(this.#byCreditCode, creditCode, id);
    if (this.#byKey) enterKey(this.#byKey, made.key, id);
    const half = code ? this.#coded : this.#codeless;
    let place = half.get(districtId);
    if (!place) {
      place = { ids: [], byKey: new Map(), block: undefined };
      half.set(districtId, place);
    }
    place.ids.push(id);
    enterKey(place.byKey, made.key, id);
    if (place.block) this.#enter(place.block, made);
  }

  #oneText(town: string | null | undefined): string | null {
    if (!town) return null;
    const known = this.#towns.get(town);
    if (known === undefined) this.#towns.set(town, town);
    return known ?? town;
  }

  /** A name the kindergarten once bore: a reason to ask, never to decide. */
  addFormerName(id: number, name: string): void {
    push(this.#byFormerKey, nameKey(name), id);
  }

  /**
   * A name, and perhaps an identity code, under which a person once said that the kindergarten was entered too: it
   * decides, in its district, where no other kindergarten bears the name or the code now.
   */
  addAlias(
    id: number,
    alias: Omit<Alias, 'id'> & { readonly name: string; readonly code: string | null },
  ): void {
    push(this.#aliases, nameKey(alias.name), { id, districtId: alias.districtId });
    if (alias.code) this.#byOldCode.set(alias.code, id);
  }

  /** The kindergarten that was also entered under this name in the district; undefined where several were. */
  idByAlias(key: string, districtId: number | null): number | undefined {
    const ids = (this.#aliases.get(key) ?? [])
      .filter((alias) => districtId === null || alias.districtId === null || alias.districtId === districtId)
      .map((alias) => alias.id);
    return new Set(ids).size === 1 ? ids[0] : undefined;
  }

  /** Whether anything was entered under this name in the district. */
  hasAlias(key: string, districtId: number): boolean {
    return this.#aliases.get(key)?.some((alias) => alias.districtId === districtId) ?? false;
  }

  entry(id: number): MatchEntry | undefined {
    return this.#entries.get(id);
  }

  idByCode(code: string): number | undefined {
    return this.#byCode.get(code) ?? this.#byOldCode.get(code);
  }

  /** Several where one legal person runs several kindergartens (一个法人办多所园). */
  idsByCreditCode(creditCode: string): readonly number[] {
    return listed(this.#byCreditCode.get(creditCode));
  }

  idsByKey(key: string): readonly number[] {
    if (!this.#byKey) {
      this.#byKey = new Map();
      for (const entry of this.#entries.values()) enterKey(this.#byKey, entry.key, entry.id);
    }
    return listed(this.#byKey.get(key));
  }

  /** Of the name, in the district (null: in none that is known); with an identity code or without. */
  idsByKeyAt(key: string, districtId: number | null, coded: boolean): readonly number[] {
    return listed((coded ? this.#coded : this.#codeless).get(districtId)?.byKey.get(key));
  }

  idsByFormerKey(key: string): readonly number[] {
    return this.#byFormerKey.get(key) ?? [];
  }

  read(name: string): NameParts {
    return this.#reader.read(name);
  }

  /** Ids worth a comparison with this record by the rest of its name, in its district or where none is known. */
  similar(record: MatchRecord): ReadonlySet<number> {
    const found = new Set<number>();
    const halves = record.code ? [this.#codeless] : [this.#codeless, this.#coded];
    if (halves.every((half) => half.size === 0)) return found;
    const parts = this.read(record.name);
    if (parts.core === '') return found;
    const districts =
      record.districtId !== null
        ? [record.districtId, null]
        : parts.districts.length > 0
          ? [...parts.districts, null]
          : undefined;
    const cores = coreKeys(record, parts);
    const slips = slipKeys(record, parts);
    for (const half of halves) {
      for (const district of districts ?? half.keys()) {
        const place = half.get(district);
        if (!place) continue;
        const block = this.#blockOf(place, half, district);
        for (const core of cores) for (const id of block.byCore.get(core) ?? []) found.add(id);
        for (const slip of slips) for (const id of block.bySlip.get(slip) ?? []) found.add(id);
      }
    }
    return found;
  }

  #blockOf(place: Place, half: ReadonlyMap<number | null, Place>, districtId: number | null): Block {
    if (place.block) return place.block;
    const block: Block = { byCore: new Map(), bySlip: new Map() };
    for (const id of new Set(place.ids)) {
      const entry = this.#entries.get(id);
      const stays = entry?.districtId === districtId && (half === this.#coded) === Boolean(entry.code);
      if (entry && stays) this.#enter(block, entry);
    }
    place.block = block;
    return block;
  }

  #enter(block: Block, entry: Entry): void {
    const parts = this.#reader.read(entry.name);
    if (parts.core === '') return;
    for (const core of coreKeys(entry, parts)) push(block.byCore, core, entry.id);
    for (const slip of slipKeys(entry, parts)) push(block.bySlip, slip, entry.id);
  }

  #remove(id: number): void {
    const old = this.#entries.get(id);
    if (!old) return;
    if (old.code) this.#byCode.delete(old.code);
    if (old.creditCode) leaveKey(this.#byCreditCode, old.creditCode, id);
    if (this.#byKey) leaveKey(this.#byKey, old.key, id);
    const place = (old.code ? this.#coded : this.#codeless).get(old.districtId);
    if (place) {
      leaveKey(place.byKey, old.key, id);
      if (place.block) {
        const parts = this.#reader.read(old.name);
        for (const core of coreKeys(old, parts)) drop(place.block.byCore, core, id);
        for (const slip of slipKeys(old, parts)) drop(place.block.bySlip, slip, id);
      }
    }
    this.#entries.delete(id);
  }
}

function enterKey(map: Map<string, number | number[]>, key: string, id: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, id);
  else if (typeof known === 'number') map.set(key, [known, id]);
  else known.push(id);
}

function leaveKey(map: Map<string, number | number[]>, key: string, id: number): void {
  const rest = listed(map.get(key)).filter((each) => each !== id);
  if (rest.length === 0) map.delete(key);
  else map.set(key, rest);
}
