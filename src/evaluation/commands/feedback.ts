import { join } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, namesOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { safeFileName, uniqueNames } from '../../common/file-names.ts';
import { absolutePath, type Context } from '../../context.ts';
import { loadProfile } from '../../documents/load-profile.ts';
import { renderDocument } from '../../documents/render-document.ts';
import { loadWording } from '../../documents/wording/load-wording.ts';
import { refuseErrors } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { readEvaluation, type YearEvaluation, yearMeant } from '../evaluation-meant.ts';
import { outcomesMeant } from '../explain.ts';
import { letterHead } from '../letter-options.ts';
import { feedbackLetter } from '../letters.ts';
import { isScored, type Outcome } from '../outcomes.ts';
import { previousTotals } from '../previous-totals.ts';

/** All the sheets of one kindergarten (or of a group as a whole) go into one letter. */
function lettersOf(evaluation: YearEvaluation, names: readonly string[]): Outcome[][] {
  const wanted =
    names.length === 0 ? evaluation.outcomes : names.flatMap((name) => outcomesMeant(evaluation, name));
  const byUnit = new Map<string, Outcome[]>();
  for (const outcome of new Set(wanted)) {
    if (!isScored(outcome)) continue;
    const key = `${outcome.group.id} ${outcome.kindergartenId ?? ''}`;
    byUnit.set(key, [...(byUnit.get(key) ?? []), outcome]);
  }
  return [...byUnit.values()];
}

/** 反馈单: a letter for each kindergarten and group, into a folder. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const year = yearMeant(options);
  const folder = absolutePath(context, textOption(options, 'output') ?? `考核反馈单_${year}`);
  const force = flagOption(options, 'force');
  const ledger = openLedger(context);
  try {
    const evaluation = readEvaluation(context, ledger, options);
    const head = letterHead(context, ledger, options, evaluation);
    const wording = loadWording('evaluation/feedback.md', context.templateFolders);
    const profile = loadProfile(textOption(options, 'profile') ?? 'standard', context.templateFolders);
    const previous = previousTotals(ledger, evaluation.policy.id, year);
    const unique = uniqueNames();
    const letters = lettersOf(evaluation, namesOption(options, 'only')).map((outcomes) => {
      const name = outcomes[0]?.name ?? '';
      const path = join(folder, `${unique(`考核反馈单_${year}_${safeFileName(name)}`)}.docx`);
      return { name, path, ...feedbackLetter(evaluation, wording, head, outcomes, previous) };
    });
    const findings = letters.flatMap((letter) => letter.findings);
    refuseErrors(findings);
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    for (const { path } of letters) await checkTarget(path, { force });
    if (!flagOption(options, 'dryRun')) {
      await ensureFolder(folder);
      for (const { path, document } of letters) {
        await saveFile(path, await renderDocument(document, profile), { force });
      }
    }
    const files = letters.map(({ name, path }) => ({ name, file: path }));
    if (flagOption(options, 'json')) context.stdout.write(renderJson({ year, folder, files }));
    const done = flagOption(options, 'dryRun') ? '试运行：将写入' : '已写入';
    context.stderr.write(`${done} ${letters.length} 份反馈单：${folder}\n`);
    return 0;
  } finally {
    ledger.close();
  }
}
