import type { FoundListed } from '../roster/listed.ts';
import { matchKindergarten } from '../roster/matching.ts';
import { nameKey } from '../roster/names.ts';
import { rosterPass } from '../roster/roster-run.ts';
import type { ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { districtIn, type KnownAreas } from './district-hint.ts';

/** The parts of a form that tell its lead. */
interface NamedLead {
  readonly name: string;
  readonly leadName?: string | undefined;
  readonly leadAddress?: string | undefined;
}

/**
 * The lead kindergarten (主导园) that a form names: its id where the ledger has exactly that one, else null with a
 * warning. A lead is never asked about: the name is kept as it stands, and a later import finds it. `self` where
 * the applicant named itself.
 */
export function findLead(
  given: NamedLead,
  applicant: FoundListed,
  record: TableRecord,
  run: ImportRun,
  areas: KnownAreas,
): { readonly id: number | null } | 'self' {
  const subject = given.name;
  const { leadName } = given;
  if (leadName === undefined) {
    run.report('lead-missing', record, 'leadName', { subject });
    return { id: null };
  }
  const pass = rosterPass(run);
  const stated = districtIn(given.leadAddress ?? null, areas);
  const own = applicant.id === null ? null : (pass.index.entry(applicant.id)?.districtId ?? null);
  const statedId = stated === null ? null : (pass.district(stated)?.officeId ?? null);
  // Where nothing is said of the lead's place, a namesake in the applicant's own district is meant.
  const match = firstSame(
    [statedId, null, own].map((districtId) => matchKindergarten({ name: leadName, districtId }, pass.index)),
  );
  if (match.kind === 'same') return match.id === applicant.id ? 'self' : { id: match.id };
  if (applicant.id === null && nameKey(leadName) === nameKey(given.name)) return 'self';
  if (match.kind === 'near') {
    const candidates = match.candidates
      .map(({ id, name, reason }) => {
        const place = pass.officeName(pass.index.entry(id)?.districtId ?? null) ?? '区县不明';
        return `${name}（${place}，${reason}）`;
      })
      .join('、');
    run.report('lead-near-miss', record, 'leadName', { subject, candidates });
  } else run.report('lead-unknown', record, 'leadName', { subject });
  return { id: null };
}

type Match = ReturnType<typeof matchKindergarten>;

function firstSame(matches: readonly Match[]): Match {
  const [first] = matches;
  const found = matches.find(({ kind }) => kind === 'same') ?? matches.find(({ kind }) => kind === 'near');
  return found ?? (first as Match);
}
