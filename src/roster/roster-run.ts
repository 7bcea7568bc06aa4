import { districtMeant } from '../ledger/district-slip.ts';
import { districtStem, type Office, readDistrictName } from '../ledger/office.ts';
import {
  findOrAddOffice,
  listOffices,
  nameOffice,
  ownOffice,
  type ResolvedDistrict,
  resolveDistrict,
} from '../ledger/offices.store.ts';
import { seatDistricts } from '../ledger/settings.store.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ImportRun } from '../tables/import-target.ts';
import { loadDictionary, loadDistrictNames } from '../tables/load.ts';
import { OutermostRows } from './far-coordinates.ts';
import { loadMatchIndex, nameReader } from './match-index.store.ts';
import type { MatchIndex } from './match-index.ts';
import { PlacelessRows } from './placeless-rows.ts';
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
  /** Full name of an office that was entered by its short one (西岭): to be put right by `enterDistrict`. */
  readonly completes?: string;
}

/** In matching, stands for an office that is still to be entered: no kindergarten is there yet. */
export const unknownOffice = -1;

/** What the roster remembers during one pass of an import: the index for matching, offices, rows seen. */
export class RosterPass {
  readonly index: MatchIndex;
  readonly own: Office;
  /** Rows of roster tables in this pass, by kindergarten. */
  readonly seen = new SeenRows();
  /** Rows of the table at hand whose kindergarten is in no district. */
  readonly placeless = new PlacelessRows();
  /** Those of them that lie farthest out. */
  readonly outermost = new OutermostRows();
  readonly #ledger: Ledger;
  readonly #folders: readonly string[];
  readonly #districts = new Map<string, WrittenDistrict | null>();
  readonly #towns = new Map<string, number>();
  readonly #officeNames = new Map<number, string>();
  readonly #cities: readonly string[];
  /** Districts of the ledger, those of its city's seat, and those entered in this pass: new names are judged by them. */
  readonly #districtsKnown: string[];
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
    this.#districtsKnown = [
      ...new Set([...named('county').map(({ name }) => name), ...seatDistricts(ledger)]),
    ];
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
    const { name: read, alias } = readDistrictName(text, dictionary);
    if (read === '') return null;
    const full = this.#districtsKnown.filter((each) => districtStem(each) === read);
    const name = full.length === 1 && full[0] !== undefined ? full[0] : read;
    // 云溪市东湖区 is 东湖区 of 云溪市.
    const city = this.#cities.find((each) => name.startsWith(each) && name.length > each.length + 1);
    if (city !== undefined) return this.#readDistrict(name.slice(city.length));
    const short = this.#shortNamed(name);
    if (short !== undefined) return { officeId: short, name, level: 'county', completes: name };
    const near = this.#districtsKnown.includes(name) ? null : districtMeant(name, this.#districtsKnown);
    return {
      officeId: null,
      name,
      level: 'county',
      ...(alias ? { alias } : {}),
      ...(near === null ? {} : { near }),
    };
  }

  /** The district that was entered by its short name alone (西岭), for its full one (西岭区). */
  #shortNamed(name: string): number | undefined {
    const stem = districtStem(name);
    if (stem === name) return undefined;
    const short = listOffices(this.#ledger).filter((each) => each.level === 'county' && each.name === stem);
    return short.length === 1 ? short[0]?.id : undefined;
  }

  /** Gives a district that is known by its short name alone the full one a sheet gives it. */
  completeDistrict({ officeId, completes }: WrittenDistrict): void {
    if (officeId === null || completes === undefined || this.#officeNames.get(officeId) === completes) return;
    nameOffice(this.#ledger, officeId, completes);
    const before = this.#districtsKnown.indexOf(this.#officeNames.get(officeId) ?? '');
    if (before >= 0) this.#districtsKnown[before] = completes;
    this.#officeNames.set(officeId, completes);
    this.#districts.clear();
    this.index.readWith(nameReader(this.#ledger));
  }

  /** Names of the districts entered since this was last asked: the clerk is told of each, once. */
  takeAddedDistricts(): string[] {
    const added = this.#added;
    this.#added = [];
    return added;
  }

  /** The office of a written district, entered under the own city where the ledger lacks it. */
  enterDistrict(district: WrittenDistrict): number {
    this.completeDistrict(district);
    if (district.officeId !== null) return district.officeId;
    // A neighbour of the own district belongs to the same city.
    const parentId =
      this.own.level === 'county' || this.own.level === 'town' ? this.own.parentId : this.own.id;
    const office = findOrAddOffice(this.#ledger, { level: 'county', name: district.name, parentId });
    this.#officeNames.set(office.id, office.name);
    this.#added.push(office.name);
    if (!this.#districtsKnown.includes(office.name)) this.#districtsKnown.push(office.name);
    // What was read before may now be this one, its short name or a slip of it.
    this.#districts.clear();
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
