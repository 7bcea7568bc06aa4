import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { assumedYears, dueRecords } from '../due/accounts.ts';
import { type DueRequest, readDue } from '../due/read-due.ts';
import { renderDue } from '../due/render-due.ts';

function readRequest(context: Context, { options }: CommandInput): DueRequest {
  return {
    policies: namesOption(options, 'policy'),
    group: textOption(options, 'group'),
    period: textOption(options, 'period'),
    on: dateOption(options, 'on') ?? today(context),
    templateFolders: context.templateFolders,
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const request = readRequest(context, input);
  const ledger = openLedger(context);
  try {
    const result = readDue(ledger, request);
    const [first, ...more] = assumedYears(result.accounts);
    if (first !== undefined) {
      const parameters = { years: [first, ...more].join('、'), year: first, next: first.slice(5) };
      const finding = makeFinding('school-years-assumed', { ...parameters, begins: first.slice(0, 4) });
      context.stderr.write(renderFinding(finding));
    }
    const wantsFile = textOption(options, 'output') !== undefined;
    if (wantsFile) {
      const output = await fileOutputFrom(context, options, '活动应办已办一览表', '.xlsx');
      const { dueWorkbook } = await import('../due/due-workbook.ts');
      await deliverFile(context, output, await dueWorkbook(result));
    }
    if (flagOption(options, 'json')) context.stdout.write(renderJson(dueRecords(result.accounts)));
    else if (!wantsFile) context.stdout.write(renderDue(result, context.ambiguousIsWide));
    return 0;
  } finally {
    ledger.close();
  }
}
