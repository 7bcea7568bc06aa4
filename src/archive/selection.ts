import { spanOptions, textOption } from '../cli/options.ts';
import { squeezeText } from '../common/text.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { listGroups } from '../groups/groups.store.ts';
import { enteredTerms } from '../ledger/terms.store.ts';
import { loadPolicy, policyIds } from '../policy/load.ts';
import type { Ledger } from '../store/ledger.ts';
import { archivedFiles } from './archive.store.ts';
import { fileWords } from './file-words.ts';
import { type FiledAway, planFiling } from './filing-plan.ts';

type Options = Readonly<Record<string, unknown>>;

/** Options by which files of the archive are chosen. */
export const fileOptions = [
  { flags: '--group <group>', description: '只要一个联盟（集团、学区）的：编号、名称或主导园名称' },
  { flags: '--category <name>', description: '只要一类的：活动种类、材料清单、办理事项、报送材料、通报等' },
  { flags: '--since <date>', description: '从哪一天起' },
  { flags: '--until <date>', description: '到哪一天为止（含当天）' },
] as const;

/** The files that --group, --since and --until choose. @throws Failure `group-unknown`, `group-ambiguous`, `option-value` */
export function selectFiles(
  ledger: Ledger,
  options: Options,
  { on, folders }: { readonly on: string; readonly folders: readonly string[] },
): FiledAway[] {
  const reference = textOption(options, 'group');
  const { since: from, until: to } = spanOptions(options);
  const groups = reference === undefined ? [] : listGroups(ledger, on, { includeEnded: true });
  const groupId = reference === undefined ? undefined : resolveGroup(groups, reference).id;
  const files = archivedFiles(ledger, {
    ...(groupId === undefined ? {} : { groupId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  const known = new Set(policyIds(folders));
  const policyOf = (id: string | null) =>
    id !== null && known.has(id) ? loadPolicy(id, folders) : undefined;
  const category = textOption(options, 'category');
  return planFiling(files, (file) => fileWords(file, policyOf(file.policyId)), enteredTerms(ledger)).filter(
    (file) => category === undefined || squeezeText(file.category) === squeezeText(category),
  );
}
