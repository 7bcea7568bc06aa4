import { describeInForce } from '../groups/by-hand.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Indicator, Policy } from '../policy/schema.ts';
import { isFromEarlierRound } from '../roster/origins.store.ts';
import type {
  FieldChange,
  ImportRun,
  ImportTarget,
  ReturnedTable,
  RowOutcome,
} from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { settleChanges } from '../tables/settle-changes.ts';
import {
  describeFigure,
  type IndicatorEntry,
  type IndicatorGiven,
  type IndicatorKey,
  nothingGiven,
} from './indicator.ts';
import { findEntry, putEntry } from './indicators.store.ts';
import { readRow } from './read-row.ts';
import { contradictsEarlier } from './said-twice.ts';

const left = (kind: 'rejected', subject: string): RowOutcome => ({ kind, subject, changes: [], targets: [] });

/** What a row may be filled in with; with none of it the row of a blank was left as it was. */
const filled = ['numerator', 'denominator', 'result', 'target', 'note'] as const;

/** Import target of the table of yearly figures (指标数据表): one row is one indicator of one year. */
export const indicatorTarget: ImportTarget = {
  table: 'indicators',

  begin(run) {
    run.memory.delete('indicator-policy-said');
  },

  apply(record, run) {
    const subject = [record.values.year, record.values.indicator, record.values.name ?? '']
      .filter((part) => part !== undefined && part !== '')
      .join(' ');
    if (filled.every((field) => record.values[field] === undefined)) {
      return { kind: 'skipped', reason: 'empty', subject, changes: [], targets: [] };
    }
    const policy = policyOf(run, record);
    if (!policy) return left('rejected', subject);
    const read = readRow(policy, record, run);
    if (read === 'rejected') return left('rejected', subject);
    if (contradictsEarlier(read, record, run)) return left('rejected', subject);
    return put(read.indicator, read.key, read.given, subject, record, run);
  },
};

/** The policy whose indicators the table is of; why there is none is said once a table. */
function policyOf(run: ImportRun, record: TableRecord): Policy | undefined {
  const known = run.memory.get('indicator-policy') as Policy | undefined;
  if (known) return known;
  const policy = run.policyId === null ? undefined : loadPolicy(run.policyId, run.templateFolders);
  if (policy && policy.indicators.length > 0) {
    run.memory.set('indicator-policy', policy);
    return policy;
  }
  if (!run.memory.has('indicator-policy-said')) {
    run.memory.set('indicator-policy-said', true);
    if (policy) run.report('indicator-none', record, 'indicator', { value: policy.title });
    else {
      const situation = describeInForce(policiesInForce(run.ledger, run.today));
      run.report('policy-needed', record, 'indicator', { situation });
    }
  }
  return undefined;
}

function put(
  indicator: Indicator,
  key: IndicatorKey,
  given: Partial<IndicatorGiven>,
  subject: string,
  record: TableRecord,
  run: ImportRun,
): RowOutcome {
  const known = findEntry(run.ledger, key);
  const taken = filled.filter((field) => given[field] !== undefined && given[field] !== null);
  const enter = (values: IndicatorGiven) => putEntry(run.ledger, key, values, run.since ?? run.today);
  if (!known) {
    const id = enter({ ...nothingGiven, ...given });
    return {
      kind: 'inserted',
      subject,
      changes: [],
      targets: [{ table: 'indicator_value', id, fields: taken }],
    };
  }
  const changes = differences(indicator, known, given);
  const target = { table: 'indicator_value', id: known.id, says: taken };
  const settled = settleChanges(changes, () => isMendedByReturn(known, run), { subject, record, run });
  if (settled !== 'take') return { ...settled, subject, targets: [{ ...target, fields: [] }] };
  enter({ ...known, ...given });
  return { kind: 'updated', subject, changes, targets: [{ ...target, fields: taken }] };
}

/** A return copy (退改稿) puts right what an earlier round of the same table brought in. */
function isMendedByReturn({ id }: IndicatorEntry, { ledger, file }: ImportRun): boolean {
  const keys = ['numerator', 'result', 'target'];
  const held = (column: string) => ({ table: 'indicator_value', id, column, keys });
  return (
    file.returned !== undefined &&
    keys.some((column) => isFromEarlierRound(ledger, held(column), file.returned as ReturnedTable))
  );
}

/** What the row says otherwise than the ledger: the figure as one thing, the target and the note. */
function differences(
  indicator: Indicator,
  known: IndicatorEntry,
  given: Partial<IndicatorGiven>,
): FieldChange[] {
  const changes: FieldChange[] = [];
  if (given.numerator !== undefined) {
    const after = { ...nothingGiven, ...given };
    const same =
      after.numerator === known.numerator &&
      after.denominator === known.denominator &&
      after.result === known.result;
    const before = describeFigure(indicator, known) || null;
    if (!same) changes.push({ field: 'result', before, after: describeFigure(indicator, after) });
  }
  for (const field of ['target', 'note'] as const) {
    const value = given[field];
    if (value === undefined || value === null || value === known[field]) continue;
    changes.push({ field, before: known[field], after: value });
  }
  return changes;
}
