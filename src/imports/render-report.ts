import { renderFinding } from '../cli/render-finding.ts';
import { renderTable } from '../cli/table.ts';
import type { Finding, Severity } from '../findings/finding.ts';
import type { TableDefinition } from '../tables/definition.ts';
import type { FieldValue } from '../tables/record.ts';
import {
  allFindings,
  type FileReport,
  type ImportReport,
  type ImportTotals,
  importTotals,
  type PlannedChange,
  type TableReport,
} from './import-report.ts';
import { sayPairs } from './stored-mapping.ts';

/** Findings of one code shown one by one; the rest is announced by number. */
const shownOfCode = 10;
/** Readings shown one by one. */
const shownReadings = 20;
/** Changes shown one by one. */
const shownChanges = 40;

const skipWords = {
  subtotal: '小计合计行',
  'repeated-header': '重复的表头',
  note: '说明行',
  example: '示例行',
  empty: '没有填',
  conflict: '与台账不一致（--on-conflict skip）',
} as const;

/** Names of tables and fields, for the clerk. */
export type TableNames = (table: string) => TableDefinition | undefined;

function countsOf(counts: { inserted: number; updated: number; unchanged: number }): string {
  return `新增 ${counts.inserted}、更新 ${counts.updated}、未变 ${counts.unchanged}`;
}

function skipsOf(table: TableReport): string {
  const reasons = Object.entries(table.skipReasons) as [keyof typeof skipWords, number][];
  if (reasons.length === 0) return '';
  return `（${reasons.map(([reason, count]) => `${skipWords[reason]} ${count}`).join('，')}）`;
}

interface Line {
  readonly file: string;
  readonly sheet: string;
  readonly table: string;
  readonly counts: TableReport | null;
}

/** One line of counts per table of each file. */
export function renderCounts(report: ImportReport, names: TableNames, ambiguousIsWide: boolean): string {
  const lines = report.files.flatMap((file): Line[] =>
    file.tables.length === 0
      ? [{ file: file.file, sheet: '', table: unreadWord(file), counts: null }]
      : file.tables.map((table) => ({
          file: file.file,
          sheet: table.sheet,
          table: names(table.table)?.name ?? table.table,
          counts: table,
        })),
  );
  return renderTable(
    joinSound(lines),
    [
      { heading: '文件', value: (line) => line.file },
      { heading: '工作表', value: (line) => line.sheet },
      { heading: '表', value: (line) => line.table },
      { heading: '读取', align: 'right', value: (line) => line.counts?.rows.read ?? '' },
      { heading: '新增', align: 'right', value: (line) => line.counts?.inserted ?? '' },
      { heading: '更新', align: 'right', value: (line) => line.counts?.updated ?? '' },
      { heading: '未变', align: 'right', value: (line) => line.counts?.unchanged ?? '' },
      { heading: '退回', align: 'right', value: (line) => line.counts?.rows.rejected ?? '' },
      { heading: '跳过', align: 'right', value: (line) => line.counts?.rows.skipped ?? '' },
      { heading: '', value: (line) => (line.counts ? skipsOf(line.counts) : '') },
    ],
    ambiguousIsWide,
  );
}

/** From so many files of one kind in one folder on, those with nothing rejected or to look at share a line. */
const joinedFrom = 6;

/** Dozens of sound forms are one line, so that the few that are not stand out. */
function joinSound(lines: readonly Line[]): Line[] {
  const kindOf = ({ file, table, counts }: Line) =>
    counts &&
    counts.rows.rejected === 0 &&
    counts.rows.skipped === 0 &&
    counts.findings.every(({ severity }) => severity === 'notice')
      ? `${table}\0${folderOf(file)}`
      : null;
  const kinds = new Map<string, Line[]>();
  for (const line of lines) {
    const kind = kindOf(line);
    if (kind !== null) kinds.set(kind, [...(kinds.get(kind) ?? []), line]);
  }
  return lines.flatMap((line): Line[] => {
    const alike = kinds.get(kindOf(line) ?? '') ?? [];
    if (alike.length < joinedFrom) return [line];
    return alike[0] === line ? [joinedLine(alike)] : [];
  });
}

