import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Office } from '../../ledger/office.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { MappedKindergarten } from './map-kindergartens.ts';
import { kindergartenHomes, referredRows } from './packages.store.ts';
import { newestFact, rowById } from './travelling.store.ts';
import type { Row } from './travelling.ts';

/**
 * The sender's numbers of kindergartens that it only refers to, or that another office claimed before. Of two offices
 * that say of one kindergarten that it is theirs the first keeps it, and both are named.
 * @param branch the offices of this ledger that are the sender's and below it
 */
export function tellClaims(
  ledger: Ledger,
  sender: Office,
  kindergartens: readonly MappedKindergarten[],
  branch: ReadonlySet<number>,
): { readonly foreign: ReadonlySet<number>; readonly findings: readonly Finding[] } {
  const foreign = new Set<number>();
  const findings: Finding[] = [];
  const homes = kindergartenHomes(ledger, sender.id);
  const names = new Map(listOffices(ledger).map((office) => [office.id, office]));
  const titleOf = (id: number | null | undefined) => {
    const office = typeof id === 'number' ? names.get(id) : undefined;
    return office?.title ?? office?.name ?? '台账';
  };
  const taken = new Set<number>();
  for (const { senderId, target, home, name, districtId, code } of kindergartens) {
    // Of two of the sender's that were found to be one here, the first speaks for it.
    const isSecond = target !== null && taken.has(target);
    if (target !== null) taken.add(target);
    if (!home || isSecond) {
      foreign.add(senderId);
      continue;
    }
    if (target === null) continue;
    const claimant = homes.get(target);
    const known = newestFact(ledger, target);
    const elsewhere = claimant === undefined && liesElsewhere(ledger, known, branch);
    if (claimant === undefined && !elsewhere) continue;
    foreign.add(senderId);
    const parts = (fact: { name: unknown; district: unknown; code: unknown }) =>
      [fact.name, titleOf(fact.district as number | null), fact.code]
        .filter((part) => part !== null)
        .join('，');
    findings.push(
      makeFinding('package-claimed', {
        value: name,
        other: claimant === undefined ? '台账' : titleOf(claimant),
        known: parts({
          name: known?.name ?? null,
          district: known?.district_id ?? null,
          code: rowById(ledger, 'kindergarten', target)?.code ?? null,
        }),
        office: titleOf(sender.id),
        said: parts({ name, district: districtId, code }),
      }),
    );
  }
  return { foreign, findings };
}

/** A kindergarten that this ledger knows in another branch, and not only because somebody else referred to it. */
function liesElsewhere(ledger: Ledger, fact: Row | undefined, branch: ReadonlySet<number>): boolean {
  const district = fact?.district_id;
  if (typeof district !== 'number' || branch.has(district)) return false;
  return !referredRows(ledger, 'kindergarten_fact').has(Number(fact?.id));
}
