import { districtMeant } from '../ledger/district-slip.ts';
import { type Office, readDistrictName } from '../ledger/office.ts';
import {
  findOrAddOffice,
  listOffices,
  ownOffice,
  type ResolvedDistrict,
  resolveDistrict,
} from '../ledger/offices.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ImportRun } from '../tables/import-target.ts';
import { loadDictionary, loadDistrictNames } from '../tables/load.ts';
import { loadMatchIndex, nameReader } from './match-index.store.ts';
import type { MatchIndex } from './match-index.ts';
import { SeenRows } from './seen-rows.ts';

/** A district as written on a sheet, before anything is entered: an office of the ledger, or one to be entered. */
export interface WrittenDistrict {
  /** Null for one that the ledger does not have yet. */
  readonly officeId: number | null;
  readonly name: string;
  readonly level: Office['level'];
  readonly alias?: ResolvedDistrict['alias'];
  /** District of the ledger that was most probably meant, for a name that looks miswritten: not to be entered. */
  readonly near?: string;
}

/** In matching, stands for an office that is still to be entered: no kindergarten is there yet. */
export const unknownOffice = -1;

/** What the roster remembers during one pass of an import: the index for matching, offices, rows seen. */
export class RosterPass {
  readonly index: MatchIndex;
  readonly own: Office;
  /** Rows of roster tables in this pass, by kindergarten. */
  readonly seen = new SeenRows();
  readonly #ledger: Ledger;
  readonly #folders: readonly string[];
  readonly #districts = new Map<string, WrittenDistrict | null>();
  readonly #towns = new Map<string, number>();
  readonly #officeNames = new Map<number, string>();
  readonly #cities: readonly string[];
  /** Districts that were there before this pass: only against them is a new name judged. */
  readonly #districtsBefore: readonly string[];
  #added: string[] = [];
  #townsEntered = false;
  #ownershipBase: ReadonlyMap<string, string> | undefined;

  constructor(ledger: Ledger, folders: readonly string[]) {
    this.#ledger = ledger;
    this.#folders = folders;
    this.index = loadMatchIndex(ledger);
    this.own = ownOffice(ledger);
    const offices = listOffices(ledger);
    for (const office of offices) this.#officeNames.set(office.id, office.name);
    const named = (level: Office['level']) => offices.filter((each) => each.level === level);
    this.#cities = named('city').map(({ name }) => name);
    this.#districtsBefore = named('county').map(({ name }) => name);
  }

  officeName(id: number | null): string | null {
    if (id === null) return null;
    if (id === this.own.id && this.own.level === 'city') return '市直';
    if (id === this.own.id && this.own.level === 'province') return '省直';
    return this.#officeNames.get(id) ?? null;
  }

  /** Which district a text means; without a text, the own one where the ledger is a district's. */
  district(text: string | undefined): WrittenDistrict | null {
    if (text === undefined) {
      if (this.own.level !== 'county') return null;
      return { officeId: this.own.id, name: this.own.name, level: 'county' };
    }
    const known = this.#districts.get(text);
    if (known !== undefined) return known;
    const written = this.#readDistrict(text);
    this.#districts.set(text, written);
    return written;
  }

  #readDistrict(text: string): WrittenDistrict | null {
    const dictionary = loadDistrictNames(this.#folders);
    const resolved = resolveDistrict(this.#ledger, text, dictionary);
    if (resolved) {
      const { officeId, name, level, alias } = resolved;
      return { officeId, name, level, ...(alias ? { alias } : {}) };
    }
    const { name, alias } = readDistrictName(text, dictionary);
    if (name === '') return null;
    // 云溪市东湖区 is 东湖区 of 云溪市.
    const city = this.#cities.find((each) => name.startsWith(each) && name.length > each.length + 1);
    if (city !== undefined) return this.#readDistrict(name.slice(city.length));
    const near = districtMeant(name, this.#districtsBefore);
    return {
      officeId: null,
      name,
      level: 'county',
      ...(alias ? { alias } : {}),
      ...(near === null ? {} : { near }),
    };
  }

  /** Names of the districts entered since this was last asked: the clerk is told of each, once. */
  takeAddedDistricts(): string[] {
    const added = this.#added;
    this.#added = [];
    return added;
  }

  /** The office of a written district, entered under the own city where the ledger lacks it. */
  enterDistrict(district: WrittenDistrict): number {
    if (district.officeId !== null) return district.officeId;
    // A neighbour of the own district belongs to the same city.
    const parentId =
      this.own.level === 'county' || this.own.level === 'town' ? this.own.parentId : this.own.id;
    const office = findOrAddOffice(this.#ledger, { level: 'county', name: district.name, parentId });
    this.#officeNames.set(office.id, office.name);
    this.#added.push(office.name);
    for (const [text, written] of this.#districts) {
      if (written?.officeId === null && written.name === district.name) {
        this.#districts.set(text, { ...written, officeId: office.id });
      }
    }
    this.index.readWith(nameReader(this.#ledger));
    return office.id;
  }

  /** The town of that name in a district, entered where the ledger lacks it. */
  enterTown(name: string, districtId: number): number {
    const key = `${districtId}|${name}`;
    const known = this.#towns.get(key);
    if (known !== undefined) return known;
    const office = findOrAddOffice(this.#ledger, { level: 'town', name, parentId: districtId });
    this.#officeNames.set(office.id, office.name);
    this.#towns.set(key, office.id);
    this.#townsEntered = true;
    return office.id;
  }

  /** Lets names be taken apart with the towns entered so far; too much work to do at each of them. */
  learnTowns(): void {
    if (this.#townsEntered) this.index.readWith(nameReader(this.#ledger));
    this.#townsEntered = false;
  }

  /** 普惠性民办 says two things: 民办, and inclusive. The plain term for it; undefined for a term that says one. */
  plainOwnership(term: string): string | undefined {
    if (!this.#ownershipBase) {
      const { terms } = loadDictionary('ownership', this.#folders);
      this.#ownershipBase = new Map(
        terms
          .filter((each) => each.inclusive)
          .flatMap((each) => {
            const base = terms.find((other) => other.sector === each.sector && !other.inclusive);
            return base ? [[each.term, base.term] as const] : [];
          }),
      );
    }
    return this.#ownershipBase.get(term);
  }
}

/** The roster's memory of this pass, made at its first use. */
export function rosterPass(run: Pick<ImportRun, 'ledger' | 'memory' | 'templateFolders'>): RosterPass {
  const known = run.memory.get('roster');
  if (known instanceof RosterPass) return known;
  const pass = new RosterPass(run.ledger, run.templateFolders);
  run.memory.set('roster', pass);
  return pass;
}
