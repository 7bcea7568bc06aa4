import type { IsoDate } from '../common/dates.ts';
import type { TrainingFacts } from '../policy/facts.ts';
import type { Ledger } from '../store/ledger.ts';

interface Attended {
  readonly policyId: string;
  readonly kindergartenId: number;
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
    .prepare<[], Attended>(
      `WITH named AS (
         SELECT name, min(id) AS id FROM (
           SELECT DISTINCT name, kindergarten_id AS id FROM kindergarten_fact
           UNION SELECT DISTINCT name, kindergarten_id FROM kindergarten_alias
         ) GROUP BY name HAVING count(DISTINCT id) = 1
       )
       SELECT a.policy_id AS policyId, named.id AS kindergartenId, p.id AS personId, a.held_on AS heldOn
       FROM activity AS a JOIN activity_person AS t ON t.activity_id = a.id JOIN person AS p ON p.id = t.person_id
       JOIN named ON named.name = p.unit
       WHERE t.role = '学员' AND a.held_on IS NOT NULL`,
    )
    .all();
  const byKindergarten = new Map<number, Attended[]>();
  for (const row of rows) {
    const own = byKindergarten.get(row.kindergartenId);
    if (own) own.push(row);
    else byKindergarten.set(row.kindergartenId, [row]);
  }
  return byKindergarten;
}
