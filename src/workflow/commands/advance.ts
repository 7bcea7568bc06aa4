import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, textOption } from '../../cli/options.ts';
import { chineseDate, type IsoDate } from '../../common/dates.ts';
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
  refuseBefore,
  subjectInWords,
  warnAfterCycle,
} from '../concerned.ts';
import { checkConcerns, stepMeant } from '../meant.ts';
import { obstacleTo, type StepObstacle } from '../procedure.ts';
import { saveStep, stepsOf } from '../workflow.store.ts';

export interface Advance extends FiledPaper {
  readonly step: string;
  readonly procedure: string | undefined;
  readonly member: string | undefined;
  readonly doneOn: IsoDate;
  readonly decidedBy: string | null;
  readonly note: string | null;
}

function describe(obstacle: StepObstacle): string {
  if (obstacle.kind === 'earlier-missing')
    return `前面的${obstacle.steps.map((each) => `“${each}”`).join('、')}还没有登记`;
  const other = `“${obstacle.step}”是 ${chineseDate(obstacle.on)} 办的`;
  return obstacle.kind === 'before-earlier' ? `它前面的${other}，日期更晚` : `它后面的${other}，日期更早`;
}

/** Records a step for one group or member. @throws Failure `step-order`, `step-unknown`, `step-member` … */
function takeStep(ledger: Ledger, concerned: Concerned, given: Advance, folders: readonly string[]) {
  const { group, member } = concerned;
  const policy = loadPolicy(group.policyId, folders);
  const { procedure, step } = stepMeant(policy, group.tier, given.procedure, given.step);
  checkConcerns(procedure, member, policy.names);
  // What forms a group or brings a member in comes before its first day; 挂牌 and leaving (退出) only after.
  if (procedure.optional) refuseBefore(concerned, given.doneOn, '--date');
  const own = stepsOf(ledger, group.id).filter(
    (each) => each.procedureId === procedure.id && each.kindergartenId === (member?.kindergartenId ?? null),
  );
  const done = new Map(own.map((each) => [each.step, each.doneOn]));
  const obstacle = obstacleTo(procedure, step.id, given.doneOn, done);
  if (obstacle)
    throw new Failure('step-order', {
      value: step.name,
      procedure: member ? `${member.name}：${procedure.name}` : procedure.name,
      reason: describe(obstacle),
    });
  const { doneOn, note, document, documentSha256 } = given;
  const decidedBy = given.decidedBy ?? step.by;
  saveStep(ledger, {
    groupId: group.id,
    kindergartenId: member?.kindergartenId ?? null,
    procedureId: procedure.id,
    step: step.id,
    doneOn,
    decidedBy,
    document,
    documentSha256,
    note,
  });
  const next = procedure.steps[procedure.steps.indexOf(step) + 1];
  return {
    line: `${subjectInWords(concerned)}：${procedure.name}，“${step.name}”，${chineseDate(doneOn)}，${decidedBy}`,
    findings: warnAfterCycle(concerned, doneOn, '步骤'),
    hint: next ? `下一步：${next.name}（${next.by}）。` : `${procedure.name}各步都已办完。`,
    record: {
      group: group.id,
      member: member?.name ?? null,
      procedure: procedure.id,
      step: step.id,
      doneOn,
      next: next?.id ?? null,
    },
  };
}

/** Records a step of a procedure for all that are meant (inside `perform`). @throws Failure as `takeStep` */
export function advance(
  ledger: Ledger,
  references: string,
  given: Advance,
  folders: readonly string[],
): ChangeReport {
  const taken = allConcernedBy(ledger, references, given.member, given.doneOn, '--date').map((concerned) =>
    takeStep(ledger, concerned, given, folders),
  );
  return {
    lines: taken.map(({ line }) => line),
    findings: taken.flatMap(({ findings }) => findings),
    hint: [...new Set(taken.map(({ hint }) => hint))].join('\n'),
    record: { steps: taken.map(({ record }) => record) },
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const [reference, step] = input.arguments.map(String);
  const { paper, file } = await paperGiven(context, textOption(options, 'document'));
  const given: Advance = {
    step: step ?? '',
    procedure: textOption(options, 'procedure'),
    member: textOption(options, 'member'),
    doneOn: dateOption(options, 'date') ?? today(context),
    decidedBy: textOption(options, 'by') ?? null,
    note: textOption(options, 'note') ?? null,
    ...paper,
  };
  if (given.doneOn > today(context)) {
    throw new Failure('option-value', { option: '--date', value: given.doneOn, expected: '不能晚于今天' });
  }
  const title = `登记联盟 ${reference} 的办理步骤“${step}”`;
  return applyChange(
    context,
    options,
    { kind: 'group-advance', title },
    (ledger) => advance(ledger, String(reference), given, context.templateFolders),
    file,
  );
}
