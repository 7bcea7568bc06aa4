import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { insertResult, putFact, putSubject, setFinalised } from '../evaluation.store.ts';
import { byHand } from '../evaluation.ts';
import { readEvaluation, refuseFinal, type YearEvaluation, yearMeant } from '../evaluation-meant.ts';
import { blanksInWords, factsInWords, listed } from '../missing-words.ts';
import { opinionsWanted, wantedFinding } from '../opinions.ts';
import { isScored, type Outcome } from '../outcomes.ts';

/** What keeps a year from being final (errors), and what it is final in spite of (warnings). */
export function obstaclesTo(evaluation: YearEvaluation, withBlanks: boolean): Finding[] {
  const { outcomes, rubric } = evaluation;
  const opinions = opinionsWanted(evaluation).map((each) => wantedFinding(evaluation, each));
  const blanks = outcomes.flatMap((outcome): Finding[] => {
    const { name, subject, result } = outcome;
    const open = blanksInWords(rubric, result.missing);
    const facts = factsInWords(result.missing);
    const place = { value: name, sheet: subject.name };
    const unscored = makeFinding('evaluation-incomplete', {
      ...place,
      count: open.length,
      names: listed(open),
    });
    return [
      ...(open.length > 0 ? [withBlanks ? { ...unscored, severity: 'warning' as const } : unscored] : []),
      ...(facts.length > 0
        ? [
            makeFinding('evaluation-fact-missing', {
              ...place,
              names: facts.join('、'),
            }),
          ]
        : []),
    ];
  });
  return [...opinions, ...blanks];
}

/** Keeps each result with the facts it rests on, so that it can be explained whatever the ledger learns later. */
function storeResults(ledger: Ledger, { run, outcomes }: YearEvaluation): number {
  const kept = outcomes.filter(isScored);
  for (const outcome of kept) {
    const { group, subject, kindergartenId, name, result } = outcome;
    const key = { groupId: group.id, kindergartenId, subject: subject.id };
    const id = putSubject(ledger, run.id, key, { ...byHand, name });
    for (const { facts } of outcome.computed.values()) {
      for (const fact of facts) {
        if (fact.source === 'sheet') continue;
        putFact(ledger, id, { fact: fact.key, value: fact.value, basis: fact.basis }, byHand);
      }
    }
    insertResult(ledger, id, storedResult(outcome, result));
  }
  return kept.length;
}

function storedResult({ rank, among }: Outcome, { total, grade, failed }: Outcome['result']) {
  return { total, grade, rank: rank ?? 1, among: Math.max(among, rank ?? 1), vetoed: failed.length > 0 };
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const title = `${yearMeant(options)} 年度考核定稿`;
  const withBlanks = flagOption(options, 'withBlanks');
  return applyChange(context, options, { kind: 'evaluation-finalise', title }, (ledger): ChangeReport => {
    const evaluation = readEvaluation(context, ledger, options);
    refuseFinal(evaluation);
    const findings = obstaclesTo(evaluation, withBlanks);
    const [first, ...also] = findings.filter(({ severity }) => severity === 'error');
    if (first) throw new Failure(first, {}, { also, exitCode: 1 });
    const { policy, year, run: stored, rubric, outcomes } = evaluation;
    if (!outcomes.some(isScored)) throw new Failure('evaluation-none', { value: year, policy: policy.title });
    const count = storeResults(ledger, evaluation);
    setFinalised(ledger, stored.id, today(context));
    const grades = rubric.grades.map(({ name }) => ({
      grade: name,
      count: outcomes.filter((each) => isScored(each) && each.result.grade === name).length,
    }));
    const shares = grades.map(({ grade, count: number }) => `${grade} ${number}`).join('，');
    return {
      lines: [`《${policy.title}》${year} 年度考核定稿：${count} 份结果（${shares}）。`],
      findings,
      hint: `可以用 youlian evaluate summary --year ${year} 生成汇总表，evaluate notice 生成通报，evaluate feedback 生成反馈单。`,
      record: { policy: policy.id, year, rubric: rubric.id, results: count, grades },
    };
  });
}
