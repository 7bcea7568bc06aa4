import { existsSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, requiredText, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { type Finding, findingRecord } from '../../findings/finding.ts';
import { loadPolicy } from '../../policy/load.ts';
import { readGrid } from '../../tables/grid.ts';
import { openWorkbook } from '../../workbook/open.ts';
import { checkTarget, ensureFolder, saveFile } from '../../workbook/save.ts';
import { windowLimit } from '../../workbook/sheet.ts';
import { checkRubricId, ownRubricPath } from '../own-rubrics.ts';
import type { RubricSubject } from '../rubric.ts';
import { rubricText, type SheetSubject } from '../rubric-from-sheets.ts';
import { readRubricSheet, subjectOf } from '../rubric-sheet.ts';

async function readSheets(
  path: string,
  of: RubricSubject['of'] | undefined,
): Promise<{ subjects: SheetSubject[]; findings: Finding[] }> {
  const workbook = await openWorkbook(path);
  const subjects: SheetSubject[] = [];
  const findings: Finding[] = [...workbook.findings];
  try {
    for (const sheet of workbook.sheets.filter(({ visibility }) => visibility === 'visible')) {
      const grid = await readGrid(sheet, 1, windowLimit);
      const read = readRubricSheet(grid, { file: path, sheet: sheet.name });
      findings.push(...read.findings);
      if (!read.rubric) continue;
      // Names of sheets that Excel gave say nothing.
      const name = /^sheet\d*$|^工作表\d*$/iu.test(sheet.name) ? basename(path, extname(path)) : sheet.name;
      subjects.push({ name, of: of ?? subjectOf(name), rubric: read.rubric });
    }
  } finally {
    await workbook.close();
  }
  return { subjects, findings };
}

/** Reads an office's 考核细则 sheet into a rubric file of its own. */
export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const path = absolutePath(context, String(input.arguments[0]));
  const id = requiredText(options, 'id');
  checkRubricId(id);
  const policy = loadPolicy(requiredText(options, 'policy'), context.templateFolders).id;
  const of = textOption(options, 'of') as RubricSubject['of'] | undefined;
  const { subjects, findings } = await readSheets(path, of);
  if (subjects.length === 0) {
    const [first, ...also] = findings;
    if (first) throw new Failure(first, {}, { also });
    throw new Failure('rubric-sheet-none', { value: basename(path) }, { place: { file: path } });
  }
  const title = textOption(options, 'title') ?? basename(path, extname(path));
  const target = ownRubricPath(context, id);
  const force = flagOption(options, 'force');
  await checkTarget(target, { force });
  const text = rubricText({ id, policy, title }, subjects);
  for (const finding of findings) context.stderr.write(renderFinding(finding));
  const counts = subjects.map(({ name, of: kind, rubric }) => ({
    name,
    of: kind,
    full: rubric.full,
    dimensions: rubric.dimensions.length,
    indicators: rubric.dimensions.reduce((sum, { indicators }) => sum + indicators.length, 0),
    gates: rubric.gates.length,
  }));
  for (const { name, full, indicators, gates } of counts) {
    const gated = gates > 0 ? `，否决项 ${gates} 个` : '';
    context.stderr.write(`${name}：读出指标 ${indicators} 个，共 ${full} 分${gated}。\n`);
  }
  const dryRun = flagOption(options, 'dryRun');
  if (!dryRun) {
    if (!existsSync(dirname(target))) await ensureFolder(dirname(target));
    await saveFile(target, new TextEncoder().encode(text), { force });
  }
  context.stderr.write(
    dryRun
      ? `试运行：将写入 ${target}，实际没有写入。\n`
      : `已写入 ${target}\n请核对评分方的权重和等次，再用 youlian rubric lint ${id} 检查。\n`,
  );
  if (flagOption(options, 'json')) {
    const record = { id, policy, file: target, dryRun, subjects: counts };
    context.stdout.write(renderJson({ ...record, findings: findings.map(findingRecord) }));
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
