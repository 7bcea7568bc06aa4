import { ActivityWorld } from '../activities/activity-world.ts';
import { describeFault } from '../policy/inspection/faults.ts';
import { settleRecord } from '../roster/settle-record.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import type { Inspection, InspectionFinding } from './inspection.ts';
import { inspectionRow } from './inspections.rows.ts';
import {
  addFinding,
  addInspection,
  changeFinding,
  changeInspection,
  findInspection,
} from './inspections.store.ts';
import { sameInspection } from './same-inspection.ts';
import { changesFor, isNewRound, nextNumber, orderProblems, putSteps, withChanges } from './steps.ts';
import {
  inspectorIdOf,
  type SaidInspection,
  type SaidSteps,
  sameFinding,
  stepFields,
  type UnderstoodInspection,
  understandInspection,
} from './understand-inspection.ts';

/** What the target remembers during one pass. */
interface Pass {
  readonly world: ActivityWorld;
  /** Of the table at hand: the row that speaks of a finding, or of an inspection without any. */
  readonly rows: Map<string, number>;
}

function passOf(run: ImportRun): Pass {
  const known = run.memory.get('inspections') as Pass | undefined;
  if (known) return known;
  const pass: Pass = { world: new ActivityWorld(run.ledger, run.templateFolders), rows: new Map() };
  run.memory.set('inspections', pass);
  return pass;
}

const textFields = [
  'inspectionKind',
  'group',
  'visitedOn',
  'inspector',
  'inspectorUnit',
  'planFiledOn',
  'topics',
  'opinion',
  'content',
  'severity',
  'feedbackOn',
  'reportedOn',
  'noticedOn',
  'dueOn',
  'recheckedOn',
  'recheckResult',
  'closedOn',
  'note',
] as const;

function readRow({ values }: TableRecord): SaidInspection {
  const texts = textFields.flatMap((key) => (values[key] === undefined ? [] : [[key, String(values[key])]]));
  return {
    ...Object.fromEntries(texts),
    name: String(values.name ?? ''),
    points: typeof values.points === 'number' ? values.points : undefined,
  };
}

function understand(record: TableRecord, run: ImportRun, pass: Pass): UnderstoodInspection | null {
  const { said, problems } = understandInspection(readRow(record), pass.world, run.today);
  for (const { code, field, parameters } of problems) run.report(code, record, field, parameters);
  return said;
}

/** Reports steps that contradict one another; `false` where the row cannot be taken. */
function checkSteps(
  said: UnderstoodInspection,
  finding: InspectionFinding | undefined,
  record: TableRecord,
  run: ImportRun,
): boolean {
  const { content, inspection, kindergarten: name } = said;
  if (content === null || inspection.visitedOn === null) return true;
  const known = finding?.steps ?? [];
  const steps = withChanges(known, changesFor(known, said.steps));
  const severity = said.severity ?? finding?.severity ?? 'ordinary';
  let isSound = true;
  for (const { fault, isOrder } of orderProblems(severity, inspection.visitedOn, steps)) {
    const field = fault.kind === 'due-before-notice' ? 'dueOn' : stepFields[fault.step];
    const parameters = { name, content, reason: describeFault(fault) };
    run.report(isOrder ? 'inspection-step-order' : 'inspection-step-lacking', record, field, parameters);
    if (isOrder) isSound = false;
  }
  return isSound;
}

/** Import target of the table of inspections (督导整改台账): one row is one finding, or an inspection without any. */
export const inspectionTarget: ImportTarget = {
  table: 'inspection',

  begin(run) {
    passOf(run).rows.clear();
  },

  apply(record, run): RowOutcome {
    const pass = passOf(run);
    const said = understand(record, run, pass);
    const subject = [record.values.name, record.values.visitedOn ?? '', record.values.content ?? '']
      .filter((part) => part !== '')
      .join(' ');
    const rejected: RowOutcome = { kind: 'rejected', subject, changes: [], targets: [] };
    if (!said) return rejected;
    const { known, plans } = sameInspection(pass.world, said);
    if (plans.length > 1) {
      const days = [...new Set(plans.map(({ planFiledOn }) => planFiledOn))].join('、');
      run.report('inspection-plans-several', record, 'planFiledOn', {
        name: said.kindergarten,
        count: plans.length,
        days,
      });
    }
    const finding = known && said.content !== null ? sameFinding(known, said.content) : undefined;
    const mark = `${known?.id ?? ''} ${finding?.id ?? ''}`;
    const earlier = known && (finding || said.content === null) ? pass.rows.get(mark) : undefined;
    if (earlier !== undefined) {
      run.report('inspection-row-repeated', record, said.content === null ? 'name' : 'content', {
        row: earlier,
      });
      return rejected;
    }
    if (!checkSteps(said, finding, record, run)) return rejected;
    const isKnown = known !== undefined && (finding !== undefined || said.content === null);
    if (isKnown) {
      pass.rows.set(mark, record.row);
      return settle(known, finding, said, { record, run, pass, subject });
    }
    return insert(known, said, { record, run, pass, subject });
  },

  inspect(record, run) {
    if (record.values.name !== undefined) understand(record, run, passOf(run));
  },
};

interface Row {
  readonly record: TableRecord;
  readonly run: ImportRun;
  readonly pass: Pass;
  readonly subject: string;
}

