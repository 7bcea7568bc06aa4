import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { loadPolicy } from '../../policy/load.ts';
import { concernedBy, filedPaper } from '../concerned.ts';
import { checkConcerns, itemMeant } from '../meant.ts';
import { saveDocument } from '../workflow.store.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const [reference = '', itemName = ''] = input.arguments.map(String);
  const dated = dateOption(options, 'date') ?? today(context);
  const present = !flagOption(options, 'absent');
  const paper = await filedPaper(context, textOption(options, 'document'));
  const title = `登记联盟 ${reference} 的材料“${itemName}”`;
  return applyChange(context, options, { kind: 'group-document', title }, (ledger) => {
    const { group, member } = concernedBy(ledger, reference, textOption(options, 'member'), dated);
    const policy = loadPolicy(group.policyId, context.templateFolders);
    const { checklist, item } = itemMeant(policy, group.tier, textOption(options, 'checklist'), itemName);
    checkConcerns(checklist, member, policy.names);
    saveDocument(ledger, {
      groupId: group.id,
      kindergartenId: member?.kindergartenId ?? null,
      checklist: checklist.id,
      item: item.id,
      present,
      dated,
      ...paper,
      note: textOption(options, 'note') ?? null,
    });
    const subject = member ? `${group.name}的${member.name}` : group.name;
    return {
      lines: [`${subject}：${checklist.name}，${present ? '已有' : '缺'}“${item.name}”`],
      findings: [],
      record: {
        group: group.id,
        member: member?.name ?? null,
        checklist: checklist.id,
        item: item.id,
        present,
      },
    };
  });
}
