import { openCalendar } from '../../calendar/open-calendar.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Cancelled, Failure, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { policiesInForce } from '../../ledger/policies-in-force.store.ts';
import { daysText } from '../../tables/fields/days.ts';
import { findActivity, listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import { activityWords, shownActivity } from '../activity-words.ts';
import { ActivityWorld } from '../activity-world.ts';
import { dayOff } from '../day-off.ts';
import { evidenceGiven, withEvidence } from '../evidence.ts';
import { namesakesOf, type Occasion, plansFor } from '../occasion.ts';
import { filesNamed, planOption, sayOccasion } from '../record-options.ts';
import { askEvidence, isAskedThrough } from '../record-questions.ts';
import { type SaidOccasion, type Understood, understandOccasion } from '../said-occasion.ts';
import { saveOccasion } from '../save-occasion.ts';

type Options = CommandInput['options'];

const policyOf = (options: Options, plan: Activity | undefined, inForce: readonly string[]) =>
  plan?.policyId ?? textOption(options, 'policy') ?? (inForce.length === 1 ? (inForce[0] ?? null) : null);

/** @throws Failure with every error there is to say */
function understand(said: SaidOccasion, world: ActivityWorld, policyId: string | null, on: string) {
  const understood: Understood = understandOccasion(said, world, { policyId, today: on });
  // Host and participants may name one kindergarten that is not known: said once.
  const told = understood.problems.map(({ code, parameters }) => makeFinding(code, parameters));
  const findings = told.filter(
    (finding, index) =>
      told.findIndex(({ code, message }) => code === finding.code && message === finding.message) === index,
  );
  refuseErrors(findings);
  if (!understood.occasion) throw new Failure('activity-policy-unclear');
  return { occasion: understood.occasion, findings };
}

const alike = (occasion: Occasion, world: ActivityWorld) =>
  listActivities(world.ledger, {
    ...(occasion.groupId === null ? { officeId: world.own.id } : { groupIds: [occasion.groupId] }),
    policyId: occasion.policyId,
    kind: occasion.kind.id,
  });

/** @throws Failure `activity-twice` off a terminal; Cancelled where it was the same */
async function refuseTwice(
  context: Context,
  options: Options,
  occasion: Occasion,
  known: readonly Activity[],
): Promise<void> {
  const { same, others } = namesakesOf(occasion, known);
  const met = same ? [same, ...others] : others;
  if (met.length === 0 || flagOption(options, 'again')) return;
  const listed = met.map(shownActivity).join('、');
  if (!context.interactive) throw new Failure('activity-twice', { holder: occasion.holder, others: listed });
  const isOther = await context.prompter.confirm({
    message: `${occasion.holder}这一天已登记：${listed}。这次是另外一次吗？`,
    option: '--again',
    initial: false,
  });
  if (!isOther) throw new Cancelled();
}

/** The plan that is meant; asked where several are as near. */
async function planFor(context: Context, occasion: Occasion, known: readonly Activity[]) {
  const plans = plansFor(occasion, known);
  if (plans.length < 2) return plans[0];
  const chosen = await context.prompter.select({
    message: '对得上的计划不止一项，这次是哪一项？',
    option: `--plan 编号（${plans.map(shownActivity).join('、')}）`,
    choices: plans.map((plan) => ({ value: String(plan.id), name: shownActivity(plan) })),
  });
  return plans.find(({ id }) => String(id) === chosen);
}

/** @throws Failure `activity-plan-unfit` where the plan named is of another holder or kind */
function checkPlan(plan: Activity, occasion: Occasion): void {
  const fits =
    plan.kind === occasion.kind.id &&
    plan.policyId === occasion.policyId &&
    plan.groupId === occasion.groupId;
  if (fits) return;
  const reason = `不是${occasion.holder}的“${occasion.kind.name}”`;
  throw new Failure('activity-plan-unfit', { value: String(plan.id), reason });
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  let evidence = await evidenceGiven(context, filesNamed(options.evidence));
  const ledger = openLedger(context);
  let said: SaidOccasion;
  let planId: number | undefined;
  let policyId: string | null;
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const named = planOption(options, world);
    policyId = policyOf(options, named, policiesInForce(ledger, on));
    said = await sayOccasion(context, options, world, { policyId, plan: named });
    const { occasion } = understand(said, world, policyId, on);
    const known = alike(occasion, world);
    await refuseTwice(context, options, occasion, known);
    if (named) checkPlan(named, occasion);
    if (isAskedThrough(context, options) && evidence.files.length === 0) {
      evidence = await evidenceGiven(context, await askEvidence(context));
    }
    planId = (named ?? (await planFor(context, occasion, known)))?.id;
  } finally {
    ledger.close();
  }
  const title = `登记活动“${said.title ?? said.activityKind}”（${daysText(said.from, said.to)}）`;
  const work = async (opened: typeof ledger): Promise<ChangeReport> => {
    const world = new ActivityWorld(opened, context.templateFolders);
    const { occasion, findings } = understand(said, world, policyId, on);
    const off = dayOff(await openCalendar(opened, context.templateFolders), said.from, said.to);
    if (off) findings.push(makeFinding('activity-day-off', off));
    const plan = planId === undefined ? undefined : findActivity(opened, planId);
    const proof = withEvidence(plan?.evidence ?? [], evidence.files);
    const id = saveOccasion(opened, occasion, { plan, origin: 'hand', evidence: proof });
    const record = activityWords(world)(findActivity(opened, id)!);
    const shown = [record.kind.name, record.line, record.host && `承办 ${record.host}`].filter(Boolean);
    return {
      lines: [
        `${record.holder}：${record.title}，${daysText(occasion.heldOn, occasion.heldTo)}（${shown.join('，')}），编号 ${id}`,
        plan ? `  记在计划上：原定 ${plan.plannedOn}` : '  计划外的活动',
        ...(proof.length > 0 ? [`  佐证材料 ${proof.length} 份`] : []),
      ],
      findings,
      record: { id, planned: plan ? { on: plan.plannedOn } : null, activity: record },
    };
  };
  return applyChange(context, options, { kind: 'activity-record', title }, work, () => evidence.file());
}
