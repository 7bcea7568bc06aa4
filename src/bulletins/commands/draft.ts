import { extname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { pdfsBeside } from '../../cli/to-pdf.ts';
import { safeFileName } from '../../common/file-names.ts';
import type { Context } from '../../context.ts';
import { fileOutputFrom } from '../../exports/output.ts';
import { openLedger, operationInfo } from '../../ledger/open-ledger.ts';
import { checkTarget, saveFile } from '../../workbook/save.ts';
import { attachmentWorkbooks } from '../attachment-workbooks.ts';
import { findBulletin, putBulletin } from '../bulletins.store.ts';
import { changeLine, compareFigures } from '../compare-figures.ts';
import { draftRequest } from '../draft-request.ts';
import { type MadeBulletin, makeBulletin } from '../make-bulletin.ts';
import { baseName, renderDraft } from '../render-bulletin.ts';

interface File {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The tables of the attachments beside the bulletin, under its name. */
async function besides(made: MadeBulletin, path: string): Promise<File[]> {
  const stem = path.slice(0, path.length - extname(path).length);
  const { attachments = [] } = made.document;
  const workbooks = await attachmentWorkbooks(attachments, made.facts.current.quarter.name);
  return workbooks.map(({ name, bytes }) => ({ path: `${stem}-${name}.xlsx`, bytes }));
}

/** What is different from the bulletin that was issued of the same quarter. */
function tellChanges(
  context: Context,
  issued: ReturnType<typeof findBulletin>,
  { figures }: MadeBulletin,
): void {
  if (!issued) return;
  const changes = compareFigures(issued.figures, figures);
  const head = `这个季度的通报已于 ${issued.issuedOn} 以“${issued.number}”印发；`;
  context.stderr.write(
    changes.length === 0
      ? `${head}数字与印发时相同。\n`
      : `${head}此后有 ${changes.length} 个数字变了（印发时 → 现在）：\n${changes.map((change) => `  ${changeLine(change)}\n`).join('')}`,
  );
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const request = draftRequest(context, ledger, options);
    const { quarter, policy } = request;
    const usual = safeFileName(`${quarter.name}${policy.names.kind}工作通报`);
    // Nothing is asked: without a name the file goes where the clerk stands.
    const given = { ...options, output: textOption(options, 'output') ?? `${usual}.docx` };
    const { path, force, dryRun } = await fileOutputFrom(context, given, usual, '.docx');
    const progress = startProgress(context, '正在起草通报');
    const made = await makeBulletin(ledger, request).finally(() => progress.end());
    const word: File = { path, bytes: made.bytes };
    const { pdfs, findings } = await pdfsBeside(context, options, [word]);
    const files: File[] = [word, ...pdfs, ...(await besides(made, path))];
    for (const finding of [...made.findings, ...findings]) context.stderr.write(renderFinding(finding));
    for (const file of files) await checkTarget(file.path, { force });
    if (!dryRun) for (const file of files) await saveFile(file.path, file.bytes, { force });
    const key = { policyId: policy.id, quarter: quarter.id };
    await ledger.perform(
      operationInfo(context, 'bulletin-draft', `起草${quarter.name}通报`),
      () =>
        putBulletin(ledger, {
          ...key,
          state: 'draft',
          title: made.title,
          countedOn: request.countedOn,
          number: request.head.number,
          issuedOn: null,
          name: baseName(path),
          sha256: made.sha256,
          bytes: made.bytes.length,
          figures: made.figures,
          activityId: null,
        }),
      { dryRun },
    );
    const { figures, sha256 } = made;
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson({ quarter: quarter.id, file: path, sha256, figures })
        : renderDraft(made),
    );
    for (const file of files) {
      context.stderr.write(`${dryRun ? '试运行：将写入' : '已写入'} ${file.path}\n`);
    }
    tellChanges(context, findBulletin(ledger, { ...key, state: 'issued' }), made);
    if (!dryRun) {
      const file = /\s/u.test(given.output) ? `"${given.output}"` : given.output;
      const named = textOption(options, 'policy');
      const of = named === undefined ? '' : ` --policy ${named}`;
      const next = `youlian bulletin issue ${quarter.id} ${file} --number 发文字号 --date 日期${of}`;
      context.stderr.write(`草稿已存。文字改定、盖章印发后登记：${next}\n`);
    }
    return findings.length > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
