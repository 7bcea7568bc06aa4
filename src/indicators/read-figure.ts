import { squeezeText } from '../common/text.ts';
import { inPercent } from '../policy/kinds/indicator-total.ts';
import type { Indicator } from '../policy/schema.ts';
import type { IndicatorGiven } from './indicator.ts';
import { readNumber } from './read-number.ts';

/** A figure as a row of the table gives it: what is not given is undefined. */
interface WrittenFigure {
  readonly numerator: number | undefined;
  readonly denominator: number | undefined;
  /** 数值 as written: 是, 85%, 4.5 … */
  readonly result: string | undefined;
  /** The row is of the office as a whole. */
  readonly ofOffice: boolean;
}

type Figure = Pick<IndicatorGiven, 'numerator' | 'denominator' | 'result'>;

const yes = new Set(['是', '有', '达到', '达标', '已达到', '√', '✓', '✔', '1', 'y', 'yes']);
const no = new Set(['否', '无', '没有', '未达到', '未达标', '不达标', '×', '✗', '✘', 'x', '0', 'n', 'no']);

/** How an indicator is to be filled in, for the message that says so. */
export function wayOf({ measure, numerator, denominator, unit }: Indicator): string {
  const parts = `分子填${numerator ?? '达到的数目'}，分母填${denominator ?? '总数'}`;
  if (measure === 'yes-no') return `每园的“数值”填是或否；全部园所的${parts}，或在“数值”填百分数`;
  if (measure === 'ratio') return `${parts}；只知道百分数的，在“数值”填百分数，如 85%`;
  if (measure === 'per-head') return `${parts}；只知道结果的，在“数值”填${unit ?? '数'}`;
  return `在“数值”填一个数${unit === undefined ? '' : `（${unit}）`}`;
}

/** Same figure within what rounding to the places written can hide. */
function agrees(written: string, given: number, computed: number): boolean {
  const places = /\.(\d+)/.exec(written)?.[1]?.length ?? 0;
  return Math.abs(given - computed) <= 0.5 * 10 ** -places + 1e-9;
}

/** Whether a written share agrees with the one computed, read as per cent or as a fraction of one. */
function agreesInPercent(written: string, computed: number): boolean {
  const text = written.replaceAll(',', '');
  const [number, signed] = [Number.parseFloat(text), text.includes('%')];
  return agrees(text, number, computed) || (!signed && number <= 1 && agrees(text, number, computed / 100));
}

/** A figure understood, or why it is none. */
type ReadFigure =
  | {
      readonly figure: Figure;
      /** How the result was taken, where that is not how it was written. */
      readonly normalised?: string;
    }
  | { readonly code: 'percentage-unclear' }
  /** Chinese without a full stop, to stand behind the indicator's name. */
  | { readonly code: 'indicator-figure'; readonly reason: string };

const wrong = (reason: string): ReadFigure => ({ code: 'indicator-figure', reason });

const right = (numerator: number | null, denominator: number | null, result: number | null): ReadFigure => ({
  figure: { numerator, denominator, result },
});

function answer(word: string): 0 | 1 | null {
  return yes.has(word) ? 1 : no.has(word) ? 0 : null;
}

/** Yes or no of one kindergarten: in words, or as 1 or 0 of 1; where both are given they say the same. */
function readAnswer({ numerator, denominator, result }: WrittenFigure): ReadFigure {
  const said = result === undefined ? undefined : answer(squeezeText(result).toLowerCase());
  if (said === null) return wrong('应填是或否');
  if (denominator !== undefined && denominator !== 1) return wrong('按园填的只填是或否');
  if (numerator === undefined) return said === undefined ? wrong('没有填是或否') : right(said, 1, null);
  if (numerator !== 0 && numerator !== 1) return wrong('应填是或否');
  if (said !== undefined && said !== numerator) {
    return wrong(`的数值“${result}”与分子 ${numerator} 矛盾（1 是“是”，0 是“否”）`);
  }
  return right(numerator, 1, null);
}

/** Understands a figure by what the indicator measures. */
export function readFigure(indicator: Indicator, written: WrittenFigure): ReadFigure {
  const { measure } = indicator;
  const { numerator, denominator, ofOffice, result } = written;
  if (measure === 'yes-no' && !ofOffice) return readAnswer(written);
  const read = result === undefined ? undefined : readNumber(indicator, result);
  if (read && 'refused' in read) return wrong(`的数值“${result}”${read.refused}`);
  const isCount = indicator.whole === true || measure === 'yes-no';
  if (measure === 'number') {
    const number = read && 'value' in read ? read.value : undefined;
    if (denominator !== undefined) return wrong('是一个数，不填分母');
    if (numerator !== undefined && number !== undefined && numerator !== number) {
      return wrong(`的分子是 ${numerator}，数值是 ${number}，两处不同`);
    }
    const value = number ?? numerator;
    if (value === undefined) return wrong('没有填数');
    return isCount && !Number.isInteger(value)
      ? wrong(`应是整数，这里是 ${value}`)
      : right(value, null, null);
  }
  if (numerator === undefined && denominator === undefined) {
    if (!read) return wrong('没有填数');
    if ('unclear' in read) return { code: 'percentage-unclear' };
    const { value, ...more } = read;
    if (inPercent(indicator) && value > 100) return wrong(`的数值 ${value}% 超过 100%`);
    return { figure: { numerator: null, denominator: null, result: value }, ...more };
  }
  if (numerator === undefined || denominator === undefined) return wrong('的分子和分母要一起填');
  if (denominator === 0) return wrong('的分母是 0');
  if (isCount && !(Number.isInteger(numerator) && Number.isInteger(denominator))) {
    return wrong(`的分子、分母是园数，应是整数，这里是 ${numerator} 和 ${denominator}`);
  }
  if (inPercent(indicator) && numerator > denominator) {
    return wrong(`的分子 ${numerator} 大于分母 ${denominator}`);
  }
  if (result === undefined || read === undefined) return right(numerator, denominator, null);
  const computed = ((inPercent(indicator) ? 100 : 1) * numerator) / denominator;
  const text = squeezeText(result);
  const same = inPercent(indicator)
    ? agreesInPercent(text, computed)
    : 'value' in read && agrees(text, read.value, computed);
  if (same) return right(numerator, denominator, null);
  return wrong(`的数值“${result}”与分子 ${numerator}、分母 ${denominator} 不符`);
}