/** Adds the inspection where the ledger lacks it, and what was found. */
function insert(
  known: Inspection | undefined,
  said: UnderstoodInspection,
  { record, run, pass, subject }: Row,
): RowOutcome {
  const { ledger } = run;
  const id =
    known?.id ??
    addInspection(ledger, {
      ...said.inspection,
      inspectorId: inspectorIdOf(pass.world, said.inspector),
      origin: 'table',
    });
  const fields = Object.keys(record.values).filter(
    (key) => record.values[key] !== undefined && key !== 'sequence',
  );
  // What was only planned has now been made.
  if (known?.visitedOn === null) joinPlan(ledger, known, said, pass);
  let findingId: number | null = null;
  if (said.content !== null) {
    findingId = addFinding(ledger, {
      inspectionId: id,
      number: nextNumber(known?.findings ?? []),
      content: said.content,
      severity: said.severity ?? 'ordinary',
      points: said.points,
      note: said.findingNote,
    });
    putSteps(ledger, findingId, changesFor([], said.steps));
  }
  pass.rows.set(`${id} ${findingId ?? ''}`, record.row);
  const target =
    findingId === null ? { table: 'inspection', id } : { table: 'inspection_finding', id: findingId };
  return { kind: 'inserted', subject, changes: [], targets: [{ ...target, fields }] };
}

/** Brings a visit into the plan (计划备案) that it was made under. */
function joinPlan(
  ledger: ImportRun['ledger'],
  plan: Inspection,
  said: UnderstoodInspection,
  pass: Pass,
): void {
  const { visitedOn, topics, opinion, note } = said.inspection;
  const isSamePerson = said.inspector === null || said.inspector.name === plan.inspector;
  changeInspection(ledger, plan.id, {
    ...plan,
    visitedOn,
    topics: topics ?? plan.topics,
    opinion: opinion ?? plan.opinion,
    note: note ?? plan.note,
    inspectorId: isSamePerson ? plan.inspectorId : inspectorIdOf(pass.world, said.inspector),
  });
}

/** Columns of the ledger's rows that an earlier round of a return copy may have brought in. */
const columns = {
  severity: 'severity',
  points: 'points',
  note: 'note',
  topics: 'topics',
  opinion: 'opinion',
};

/** Brings what the row says into the inspection and the finding that it speaks of. */
function settle(
  known: Inspection,
  finding: InspectionFinding | undefined,
  said: UnderstoodInspection,
  { record, run, pass, subject }: Row,
): RowOutcome {
  const { ledger } = run;
  const held = inspectionRow(known, finding, pass.world, run.today);
  const fresh = finding !== undefined && isNewRound(finding.steps, said.steps);
  const round = { noticedOn: null, dueOn: null, recheckedOn: null, recheckResult: null };
  const given: Record<string, FieldValue | null | undefined> = {
    ...said.steps,
    passed: undefined,
    recheckResult: said.steps.passed === undefined ? undefined : said.steps.passed ? '通过' : '未通过',
    visitedOn: said.inspection.visitedOn,
    inspector: said.inspector?.name,
    inspectorUnit: record.values.inspectorUnit === undefined ? undefined : said.inspector?.unit,
    planFiledOn: said.inspection.planFiledOn,
    topics: said.inspection.topics,
    opinion: said.inspection.opinion,
    severity:
      record.values.severity === undefined ? undefined : said.severity === 'serious' ? '重大' : '一般',
    points: said.points,
    note: said.findingNote ?? said.inspection.note,
  };
  const row = finding
    ? { table: 'inspection_finding', id: finding.id }
    : { table: 'inspection', id: known.id };
  return settleRecord(
    { ...row, subject, known: fresh ? { ...held, ...round } : held, given, columns },
    record,
    run,
    (taken) => write(ledger, known, finding, said, taken, pass),
  );
}

function write(
  ledger: ImportRun['ledger'],
  known: Inspection,
  finding: InspectionFinding | undefined,
  said: UnderstoodInspection,
  taken: readonly string[],
  pass: Pass,
): void {
  const has = (field: string) => taken.includes(field);
  const { inspection } = said;
  const own = ['visitedOn', 'inspector', 'inspectorUnit', 'planFiledOn', 'topics', 'opinion'];
  if (own.some(has) || (has('note') && !finding)) {
    const present = findInspection(ledger, known.id) ?? known;
    changeInspection(ledger, known.id, {
      ...present,
      visitedOn: has('visitedOn') ? inspection.visitedOn : present.visitedOn,
      planFiledOn: has('planFiledOn') ? inspection.planFiledOn : present.planFiledOn,
      topics: has('topics') ? inspection.topics : present.topics,
      opinion: has('opinion') ? inspection.opinion : present.opinion,
      note: has('note') && !finding ? inspection.note : present.note,
      inspectorId:
        has('inspector') || has('inspectorUnit')
          ? inspectorIdOf(pass.world, said.inspector)
          : present.inspectorId,
    });
  }
  if (!finding) return;
  if (['severity', 'points', 'note'].some(has)) {
    changeFinding(ledger, finding.id, {
      number: finding.number,
      content: finding.content,
      severity: has('severity') ? (said.severity ?? finding.severity) : finding.severity,
      points: has('points') ? said.points : finding.points,
      note: has('note') ? said.findingNote : finding.note,
    });
  }
  const steps = Object.fromEntries(
    Object.entries(said.steps).filter(([field]) => has(field === 'passed' ? 'recheckResult' : field)),
  ) as SaidSteps;
  putSteps(ledger, finding.id, changesFor(finding.steps, steps));
}
