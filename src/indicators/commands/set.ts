import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { squeezeText } from '../../common/text.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { isOfficeOnly } from '../../policy/indicator-fillers.ts';
import type { Indicator } from '../../policy/schema.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { describeFigure, type IndicatorGiven, type IndicatorKey, nothingGiven } from '../indicator.ts';
import { findEntry, putEntry, removeEntry } from '../indicators.store.ts';
import { oneIndicator, policyWithIndicators } from '../policy-meant.ts';
import { readFigure, wayOf } from '../read-figure.ts';
import { readNumber } from '../read-number.ts';
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
    const ofOffice = place.officeId !== null;
    const isRemoval = flagOption(options, 'remove');
    if (!ofOffice && !isRemoval && isOfficeOnly(indicator)) {
      throw new Failure('indicator-by-office', { indicator: indicator.name });
    }
    const roster = () => listKindergartens(ledger, on).length;
    const given = isRemoval ? null : givenIn(options, indicator, ofOffice, roster);
    const { before, after } = change(ledger, key, indicator, given?.values ?? null, on);
    const record = { policy: policy.id, indicator: indicator.id, year, of, before, after };
    const line = `${of} ${year} 年“${indicator.name}”：${before ?? '（空）'} → ${after ?? '（空）'}`;
    return { lines: [line], findings: given?.findings ?? [], record };
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
  const plain = squeezeText(text).replaceAll(',', '');
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Number(plain);
  throw new Failure('option-value', { option: `--${name}`, value: text, expected: '应是不小于 0 的数' });
}

interface Given {
  readonly values: Partial<IndicatorGiven>;
  readonly findings: readonly Finding[];
}

const taken = (field: string, value: string, normalised: string | undefined): Finding[] =>
  normalised === undefined ? [] : [makeFinding('value-normalised', { field, value, normalised })];

/** @throws Failure `indicator-target`, `percentage-unclear` */
function targetIn(options: Options, indicator: Indicator): Given {
  const value = textOption(options, 'target');
  if (value === undefined) return { values: {}, findings: [] };
  const read = readNumber(indicator, value);
  if ('unclear' in read) throw new Failure('percentage-unclear', { field: '目标值', value });
  if ('refused' in read) throw new Failure('indicator-target', { value, reason: read.refused });
  return { values: { target: read.value }, findings: taken('目标值', value, read.normalised) };
}

/** @throws Failure `indicator-figure`, `percentage-unclear`, `indicator-target`, `option-value` */
function givenIn(options: Options, indicator: Indicator, ofOffice: boolean, roster: () => number): Given {
  const target = targetIn(options, indicator);
  const note = textOption(options, 'note');
  const more = { ...target.values, ...(note === undefined ? {} : { note }) };
  const result = textOption(options, 'result');
  const [numerator, denominator] = [amount(options, 'numerator'), amount(options, 'denominator')];
  const bare = numerator === undefined && denominator === undefined && result === undefined;
  if (bare && target.values.target !== undefined) return { values: more, findings: target.findings };
  const read = readFigure(indicator, { numerator, denominator, result, ofOffice });
  if ('code' in read) {
    if (read.code === 'percentage-unclear') {
      throw new Failure(read.code, { field: '数值', value: result ?? '' });
    }
    const { code, reason } = read;
    throw new Failure(code, { indicator: indicator.name, reason, way: wayOf(indicator) });
  }
  const { figure, normalised } = read;
  const whole = figure.denominator ?? 0;
  const count = indicator.measure === 'yes-no' && ofOffice ? roster() : 0;
  const beyond =
    count > 0 && whole > count
      ? [makeFinding('indicator-more-than-roster', { indicator: indicator.name, value: whole, count })]
      : [];
  return {
    values: { ...figure, ...more },
    findings: [...taken('数值', result ?? '', normalised), ...target.findings, ...beyond],
  };
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
  const next = { ...nothingGiven, ...known, ...given };
  const same =
    known &&
    (Object.keys(nothingGiven) as (keyof IndicatorGiven)[]).every((field) => known[field] === next[field]);
  if (!same) putEntry(ledger, key, next, on);
  return { before: words(known), after: words(next) };
}
