import { factsOn, indexHistory } from '../../checks/facts.ts';
import { readHistory, rosterOn } from '../../checks/history.store.ts';
import { indicatorReport } from '../../checks/indicator-report.ts';
import type { IsoDate } from '../../common/dates.ts';
import type { Block, Cell } from '../../documents/document.ts';
import type { WordingValues } from '../../documents/wording/values.ts';
import { policyWithIndicators } from '../../indicators/policy-meant.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { evaluateOffice } from '../../policy/evaluate.ts';
import type { Policy } from '../../policy/schema.ts';
import type { PaperWorld } from '../paper-world.ts';

const outcomes = { pass: '达到', notice: '未达到', violation: '未达到', unknown: '暂不能判定' } as const;
const shownYears = 5;

const figure = (value: number | null, unit: string) =>
  value === null ? null : `${value}${unit === '%' || unit === '' ? '' : ' '}${unit}`;

/** Indicators (指标) of the year for the yearly blue book, and how they went over the years. */
export function indicatorFacts(world: PaperWorld): {
  readonly facts: WordingValues;
  readonly inserts: Readonly<Record<string, Block | null>>;
} {
  const { ledger, asked } = world;
  const policy = policyWithIndicators(ledger, asked.policy, asked.on, asked.folders);
  const year = Number(world.span.to.slice(0, 4));
  const history = indexHistory(readHistory(ledger));
  const groups = new Set(history.groups.map(({ id }) => id));
  const reportOn = (on: IsoDate, of: number) => {
    const facts = factsOn(history, officeFacts(ledger), { on, groups }, on, (day) => rosterOn(ledger, day));
    return indicatorReport(policy, facts, of, evaluateOffice(policy, facts));
  };
  const last = `${year}-12-31` < asked.on ? `${year}-12-31` : asked.on;
  const rows = reportOn(last, year);
  const years = Array.from({ length: shownYears }, (_, index) => year - shownYears + 1 + index);
  const known = years
    .map((each) => ({ year: each, rows: each === year ? rows : reportOn(last, each) }))
    .filter((each) => each.rows.some(({ value }) => value !== null));
  return {
    facts: {
      指标: rows.map((row) => ({
        名称: row.name,
        要求: row.requirement,
        分子: row.part,
        分母: row.whole,
        数值: figure(row.value, row.unit),
        目标: figure(row.target, row.unit),
        上年: figure(row.previous, row.unit),
        变化: row.change,
        变化说明:
          row.change === null
            ? null
            : row.change === 0
              ? '持平'
              : `${row.change > 0 ? '上升' : '下降'} ${Math.abs(row.change)}${row.unit === '%' ? ' 个百分点' : ` ${row.unit}`}`,
        结论: row.outcome ? outcomes[row.outcome] : null,
        未达到: row.outcome === 'violation' || row.outcome === 'notice',
        缺数园数: row.lacking,
        说明: row.remark,
      })),
      // None is nothing to report of.
      有数指标数:
        new Set(rows.filter(({ value }) => value !== null).map(({ indicator }) => indicator)).size || null,
      未达到指标: [
        ...new Set(
          rows
            .filter(({ outcome }) => outcome === 'violation' || outcome === 'notice')
            .map(({ name }) => name),
        ),
      ],
      缺数指标: [...new Set(rows.filter(({ value }) => value === null).map(({ name }) => name))],
    },
    inserts: { 指标历年表: trendTable(policy, known) },
  };
}

type YearRows = { readonly year: number; readonly rows: ReturnType<typeof indicatorReport> };

/** One row for each indicator, one column for each year with figures; nothing before there are two. */
function trendTable(policy: Policy, years: readonly YearRows[]): Block | null {
  if (years.length < 2) return null;
  const cell = (text: string, align: Cell['align'] = 'centre'): Cell => ({ inlines: [text], align });
  const rows = policy.indicators.flatMap(({ id, name }) => {
    const values = years.map((each) => {
      const row = each.rows.find(({ indicator }) => indicator === id);
      return figure(row?.value ?? null, row?.unit ?? '') ?? '—';
    });
    return values.every((each) => each === '—')
      ? []
      : [[cell(name, 'left'), ...values.map((each) => cell(each))]];
  });
  return {
    kind: 'table',
    head: [[cell('指标'), ...years.map(({ year }) => cell(`${year}年`))]],
    rows,
    widths: [2, ...years.map(() => 1)],
  };
}
