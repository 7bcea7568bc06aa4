import { dateOption, textOption } from '../cli/options.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { listGroups } from '../groups/groups.store.ts';
import { enteredTerms } from '../ledger/terms.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Ledger } from '../store/ledger.ts';
import { archivedFiles } from './archive.store.ts';
import { type FiledAway, planFiling } from './filing-plan.ts';

type Options = Readonly<Record<string, unknown>>;

/** Options by which files of the archive are chosen. */
export const fileOptions = [
  { flags: '--group <group>', description: '只要一个联盟（集团、学区）的：编号、名称或主导园名称' },
  { flags: '--since <date>', description: '从哪一天的活动起' },
  { flags: '--until <date>', description: '到哪一天的活动为止（含当天）' },
] as const;

/** The files that --group, --since and --until choose. @throws Failure `group-unknown`, `group-ambiguous`, `option-value` */
export function selectFiles(
  ledger: Ledger,
  options: Options,
  { on, folders }: { readonly on: string; readonly folders: readonly string[] },
): FiledAway[] {
  const reference = textOption(options, 'group');
  const from = dateOption(options, 'since');
  const to = dateOption(options, 'until');
  if (from !== undefined && to !== undefined && to < from) {
    throw new Failure('option-value', {
      option: '--until',
      value: to,
      expected: `不能早于 --since（${from}）`,
    });
  }
  const groups = reference === undefined ? [] : listGroups(ledger, on, { includeEnded: true });
  const groupId = reference === undefined ? undefined : resolveGroup(groups, reference).id;
  const files = archivedFiles(ledger, {
    ...(groupId === undefined ? {} : { groupId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  const kindName = (policyId: string, kind: string) =>
    loadPolicy(policyId, folders).activities.find(({ id }) => id === kind)?.name ?? kind;
  return planFiling(files, kindName, enteredTerms(ledger));
}
