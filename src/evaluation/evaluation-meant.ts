import { textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { type Context, today } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { policyMeant } from '../groups/by-hand.ts';
import type { Group } from '../groups/group.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { findRun, insertRun, listRuns, readSubjects } from './evaluation.store.ts';
import { type EvaluationRun, rubricOf, type StoredOpinion } from './evaluation.ts';
import { listOpinions } from './opinions.store.ts';
import { evaluateAll, type Outcome } from './outcomes.ts';
import { groupsOfYear } from './participants.ts';
import type { Rubric } from './rubric.ts';
import { usualRubric } from './rubric-meant.ts';

type Options = Readonly<Record<string, unknown>>;

/** The calendar year of `--year`. @throws Failure `option-value` */
export function yearMeant(options: Options): number {
  const text = textOption(options, 'year') ?? '';
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year >= 1990 && year <= 2100) return year;
  throw new Failure('option-value', { option: '--year', value: text, expected: '应是四位的年份，如 2026' });
}

/** The evaluation of a policy's groups in a year, with everything that is on record of it. */
export interface YearEvaluation {
  readonly policy: Policy;
  readonly year: number;
  readonly run: EvaluationRun;
  readonly rubric: Rubric;
  readonly groups: readonly Group[];
  readonly outcomes: readonly Outcome[];
  readonly opinions: readonly StoredOpinion[];
}

/** The policy that is meant: the one named, the only one evaluated in that year, or the only one in force. */
function policyOf(ledger: Ledger, options: Options, year: number, on: IsoDate): string {
  const named = textOption(options, 'policy');
  const [only, ...others] = listRuns(ledger).filter((run) => run.year === year);
  if (named === undefined && only && others.length === 0) return only.policyId;
  return policyMeant(ledger, named, on);
}

/**
 * What came of a year's evaluation.
 * @throws Failure `option-value`, `policy-needed`, `policy-unknown`; `evaluation-none` where nothing is on record
 */
export function readEvaluation(
  context: Pick<Context, 'templateFolders' | 'now'>,
  ledger: Ledger,
  options: Options,
): YearEvaluation {
  const year = yearMeant(options);
  const on = today(context);
  const policy = loadPolicy(policyOf(ledger, options, year, on), context.templateFolders);
  const run = findRun(ledger, policy.id, year);
  if (!run) throw new Failure('evaluation-none', { value: year, policy: policy.title });
  const rubric = rubricOf(run);
  const groups = groupsOfYear(ledger, policy.id, year);
  const { templateFolders } = context;
  const request = { rubric, policy, year, on, groups, stored: readSubjects(ledger, run.id), templateFolders };
  return {
    policy,
    year,
    run,
    rubric,
    groups,
    outcomes: evaluateAll(ledger, request),
    opinions: listOpinions(ledger, run.id),
  };
}

/**
 * The run of a policy and year, begun with the policy's rubric where there is none yet (inside `perform`).
 * @throws Failure `option-value`, `evaluation-no-rubric`, `evaluation-several-rubrics`
 */
export function beginRun(
  context: Pick<Context, 'templateFolders' | 'now'>,
  ledger: Ledger,
  options: Options,
): { readonly run: EvaluationRun; readonly policy: Policy; readonly rubric: Rubric; readonly year: number } {
  const year = yearMeant(options);
  const on = today(context);
  const policy = loadPolicy(policyOf(ledger, options, year, on), context.templateFolders);
  const known = findRun(ledger, policy.id, year);
  if (known) return { run: known, policy, rubric: rubricOf(known), year };
  const rubric = usualRubric(context, policy.id, year);
  const opened = {
    policyId: policy.id,
    year,
    rubricId: rubric.id,
    rubric: JSON.stringify(rubric),
    openedOn: on,
  };
  const id = insertRun(ledger, opened);
  const run = { ...opened, id, finalisedOn: null, reopenedOn: null, reopenReason: null };
  return { run, policy, rubric, year };
}

/** @throws Failure `evaluation-final` where the year is finalised */
export function refuseFinal({ run, year }: Pick<YearEvaluation, 'run' | 'year'>): void {
  if (run.finalisedOn === null) return;
  throw new Failure('evaluation-final', { value: year, date: run.finalisedOn });
}
