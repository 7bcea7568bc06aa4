import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { ReportState } from '../../policy/cadence/reports.ts';
import type { Policy } from '../../policy/schema.ts';
import {
  reportingPolicies,
  type SubmissionAccount,
  type SubmissionPeriod,
  submissionAccounts,
  submissionRecords,
} from '../accounts.ts';
import { periodKeyOf } from '../meant.ts';

const standings: Readonly<Record<ReportState['state'], string>> = {
  received: '按时',
  late: '迟报',
  open: '未到期',
  missing: '没有登记',
};

interface Line {
  readonly account: SubmissionAccount;
  readonly state: SubmissionPeriod;
}

function render(accounts: readonly SubmissionAccount[], isWide: boolean): string {
  const lines: Line[] = accounts.flatMap((account) => account.states.map((state) => ({ account, state })));
  if (lines.length === 0) return '没有应报送的材料。\n';
  const count = (wanted: ReportState['state']) => lines.filter(({ state }) => state.state === wanted).length;
  return [
    renderTable<Line>(
      lines,
      [
        { heading: '材料', value: ({ account }) => account.report.name },
        { heading: '谁报', value: ({ account }) => account.sender.name },
        { heading: '报给谁', value: ({ account }) => account.to },
        { heading: '期', value: ({ state }) => (state.key === 'once' ? '' : state.name) },
        { heading: '期限', value: ({ state }) => state.due },
        { heading: '收到', value: ({ state }) => state.receivedOn },
        { heading: '状态', value: ({ state }) => state.submission },
        { heading: '情况', value: ({ state }) => standings[state.state] },
      ],
      isWide,
    ),
    `按时 ${count('received')}，迟报 ${count('late')}，没有登记 ${count('missing')}，未到期 ${count('open')}。\n`,
  ].join('');
}

/** The reports meant by a word of `--report`; undefined for all. @throws Failure `report-unknown` */
function reportIds(policies: readonly Policy[], text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const all = policies.flatMap(({ reports }) => reports);
  const met = all.filter(({ id, name }) => id === text || name.includes(text));
  if (met.length > 0) return new Set(met.map(({ id }) => id));
  const known = all.map(({ id, name }) => `${id}（${name}）`).join('、') || '没有';
  throw new Failure('report-unknown', { value: text, known });
}

function filtered(
  accounts: readonly SubmissionAccount[],
  reports: ReadonlySet<string> | undefined,
  wanted: { readonly state: string | undefined; readonly period: string | undefined },
): SubmissionAccount[] {
  const period = wanted.period === undefined ? undefined : periodKeyOf(wanted.period);
  return accounts
    .filter(({ report }) => reports?.has(report.id) ?? true)
    .map((account) => ({
      ...account,
      states: account.states.filter(
        ({ key, state, submission }) =>
          (wanted.state === undefined || [standings[state], submission].includes(wanted.state)) &&
          (period === undefined || key === period),
      ),
    }));
}

/** Exit code 1 where something is missing past its day. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const ids = namesOption(options, 'policy');
    const policies = reportingPolicies(ledger, ids, on, context.templateFolders);
    const all = submissionAccounts(ledger, policies, on);
    const accounts = filtered(all, reportIds(policies, textOption(options, 'report')), {
      state: textOption(options, 'state'),
      period: textOption(options, 'period'),
    });
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson(submissionRecords(accounts))
        : render(accounts, context.ambiguousIsWide),
    );
    return accounts.some(({ states }) => states.some(({ state }) => state === 'missing')) ? 1 : 0;
  } finally {
    ledger.close();
  }
}
