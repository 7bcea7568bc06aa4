import { ActivityWorld } from '../../activities/activity-world.ts';
import { readDue } from '../../activities/due/read-due.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import { personClocks, yearClause } from '../certified.ts';
import { runInWords, runRecord } from '../clock-words.ts';

/** Kinds of activity that postings fulfil. */
const postingActivities: ReadonlySet<string> = new Set(['shadowing', 'secondment']);

type QuotaState = keyof typeof stateNames;

const stateOf = ({ owed, done, due, open }: PeriodCount): QuotaState =>
  owed > 0 ? 'owed' : done >= due ? 'done' : open ? 'open' : 'waived';

const stateNames = { owed: '欠', done: '已派', open: '还差', waived: '豁免' } as const;

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const { accounts, assumed } = readDue(ledger, {
      policies: namesOption(options, 'policy'),
      group: textOption(options, 'group'),
      period: textOption(options, 'period'),
      on,
      templateFolders: context.templateFolders,
    });
    const quotas = accounts
      .filter(
        ({ rule }) =>
          rule.parameters.atLeast !== null &&
          rule.parameters.activity.some((kind) => postingActivities.has(kind)),
      )
      .flatMap(({ rule, activity, citation, name, group, periods }) =>
        periods
          .filter(({ due, open, owed }) => due > 0 && (open || owed > 0 || flagOption(options, 'all')))
          .map((period) => ({
            rule: rule.id,
            citation,
            group: group?.name ?? null,
            kindergarten: name,
            what: activity,
            period: period.whole.name,
            from: period.whole.from,
            to: period.whole.to,
            due: period.due,
            done: period.done,
            state: stateOf(period),
          })),
      );
    const clause = yearClause(world, on);
    const { gapDays } = clause;
    const clocks = personClocks(world, clause, on);
    const years = clocks.map(({ name, unit, best }) => ({
      person: name,
      unit,
      ...runRecord(best),
    }));
    if (flagOption(options, 'json')) context.stdout.write(renderJson({ on, gapDays, quotas, years }));
    else {
      const wide = context.ambiguousIsWide;
      if (quotas.length > 0) {
        context.stdout.write(
          renderTable(
            quotas,
            [
              { heading: '联盟', value: ({ group }) => group ?? '' },
              { heading: '园所', value: ({ kindergarten }) => kindergarten },
              { heading: '应派', value: ({ what }) => what },
              { heading: '学期', value: ({ period }) => period },
              { heading: '到', value: ({ to }) => to },
              { heading: '情况', value: ({ state, done, due }) => `${stateNames[state]} ${done}/${due}` },
            ],
            wide,
          ),
        );
      }
      if (clocks.length > 0) {
        context.stdout.write(
          renderTable(
            clocks,
            [
              { heading: '姓名', value: ({ name }) => name },
              { heading: '单位', value: ({ unit }) => unit },
              { heading: '连续派驻', value: ({ best }) => runInWords(best) },
            ],
            wide,
          ),
        );
      }
      if (quotas.length + clocks.length === 0) context.stderr.write('没有应派的，也没有派驻记录。\n');
    }
    if (assumed)
      context.stderr.write('有的学期没有登记起止，按通常日期计；可用 youlian office set --term 登记。\n');
    return quotas.some(({ state }) => state === 'owed') ? 1 : 0;
  } finally {
    ledger.close();
  }
}
