import { loadMatchIndex } from '../../roster/match-index.store.ts';
import type { MatchIndex } from '../../roster/match-index.ts';
import { type MatchCandidate, matchKindergarten } from '../../roster/matching.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { OfficeMap } from './map-offices.ts';
import type { RowLink } from './packages.store.ts';
import type { Row } from './travelling.ts';

/** A kindergarten of the sender's, and what it is here. */
export interface MappedKindergarten {
  readonly senderId: number;
  readonly name: string;
  readonly code: string | null;
  readonly districtId: number | null;
  /** It lies in the sender's branch: the sender says what holds of it. */
  readonly home: boolean;
  /** Id here; null for one that is to be entered. */
  readonly target: number | null;
}

/** One that could not be told: may be several of this ledger, or its codes speak against its name. */
export interface OpenKindergarten {
  readonly senderId: number;
  readonly name: string;
  readonly candidates: readonly MatchCandidate[];
  readonly contradiction: string | null;
}

export interface KindergartenMap {
  readonly mapped: readonly MappedKindergarten[];
  readonly open: readonly OpenKindergarten[];
}

/** The newest facts of each of the sender's kindergartens. */
function newestFacts(facts: readonly Row[]): Map<number, Row> {
  const newest = new Map<number, Row>();
  for (const fact of facts) {
    const id = Number(fact.kindergarten_id);
    const known = newest.get(id);
    if (!known || String(known.valid_from) < String(fact.valid_from)) newest.set(id, fact);
  }
  return newest;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** Another identity code than before: the number was taken again for another kindergarten. */
const isAnother = (link: RowLink, row: Row) =>
  textOf(link.image.code) !== null && textOf(row.code) !== null && link.image.code !== row.code;

/**
 * Tells for each kindergarten of the sender's which one it is here: the one it was the last time, else by code and
 * name, as every import does. Two of the sender's are never one here. Writes nothing.
 * @param decisions what the clerk said, by the sender's number
 */
export function mapKindergartens(
  ledger: Ledger,
  given: {
    readonly kindergartens: readonly Row[];
    readonly facts: readonly Row[];
    readonly offices: OfficeMap;
    /** Names of the sender's offices by its ids. */
    readonly officeNames: ReadonlyMap<number, string>;
    /** Where a kindergarten without a district lies; null where that cannot be told. */
    readonly ownDistrict: number | null;
    readonly links: ReadonlyMap<string, RowLink>;
    readonly decisions: ReadonlyMap<number, number | 'new'>;
    exists(id: number): boolean;
  },
): KindergartenMap {
  const { offices, links, decisions } = given;
  const newest = newestFacts(given.facts);
  const taken = new Set<number>();
  const mapped: MappedKindergarten[] = [];
  const unknown: (Omit<MappedKindergarten, 'target'> & {
    readonly row: Row;
    readonly fact: Row | undefined;
  })[] = [];
  for (const row of given.kindergartens) {
    const senderId = Number(row.id);
    const fact = newest.get(senderId);
    const sentDistrict = typeof fact?.district_id === 'number' ? fact.district_id : null;
    const districtId = sentDistrict === null ? given.ownDistrict : (offices.ids.get(sentDistrict) ?? null);
    const head = {
      senderId,
      name: textOf(fact?.name) ?? '',
      code: textOf(row.code),
      districtId,
      home: sentDistrict === null || (districtId !== null && offices.branch.has(districtId)),
    };
    const link = links.get(`kindergarten ${senderId}`);
    if (link && !isAnother(link, row) && given.exists(link.rowId) && !decisions.has(senderId)) {
      taken.add(link.rowId);
      mapped.push({ ...head, target: link.rowId });
    } else unknown.push({ ...head, row, fact });
  }
  const open: OpenKindergarten[] = [];
  const index: MatchIndex | undefined = unknown.length > 0 ? loadMatchIndex(ledger) : undefined;
  for (const { row, fact, ...head } of unknown) {
    const decided = decisions.get(head.senderId);
    const take = (target: number | null) => {
      if (target !== null) taken.add(target);
      mapped.push({ ...head, target });
    };
    if (decided !== undefined) {
      take(decided === 'new' ? null : decided);
      continue;
    }
    if (!index || head.name === '') {
      take(null);
      continue;
    }
    const match = matchKindergarten(
      {
        name: head.name,
        districtId: head.districtId,
        town: given.officeNames.get(Number(fact?.town_id)) ?? null,
        code: head.code,
        creditCode: textOf(row.credit_code),
      },
      index,
    );
    if (match.kind === 'same' && !taken.has(match.id)) take(match.id);
    else if (match.kind === 'contradiction') {
      open.push({ ...head, candidates: [], contradiction: match.reason });
    } else if (match.kind === 'near') {
      const candidates = match.candidates.filter(({ id }) => !taken.has(id));
      if (candidates.length === 0) take(null);
      else open.push({ ...head, candidates, contradiction: null });
    } else take(null);
  }
  return { mapped: mapped.sort((one, other) => one.senderId - other.senderId), open };
}
