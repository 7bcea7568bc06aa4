import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import type { Group } from '../../groups/group.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { concerning, lastDayText } from '../procedure.ts';
import { documentsOf, listWaivers, stepsOf } from '../workflow.store.ts';

/** A step of a procedure or a paper of a checklist, taken or not. */
export interface ProcedureLine {
  readonly list: string;
  readonly member: string | null;
  readonly entry: string;
  readonly by: string | null;
  readonly state: 'done' | 'open' | 'absent';
  readonly date: IsoDate | null;
  readonly document: string | null;
  readonly note: string | null;
}

const concerned = (
  of: 'group' | 'member',
  group: Group,
): readonly { kindergartenId: number | null; name: string | null }[] =>
  of === 'group' ? [{ kindergartenId: null, name: null }] : group.members;

/** All steps of the policy's procedures for a group, and all papers of its checklists, with what is done of them. */
export function viewSteps(ledger: Ledger, group: Group, policy: Policy): ProcedureLine[] {
  const steps = stepsOf(ledger, group.id);
  const papers = documentsOf(ledger, group.id);
  return [
    ...concerning(policy.procedures, group.tier).flatMap((procedure) =>
      concerned(procedure.of, group).flatMap(({ kindergartenId, name }) =>
        procedure.steps.map((step): ProcedureLine => {
          const done = steps.find(
            (each) =>
              each.procedureId === procedure.id &&
              each.step === step.id &&
              each.kindergartenId === kindergartenId,
          );
          return {
            list: procedure.name,
            member: name,
            entry: step.name,
            by: done?.decidedBy ?? step.by,
            state: done ? 'done' : 'open',
            date: done?.doneOn ?? null,
            document: done?.document ?? null,
            note: done?.note ?? null,
          };
        }),
      ),
    ),
    ...concerning(policy.checklists, group.tier).flatMap((checklist) =>
      concerned(checklist.of, group).flatMap(({ kindergartenId, name }) =>
        checklist.items.map((item): ProcedureLine => {
          const paper = papers.find(
            (each) =>
              each.checklist === checklist.id &&
              each.item === item.id &&
              each.kindergartenId === kindergartenId,
          );
          return {
            list: checklist.name,
            member: name,
            entry: item.name,
            by: null,
            state: paper ? (paper.present ? 'done' : 'absent') : 'open',
            date: paper?.dated ?? null,
            document: paper?.document ?? null,
            note: paper?.note ?? null,
          };
        }),
      ),
    ),
  ];
}

const states = { done: '已办', open: '未登记', absent: '缺' } as const;

const columns: readonly TableColumn<ProcedureLine>[] = [
  { heading: '事项', value: (line) => line.list },
  { heading: '园所', value: (line) => line.member ?? '' },
  { heading: '步骤或材料', value: (line) => line.entry },
  {
    heading: '情况',
    value: (line) => (line.state === 'done' && line.by === null ? '已有' : states[line.state]),
  },
  { heading: '日期', value: (line) => line.date ?? '' },
  { heading: '办理单位', value: (line) => line.by ?? '' },
  { heading: '文件', value: (line) => line.document ?? '' },
];

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const on = today(context);
    const group = resolveGroup(listGroups(ledger, on, { includeEnded: true }), String(input.arguments[0]));
    const policy = loadPolicy(group.policyId, context.templateFolders);
    const lines = viewSteps(ledger, group, policy);
    const waivers = listWaivers(ledger)
      .filter((waiver) => waiver.groupId === group.id)
      .map(({ id: _, policyId: _policy, groupId: _group, kindergartenId, ...waiver }) => ({
        ...waiver,
        member: group.members.find((each) => each.kindergartenId === kindergartenId)?.name ?? null,
      }));
    if (flagOption(input.options, 'json')) {
      context.stdout.write(
        renderJson({ group: group.id, name: group.name, policy: policy.id, steps: lines, waivers }),
      );
      return 0;
    }
    const done = lines.filter((line) => line.state === 'done').length;
    context.stdout.write(`${group.id} ${group.name}：已办 ${done} 项，共 ${lines.length} 项\n\n`);
    if (lines.length > 0) context.stdout.write(renderTable(lines, columns, context.ambiguousIsWide));
    for (const waiver of waivers) {
      const until = waiver.validTo === null ? '' : `，${lastDayText(waiver.validTo)}`;
      context.stdout.write(
        `豁免：${waiver.ruleId}${waiver.member ? `（${waiver.member}）` : ''}，${waiver.reason}（${waiver.grantedBy}，${waiver.grantedOn} 起${until}）\n`,
      );
    }
    return 0;
  } finally {
    ledger.close();
  }
}
