import type { IsoDate } from '../common/dates.ts';
import type { TrainingFacts } from '../policy/facts.ts';
import { kindergartensByName } from '../roster/names-borne.store.ts';
import type { Ledger } from '../store/ledger.ts';

interface Attended {
  readonly personId: number;
  readonly heldOn: IsoDate;
}

/**
 * Who was trained (学员 at activities that were held), as rules look it up: read once, when first asked for. A person
 * counts for the kindergarten whose name the unit bears; a name that several bore counts for none.
 */
export function trainingFacts(ledger: Ledger): TrainingFacts {
  let policies: ReadonlySet<string> | undefined;
  let byKindergarten: ReadonlyMap<number, readonly Attended[]> | undefined;
  return {
    isEmpty(policyId) {
      policies ??= new Set(
        ledger
          .prepare<[], { policyId: string }>(
            `SELECT DISTINCT a.policy_id AS policyId FROM activity AS a
             JOIN activity_person AS t ON t.activity_id = a.id WHERE t.role = '学员' AND a.held_on IS NOT NULL`,
          )
          .all()
          .map((each) => each.policyId),
      );
      return !policies.has(policyId);
    },
    trained(kindergartenId, from, to) {
      byKindergarten ??= readAll(ledger);
      const own = (byKindergarten.get(kindergartenId) ?? []).filter(
        ({ heldOn }) => heldOn >= from && heldOn <= to,
      );
      return new Set(own.map(({ personId }) => personId)).size;
    },
  };
}

function readAll(ledger: Ledger): Map<number, Attended[]> {
  const rows = ledger
    .prepare<[], Attended & { readonly unit: string }>(
      `SELECT p.id AS personId, p.unit, a.held_on AS heldOn
       FROM activity AS a JOIN activity_person AS t ON t.activity_id = a.id JOIN person AS p ON p.id = t.person_id
       WHERE t.role = '学员' AND a.held_on IS NOT NULL`,
    )
    .all();
  const kindergartens = kindergartensByName(ledger);
  const byKindergarten = new Map<number, Attended[]>();
  for (const row of rows) {
    const id = kindergartens.get(row.unit);
    if (id === undefined) continue;
    const own = byKindergarten.get(id);
    if (own) own.push(row);
    else byKindergarten.set(id, [row]);
  }
  return byKindergarten;
}
