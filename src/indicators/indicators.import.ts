import { squeezeText } from '../common/text.ts';
import { describeInForce } from '../groups/by-hand.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Indicator, Policy } from '../policy/schema.ts';
import { findListed } from '../roster/listed.ts';
import { isFromEarlierRound } from '../roster/origins.store.ts';
import { rosterPass } from '../roster/roster-run.ts';
import type {
  FieldChange,
  ImportRun,
  ImportTarget,
  ReturnedTable,
  RowOutcome,
} from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import {
  describeFigure,
  earliestYear,
  type IndicatorEntry,
  type IndicatorGiven,
  type IndicatorKey,
  indicatorMeant,
} from './indicator.ts';
import { findEntry, putEntry } from './indicators.store.ts';
import { readFigure, readNumber, wayOf } from './read-figure.ts';

const fields = ['numerator', 'denominator', 'result', 'target', 'note'] as const;

/** Words by which a sender says in the place of a kindergarten that the figure is of the whole office. */
const wholeOffice = new Set([
  '全区',
  '全县',
  '全市',
  '全区合计',
  '全县合计',
  '全市合计',
  '合计',
  '总计',
  '本单位',
  '区级',
  '市级',
]);

const left = (kind: 'rejected' | 'skipped' | 'unchanged', subject: string): RowOutcome => ({
  kind,
  subject,
  changes: [],
  targets: [],
});

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
    const policy = policyOf(run, record);
    if (!policy) return left('rejected', subject);
    const read = readRow(policy, record, run);
    if (read === 'rejected') return left('rejected', subject);
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

interface ReadRow {
  readonly indicator: Indicator;
  readonly key: IndicatorKey;
  /** What the row gives; a blank is undefined and overwrites nothing. */
  readonly given: Partial<IndicatorGiven>;
}

/** Understands a row; everything wrong with it has been reported where the answer is `rejected`. */
function readRow(policy: Policy, record: TableRecord, run: ImportRun): ReadRow | 'rejected' {
  const { values } = record;
  const text = (field: string) => (values[field] === undefined ? undefined : String(values[field]));
  const year = Number(/^(\d{4})(?:年度?|年)?$/.exec(squeezeText(text('year') ?? ''))?.[1] ?? 0);
  const latest = Number(run.today.slice(0, 4));
  let sound = true;
  if (year < earliestYear || year > latest) {
    run.report('indicator-year', record, 'year', { value: text('year') ?? '', latest });
    sound = false;
  }
  const indicator = indicatorMeant(policy, text('indicator') ?? '');
  if (!indicator) {
    const known = policy.indicators.map(({ name }) => name).join('、');
    run.report('indicator-unknown', record, 'indicator', { value: text('indicator') ?? '', known });
    return 'rejected';
  }
  const ofOffice = values.name === undefined || wholeOffice.has(squeezeText(String(values.name)));
  const given = readGiven(indicator, ofOffice, record, run);
  const place = ofOffice ? { officeId: rosterPass(run).own.id, kindergartenId: null } : placeOf(record, run);
  if (!sound || given === 'rejected' || place === 'rejected') return 'rejected';
  return { indicator, key: { policyId: policy.id, indicator: indicator.id, year, ...place }, given };
}

function readGiven(
  indicator: Indicator,
  ofOffice: boolean,
  record: TableRecord,
  run: ImportRun,
): Partial<IndicatorGiven> | 'rejected' {
  const { values } = record;
  const written = values.target === undefined ? undefined : String(values.target);
  const target = written === undefined ? undefined : readNumber(written, indicator.measure !== 'number');
  let sound = true;
  if (written !== undefined && target === undefined) {
    run.report('indicator-target', record, 'target', { value: written });
    sound = false;
  }
  const note = values.note === undefined ? {} : { note: String(values.note) };
  const more = { ...(target === undefined ? {} : { target }), ...note };
  const bare =
    values.numerator === undefined && values.denominator === undefined && values.result === undefined;
  // A row may bring nothing but the target that the office sets.
  if (bare && target !== undefined) return sound ? more : 'rejected';
  const figure = readFigure(indicator, {
    numerator: values.numerator as number | undefined,
    denominator: values.denominator as number | undefined,
    result: values.result === undefined ? undefined : String(values.result),
    ofOffice,
  });
  if (typeof figure === 'string') {
    const field = values.result === undefined ? 'numerator' : 'result';
    run.report('indicator-figure', record, bare ? 'result' : field, {
      indicator: indicator.name,
      reason: figure,
      way: wayOf(indicator),
    });
    return 'rejected';
  }
  return sound ? { ...figure, ...more } : 'rejected';
}

/** The kindergarten of the row: one that the ledger has; figures make no new ones. */
function placeOf(
  record: TableRecord,
  run: ImportRun,
): Pick<IndicatorKey, 'officeId' | 'kindergartenId'> | 'rejected' {
  const name = String(record.values.name);
  const district = record.values.district === undefined ? {} : { district: String(record.values.district) };
  const found = findListed({ name, ...district }, run, record, { name: 'name', district: 'district' });
  if (found === 'rejected') return 'rejected';
  if (found.id === null) {
    run.report('kindergarten-unknown', record, 'name', { value: name, near: '' });
    return 'rejected';
  }
  return { officeId: null, kindergartenId: found.id };
}

const empty: IndicatorGiven = { numerator: null, denominator: null, result: null, target: null, note: null };

function put(
  indicator: Indicator,
  key: IndicatorKey,
  given: Partial<IndicatorGiven>,
  subject: string,
  record: TableRecord,
  run: ImportRun,
): RowOutcome {
  const known = findEntry(run.ledger, key);
  const taken = fields.filter((field) => given[field] !== undefined && given[field] !== null);
  const enter = (values: IndicatorGiven) => putEntry(run.ledger, key, values, run.since ?? run.today);
  if (!known) {
    const id = enter({ ...empty, ...given });
    return {
      kind: 'inserted',
      subject,
      changes: [],
      targets: [{ table: 'indicator_value', id, fields: taken }],
    };
  }
  const changes = differences(indicator, known, given);
  const target = { table: 'indicator_value', id: known.id, says: taken };
  const kept = changes.filter(({ before }) => before !== null);
  const mends = run.onConflict === 'fill' && isMendedByReturn(known, run);
  if (kept.length > 0 && run.onConflict !== 'update' && !mends) {
    const first = kept[0] as FieldChange;
    const parameters = { subject, value: String(first.after), before: String(first.before) };
    const all = changes.map((change) => ({ ...change, kept: true }));
    if (run.onConflict === 'fail') run.report('import-conflict', record, first.field, parameters);
    else if (run.onConflict === 'fill') run.report('conflict-kept', record, first.field, parameters);
    const kind = run.onConflict === 'skip' ? 'skipped' : 'unchanged';
    return { kind, subject, changes: all, targets: [{ ...target, fields: [] }] };
  }
  if (changes.length === 0)
    return { kind: 'unchanged', subject, changes: [], targets: [{ ...target, fields: [] }] };
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
    const after = { ...empty, ...given };
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
