import { setImmediate } from 'node:timers/promises';
import { schoolYearOption } from '../../calendar/calendar-options.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, namesOption, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderJson } from '../../cli/table.ts';
import { addDays } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import { schoolYearOf } from '../../ledger/term.ts';
import type { Ledger, OpenOperation } from '../../store/ledger.ts';
import { applyDraft } from '../planning/apply-draft.ts';
import { type Draft, draftPlan } from '../planning/draft.ts';
import { type Gathered, gatherPlan, type PlanRequest } from '../planning/gather.ts';
import { whyMoved } from '../planning/moves.ts';
import { type PlanRecord, planRecord } from '../planning/plan-record.ts';
import { renderPlan } from '../planning/render-plan.ts';
import { loadPlanningSettings } from '../planning/settings.ts';

/** @throws Failure `option-value`, `template-invalid` */
function readOptions(context: Context, options: CommandInput['options']): PlanRequest {
  const day = today(context);
  const term = textOption(options, 'term');
  return {
    schoolYear: schoolYearOption(options, 'year') ?? schoolYearOf(addDays(day, 1)),
    term: term === undefined ? null : term === '1' ? 1 : 2,
    groups: namesOption(options, 'group'),
    policies: namesOption(options, 'policy'),
    today: day,
    settings: loadPlanningSettings(context.templateFolders),
    templateFolders: context.templateFolders,
  };
}

/** @throws Failure `option-value` */
function secondsOption(options: CommandInput['options']): number {
  const given = textOption(options, 'seconds');
  const seconds = Number(given ?? '120');
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new Failure('option-value', { option: '--seconds', value: given, expected: '应是大于 0 的秒数' });
}

interface Made {
  readonly gathered: Gathered;
  readonly draft: Draft;
}

const changedMeanwhile = '台账刚才有别的改动，重新排。';

/** Makes the plan, the best so far where it is stopped by hand; nothing is written. */
async function makePlan(
  context: Context,
  ledger: Ledger,
  request: PlanRequest,
  seconds: number,
): Promise<Made> {
  const gathered = await gatherPlan(ledger, request);
  const progress = startProgress(context, `排 ${gathered.facts.wanted.length} 项活动`);
  try {
    const draft = await draftPlan(gathered.facts, {
      signal: context.signal,
      limit: seconds * 1000,
      clock: () => context.now().getTime(),
      pause: async () => {
        progress.step('');
        await setImmediate();
      },
    });
    return { gathered, draft };
  } finally {
    progress.end();
  }
}

/** Stores the plan and reads it back (inside `perform`). */
function store(ledger: Ledger, { gathered, draft }: Made): PlanRecord {
  const { facts, calendar, demands, existing } = gathered;
  applyDraft(ledger, draft, demands, existing, (each) => whyMoved(each, { facts, calendar, draft }));
  return planRecord(ledger, gathered, draft);
}

/** Whether the plan is to be stored: the answer on a terminal; elsewhere it is only printed. */
async function isAgreed(context: Context, options: CommandInput['options']): Promise<boolean> {
  if (flagOption(options, 'dryRun')) return false;
  if (!context.interactive || flagOption(options, 'json')) return false;
  return context.prompter.confirm({ message: '把这份计划存入台账吗？', option: '--yes' });
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const request = readOptions(context, options);
  const seconds = secondsOption(options);
  const ledger = openLedger(context);
  const tell = (line: string) => context.stderr.write(`${line}\n`);
  try {
    const info = operationInfo(context, 'activity-plan', `排 ${request.schoolYear} 学年活动计划`);
    for (;;) {
      const stamp = ledger.stamp();
      const made = await makePlan(context, ledger, request, seconds);
      const isStopped = context.signal.aborted;
      const storesAtOnce = flagOption(options, 'yes') && !flagOption(options, 'dryRun') && !isStopped;
      // Numbers of operations follow one another: a gap means that somebody else wrote meanwhile.
      const work = (opened: OpenOperation) => (opened.id === stamp + 1 ? store(ledger, made) : null);
      const {
        result: record,
        changes,
        operation,
      } = await ledger.perform(info, work, { dryRun: !storesAtOnce });
      if (record === null) {
        tell(changedMeanwhile);
        continue;
      }
      context.stdout.write(
        flagOption(options, 'json') ? renderJson(record) : renderPlan(record, context.ambiguousIsWide),
      );
      for (const id of made.gathered.notInForce) {
        tell(
          `注意：政策 ${id} 不是本单位执行中的，以上是照它试排的；要执行它：youlian office set --add-policy ${id}`,
        );
      }
      if (isStopped) {
        tell('已停下：以上是到这时为止最好的一份，没有存入台账。');
        return 130;
      }
      const code = record.unmet.length > 0 ? 1 : 0;
      if (changes === 0) {
        tell('台账里的计划已是这样，没有改动。');
        return code;
      }
      if (!storesAtOnce && !(await isAgreed(context, options))) {
        tell('计划没有存入台账；要存，请加 --yes。');
        return code;
      }
      const stored = storesAtOnce ? { result: record, operation } : await ledger.perform(info, work);
      if (stored.result === null) {
        tell(changedMeanwhile);
        continue;
      }
      tell(`已存入台账（第 ${stored.operation} 次操作）。导出：youlian activity export --output 活动.ics`);
      return code;
    }
  } finally {
    ledger.close();
  }
}
