import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { allSteps } from '../../workflow/workflow.store.ts';
import { concludeFrom } from '../conclusions.ts';
import { readEvaluation, type YearEvaluation } from '../evaluation-meant.ts';
import { missingRemarks } from '../missing-words.ts';
import { opinionsWanted } from '../opinions.ts';
import { isScored, type Outcome } from '../outcomes.ts';
import { yearEnd } from '../participants.ts';
import { previousTotals } from '../previous-totals.ts';
import { outcomeRecord } from '../record-outcome.ts';

/** Results with everything that follows from them, as `--json` prints them. */
export function resultsRecord(ledger: Ledger, evaluation: YearEvaluation) {
  const { rubric, policy, year, run: stored, outcomes } = evaluation;
  const previous = previousTotals(ledger, policy.id, year);
  const steps = allSteps(ledger).filter(({ doneOn }) => doneOn <= yearEnd(year));
  const conclusions = concludeFrom(evaluation, steps);
  const named = ({ name, group, subject, result }: Outcome) => ({
    name,
    role: subject.of,
    group: group.name,
    total: result.total,
    grade: result.grade,
  });
  return {
    policy: policy.id,
    year,
    rubric: rubric.id,
    finalisedOn: stored.finalisedOn,
    subjects: outcomes.map((outcome) => outcomeRecord(rubric, outcome, previous(outcome))),
    opinionsMissing: opinionsWanted(evaluation).map(({ group, name, subject, citation }) => ({
      group: group.name,
      member: name,
      subject: subject.name,
      citation,
    })),
    commendations: conclusions.commendations.map(named),
    criticismCandidates: conclusions.criticisms.map(named),
    coefficients: conclusions.coefficients.map(
      ({ group, members, value, isPassed, words, citation, readings }) => ({
        group: group.name,
        lead: group.lead?.name ?? null,
        members,
        value,
        passed: isPassed,
        words,
        citation,
        readings,
      }),
    ),
    renewals: conclusions.renewals.map(({ group, cycleEnd, advice, words }) => ({
      group: group.name,
      cycleEnd,
      advice,
      words,
    })),
    plaques: conclusions.plaques.map(({ group, name, procedure, done, next, isReady, words }) => ({
      group: group.name,
      member: name,
      procedure,
      done,
      next,
      ready: isReady,
      words,
    })),
  };
}

type Results = ReturnType<typeof resultsRecord>;

function render(results: Results, { rubric, policy }: YearEvaluation, wide: boolean): string {
  const state = results.finalisedOn === null ? '未定稿' : `${results.finalisedOn} 定稿`;
  const parts = [`${policy.title} ${results.year} 年度考核（${rubric.title}，${state}）\n`];
  for (const subject of rubric.subjects) {
    const own = results.subjects.filter((each) => each.subject === subject.name);
    if (own.length === 0) continue;
    const sorted = [...own].sort((one, other) => (one.rank ?? 1e9) - (other.rank ?? 1e9));
    parts.push(
      `\n── ${subject.name} ──\n`,
      renderTable(
        sorted,
        [
          { heading: '名次', value: ({ rank }) => rank ?? '—', align: 'right' },
          { heading: '名称', value: ({ name }) => name },
          ...(subject.of === 'group'
            ? []
            : [{ heading: '所在组', value: ({ group }: (typeof own)[number]) => group }]),
          { heading: '总分', value: ({ total }) => total, align: 'right' as const },
          { heading: '等次', value: ({ grade, rank }) => (rank === null ? '未评' : grade) },
          { heading: '上年', value: ({ previous }) => previous ?? '', align: 'right' as const },
          { heading: '增减', value: ({ change }) => signed(change), align: 'right' as const },
          { heading: '备注', value: remark },
        ],
        wide,
      ),
    );
  }
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length > 0) parts.push(`\n── ${title} ──\n`, ...lines.map((line) => `${line}\n`));
  };
  list(
    '拟表扬',
    results.commendations.map(({ name, grade, total }) => `${name}：${grade}（${total} 分）`),
  );
  list(
    '批评的候选（经确认才写进通报）',
    results.criticismCandidates.map(({ name, grade, total }) => `${name}：${grade}（${total} 分）`),
  );
  list(
    '绩效考核系数',
    results.coefficients.map(
      ({ lead, group, words, citation }) => `${lead ?? group}：${words}（${citation}）`,
    ),
  );
  list(
    '周期期满的建议',
    results.renewals.map(({ group, cycleEnd, words }) => `${group}（${cycleEnd} 止）：${words}`),
  );
  list(
    '挂牌',
    results.plaques.map(({ member, procedure, words }) => `${member}（${procedure}）：${words}`),
  );
  list(
    '还没有听取意见',
    results.opinionsMissing.map(({ group, member, subject }) => `${group}：${member}（${subject}）`),
  );
  return parts.join('');
}

const signed = (change: number | null) => (change === null ? '' : change > 0 ? `+${change}` : String(change));

function remark({
  vetoes,
  missing,
  factsMissing,
}: {
  readonly vetoes: readonly string[];
  readonly missing: readonly string[];
  readonly factsMissing: readonly string[];
}) {
  const veto = vetoes.length > 0 ? [`否决：${vetoes.join('、')}`] : [];
  return [...veto, ...missingRemarks(missing.length, factsMissing.length)].join('；');
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const evaluation = readEvaluation(context, ledger, options);
    const results = resultsRecord(ledger, evaluation);
    if (flagOption(options, 'json')) context.stdout.write(renderJson(results));
    else context.stdout.write(render(results, evaluation, context.ambiguousIsWide));
    const unscored = evaluation.outcomes.filter((each) => !isScored(each)).length;
    if (unscored > 0) context.stderr.write(`还有 ${unscored} 份没有任何评分。\n`);
    const isWaiting = results.finalisedOn === null && results.opinionsMissing.length > 0;
    return isWaiting || evaluation.outcomes.some(({ result }) => result.missing.length > 0) ? 1 : 0;
  } finally {
    ledger.close();
  }
}
