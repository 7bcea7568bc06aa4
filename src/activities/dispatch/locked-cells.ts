import type { PeriodCount } from '../../policy/cadence/count-done.ts';
import type { ImportRun } from '../../tables/import-target.ts';
import type { TableRecord } from '../../tables/record.ts';
import type { Activity } from '../activity.ts';

/** Key of the month of the sheet at hand in the memory of a pass. */
const monthKey = 'dispatch month';

/** The month in a sheet's title: 东湖区幼儿园集团2026年10月活动调度表. */
function monthOfTitles(titles: readonly string[]): string | undefined {
  for (const title of titles) {
    const match = /(\d{4})年(\d{1,2})月/u.exec(title.normalize('NFKC').replace(/\s/gu, ''));
    if (match) return `${match[1]}-${match[2]?.padStart(2, '0')}`;
  }
  return undefined;
}

/** Before the rows of a sheet: what month it is of, by its title; else its first row tells. */
export function beginSheet(run: ImportRun): void {
  run.memory.set(monthKey, monthOfTitles(run.file.titles ?? []));
}

/**
 * What the sheet can have said of owed (欠办) when it was made. What was recorded since then only raises what is
 * done; a period that ended since then owes now and did not.
 */
function owedAsSent(period: PeriodCount, month: string, done: number): readonly number[] {
  const lacking = Math.max(0, period.due - done);
  if (period.open) return [0];
  const isOfMonth = period.from <= `${month}-31` && period.to >= `${month}-01`;
  return isOfMonth ? [lacking, 0] : [lacking];
}

/** Holds the locked numbers and days of a row against the ledger, and tells of those that were changed. */
export function checkLocked(
  record: TableRecord,
  run: ImportRun,
  { period, plan }: { readonly period: PeriodCount | null; readonly plan: Activity | null },
): void {
  const { month, due, done, owed, plannedOn, days } = record.values;
  const changed = (field: string, heading: string, known: string | number) => {
    const value = String(record.values[field]);
    run.report('dispatch-locked-changed', record, field, { heading, value, known });
  };
  const ofSheet = run.memory.get(monthKey) ?? month;
  run.memory.set(monthKey, ofSheet);
  if (month !== undefined && month !== ofSheet) changed('month', '调度月份', String(ofSheet));
  if (period) {
    if (due !== undefined && due !== period.due) changed('due', '应办', period.due);
    if (typeof done === 'number' && done > period.done) changed('done', '已办', period.done);
    else if (typeof owed === 'number') {
      const sent = owedAsSent(period, String(ofSheet), typeof done === 'number' ? done : period.done);
      if (!sent.includes(owed)) changed('owed', '欠办', sent[0] ?? 0);
    }
  }
  // A sheet taken in before has moved its plan to the day it asks for.
  const isMoved = plan?.plannedOn !== null && String(days ?? '').startsWith(plan?.plannedOn ?? '-');
  if (plan && plannedOn !== undefined && plannedOn !== plan.plannedOn && !isMoved) {
    changed('plannedOn', '计划日期', plan.plannedOn ?? '');
  }
}
