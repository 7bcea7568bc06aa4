import { renderFinding } from '../../cli/render-finding.ts';
import { renderTable } from '../../cli/table.ts';
import { findingRecord } from '../../findings/finding.ts';
import { tableName } from '../../store/schema.ts';
import type { PackageResult } from './package-result.ts';

const outcomes: Readonly<Record<PackageResult['outcome'], string>> = {
  received: '收取',
  repeated: '收过了，没有变化',
  returned: '上级的退回通知',
  refused: '没有收',
};

/** Changes of one package shown at the terminal; `--json` has them all. */
const mostShown = 20;

const verbs = { insert: '新增', update: '更新', delete: '去掉' } as const;

/** What became of the packages, for reading. */
export function renderResults(results: readonly PackageResult[], isWide: boolean): string {
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  const table = renderTable(
    results,
    [
      { heading: '报送单位', value: ({ office, file }) => office ?? file },
      { heading: '期', value: ({ period }) => period },
      { heading: '结果', value: ({ outcome }) => outcomes[outcome] },
      { heading: '园所', value: ({ totals }) => number(totals.kindergartens) },
      { heading: '联盟', value: ({ totals }) => number(totals.groups) },
      { heading: '新增', value: ({ totals }) => number(totals.inserted) },
      { heading: '更新', value: ({ totals }) => number(totals.updated) },
      { heading: '去掉', value: ({ totals }) => number(totals.removed) },
      { heading: '不变', value: ({ totals }) => number(totals.unchanged) },
    ],
    isWide,
  );
  const details = results.flatMap(({ office, changes, findings }) => [
    ...(changes.length > 0 ? [`${office ?? ''}与上次相比：\n`] : []),
    ...changes
      .slice(0, mostShown)
      .map(({ kind, subject, content }) => `  ${verbs[kind]}：${subject}：${content}\n`),
    ...(changes.length > mostShown ? [`  ……共 ${changes.length} 处，--json 里有全部。\n`] : []),
    ...findings.map(renderFinding),
  ]);
  return [table, ...details].join('');
}

/** One package as `--json` prints it. */
export function packageRecord(result: PackageResult) {
  const { file, office, period, state, outcome, totals, tables, changes, findings } = result;
  return {
    file,
    office,
    period,
    state,
    outcome,
    totals,
    tables: tables
      .filter(({ rows, removed }) => rows + removed > 0)
      .map((each) => ({ ...each, name: tableName(each.table) })),
    changes,
    findings: findings.map(findingRecord),
  };
}
