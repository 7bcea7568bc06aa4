import { squeezeText } from '../common/text.ts';
import type { Indicator } from '../policy/schema.ts';
import type { IndicatorGiven } from './indicator.ts';

/** A figure as a row of the table gives it: what is not given is undefined. */
export interface WrittenFigure {
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

/** `85%`, `85`, `4.5` as a number; undefined where it is none. A per cent sign stands only behind per cent. */
export function readNumber(text: string, percent: boolean): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(squeezeText(text).replaceAll(',', ''));
  return match && (match[2] === '' || percent) ? Number(match[1]) : undefined;
}

/** How an indicator is to be filled in, for the message that says so. */
export function wayOf({ measure, numerator, denominator, unit }: Indicator): string {
  const parts = `分子填${numerator ?? '达到的数目'}，分母填${denominator ?? '总数'}`;
  if (measure === 'yes-no') return `每园的“数值”填是或否；全区的${parts}，或在“数值”填百分数`;
  if (measure === 'ratio') return `${parts}；只知道百分数的，在“数值”填百分数，如 85%`;
  if (measure === 'per-head') return `${parts}；只知道结果的，在“数值”填${unit ?? '数'}`;
  return `在“数值”填一个数${unit === undefined ? '' : `（${unit}）`}`;
}

/** Same figure within what rounding to the places written can hide. */
function agrees(written: string, given: number, computed: number): boolean {
  const places = /\.(\d+)/.exec(written)?.[1]?.length ?? 0;
  return Math.abs(given - computed) <= 0.5 * 10 ** -places + 1e-9;
}

function answer(word: string): Figure | string {
  if (yes.has(word)) return { numerator: 1, denominator: 1, result: null };
  if (no.has(word)) return { numerator: 0, denominator: 1, result: null };
  return '应填是或否';
}

/**
 * Understands a figure by what the indicator measures. The answer is the figure, or why it is none, in Chinese
 * without a full stop.
 */
export function readFigure(indicator: Indicator, written: WrittenFigure): Figure | string {
  const { measure } = indicator;
  const { numerator, denominator, ofOffice } = written;
  const result = written.result === undefined ? undefined : squeezeText(written.result).toLowerCase();
  const inPercent = measure === 'ratio' || measure === 'yes-no';
  if (measure === 'yes-no' && !ofOffice) {
    if (result !== undefined) return answer(result);
    if (numerator === undefined) return '没有填是或否';
    if (denominator === undefined || denominator === 1)
      return answer(numerator === 1 ? '是' : numerator === 0 ? '否' : '');
    return '按园填的只填是或否';
  }
  const number = result === undefined ? undefined : readNumber(result, inPercent);
  if (result !== undefined && number === undefined)
    return `的数值“${written.result}”不是${inPercent ? '百分数' : '数'}`;
  if (measure === 'number') {
    if (denominator !== undefined) return '是一个数，不填分母';
    if (numerator !== undefined && number !== undefined && numerator !== number) {
      return `的分子是 ${numerator}，数值是 ${number}，两处不同`;
    }
    const value = number ?? numerator;
    return value === undefined ? '没有填数' : { numerator: value, denominator: null, result: null };
  }
  if (numerator === undefined && denominator === undefined) {
    if (number === undefined) return '没有填数';
    if (inPercent && number > 100) return `的数值 ${number}% 超过 100%`;
    return { numerator: null, denominator: null, result: number };
  }
  if (numerator === undefined || denominator === undefined) return '的分子和分母要一起填';
  if (denominator === 0) return '的分母是 0';
  if (inPercent && numerator > denominator) return `的分子 ${numerator} 大于分母 ${denominator}`;
  const computed = ((inPercent ? 100 : 1) * numerator) / denominator;
  if (number !== undefined && !agrees(result ?? '', number, computed)) {
    return `的数值“${written.result}”与分子 ${numerator}、分母 ${denominator} 不符`;
  }
  return { numerator, denominator, result: null };
}
