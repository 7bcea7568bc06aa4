import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { describeFault } from '../../policy/inspection/faults.ts';
import { type RectificationStep, rectificationSteps } from '../../policy/inspection/rectification.ts';
import { foundOn, type InspectionFinding } from '../inspection.ts';
import { findingMeant } from '../inspection-options.ts';
import { findingRecord, inspectionRecords } from '../inspection-record.ts';
import { stepMeant } from '../inspection-words.ts';
import { addStep, findInspection } from '../inspections.store.ts';
import { orderProblems } from '../steps.ts';

type Options = CommandInput['options'];

/** @throws Failure `option-value`, `inspection-word` */
function sayStep(options: Options, on: string): RectificationStep {
  const text = requiredText(options, 'step');
  const step = stepMeant(text);
  if (step === undefined) {
    const known = Object.values(rectificationSteps).join('、');
    throw new Failure('inspection-word', { field: '步骤', value: text, known });
  }
  const failed = flagOption(options, 'failed');
  return {
    step,
    doneOn: dateOption(options, 'date') ?? on,
    dueOn: step === 'notice' ? (dateOption(options, 'due') ?? null) : null,
    passed: step === 'recheck' ? !failed : null,
    result: textOption(options, 'result') ?? null,
    document: textOption(options, 'document') ?? null,
  };
}

/** @throws Failure `inspection-step-twice` */
function refuseTwice(finding: InspectionFinding, said: RectificationStep, name: string): void {
  const known = finding.steps.filter(({ step }) => step === said.step);
  const last = known.at(-1);
  if (!last) return;
  // Notices and re-checks may be repeated on later days, as long as nothing was found mended.
  const isRepeatable = said.step === 'notice' || said.step === 'recheck';
  const isMended = finding.steps.some(({ passed, step }) => passed === true || step === 'close');
  if (isRepeatable && !isMended && last.doneOn !== said.doneOn) return;
  throw new Failure('inspection-step-twice', {
    name,
    content: finding.content,
    step: rectificationSteps[said.step],
    on: last.doneOn,
  });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const reference = String(input.arguments[0] ?? '');
  const { options } = input;
  const on = today(context);
  const said = sayStep(options, on);
  const step = rectificationSteps[said.step];
  const operation = { kind: 'inspection-advance', title: `登记${step}（问题 ${reference}）` };
  return applyChange(context, options, operation, (ledger): ChangeReport => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const { inspection, finding } = findingMeant(world, reference);
    const name = inspectionRecords(world, on)(inspection).kindergarten;
    if (said.doneOn > on) {
      throw new Failure('inspection-in-future', { name, what: step, value: said.doneOn, today: on });
    }
    refuseTwice(finding, said, name);
    const visitedOn = foundOn({ inspection, finding });
    const words = { name, content: finding.content };
    const before = orderProblems(finding.severity, visitedOn, finding.steps).map(({ fault }) =>
      describeFault(fault),
    );
    for (const { fault, isOrder } of orderProblems(finding.severity, visitedOn, [...finding.steps, said])) {
      const reason = describeFault(fault);
      // What was amiss before is none of this step's doing.
      if (before.includes(reason)) continue;
      if (fault.kind === 'without-due') throw new Failure('inspection-due', { ...words, reason });
      throw new Failure(isOrder ? 'inspection-step-order' : 'inspection-step-early', { ...words, reason });
    }
    addStep(ledger, { ...said, findingId: finding.id });
    const present = findInspection(ledger, inspection.id)!;
    const after = present.findings.find(({ id }) => id === finding.id)!;
    const due = said.dueOn === null ? '' : `，限 ${said.dueOn} 前整改（当天算按时）`;
    const result = said.passed === null ? '' : said.passed ? '，通过' : '，未通过';
    return {
      lines: [`${name}“${finding.content}”：${step} ${said.doneOn}${due}${result}`],
      findings: [],
      record: { kindergarten: name, finding: findingRecord(present, after, on) },
    };
  });
}