const folderOf = (file: string) => file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

function joinedLine(alike: readonly Line[]): Line {
  const tables = alike.flatMap(({ counts }) => (counts ? [counts] : []));
  const sum = (count: (table: TableReport) => number) =>
    tables.reduce((total, table) => total + count(table), 0);
  const [first] = tables;
  return {
    file: `${folderOf(alike[0]?.file ?? '')}（${alike.length} 个文件）`,
    sheet: '',
    table: alike[0]?.table ?? '',
    counts: first
      ? {
          ...first,
          rows: {
            read: sum(({ rows }) => rows.read),
            accepted: sum(({ rows }) => rows.accepted),
            rejected: 0,
            skipped: 0,
          },
          inserted: sum(({ inserted }) => inserted),
          updated: sum(({ updated }) => updated),
          unchanged: sum(({ unchanged }) => unchanged),
        }
      : null,
  };
}

const unreadWord = (file: FileReport) =>
  file.findings.some(({ severity }) => severity === 'error') ? '没有读成' : '没有要导入的表';

/** `读取 75 行 = 接受 63 + 退回 12 + 跳过 0（新增 60、更新 2、未变 1）` */
export function renderTotals(totals: ImportTotals): string {
  const { read, accepted, rejected, skipped } = totals;
  return `读取 ${read} 行 = 接受 ${accepted} + 退回 ${rejected} + 跳过 ${skipped}（${countsOf(totals)}）\n`;
}

const severities: readonly Severity[] = ['error', 'warning', 'notice'];

/** Findings grouped by code, errors first; of each code the first few, and how many there are in all. */
export function renderFindings(findings: readonly Finding[]): string {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${severities.indexOf(finding.severity)}${finding.code}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.entries()]
    .sort(([one], [other]) => Number(one[0]) - Number(other[0]))
    .map(([, group]) => {
      const shown = group.slice(0, shownOfCode).map(renderFinding).join('');
      const rest = group.length - shownOfCode;
      if (rest <= 0) return shown;
      return `${shown}      ……同类问题（${group[0]?.code}）共 ${group.length} 处，以上是前 ${shownOfCode} 处；全部内容可用 --json 或 --return-dir 得到。\n`;
    })
    .join('');
}

/** A value as the clerk would say it. */
function sayValue(value: FieldValue | null): string {
  if (value === null || value === '') return '（空）';
  if (value === true) return '是';
  if (value === false) return '否';
  return String(value);
}

/** Changes of values that were there before: field by field, before → after, kept conflicts marked. */
export function renderChanges(report: ImportReport, names: TableNames, ambiguousIsWide: boolean): string {
  if (report.changeCount === 0) return '';
  const fieldName = ({ table, change }: PlannedChange) => {
    const definition = names(table);
    if (!definition) return change.field;
    if (definition.kind === 'list') {
      return definition.columns.find(({ key }) => key === change.field)?.path.join('·') ?? change.field;
    }
    const field = definition.fields.find(({ key }) => key === change.field);
    // 单位名称 stands on a form twice: only with its group is it told which.
    return field ? [field.group, field.label].filter(Boolean).join('·') : change.field;
  };
  const shown = report.changes.slice(0, shownChanges);
  const table = renderTable(
    shown,
    [
      { heading: '对象', value: (each) => each.subject },
      { heading: '栏目', value: fieldName },
      { heading: '台账', value: ({ change }) => sayValue(change.before) },
      { heading: '', value: ({ change }) => (change.kept ? '保留，不采用' : '→') },
      { heading: '表里', value: ({ change }) => sayValue(change.after) },
      {
        heading: '出处',
        value: (each) =>
          `${each.file} ${each.position ?? `${each.sheet} ${each.cell ?? `第 ${each.row} 行`}`}`,
      },
    ],
    ambiguousIsWide,
  );
  const more =
    report.changeCount > shown.length
      ? `……共 ${report.changeCount} 处，以上是前 ${shown.length} 处；更多的可用 --json 得到。\n`
      : '';
  return `与台账相比的改动：\n${table}${more}`;
}

