import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, namesOption, textOption } from '../../cli/options.ts';
import { chineseDate, type IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type FiledPaper, paperGiven } from '../../workflow/concerned.ts';
import { reportingPolicies, submissionAccounts } from '../accounts.ts';
import { reportMeant, reportPeriodMeant, reportPeriodName, senderMeant } from '../meant.ts';
import { saveSubmission } from '../submissions.store.ts';

export interface ReportHandedIn extends FiledPaper {
  readonly report: string;
  readonly policies: readonly string[];
  readonly group: string | undefined;
  readonly office: string | undefined;
  readonly period: string | undefined;
  readonly submittedOn: IsoDate;
  readonly note: string | null;
}

/**
 * Records a report as handed in (inside `perform`); recorded again, it is corrected.
 * @throws Failure `report-unknown`, `report-sender`, `option-value`, `group-unknown` …
 */
export function recordSubmission(
  ledger: Ledger,
  given: ReportHandedIn,
  on: IsoDate,
  folders: readonly string[],
): ChangeReport {
  const policies = reportingPolicies(ledger, given.policies, on, folders);
  const { policy, report } = reportMeant(policies, given.report);
  const sender = senderMeant(ledger, report, given, on);
  const subject = sender.groupId === null ? `office ${sender.officeId}` : `group ${sender.groupId}`;
  const states = submissionAccounts(ledger, [policy], on)
    .filter((each) => each.report.id === report.id)
    .filter((each) => `${each.sender.type} ${each.sender.id}` === subject)
    .flatMap((each) => each.states);
  const waiting = states.filter(({ receivedOn }) => receivedOn === null).map(({ key }) => key);
  const period = reportPeriodMeant(
    report,
    given.period,
    states.map(({ key }) => key),
    waiting,
  );
  const meant = states.find(({ key }) => key === period);
  const due = meant?.due ?? null;
  const { submittedOn, document, documentSha256, note } = given;
  const { officeId, groupId } = sender;
  const effect = saveSubmission(ledger, {
    policyId: policy.id,
    report: report.id,
    officeId,
    groupId,
    period,
    submittedOn,
    document,
    documentSha256,
    note,
  });
  const onTime = due === null ? null : submittedOn <= due;
  const limit = due === null ? '' : `，期限 ${chineseDate(due)}，${onTime ? '按时' : '迟报'}`;
  const ofPeriod = period === 'once' ? '' : `（${reportPeriodName(period)}）`;
  return {
    lines: [
      `${effect === 'corrected' ? '更正' : '登记'}：${sender.name}，${report.name}${ofPeriod}，${chineseDate(submittedOn)}报${limit}`,
    ],
    findings:
      meant?.begins !== undefined && submittedOn < meant.begins
        ? [
            makeFinding('report-before-period', {
              value: submittedOn,
              period: meant.name,
              begins: meant.begins,
            }),
          ]
        : [],
    hint: '运行 youlian submit due 可看还有哪些没有报。',
    record: {
      report: report.id,
      policy: policy.id,
      from: sender.name,
      period,
      submittedOn,
      due,
      onTime,
      effect,
    },
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const now = today(context);
  const { paper, file } = await paperGiven(context, textOption(options, 'document'));
  const given: ReportHandedIn = {
    report: String(input.arguments[0]),
    policies: namesOption(options, 'policy'),
    group: textOption(options, 'group'),
    office: textOption(options, 'from'),
    period: textOption(options, 'period'),
    submittedOn: dateOption(options, 'date') ?? now,
    note: textOption(options, 'note') ?? null,
    ...paper,
  };
  if (given.submittedOn > now) {
    throw new Failure('option-value', {
      option: '--date',
      value: given.submittedOn,
      expected: '不能晚于今天',
    });
  }
  const title = `登记报送“${given.report}”`;
  return applyChange(
    context,
    options,
    { kind: 'submit-record', title },
    (ledger) => recordSubmission(ledger, given, now, context.templateFolders),
    file,
  );
}
