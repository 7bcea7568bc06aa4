import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, requiredText } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { findingRecord } from '../../findings/finding.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { readSubjects } from '../evaluation.store.ts';
import { readEvaluation } from '../evaluation-meant.ts';
import { listed } from '../missing-words.ts';
import { evaluateAll } from '../outcomes.ts';
import { compareOutcomes, type Move, rescaleAll, unmatched } from '../preview.ts';
import { namedRubric } from '../rubric-meant.ts';

/** The same scores under another rubric: who moves. Writes nothing. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const other = namedRubric(context, requiredText(options, 'rubric'));
  const ledger = openLedger(context);
  try {
    const evaluation = readEvaluation(context, ledger, options);
    const { policy, rubric, year, groups, run: stored, outcomes } = evaluation;
    if (other.policy !== policy.id) {
      throw new Failure('evaluation-preview-policy', {
        value: other.id,
        other: other.policy,
        policy: policy.title,
      });
    }
    const findings = unmatched(rubric, other).map(({ subject, names }) =>
      makeFinding('evaluation-preview-unmatched', { value: subject, names: listed(names) }),
    );
    const rescaled = rescaleAll(readSubjects(ledger, stored.id), rubric, other);
    const { templateFolders } = context;
    const after = evaluateAll(ledger, {
      rubric: other,
      policy,
      year,
      on: today(context),
      groups,
      stored: rescaled,
      templateFolders,
    });
    const moves = compareOutcomes(outcomes, after);
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    if (flagOption(options, 'json')) {
      const record = { policy: policy.id, year, rubric: rubric.id, other: other.id, subjects: moves };
      context.stdout.write(renderJson({ ...record, findings: findings.map(findingRecord) }));
      return 0;
    }
    const moved = moves.filter((each) => each.moves);
    context.stdout.write(
      `按“${other.title}”（${other.id}）试算：${moves.length} 份里有 ${moved.length} 份的名次或等次会变。\n`,
    );
    if (moved.length > 0) context.stdout.write(renderTable(moved, columns, context.ambiguousIsWide));
    context.stderr.write('以上只是试算，没有写入台账。\n');
    return 0;
  } finally {
    ledger.close();
  }
}

const arrow = (before: number | string | null, after: number | string | null) =>
  before === after ? `${before ?? '—'}` : `${before ?? '—'} → ${after ?? '—'}`;

const columns = [
  { heading: '考核表', value: ({ subject }: Move) => subject },
  { heading: '名称', value: ({ name }: Move) => name },
  { heading: '总分', value: ({ before, after }: Move) => arrow(before.total, after.total) },
  { heading: '等次', value: ({ before, after }: Move) => arrow(before.grade, after.grade) },
  { heading: '名次', value: ({ before, after }: Move) => arrow(before.rank, after.rank) },
];