/** The rows that wait for a person's judgement. */
function renderNearMisses(report: ImportReport): string {
  if (report.nearMisses.length === 0) return '';
  const lines = report.nearMisses.map(({ name, district, candidates }) => {
    const place = district ? `（${district}）` : '';
    const list = candidates
      .map((each) => `${each.name}（相似 ${Math.round(each.score * 100)}%，${each.reason}）`)
      .join('、');
    return `  ${name}${place} ？ ${list}\n`;
  });
  return `园名相近、要由人判断的 ${report.nearMisses.length} 处：\n${lines.join('')}`;
}

/** The closing words: what was done to the ledger. */
export function renderOutcome(report: ImportReport): string {
  const { inserted, updated, unchanged, rejected } = importTotals(report);
  if (report.refused) return '与台账有不同，按 --on-conflict fail 整批都没有写入，台账没有改动。\n';
  if (report.dryRun) return '以上只是核对，台账没有改动。\n';
  if (report.operation !== null) {
    return `已写入台账，操作号 ${report.operation}；要撤销请运行 youlian undo ${report.operation}。\n`;
  }
  const conflicts = report.files
    .flatMap(({ tables }) => tables)
    .reduce((sum, { skipReasons }) => sum + (skipReasons.conflict ?? 0), 0);
  const left = [
    [rejected, '退回', '行'],
    [conflicts, '因与台账不一致跳过', '行'],
    [report.keptCount, '保留台账原值', '处'],
  ] as const;
  const said = left.filter(([count]) => count > 0).map(([count, word, unit]) => `${word} ${count} ${unit}`);
  if (said.length > 0) return `没有新的内容可写入（${said.join('，')}），台账没有改动。\n`;
  if (inserted + updated === 0 && unchanged > 0) {
    return '这些内容台账里都已经有了，没有新的改动，也没有新的操作记录。\n';
  }
  return '没有可以写入的内容，台账没有改动。\n';
}

/** How tables were read, where that is not a matter of course: told by hand, remembered, not certain. */
function renderReadings(report: ImportReport, names: TableNames): string {
  const said = new Set<string>();
  const lines: string[] = [];
  for (const { file, tables } of report.files) {
    for (const table of tables) {
      const name = names(table.table)?.name ?? table.table;
      const place = `${file} 工作表“${table.sheet}”`;
      if (table.byHand.length > 0) {
        const pairs = sayPairs(
          table.byHand.map(({ heading, cell, label }) => ({ from: heading || cell, label })),
        );
        const how = table.remembered ? '按记住的对应' : '按指定的对应';
        const learnt = table.learnt ? '（写入后按这种表头记住）' : '';
        // Forty files of one layout say it once.
        const what = `${how}：${name}的${pairs}${learnt}`;
        if (!said.has(what)) lines.push(`${what}，见 ${place}\n`);
        said.add(what);
      }
      if (table.confidence < 1) {
        const share = Math.round(table.confidence * 100);
        lines.push(`${place}按${name}读取，把握 ${share}%，请看一看各栏是否读对。\n`);
      }
    }
  }
  const more = lines.length - shownReadings;
  return lines.slice(0, shownReadings).join('') + (more > 0 ? `……这样的表共 ${lines.length} 张。\n` : '');
}

/** Everything a plan or report has to say besides its table of counts. */
export function renderDetails(report: ImportReport, names: TableNames, ambiguousIsWide: boolean): string {
  return [
    renderReadings(report, names),
    renderChanges(report, names, ambiguousIsWide),
    renderNearMisses(report),
    renderFindings(allFindings(report)),
  ].join('');
}

/** The return copies that were made. */
export function renderCopies(report: ImportReport): string {
  const copies = report.files.flatMap(({ returnCopy }) => returnCopy ?? []);
  if (copies.length === 0) return '';
  return `退改稿 ${copies.length} 份：\n${copies.map((path) => `  ${path}\n`).join('')}`;
}
