import { sectorOf } from '../../policy/lead-tier.ts';
import type { Sector } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';

/** Who runs a kindergarten (公办、民办), by ledger id: null where the roster or the policy's words do not tell. */
export function sectorsUnder(
  policy: Policy,
  kindergartens: ReadonlyMap<number, Kindergarten>,
): (id: number) => Sector | null {
  return (id) => {
    const kindergarten = kindergartens.get(id);
    return kindergarten ? sectorOf(policy, kindergarten) : null;
  };
}
