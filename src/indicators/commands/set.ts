import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import type { Indicator } from '../../policy/schema.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import { describeFigure, type IndicatorGiven, type IndicatorKey } from '../indicator.ts';
import { findEntry, putEntry, removeEntry } from '../indicators.store.ts';
import { oneIndicator, policyWithIndicators } from '../policy-meant.ts';
import { readFigure, readNumber, wayOf } from '../read-figure.ts';
import { yearOption } from '../year-option.ts';

type Options = Readonly<Record<string, unknown>>;

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const text = String(input.arguments[0] ?? '');
  const on = today(context);
  const year = yearOption(options, on) ?? Number(on.slice(0, 4));
  const title = `填写指标“${text}”${year} 年的数`;
  return applyChange(context, options, { kind: 'indicator-set', title }, (ledger): ChangeReport => {
    const policy = policyWithIndicators(ledger, textOption(options, 'policy'), on, context.templateFolders);
    const indicator = oneIndicator(policy, text);
    const { place, of } = placeMeant(ledger, options, on);
    const key = { policyId: policy.id, indicator: indicator.id, year, ...place };
    const given = flagOption(options, 'remove') ? null : givenIn(options, indicator, place.officeId !== null);
    const { before, after } = change(ledger, key, indicator, given, on);
    const record = { policy: policy.id, indicator: indicator.id, year, of, before, after };
    const line = `${of} ${year} 年“${indicator.name}”：${before ?? '（空）'} → ${after ?? '（空）'}`;
    return { lines: [line], findings: [], record };
  });
}

function placeMeant(ledger: Ledger, options: Options, on: string) {
  const named = textOption(options, 'kindergarten');
  if (named === undefined) {
    const own = ownOffice(ledger);
    return { place: { officeId: own.id, kindergartenId: null }, of: own.title ?? own.name };
  }
  const kindergarten = resolveKindergarten(ledger, named, on);
  return { place: { officeId: null, kindergartenId: kindergarten.id }, of: kindergarten.name };
}

/** A figure option. @throws Failure `option-value` */
function amount(options: Options, name: 'numerator' | 'denominator'): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = readNumber(text, false);
  if (value !== undefined) return value;
  throw new Failure('option-value', { option: `--${name}`, value: text, expected: '应是不小于 0 的数' });
}

/** @throws Failure `indicator-figure`, `indicator-target`, `option-value` */
function givenIn(options: Options, indicator: Indicator, ofOffice: boolean): Partial<IndicatorGiven> {
  const written = textOption(options, 'target');
  const target = written === undefined ? undefined : readNumber(written, indicator.measure !== 'number');
  if (written !== undefined && target === undefined)
    throw new Failure('indicator-target', { value: written });
  const note = textOption(options, 'note');
  const more = { ...(target === undefined ? {} : { target }), ...(note === undefined ? {} : { note }) };
  const result = textOption(options, 'result');
  const [numerator, denominator] = [amount(options, 'numerator'), amount(options, 'denominator')];
  if (numerator === undefined && denominator === undefined && result === undefined && target !== undefined) {
    return more;
  }
  const figure = readFigure(indicator, { numerator, denominator, result, ofOffice });
  if (typeof figure === 'string') {
    throw new Failure('indicator-figure', {
      indicator: indicator.name,
      reason: figure,
      way: wayOf(indicator),
    });
  }
  return { ...figure, ...more };
}

function change(
  ledger: Ledger,
  key: IndicatorKey,
  indicator: Indicator,
  given: Partial<IndicatorGiven> | null,
  on: string,
): { readonly before: string | null; readonly after: string | null } {
  const known = findEntry(ledger, key);
  const words = (entry: IndicatorGiven | undefined) => {
    if (!entry) return null;
    const goal = entry.target === null ? [] : [`目标值 ${entry.target}`];
    return [describeFigure(indicator, entry), ...goal].filter((part) => part !== '').join('，');
  };
  if (given === null) {
    if (known) removeEntry(ledger, known.id);
    return { before: words(known), after: null };
  }
  const empty: IndicatorGiven = {
    numerator: null,
    denominator: null,
    result: null,
    target: null,
    note: null,
  };
  const next = { ...empty, ...known, ...given };
  const same =
    known && (Object.keys(empty) as (keyof IndicatorGiven)[]).every((field) => known[field] === next[field]);
  if (!same) putEntry(ledger, key, next, on);
  return { before: words(known), after: words(next) };
}
