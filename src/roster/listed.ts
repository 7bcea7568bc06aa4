import type { FieldChange, ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import type { MatchRecord } from './match-index.ts';
import { type Match, matchKindergarten } from './matching.ts';
import {
  type FieldNames,
  type GivenField,
  type GivenKindergarten,
  insertGiven,
  reconcile,
} from './reconcile.ts';
import { settle, splitOwnership } from './roster.import.ts';
import { type RosterPass, rosterPass, unknownOffice } from './roster-run.ts';

/** A kindergarten as a list or a form names it. Absent keys are not given. */
export interface ListedKindergarten extends Omit<GivenKindergarten, 'district'> {
  readonly name: string;
  /** 区县 as written, where the sheet gives the kindergarten's own. */
  readonly district?: string | undefined;
  /** 区县 of the group it is listed in: looked in first; believed for a new kindergarten only where it is a county. */
  readonly districtHint?: string | undefined;
}

/** Which kindergarten was meant: one of the ledger, or one to be added. Nothing is written yet. */
export interface FoundListed {
  /** Null for one that the ledger lacks. */
  readonly id: number | null;
  readonly listed: ListedKindergarten;
}

/** A kindergarten that is now in the ledger. */
export interface PutListed {
  readonly kind: 'inserted' | 'updated' | 'unchanged' | 'skipped';
  readonly id: number;
  readonly changes: readonly FieldChange[];
  /** For `RowOutcome.targets`, also where the ledger took nothing. `fields` and `says` are the record's own keys. */
  readonly target: {
    readonly table: 'kindergarten';
    readonly id: number;
    readonly fields: readonly string[];
    readonly says: readonly string[];
  };
}

/**
 * Tells which kindergarten a list or form means, without writing: first within its district, then in the whole
 * ledger. `names` says under which field keys of the record the values stand (`{ name: 'memberName', … }`): findings
 * stand at their cells. Gives `rejected` where it cannot be told; the finding is then reported or asked.
 */
export function findListed(
  listed: ListedKindergarten,
  run: ImportRun,
  record: TableRecord,
  names: FieldNames,
): FoundListed | 'rejected' {
  const pass = rosterPass(run);
  const match = matchListed(listed, pass);
  const field = names.name ?? 'name';
  const district = listed.district ?? listed.districtHint ?? null;
  const settled = settle(match, record, field, listed.name, district, run);
  if (settled === 'rejected') return 'rejected';
  return { id: settled.kind === 'same' ? settled.id : null, listed };
}

function matchListed(listed: ListedKindergarten, pass: RosterPass): Match {
  const { name, town, code, creditCode } = listed;
  const anywhere: MatchRecord = { name, town, code, creditCode, districtId: null };
  const written = pass.district(listed.district ?? listed.districtHint);
  if (!written) return matchKindergarten(anywhere, pass.index);
  const within = matchKindergarten(
    { ...anywhere, districtId: written.officeId ?? unknownOffice },
    pass.index,
  );
  if (listed.district !== undefined || within.kind === 'same' || within.kind === 'contradiction')
    return within;
  const elsewhere = matchKindergarten(anywhere, pass.index);
  if (elsewhere.kind !== 'same') return within.kind === 'near' ? within : elsewhere;
  // A list of the city itself names kindergartens of all its districts; a district's own list hardly does.
  if (written.level === 'city' || written.level === 'province' || elsewhere.by !== 'name') return elsewhere;
  const entry = pass.index.entry(elsewhere.id);
  const place = pass.officeName(entry?.districtId ?? null);
  if (place === null) return elsewhere;
  return {
    kind: 'near',
    candidates: [
      { id: elsewhere.id, name: entry?.name ?? name, score: 0.8, reason: `同名，但台账里属${place}` },
    ],
  };
}

/**
 * Writes what the list or form says: adds the kindergarten where the ledger lacks it, else brings the values in as
 * --on-conflict says.
 */
export function putListed(
  found: FoundListed,
  run: ImportRun,
  record: TableRecord,
  names: FieldNames,
): PutListed {
  const pass = rosterPass(run);
  const { district: _district, districtHint: _hint, ...values } = found.listed;
  const given: Record<string, unknown> = { ...values };
  splitOwnership(given, () => {}, pass);
  // The same kindergarten may have been added by an earlier row since it was looked for.
  const again = found.id === null ? matchListed(found.listed, pass) : undefined;
  const id = found.id ?? (again?.kind === 'same' ? again.id : null);
  const district = districtFor(found.listed, id === null, pass);
  if (district) {
    pass.completeDistrict(district);
    given.district = district;
  }
  const done =
    id === null
      ? insertGiven(given as GivenKindergarten, run.ledger, pass)
      : reconcile(id, given as GivenKindergarten, run, pass, record, names);
  for (const value of pass.takeAddedDistricts()) {
    run.report('district-added', record, names.district ?? names.name ?? null, { value });
  }
  const fields = done.taken.flatMap((field: GivenField) => names[field] ?? []);
  return {
    kind: done.kind,
    id: done.id,
    changes: done.changes,
    target: { table: 'kindergarten', id: done.id, fields, says: Object.values(names) },
  };
}

/** The district a kindergarten gets: its own, else for a new one the county that its name or its list names. */
function districtFor(listed: ListedKindergarten, isNew: boolean, pass: RosterPass) {
  if (listed.district !== undefined) return pass.district(listed.district);
  if (!isNew) return null;
  const byName = pass.index.read(listed.name).districts;
  const [only] = byName;
  if (byName.length === 1 && only !== undefined) {
    return { officeId: only, name: pass.officeName(only) ?? '', level: 'county' as const };
  }
  const hint = pass.district(listed.districtHint);
  return hint?.level === 'county' && hint.near === undefined ? hint : null;
}
