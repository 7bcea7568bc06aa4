import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { changeActivity } from '../activities.store.ts';
import { ActivityWorld } from '../activity-world.ts';
import { evidenceGiven, withEvidence } from '../evidence.ts';
import { activityMeant, filesNamed } from '../record-options.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const [reference = '', files] = input.arguments;
  const given = await evidenceGiven(context, filesNamed(files));
  // Files that the ledger refers to already need no word of the clerk: one that was lost is back with this.
  const restored = flagOption(input.options, 'dryRun') ? [] : await given.restore();
  if (restored.length > 0) context.stderr.write(`档案里缺的文件已补回：${restored.join('、')}。\n`);
  const operation = { kind: 'activity-attach', title: `为活动 ${reference} 归档佐证材料` };
  return applyChange(
    context,
    input.options,
    operation,
    (ledger) => {
      const world = new ActivityWorld(ledger, context.templateFolders);
      const activity = activityMeant(world, String(reference));
      if (activity.state !== 'done') {
        const state = activity.state === 'planned' ? '还没有举行' : '已经取消';
        throw new Failure('activity-not-held', { value: String(reference), title: activity.title, state });
      }
      const evidence = withEvidence(activity.evidence, given.files);
      changeActivity(ledger, activity, { evidence });
      const added = evidence.slice(activity.evidence.length);
      return {
        lines: [`${activity.title}：归档 ${added.map(({ name }) => name).join('、') || '（都已归档）'}`],
        findings: [],
        record: { id: activity.id, evidence },
      };
    },
    () => given.file(),
  );
}
