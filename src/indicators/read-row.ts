import { squeezeText } from '../common/text.ts';
import { isOfficeOnly } from '../policy/indicator-fillers.ts';
import type { Indicator, Policy } from '../policy/schema.ts';
import { findListed } from '../roster/listed.ts';
import { matchKindergarten } from '../roster/matching.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import { rosterPass, unknownOffice } from '../roster/roster-run.ts';
import type { ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { earliestYear, type IndicatorGiven, type IndicatorKey, indicatorMeant } from './indicator.ts';
import { readFigure, wayOf } from './read-figure.ts';
import { readNumber } from './read-number.ts';
import { isWholeOffice } from './whole-office.ts';

/** A row of the table of yearly figures, understood. */
export interface ReadRow {
  readonly indicator: Indicator;
  readonly key: IndicatorKey;
  /** What the row gives; a blank is undefined and overwrites nothing. */
  readonly given: Partial<IndicatorGiven>;
}

/** Understands a row; everything wrong with it has been reported where the answer is `rejected`. */
export function readRow(policy: Policy, record: TableRecord, run: ImportRun): ReadRow | 'rejected' {
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
  const ofOffice = values.name === undefined || isWholeOffice(String(values.name));
  if (!ofOffice && isOfficeOnly(indicator)) {
    run.report('indicator-by-office', record, 'name', { indicator: indicator.name });
    return 'rejected';
  }
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
  const target = readTarget(indicator, record, run);
  const note = values.note === undefined ? {} : { note: String(values.note) };
  const bare =
    values.numerator === undefined && values.denominator === undefined && values.result === undefined;
  // A row may bring nothing but the target that the office sets.
  if (bare && values.target !== undefined) return target === 'rejected' ? target : { ...target, ...note };
  const result = values.result === undefined ? undefined : String(values.result);
  const read = readFigure(indicator, {
    numerator: values.numerator as number | undefined,
    denominator: values.denominator as number | undefined,
    result,
    ofOffice,
  });
  const field = bare || result !== undefined ? 'result' : 'numerator';
  if ('code' in read) {
    if (read.code === 'percentage-unclear') {
      run.report(read.code, record, field, { field: '数值', value: result ?? '' });
    } else {
      const { reason } = read;
      run.report(read.code, record, field, { indicator: indicator.name, reason, way: wayOf(indicator) });
    }
    return 'rejected';
  }
  const { figure, normalised } = read;
  if (normalised !== undefined) {
    run.report('value-normalised', record, field, { field: '数值', value: result ?? '', normalised });
  }
  if (target === 'rejected') return target;
  const whole = figure.denominator ?? 0;
  const count = rosterSize(run);
  if (indicator.measure === 'yes-no' && ofOffice && count > 0 && whole > count) {
    run.report('indicator-more-than-roster', record, 'denominator', {
      indicator: indicator.name,
      value: whole,
      count,
    });
  }
  return { ...figure, ...target, ...note };
}

/** The target (目标值) of the row, read in the indicator's unit; nothing where the row gives none. */
function readTarget(
  indicator: Indicator,
  record: TableRecord,
  run: ImportRun,
): Partial<IndicatorGiven> | 'rejected' {
  if (record.values.target === undefined) return {};
  const value = String(record.values.target);
  const read = readNumber(indicator, value);
  if ('value' in read) {
    const { normalised } = read;
    if (normalised !== undefined) {
      run.report('value-normalised', record, 'target', { field: '目标值', value, normalised });
    }
    return { target: read.value };
  }
  if ('unclear' in read) run.report('percentage-unclear', record, 'target', { field: '目标值', value });
  else run.report('indicator-target', record, 'target', { value, reason: read.refused });
  return 'rejected';
}

/** Kindergartens that the ledger has. */
function rosterSize(run: ImportRun): number {
  const known = run.memory.get('indicator-roster-size') as number | undefined;
  if (known !== undefined) return known;
  const size = listKindergartens(run.ledger, run.today).length;
  run.memory.set('indicator-roster-size', size);
  return size;
}

/** The kindergarten of the row: one that the ledger has; figures make no new ones. */
function placeOf(
  record: TableRecord,
  run: ImportRun,
): Pick<IndicatorKey, 'officeId' | 'kindergartenId'> | 'rejected' {
  const name = String(record.values.name);
  const district = record.values.district === undefined ? {} : { district: String(record.values.district) };
  if (isElsewhere(name, district.district, record, run)) return 'rejected';
  const found = findListed({ name, ...district }, run, record, { name: 'name', district: 'district' });
  if (found === 'rejected') return 'rejected';
  if (found.id === null) {
    run.report('kindergarten-unknown', record, 'name', { value: name, near: '' });
    return 'rejected';
  }
  return { officeId: null, kindergartenId: found.id };
}

/** Whether the kindergarten of that name is in another district than the row says; it is then reported there. */
function isElsewhere(
  name: string,
  district: string | undefined,
  record: TableRecord,
  run: ImportRun,
): boolean {
  const pass = rosterPass(run);
  const written = district === undefined ? null : pass.district(district);
  if (!written) return false;
  const listed = { name, town: null, code: null, creditCode: null };
  const officeId = written.officeId ?? unknownOffice;
  if (matchKindergarten({ ...listed, districtId: officeId }, pass.index).kind === 'same') return false;
  const anywhere = matchKindergarten({ ...listed, districtId: null }, pass.index);
  if (anywhere.kind !== 'same') return false;
  const place = pass.officeName(pass.index.entry(anywhere.id)?.districtId ?? null);
  if (place === null) return false;
  run.report('kindergarten-elsewhere', record, 'district', { name, place, value: district ?? '' });
  return true;
}
