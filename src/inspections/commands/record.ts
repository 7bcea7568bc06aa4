import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { severities } from '../../policy/inspection/rectification.ts';
import type { Inspection } from '../inspection.ts';
import { inspectionRecords } from '../inspection-record.ts';
import { addFinding, addInspection, changeInspection, findInspection } from '../inspections.store.ts';
import { sameInspection } from '../same-inspection.ts';
import { nextNumber } from '../steps.ts';
import {
  inspectorIdOf,
  type SaidInspection,
  sameFinding,
  understandInspection,
} from '../understand-inspection.ts';

type Options = CommandInput['options'];

interface SaidProblem {
  readonly content: string;
  readonly severity: string | undefined;
  readonly points: number | undefined;
}

/** `重大：消防通道堵塞（扣2分）` */
function readProblem(text: string): SaidProblem {
  const [, severity, rest = text] = /^(重大|严重|一般|普通)[:：](.+)$/su.exec(text.trim()) ?? [];
  const [, content = rest, points] = /^(.+?)[（(]扣(\d+(?:\.\d+)?)分[）)]$/su.exec(rest.trim()) ?? [];
  return { content: content.trim(), severity, points: points === undefined ? undefined : Number(points) };
}

function sayInspection(options: Options): SaidInspection {
  const inspector = textOption(options, 'inspector');
  const [, name = inspector, unit] = /^(.+?)[（(](.+)[）)]$/u.exec(inspector ?? '') ?? [];
  return {
    inspectionKind: textOption(options, 'kind'),
    group: textOption(options, 'group'),
    name: requiredText(options, 'kindergarten'),
    visitedOn: dateOption(options, 'date'),
    planFiledOn: dateOption(options, 'planFiled'),
    inspector: name,
    inspectorUnit: unit,
    topics: textOption(options, 'topics'),
    opinion: textOption(options, 'opinion'),
    note: textOption(options, 'note'),
  };
}

/** A visit of which it cannot be told which plan it belongs to. */
function severalPlans({ name }: SaidInspection, plans: readonly Inspection[]): Finding[] {
  if (plans.length < 2) return [];
  const days = [...new Set(plans.map(({ planFiledOn }) => planFiledOn))].join('、');
  return [makeFinding('inspection-plans-several', { name, count: plans.length, days })];
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const said = sayInspection(options);
  const problems = (Array.isArray(options.problem) ? options.problem.map(String) : []).map(readProblem);
  const title = `登记督导 ${said.name}（${said.visitedOn ?? said.planFiledOn ?? ''}）`;
  return applyChange(context, options, { kind: 'inspection-record', title }, (ledger): ChangeReport => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const on = today(context);
    const rows = problems.length > 0 ? problems : [{}];
    const understood = rows.map((row) => understandInspection({ ...said, ...row }, world, on));
    const findings = understood.flatMap((each, index) =>
      each.problems
        // What is wrong with the inspection itself is wrong with each of its problems: said once.
        .filter(({ field }) => index === 0 || field === 'severity' || field === 'points')
        .map(({ code, parameters }) => makeFinding(code, parameters)),
    );
    refuseErrors(findings);
    const [first] = understood;
    if (!first?.said) throw new Failure('inspection-date', { name: said.name });
    const { inspection } = first.said;
    const { known, plans } = sameInspection(world, first.said);
    findings.push(...severalPlans(said, plans));
    // Who planned it and is named again without a unit is the same person.
    const isSamePerson = said.inspectorUnit === undefined && first.said.inspector?.name === known?.inspector;
    const inspectorId =
      known && isSamePerson ? known.inspectorId : inspectorIdOf(world, first.said.inspector);
    const id =
      known?.id ??
      addInspection(ledger, { ...inspection, note: said.note ?? null, inspectorId, origin: 'hand' });
    if (known) {
      changeInspection(ledger, id, {
        ...known,
        visitedOn: inspection.visitedOn ?? known.visitedOn,
        planFiledOn: inspection.planFiledOn ?? known.planFiledOn,
        inspectorId: inspectorId ?? known.inspectorId,
        topics: inspection.topics ?? known.topics,
        opinion: inspection.opinion ?? known.opinion,
        note: said.note ?? known.note,
      });
    }
    const lines: string[] = [];
    for (const { said: row } of understood) {
      if (!row || row.content === null) continue;
      const present = findInspection(ledger, id);
      if (!present || sameFinding(present, row.content)) continue;
      const severity = row.severity ?? 'ordinary';
      const number = nextNumber(present.findings);
      const findingId = addFinding(ledger, {
        inspectionId: id,
        number,
        content: row.content,
        severity,
        points: row.points,
        note: null,
      });
      lines.push(`  问题 ${findingId}（${severities[severity]}）：${row.content}`);
    }
    const record = inspectionRecords(world, on)(findInspection(ledger, id)!);
    const day = record.visited ?? `${record.planFiled} 备案，还没有督导`;
    const joined =
      known?.visitedOn === null && record.visited !== null ? `（记在 ${record.planFiled} 备案的计划上）` : '';
    return {
      lines: [`${record.kindergarten} ${day}，编号 ${id}${joined}`, ...lines],
      findings,
      record: { inspection: record },
      ...(lines.length > 0
        ? { hint: '书面反馈、上报、整改通知、复查、销号，逐步用 youlian inspection advance 登记。' }
        : {}),
    };
  });
}
