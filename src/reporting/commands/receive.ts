import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { archiveFolder, fileBytes } from '../../ledger/archive-folder.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { askDoubtful, checkDecisions, readDecisions } from '../packages/decisions.ts';
import { openPackage } from '../packages/open-package.ts';
import type {
  GivenPackage,
  MatchDecision,
  PackageResult,
  ReceiveSettings,
} from '../packages/package-result.ts';
import { periodMeant } from '../packages/period.ts';
import { papersOf, receivePackages } from '../packages/receive-packages.ts';
import { packageRecord, renderResults } from '../packages/render-results.ts';

/** Another operation came in between the plan and its application. */
class StalePlan extends Error {}

/** The files named, and the packages in the folders named. */
async function packageFiles(context: Context, paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const whole = absolutePath(context, path);
    const isFolder = await stat(whole).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) files.push(path);
    else {
      const names = (await readdir(whole)).filter((name) => /\.zip$/iu.test(name) && !name.startsWith('.'));
      files.push(...names.sort().map((name) => join(path, name)));
    }
  }
  if (files.length === 0) throw new Failure('nothing-to-import', { value: paths.join('、') });
  return files;
}

async function openAll(context: Context, files: readonly string[]): Promise<GivenPackage[]> {
  const progress = startProgress(context, '正在核对报送包');
  const given: GivenPackage[] = [];
  try {
    for (const [index, file] of files.entries()) {
      context.signal.throwIfAborted();
      progress.step(`第 ${index + 1}/${files.length} 个 ${file}`);
      given.push({ file, ...(await openPackage(absolutePath(context, file), file, context.signal)) });
    }
  } finally {
    progress.end();
  }
  return given;
}

interface Pass {
  readonly results: readonly PackageResult[];
  readonly operation: number | null;
  readonly stamp: number;
}

/** Receives all packages as one operation; with `dryRun` it is rolled back. */
async function receiveAll(
  context: Context,
  ledger: Ledger,
  given: readonly GivenPackage[],
  settings: Omit<ReceiveSettings, 'operation'>,
  { dryRun, stamp }: { readonly dryRun: boolean; readonly stamp?: number },
): Promise<Pass> {
  const info = operationInfo(context, 'submit-receive', `收取 ${given.length} 个报送包`);
  const performed = await ledger.perform(
    info,
    async (operation) => {
      if (stamp !== undefined && operation.id !== stamp + 1) throw new StalePlan();
      const results = receivePackages(ledger, given, { ...settings, operation: operation.id });
      if (!dryRun) await filePapers(context, given, results);
      operation.summarise({ packages: results.filter(({ outcome }) => outcome === 'received').length });
      return { results, stamp: operation.id - 1 };
    },
    { dryRun },
  );
  return { ...performed.result, operation: performed.operation };
}

/** The papers of what was taken are in the archive before the ledger refers to them. */
async function filePapers(
  context: Context,
  given: readonly GivenPackage[],
  results: readonly PackageResult[],
): Promise<void> {
  const folder = archiveFolder(context.ledgerPath);
  for (const [index, each] of given.entries()) {
    if (!('opened' in each) || results[index]?.outcome !== 'received') continue;
    const [paper] = papersOf(each.opened);
    if (paper) await fileBytes(folder, paper.name, paper.bytes);
  }
}

const takes = ({ outcome }: PackageResult) => outcome === 'received' || outcome === 'returned';

/** The plan, asked about as long as the answers lead to further questions; then applied. */
async function planAndAsk(
  context: Context,
  ledger: Ledger,
  given: readonly GivenPackage[],
  settings: Omit<ReceiveSettings, 'operation'>,
): Promise<Pass> {
  const decisions: MatchDecision[] = [...settings.decisions];
  const asked = new Set<string>();
  for (;;) {
    const plan = await receiveAll(context, ledger, given, { ...settings, decisions }, { dryRun: true });
    if (await askDoubtful(context.prompter, plan.results, decisions, asked)) continue;
    context.stderr.write(renderResults(plan.results, context.ambiguousIsWide));
    const count = plan.results.filter(takes).length;
    if (count === 0) return plan;
    const message = `按以上核对结果收取 ${count} 个报送包吗？`;
    if (!(await context.prompter.confirm({ message, option: '--yes', initial: false })))
      throw new Cancelled();
    try {
      return await receiveAll(
        context,
        ledger,
        given,
        { ...settings, decisions },
        { dryRun: false, stamp: plan.stamp },
      );
    } catch (error) {
      if (!(error instanceof StalePlan)) throw error;
      context.stderr.write('核对之后台账又有了别的改动，现在按新的台账重新核对。\n');
    }
  }
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const paths = (input.arguments[0] ?? []) as string[];
  const dryRun = flagOption(options, 'dryRun');
  const asks = !dryRun && !flagOption(options, 'yes');
  const files = await packageFiles(context, paths);
  if (asks && !context.interactive) {
    const question = '按核对结果收取吗';
    throw new Failure('answer-missing', { question, option: '--yes（或 --dry-run 只核对）' });
  }
  const ledger = openLedger(context);
  try {
    const period = textOption(options, 'period');
    const settings = {
      receivedOn: dateOption(options, 'date') ?? today(context),
      asked: period === undefined ? undefined : periodMeant(period, enteredTerms(ledger)),
      takesSent: textOption(options, 'onConflict') === 'update',
      decisions: readDecisions(namesOption(options, 'match')),
      folders: context.templateFolders,
    };
    checkDecisions(ledger, settings.decisions);
    const given = await openAll(context, files);
    const done = asks
      ? await planAndAsk(context, ledger, given, settings)
      : await receiveAll(context, ledger, given, settings, { dryRun });
    if (!asks) context.stderr.write(renderResults(done.results, context.ambiguousIsWide));
    if (dryRun) context.stderr.write('以上只是核对，没有写入台账。\n');
    else if (done.operation !== null) {
      context.stderr.write(`已写入台账（第 ${done.operation} 次操作，可以撤销）。\n`);
    }
    if (flagOption(options, 'json')) {
      context.stdout.write(
        renderJson({ operation: done.operation, dryRun, packages: done.results.map(packageRecord) }),
      );
    }
    const isClean = done.results.every(
      ({ outcome, findings }) =>
        outcome !== 'refused' && findings.every(({ severity }) => severity !== 'error'),
    );
    return isClean ? 0 : 1;
  } finally {
    ledger.close();
  }
}
