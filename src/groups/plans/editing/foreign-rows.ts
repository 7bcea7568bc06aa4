import { Failure } from '../../../findings/catalogue.ts';
import type { Kindergarten } from '../../../roster/kindergarten.ts';
import { nameKey } from '../../../roster/names.ts';
import type { Plan } from '../../plan.ts';
import type { EditedRow } from './read-plan-workbook.ts';

/**
 * Refuses a workbook that was made from another plan of the same number (of another ledger): most of its rows name
 * kindergartens that this plan does not know by these numbers and names. Single rows that do not fit are left to
 * `applyWishes`, which warns of them.
 * @throws Failure `plan-sheet-foreign` at the first cell that does not belong
 */
export function refuseForeignRows(
  rows: readonly EditedRow[],
  plan: Plan,
  kindergartens: ReadonlyMap<number, Kindergarten>,
): void {
  const names = namesIn(plan, kindergartens);
  const known = new Set([...names.values()].flatMap((each) => [...each]));
  const belongs = ({ id, name }: EditedRow) => {
    if (id === null) return known.has(nameKey(name));
    return name === '' ? names.has(id) : (names.get(id)?.has(nameKey(name)) ?? false);
  };
  const named = rows.filter(({ id, name }) => id !== null || name !== '');
  const foreign = named.filter((row) => !belongs(row));
  const [first] = foreign;
  if (!first || foreign.length * 2 <= named.length) return;
  const value = first.name === '' ? `#${first.id}` : first.name;
  throw new Failure(
    'plan-sheet-foreign',
    { value, plan: plan.id, count: foreign.length, of: named.length },
    { place: first.namePlace },
  );
}

/** Keys of the names, then and now, of everybody the plan speaks of, by ledger id. */
function namesIn(
  { problem, result }: Plan,
  kindergartens: ReadonlyMap<number, Kindergarten>,
): Map<number, Set<string>> {
  const then = [
    ...result.groups.flatMap(({ leadId, lead, members }) => [{ id: leadId, name: lead }, ...members]),
    ...result.unassigned,
    ...result.undetermined,
    ...result.leadsWithoutGroup,
    ...problem.excluded.map((id) => ({ id, name: '' })),
  ];
  const names = new Map<number, Set<string>>();
  for (const { id, name } of then) {
    const own = names.get(id) ?? new Set();
    for (const each of [name, kindergartens.get(id)?.name ?? '']) if (each !== '') own.add(nameKey(each));
    names.set(id, own);
  }
  return names;
}
