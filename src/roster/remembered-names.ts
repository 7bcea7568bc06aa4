import type { ImportRun } from '../tables/import-target.ts';
import { addAlias } from './merge.store.ts';
import { isGenericCore, nameKey } from './names.ts';
import type { RosterPass } from './roster-run.ts';

/**
 * Keeps that a clerk said which kindergarten a doubtful name means, so that next month's file with the same name is
 * not asked about again: as one more name of the kindergarten, in the district where it was said. Nothing is kept of
 * what may mean another one elsewhere: a name without a district, one that names no place and may be any town's (中心幼儿园), and the
 * kindergarten's own name, where it was not the name that was doubtful.
 */
export function rememberName(
  run: Pick<ImportRun, 'ledger'>,
  { index }: Pick<RosterPass, 'index'>,
  { id, name, districtId }: { id: number; name: string; districtId: number | null },
): void {
  const known = index.entry(id);
  if (!known || districtId === null) return;
  const { core, districts, town } = index.read(name);
  if (isGenericCore(core) && districts.length === 0 && town === null) return;
  const key = nameKey(name);
  if (nameKey(known.name) === key || index.hasAlias(key, districtId)) return;
  addAlias(run.ledger, id, { name, districtId, code: null });
  index.addAlias(id, { name, districtId, code: null });
}
