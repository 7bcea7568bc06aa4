import { extname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { applyChange } from '../../ledger/apply-change.ts';
import { hashOfFile } from '../../workbook/file-hash.ts';
import { addInputFile } from '../calendar.store.ts';
import { type CalendarEntry, changeLines, changeRecord, enterCalendar } from '../calendar-change.ts';
import { schoolYearOption } from '../calendar-options.ts';
import { type RowCounts, readCalendarTable } from '../calendar-table.ts';
import { inspectCalendarFile } from '../calendar-template.ts';
import { openCalendar } from '../open-calendar.ts';

/** A file read: what it enters, what was wrong with it, and how many rows became what. */
interface FileRead extends CalendarEntry {
  readonly findings: readonly Finding[];
  readonly rows: RowCounts | null;
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads a calendar file (.yaml) or a table. @throws Failure where nothing of it can be read */
async function readEntry(
  context: Pick<Context, 'cwd' | 'signal' | 'stderr'>,
  file: string,
  year: string | null,
): Promise<FileRead> {
  const path = absolutePath(context, file);
  if (!/^\.ya?ml$/i.test(extname(path))) {
    return { ...(await readCalendarTable(path, file, year)), source: file };
  }
  const hash = await hashOfFile(path, context.signal);
  if (!hash) throw new Failure('file-not-found', { value: file }, { place: { file } });
  const read = inspectCalendarFile(path);
  if ('file' in read) return { ...read.file, findings: [], rows: null, ...hash };
  const [first, ...others] = read.problems.map((problem) => ({ file, ...problem, value: null }));
  for (const problem of others) {
    context.stderr.write(renderFinding(makeFinding('calendar-invalid', problem, { file })));
  }
  throw new Failure('calendar-invalid', first ?? {}, { place: { file } });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const file = String(input.arguments[0]);
  const read = await readEntry(context, file, schoolYearOption(input.options, 'year'));
  const operation = { kind: 'calendar-import', title: `导入校历 ${file}` };
  let rejected = read.rows?.rejected ?? 0;
  const done = await applyChange(context, input.options, operation, async (ledger, id) => {
    const calendar = await openCalendar(ledger, context.templateFolders);
    const change = enterCalendar(ledger, read, calendar, { file });
    const isEmpty = [...change.days, ...change.terms].every(
      ({ effect }) => effect === 'unchanged' || effect === 'rejected',
    );
    if (!isEmpty) addInputFile(ledger, { operation: id, path: file, sha256: read.sha256, bytes: read.bytes });
    const refused = change.terms.filter(({ effect }) => effect === 'rejected').length;
    rejected = (read.rows?.rejected ?? 0) + refused;
    const { rows } = read;
    const lines = changeLines(change);
    if (rows) {
      lines.push(
        `读了 ${rows.read} 行：收下 ${rows.accepted - refused} 行，没有收 ${rejected} 行，略过 ${rows.skipped} 行${rows.skipped > 0 ? '（寒暑假由学期的起止定）' : ''}。`,
      );
    }
    return {
      lines,
      findings: [...read.findings, ...change.findings],
      record: changeRecord(change),
      hint: '看一看：youlian calendar show',
    };
  });
  return done === 0 && rejected > 0 ? 1 : done;
}
