import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadTable } from '../../tables/load.ts';
import { importFiles } from '../import-files.ts';
import { type ImportReport, importExitCode, importRecord, importTotals } from '../import-report.ts';
import { readImportRequest } from '../import-request.ts';
import {
  renderCopies,
  renderCounts,
  renderDetails,
  renderOutcome,
  renderTotals,
  type TableNames,
} from '../render-report.ts';
import { foretellLosses } from '../return-copies/losses.ts';
import { officialTables } from '../table-source.ts';
import { importableTables, importTargets } from '../targets.ts';
import { UnpackedFiles } from '../unpacked-files.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const request = readImportRequest((input.arguments[0] ?? []) as string[], input.options);
  const importable = importableTables(context.templateFolders);
  const names: TableNames = (table) =>
    importable.includes(table) ? loadTable(table, context.templateFolders) : undefined;
  const wide = context.ambiguousIsWide;
  const copies = request.returnDir !== null;
  const showPlan = (planned: ImportReport) => {
    const plan = copies ? foretellLosses(planned) : planned;
    const { stderr } = context;
    stderr.write(`核对结果（还没有写入）：\n${renderCounts(plan, names, wide)}`);
    stderr.write(renderDetails(plan, names, wide));
    stderr.write(renderTotals(importTotals(plan)));
  };
  let report: ImportReport;
  let matchSheet: string | null = null;
  const unpacked = new UnpackedFiles(context.now);
  try {
    const ledger = openLedger(context);
    try {
      report = await importFiles(context, request, {
        ledger,
        source: officialTables(context.templateFolders, importable),
        targets: importTargets(context.templateFolders),
        unpacked,
        showPlan,
      });
    } finally {
      ledger.close();
    }
    if (request.returnDir !== null) {
      if (report.dryRun) {
        context.stderr.write('只是核对（--dry-run），没有生成退改稿。\n');
        report = foretellLosses(report);
      } else {
        const { writeReturnCopies } = await import('../return-copies/write-copies.ts');
        report = await writeReturnCopies(context, report, { folder: request.returnDir });
        const { writeMatchSheet } = await import('../match-sheet/write-match-sheet.ts');
        ({ path: matchSheet, report } = await writeMatchSheet(context, report, {
          folder: request.returnDir,
        }));
      }
    }
  } finally {
    await unpacked.close();
  }
  if (input.options.json === true) context.stdout.write(renderJson(importRecord(report, matchSheet)));
  else {
    context.stdout.write(renderCounts(report, names, wide));
    context.stderr.write(renderDetails(report, names, wide));
    context.stdout.write(renderTotals(importTotals(report)));
  }
  context.stderr.write(renderOutcome(report) + renderCopies(report));
  if (matchSheet !== null) {
    const hint = '在“是哪一所”一栏填好后，再导入一次并加 --accept-matches 和这个文件名';
    context.stderr.write(`待认园所 ${report.nearMisses.length} 处，列在：${matchSheet}（${hint}）\n`);
  }
  return importExitCode(report);
}
