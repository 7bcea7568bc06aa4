import { existsSync } from 'node:fs';
import { absolutePath, type Context } from '../context.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import { findRun, readSubjects } from './evaluation.store.ts';
import { type EvaluationRun, rubricOf } from './evaluation.ts';
import { loadRubric, readRubricFile, rubricsFor } from './load-rubric.ts';
import type { Rubric } from './rubric.ts';
import { rubricVersion } from './workbooks/group-book.ts';

/** The rubric by which a policy's groups are evaluated in a year, and the run that stands already. */
export interface RubricMeant {
  readonly rubric: Rubric;
  readonly run: EvaluationRun | undefined;
  /** The run is to go by this rubric from now on. */
  readonly isNew: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Which rubric goes: the one named (id, or a file), else the policy's for the year. Once scores have come in, the one
 * they were given by stays.
 * @throws Failure `evaluation-no-rubric`, `evaluation-several-rubrics`, `evaluation-rubric-fixed`, and those of loading
 */
export function rubricMeant(
  context: Pick<Context, 'cwd' | 'templateFolders'>,
  ledger: Ledger,
  policyId: string,
  year: number,
  named: string | undefined,
): RubricMeant {
  const run = findRun(ledger, policyId, year);
  const stored = run && rubricOf(run);
  const isFixed = run !== undefined && (run.finalisedOn !== null || hasScores(ledger, run));
  const wanted =
    named === undefined ? usualRubric(context, policyId, year, stored) : namedRubric(context, named);
  if (wanted.policy !== policyId) {
    throw new Failure('evaluation-rubric-of-other-policy', { value: wanted.id, policy: wanted.policy });
  }
  if (!stored) return { rubric: wanted, run, isNew: true, findings: [] };
  if (rubricVersion(stored) === rubricVersion(wanted)) {
    return { rubric: stored, run, isNew: false, findings: [] };
  }
  if (!isFixed) return { rubric: wanted, run, isNew: true, findings: [] };
  if (named !== undefined) throw new Failure('evaluation-rubric-fixed', { value: wanted.id, year });
  const kept = makeFinding('evaluation-rubric-kept', { value: stored.title, year });
  return { rubric: stored, run, isNew: false, findings: [kept] };
}

function hasScores(ledger: Ledger, run: EvaluationRun): boolean {
  return readSubjects(ledger, run.id).some(({ scores, gates }) => scores.length > 0 || gates.length > 0);
}

/** The rubric of an id, or of a file. */
export function namedRubric(context: Pick<Context, 'cwd' | 'templateFolders'>, named: string): Rubric {
  const path = absolutePath(context, named);
  if (/\.ya?ml$/iu.test(named) && existsSync(path)) return readRubricFile(path, context.templateFolders);
  return loadRubric(named, context.templateFolders);
}

/**
 * The policy's rubric for a year where nobody names one; of several the one that the year's run goes by already.
 * @throws Failure `evaluation-no-rubric`, `evaluation-several-rubrics`
 */
export function usualRubric(
  { templateFolders }: Pick<Context, 'templateFolders'>,
  policyId: string,
  year: number,
  stored?: Rubric,
): Rubric {
  const fit = rubricsFor(policyId, year, templateFolders);
  const [only] = fit;
  if (only !== undefined && fit.length === 1) return only;
  const known = fit.find(({ id }) => id === stored?.id) ?? stored;
  if (known) return known;
  if (only === undefined) throw new Failure('evaluation-no-rubric', { value: policyId, year });
  throw new Failure('evaluation-several-rubrics', {
    value: policyId,
    year,
    known: fit.map(({ id, title }) => `${id}（${title}）`).join('、'),
  });
}
