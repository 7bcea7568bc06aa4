import { basename } from 'node:path';
import { progressBar, startProgress } from '../cli/progress.ts';
import { type Context, today } from '../context.ts';
import { Cancelled, Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { operationInfo } from '../ledger/open-ledger.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Ledger } from '../store/ledger.ts';
import type { ImportTarget, MatchDecisions } from '../tables/import-target.ts';
import { applyBatch, StoppedTable, UnreadableFile } from './apply-batch.ts';
import { collectFiles } from './collect-files.ts';
import { type ImportReport, importTotals, learntMappings } from './import-report.ts';
import type { ImportRequest, ImportSettings } from './import-request.ts';
import { checkFields, checkUse } from './map-option.ts';
import { storedMappings } from './mappings.store.ts';
import { lookUpAnswer } from './match-sheet/look-up-answer.ts';
import { MatchAnswers } from './match-sheet/match-answers.ts';
import { readMatchSheet } from './match-sheet/read-match-sheet.ts';
import { type Answers, askNearMisses } from './near-miss-questions.ts';
import { readingAsker } from './reading-questions.ts';
import { type Batch, type SurveyedTable, surveyFiles, withoutFile } from './survey.ts';
import type { TableSource } from './table-source.ts';
import { unpackArchives } from './unpack-archives.ts';
import type { UnpackedFiles } from './unpacked-files.ts';
import { WorkbookPool } from './workbook-pool.ts';

/** What an import stands on; tests put their own in. */
export interface ImportGround {
  readonly ledger: Ledger;
  readonly source: TableSource;
  readonly targets: readonly ImportTarget[];
  /** Where files from archives are unpacked; the caller closes it, once nothing reads them any more. */
  readonly unpacked: UnpackedFiles;
  /** Shows the plan before the clerk is asked. */
  readonly showPlan: (plan: ImportReport) => void;
}

/** Another operation came in between the plan and its application. */
class StalePlan extends Error {}

/** Nothing of the batch may be written: carries what is to be said of it. */
class RefusedBatch extends Error {
  readonly report: Omit<ImportReport, 'operation' | 'dryRun'>;
  constructor(report: Omit<ImportReport, 'operation' | 'dryRun'>) {
    super('the batch is against the ledger');
    this.report = report;
  }
}

/** Plans are made anew so often when others keep writing; then the clerk should come back later. */
const planAttempts = 5;

/**
 * Imports files and folders into the ledger, as one operation. With `dryRun` the pass is rolled back, with `yes` it
 * is kept; otherwise the plan is shown, the clerk is asked about near-misses and about applying it, and it is made
 * anew where the ledger changed meanwhile.
 * @throws Failure `nothing-to-import`, `answer-missing`, `policy-unknown`, and those of the ledger; Cancelled where the clerk says no
 */
export async function importFiles(
  context: Context,
  request: ImportRequest,
  ground: ImportGround,
): Promise<ImportReport> {
  const asks = !request.dryRun && !request.yes;
  if (request.policy !== null) loadPolicy(request.policy, context.templateFolders);
  const collection = collectFiles(context, request.paths);
  if (collection.files.length === 0) {
    throw new Failure('nothing-to-import', { value: request.paths.join('、') });
  }
  if (asks && !context.interactive) {
    // A file that is not there is the first thing to be told.
    const lost = collection.files.find(({ problem }) => problem?.code === 'file-not-found');
    if (lost) throw new Failure('file-not-found', { value: lost.path });
    throw new Failure('answer-missing', {
      question: '按核对结果写入台账吗',
      option: '--yes（或 --dry-run 只核对）',
    });
  }
  const answered =
    request.acceptMatches === null ? null : await readMatchSheet(context, request.acceptMatches);
  const definitions = ground.targets.map(({ table }) => ground.source.definition(table));
  const named = definitions.filter(({ id }) => request.table === null || id === request.table);
  checkFields(request.mappings, named);
  const pool = new WorkbookPool((path) => ground.source.open(path, context.signal));
  try {
    const progress = startProgress(context, '正在查看文件');
    const ask = readingAsker(context.prompter);
    let batch: Batch;
    try {
      const unpacked = await unpackArchives(collection, ground.unpacked, {
        signal: context.signal,
        onFile: (index, path) => progress.step(`打开第 ${index + 1}/${collection.files.length} 个 ${path}`),
      });
      batch = await surveyFiles(unpacked, ground.source, pool, {
        only: request.table,
        mappings: request.mappings,
        remembered: [...storedMappings(ground.ledger)],
        ask: !asks
          ? null
          : (question, file) => {
              progress.end();
              return ask(question, file);
            },
        signal: context.signal,
        onFile: (index, path) => progress.step(`第 ${index + 1}/${unpacked.files.length} 个 ${path}`),
      });
    } finally {
      progress.end();
    }
    checkUse(request.mappings, batch, named);
    const fileOf = (sha256: string) => batch.files.find((file) => file.sha256 === sha256)?.path;
    const answers =
      answered && new MatchAnswers(answered, lookUpAnswer(ground.ledger, today(context)), fileOf);
    const importer = new Importer(context, request, ground, batch, pool, answers);
    const report = asks ? await importer.planAndAsk() : await importer.passAnswered();
    return answers === null ? report : { ...report, findings: [...report.findings, ...answers.findings()] };
  } finally {
    await pool.close();
  }
}

/** About how many rows the batch has; undefined where a table's size is known only once it was read. */
function rowsToRead({ tables }: Batch): number | undefined {
  return tables.reduce<number | undefined>(
    (sum, { rows }) => (sum === undefined || rows === undefined ? undefined : sum + rows),
    0,
  );
}

class Importer {
  readonly #context: Context;
  readonly #request: ImportRequest;
  readonly #ground: ImportGround;
  readonly #pool: WorkbookPool;
  readonly #sheet: MatchAnswers | null;
  #batch: Batch;
  /** Tables whose columns look shifted, as the ledger was when that was found. */
  readonly #stopped = new Map<SurveyedTable, readonly Finding[]>();

  constructor(
    context: Context,
    request: ImportRequest,
    ground: ImportGround,
    batch: Batch,
    pool: WorkbookPool,
    sheet: MatchAnswers | null,
  ) {
    this.#sheet = sheet;
    this.#context = context;
    this.#request = request;
    this.#ground = ground;
    this.#batch = batch;
    this.#pool = pool;
  }

  async planAndAsk(): Promise<ImportReport> {
    const { prompter, stderr } = this.#context;
    const answers: Answers = { decisions: new Map(), asked: new Set() };
    for (let attempt = 1; ; attempt += 1) {
      const stamp = this.#ground.ledger.stamp();
      let plan = await this.#planAnswered(answers.decisions);
      if (plan.refused) return { ...plan, dryRun: false };
      this.#ground.showPlan(plan);
      // An answer can lead to the next question, and what it brings is shown before the clerk agrees to it.
      while (await askNearMisses(prompter, plan.nearMisses, answers)) {
        plan = await this.#planAnswered(answers.decisions);
        if (plan.refused) return { ...plan, dryRun: false };
        this.#ground.showPlan(plan);
      }
      const { inserted, updated } = importTotals(plan);
      const answered = answers.decisions.size;
      const learnt = learntMappings(plan);
      if (inserted + updated + answered + learnt === 0) return { ...plan, dryRun: false };
      const judged =
        (answered > 0 ? `，记下判断 ${answered}` : '') + (learnt > 0 ? `，记下栏目对应 ${learnt}` : '');
      const message = `按以上核对结果写入台账吗？（新增 ${inserted}，更新 ${updated}${judged}）`;
      if (!(await prompter.confirm({ message, option: '--yes', initial: false }))) throw new Cancelled();
      try {
        return await this.pass(false, answers.decisions, stamp);
      } catch (error) {
        if (!(error instanceof StalePlan) || attempt === planAttempts) throw error;
        this.#stopped.clear();
        stderr.write('核对之后台账又有了别的改动，现在按新的台账重新核对。\n');
      }
    }
  }

  /** Without anybody to ask: the answers of a sheet, where there is one, count as if they had been given. */
  async passAnswered(): Promise<ImportReport> {
    const { dryRun } = this.#request;
    const decisions = new Map<string, number | 'new'>();
    if (this.#sheet === null) return this.pass(dryRun, decisions);
    const plan = await this.#planAnswered(decisions);
    if (dryRun) return plan;
    return plan.refused ? { ...plan, dryRun: false } : this.pass(false, decisions);
  }

  /** A plan for which the sheet has been asked everything that the import asks: one answer can lead to the next. */
  async #planAnswered(decisions: Map<string, number | 'new'>): Promise<ImportReport> {
    for (;;) {
      const plan = await this.pass(true, decisions);
      if (plan.refused || !this.#sheet?.decide(plan.nearMisses, decisions)) return plan;
    }
  }

  /** One pass in one transaction; with `dryRun` rolled back. A file that fails half-way is left out and the pass begins again. */
  async pass(dryRun: boolean, decisions: MatchDecisions, stamp?: number): Promise<ImportReport> {
    const { ledger } = this.#ground;
    const info = operationInfo(this.#context, 'import', this.#title());
    const progress = startProgress(this.#context, dryRun ? '正在核对' : '正在导入');
    for (;;) {
      try {
        const performed = await ledger.perform(
          info,
          async (operation) => {
            // The operation's own number tells whether any other came in since the plan.
            if (stamp !== undefined && operation.id !== stamp + 1) throw new StalePlan();
            const report = await applyBatch({
              ledger,
              operationId: operation.id,
              batch: this.#batch,
              source: this.#ground.source,
              pool: this.#pool,
              targets: this.#ground.targets,
              settings: this.#settings(),
              decisions,
              stopped: this.#stopped,
              signal: this.#context.signal,
              onProgress: (rows, path) =>
                progress.step(`${progressBar(rows, rowsToRead(this.#batch))}已读 ${rows} 行，${path}`),
            });
            if (report.refused) throw new RefusedBatch(report);
            const { findings: _, ...totals } = importTotals(report);
            operation.summarise(totals);
            return report;
          },
          { dryRun },
        );
        return { ...performed.result, operation: performed.operation, dryRun };
      } catch (error) {
        if (error instanceof RefusedBatch) return { ...error.report, operation: null, dryRun };
        if (error instanceof StoppedTable) this.#stopped.set(error.table, error.findings);
        else if (error instanceof UnreadableFile) {
          this.#batch = withoutFile(this.#batch, error.table.file, error.finding);
        } else throw error;
      } finally {
        progress.end();
      }
    }
  }

  #settings(): ImportSettings {
    const date = today(this.#context);
    const { policy, since, tier, bodyId, onConflict } = this.#request;
    const inForce = policiesInForce(this.#ground.ledger, since ?? date);
    return {
      policyId: policy ?? (inForce.length === 1 ? (inForce[0] ?? null) : null),
      tier,
      since,
      bodyId,
      today: date,
      onConflict,
      acceptShifted: this.#request.acceptShifted,
      asks: !this.#request.dryRun && !this.#request.yes,
      templateFolders: this.#context.templateFolders,
    };
  }

  #title(): string {
    const names = this.#batch.files.map((file) => basename(file.path));
    const first = names.slice(0, 3).join('、');
    return names.length > 3 ? `导入 ${first} 等 ${names.length} 个文件` : `导入 ${first}`;
  }
}
