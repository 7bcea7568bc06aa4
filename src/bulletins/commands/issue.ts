import { addActivity, changeActivity, listActivities } from '../../activities/activities.store.ts';
import { evidenceGiven } from '../../activities/evidence.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, requiredText, textOption } from '../../cli/options.ts';
import { chineseDate, type IsoDate } from '../../common/dates.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Ledger } from '../../store/ledger.ts';
import { bulletinNumbered, findBulletin, putBulletin, type StoredBulletin } from '../bulletins.store.ts';
import { type BulletinFile, readBulletinFile } from '../file-figures.ts';
import { headDifferences } from '../head-in-file.ts';
import { bulletinPolicy } from '../policy-meant.ts';
import { type Quarter, quarterAfter, quarterIn, quarterMeant, quarterOf } from '../quarter.ts';
import { baseName } from '../render-bulletin.ts';

type Evidence = Awaited<ReturnType<typeof evidenceGiven>>;

interface Issuing {
  readonly quarter: Quarter;
  readonly policy: Policy;
  readonly number: string;
  readonly date: IsoDate;
  readonly path: string;
  readonly file: BulletinFile;
  readonly evidence: Evidence;
  readonly draft: StoredBulletin;
}

/** The kind of activity and the rule by which a policy asks for bulletins; undefined where it does not. */
function dutyOf(policy: Policy) {
  const kind = policy.activities.find(({ id }) => id === 'bulletin');
  const rule = policy.rules.find(
    (each) => each.kind === 'cadence' && each.parameters.activity.includes('bulletin'),
  );
  return kind && rule ? { kind, rule } : undefined;
}

/** Enters the issuing as the office's activity of the quarter: a plan for it is carried out, else it is new. */
function enterActivity(ledger: Ledger, issuing: Issuing, title: string): number | null {
  const { policy, quarter, date, evidence } = issuing;
  const duty = dutyOf(policy);
  if (!duty) return null;
  const officeId = ownOffice(ledger).id;
  const held = {
    state: 'done',
    heldOn: date,
    ruleId: duty.rule.id,
    due: { from: quarter.from, to: quarter.to },
  } as const;
  const plan = listActivities(ledger, {
    officeId,
    policyId: policy.id,
    kind: duty.kind.id,
    states: ['planned'],
  }).find(({ due, plannedOn }) => {
    if (due) return due.from <= quarter.to && due.to >= quarter.from;
    // A bulletin is issued in its quarter or in the one after.
    return plannedOn !== null && plannedOn >= quarter.from && plannedOn <= quarterAfter(quarter).to;
  });
  if (plan) {
    changeActivity(ledger, plan, { ...held, evidence: evidence.files });
    return plan.id;
  }
  return addActivity(ledger, {
    policyId: policy.id,
    officeId,
    kind: duty.kind.id,
    title,
    origin: 'hand',
    ...held,
    evidence: evidence.files,
  });
}

/** What the file says that the draft did not. */
function differences({ draft, file }: Issuing): {
  readonly figures: StoredBulletin['figures'];
  readonly findings: Finding[];
} {
  const findings: Finding[] = [];
  const inFile = new Map<string, string>();
  for (const { figure, text } of file.figures) {
    const known = draft.figures.find(({ id }) => id === figure);
    if (known && (!inFile.has(figure) || text !== known.value)) inFile.set(figure, text);
  }
  const figures = draft.figures.map((figure) => {
    const value = inFile.get(figure.id) ?? figure.value;
    return value === figure.value ? figure : { ...figure, value, drafted: figure.value };
  });
  for (const [index, { value, label }] of figures.entries()) {
    const before = draft.figures[index]?.value ?? '';
    if (value !== before) findings.push(makeFinding('bulletin-figures-changed', { label, before, value }));
  }
  if (inFile.size < draft.figures.length) {
    findings.push(makeFinding('bulletin-figures-lost', { total: draft.figures.length, count: inFile.size }));
  }
  return { figures, findings };
}

function enterIssued(ledger: Ledger, issuing: Issuing): ChangeReport {
  const { quarter, policy, number, date, path, file, draft } = issuing;
  const issued = findBulletin(ledger, { policyId: policy.id, quarter: quarter.id, state: 'issued' });
  if (issued) {
    throw new Failure('bulletin-issued-already', {
      value: quarter.name,
      date: issued.issuedOn ?? '',
      number: issued.number ?? '',
    });
  }
  const taken = bulletinNumbered(ledger, number);
  if (taken)
    throw new Failure('bulletin-number-taken', { value: number, quarter: quarterOf(taken.quarter).name });
  const { figures, findings } = differences(issuing);
  const told = quarterIn(file.text);
  if (told && told.id !== quarter.id) {
    findings.push(makeFinding('bulletin-other-quarter', { value: told.name, quarter: quarter.name }));
  }
  findings.push(...headDifferences({ text: file.text, title: draft.title, number, date }));
  const activityId = enterActivity(ledger, issuing, draft.title);
  if (activityId === null) findings.push(makeFinding('bulletin-duty-missing', { value: policy.title }));
  putBulletin(ledger, {
    ...{
      policyId: policy.id,
      quarter: quarter.id,
      state: 'issued',
      title: draft.title,
      countedOn: draft.countedOn,
    },
    ...{
      number,
      issuedOn: date,
      name: baseName(path),
      sha256: file.sha256,
      bytes: file.bytes,
      figures,
      activityId,
    },
  });
  const lines = [`印发：${draft.title}，${number}，${chineseDate(date)}`, `归档：${baseName(path)}`];
  if (activityId !== null) lines.push(`登记活动：${quarter.name}通报，算作这个季度应办的通报`);
  return {
    lines,
    findings,
    record: {
      quarter: quarter.id,
      policy: policy.id,
      number,
      date,
      file: baseName(path),
      sha256: file.sha256,
      activity: activityId,
    },
  };
}

export async function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const [quarterText = '', path = ''] = given.map(String);
  const quarter = quarterMeant(quarterText);
  const [number, date] = [requiredText(options, 'number'), dateOption(options, 'date') ?? today(context)];
  if (date > today(context)) {
    throw new Failure('option-value', { option: '--date', value: date, expected: '应是今天或以前的日期' });
  }
  if (date < quarter.from) {
    throw new Failure('option-value', {
      option: '--date',
      value: date,
      expected: `应不早于季度的第一天 ${quarter.from}`,
    });
  }
  const ledger = openLedger(context);
  let issuing: Issuing;
  try {
    const policy = bulletinPolicy(ledger, textOption(options, 'policy'), quarter, context.templateFolders);
    const draft = findBulletin(ledger, { policyId: policy.id, quarter: quarter.id, state: 'draft' });
    if (!draft) {
      throw new Failure('bulletin-not-drafted', { value: quarter.name, kind: '草稿', quarter: quarter.id });
    }
    const known = draft.figures.map(({ id }) => id);
    const file = await readBulletinFile(absolutePath(context, path), path, known);
    const evidence = await evidenceGiven(context, [path]);
    issuing = { quarter, policy, number, date, path, file, evidence, draft };
  } finally {
    ledger.close();
  }
  const operation = { kind: 'bulletin-issue', title: `印发${quarter.name}通报（${number}）` };
  return applyChange(
    context,
    options,
    operation,
    (open) => enterIssued(open, issuing),
    () => issuing.evidence.file(),
  );
}
