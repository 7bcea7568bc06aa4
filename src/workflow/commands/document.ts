import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import {
  allConcernedBy,
  type Concerned,
  type FiledPaper,
  paperGiven,
  subjectInWords,
  warnAfterCycle,
} from '../concerned.ts';
import { checkConcerns, checklistsMeant, itemMeant } from '../meant.ts';
import type { Checklist } from '../procedure.ts';
import { documentsOf, saveDocument } from '../workflow.store.ts';

interface Papers extends FiledPaper {
  /** Names or ids; empty for all papers of the checklists. */
  readonly items: readonly string[];
  readonly checklist: string | undefined;
  readonly member: string | undefined;
  readonly present: boolean;
  readonly dated: IsoDate;
  readonly note: string | null;
}

interface Meant {
  readonly checklist: Checklist;
  readonly item: Checklist['items'][number];
}

/** The papers meant; without names all of the checklists that are not yet recorded so, each once. */
function papersMeant(
  ledger: Ledger,
  { group, member }: Concerned,
  given: Papers,
  folders: readonly string[],
) {
  const policy = loadPolicy(group.policyId, folders);
  if (given.items.length > 0) {
    return given.items.map((name): Meant => {
      const meant = itemMeant(policy, group.tier, given.checklist, name);
      checkConcerns(meant.checklist, member, policy.names);
      return meant;
    });
  }
  const known = documentsOf(ledger, group.id).filter(
    (each) => each.kindergartenId === (member?.kindergartenId ?? null) && each.present === given.present,
  );
  return checklistsMeant(policy, group.tier, given.checklist, member)
    .flatMap((checklist) => checklist.items.map((item): Meant => ({ checklist, item })))
    .filter(
      ({ checklist, item }) =>
        !known.some((each) => each.checklist === checklist.id && each.item === item.id),
    );
}

/** Records papers of checklists as there or missing (inside `perform`). @throws Failure `step-unknown`, `step-member` … */
function recordPapers(
  ledger: Ledger,
  references: string,
  given: Papers,
  folders: readonly string[],
): ChangeReport {
  const { present, dated, note, document, documentSha256 } = given;
  const concerned = allConcernedBy(ledger, references, given.member, dated, '--date');
  const recorded = concerned.flatMap((each) =>
    papersMeant(ledger, each, given, folders).map(({ checklist, item }) => {
      const { group, member } = each;
      saveDocument(ledger, {
        groupId: group.id,
        kindergartenId: member?.kindergartenId ?? null,
        checklist: checklist.id,
        item: item.id,
        present,
        dated,
        document,
        documentSha256,
        note,
      });
      return {
        line: `${subjectInWords(each)}：${checklist.name}，${present ? '已有' : '缺'}“${item.name}”`,
        record: { group: group.id, member: member?.name ?? null, checklist: checklist.id, item: item.id },
      };
    }),
  );
  return {
    lines: recorded.map(({ line }) => line),
    findings: recorded.length > 0 ? concerned.flatMap((each) => warnAfterCycle(each, dated, '材料')) : [],
    record: { present, documents: recorded.map(({ record }) => record) },
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const [reference, named = []] = input.arguments;
  const items = [named].flat();
  const all = flagOption(options, 'all');
  if (all === items.length > 0) {
    const expected =
      items.length > 0 ? '写了材料名称，就不能再写 --all' : '请写明材料名称，或用 --all 登记清单里的全部材料';
    throw new Failure('option-value', { option: '--all', value: items.join(' '), expected });
  }
  const { paper, file } = await paperGiven(context, textOption(options, 'document'));
  const given: Papers = {
    items,
    checklist: textOption(options, 'checklist'),
    member: textOption(options, 'member'),
    present: !flagOption(options, 'absent'),
    dated: dateOption(options, 'date') ?? today(context),
    note: textOption(options, 'note') ?? null,
    ...paper,
  };
  const title = `登记联盟 ${reference} 的材料${all ? '' : `“${items.join('、')}”`}`;
  return applyChange(
    context,
    options,
    { kind: 'group-document', title },
    (ledger) => recordPapers(ledger, String(reference), given, context.templateFolders),
    file,
  );
}
