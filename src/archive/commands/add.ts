import { basename, extname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { filesGiven, restoreFiles } from '../../ledger/files-given.ts';
import { addPaper, isFiled } from '../archive.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const paths = [input.arguments[0] ?? []].flat();
  const category = requiredText(options, 'category');
  const title = textOption(options, 'title');
  const on = today(context);
  const dated = dateOption(options, 'date') ?? on;
  if (dated > on)
    throw new Failure('option-value', { option: '--date', value: dated, expected: '不能晚于今天' });
  const { files, file: fileThem } = await filesGiven(context, paths);
  // Files that the ledger refers to already need no word of the clerk: one that was lost is back with this.
  const restored = flagOption(options, 'dryRun') ? [] : await restoreFiles(context, paths);
  if (restored.length > 0) context.stderr.write(`档案里缺的文件已补回：${restored.join('、')}。\n`);
  return applyChange(
    context,
    options,
    { kind: 'archive-add', title: `归档${category} ${files.length} 份` },
    (ledger): ChangeReport => {
      const named = textOption(options, 'group');
      const group =
        named === undefined ? null : resolveGroup(listGroups(ledger, on, { includeEnded: true }), named);
      const added = files.flatMap((file) => {
        const { name, sha256, bytes } = file;
        const key = { groupId: group?.id ?? null, category, title: title ?? stem(name), sha256 };
        // The same paper filed again is the same paper.
        if (isFiled(ledger, key)) return [];
        const note = textOption(options, 'note') ?? null;
        const id = addPaper(ledger, { ...key, policyId: group?.policyId ?? null, dated, name, bytes, note });
        return [{ id, category, title: key.title, name }];
      });
      return {
        lines: added.map(
          (each) => `归档：${category} ${each.title}（${each.name}）${group ? `，${group.name}` : ''}`,
        ),
        findings: [],
        record: { papers: added },
      };
    },
    fileThem,
  );
}

const stem = (name: string) => basename(name, extname(name));
