import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy, policyIds } from '../../policy/load.ts';
import { rowNames } from '../../store/row-names.ts';
import { reportPeriodName } from '../meant.ts';
import { allSubmissions } from '../submissions.store.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const nameOf = rowNames(ledger);
    const titles = new Map(listOffices(ledger).map(({ id, title, name }) => [id, title ?? name]));
    const known = new Set(policyIds(context.templateFolders));
    const reportName = (policyId: string, id: string) =>
      (known.has(policyId)
        ? loadPolicy(policyId, context.templateFolders).reports.find((each) => each.id === id)?.name
        : undefined) ?? id;
    const rows = allSubmissions(ledger).map((each) => ({
      report: each.report,
      policy: each.policyId,
      name: reportName(each.policyId, each.report),
      from:
        (each.groupId === null
          ? (titles.get(each.officeId ?? 0) ?? nameOf('office', each.officeId ?? 0))
          : nameOf('alliance_group', each.groupId)) ?? '',
      period: each.period,
      submittedOn: each.submittedOn,
      document: each.document,
      sha256: each.documentSha256,
      note: each.note,
    }));
    if (flagOption(options, 'json')) context.stdout.write(renderJson(rows));
    else if (rows.length === 0) context.stdout.write('还没有登记报送的材料。\n');
    else {
      context.stdout.write(
        renderTable(
          rows,
          [
            { heading: '材料', value: ({ name }) => name },
            { heading: '谁报', value: ({ from }) => from },
            { heading: '期', value: ({ period }) => reportPeriodName(period) },
            { heading: '报送日期', value: ({ submittedOn }) => submittedOn },
            { heading: '文件', value: ({ document }) => document },
            { heading: '备注', value: ({ note }) => note },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    return 0;
  } finally {
    ledger.close();
  }
}
