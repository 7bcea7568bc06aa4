import { whenNotMet } from '../eligibility.ts';
import type { LedgerFacts } from '../facts.ts';
import type { Indicator, Policy, RuleOf } from '../schema.ts';
import { figureValue, indicatorTotal, withUnit } from './indicator-total.ts';
import { type Judgement, type JudgeOffice, officeSubject } from './kind.ts';
import { roundedApart } from './rounding.ts';

interface Point {
  readonly year: number;
  readonly value: number;
}

/** The years up to the date in which the figure is known of all, the earliest first. */
function points(policy: Policy, facts: LedgerFacts, indicator: Indicator): Point[] {
  const last = Number(facts.on.slice(0, 4));
  return facts.indicators
    .years(policy.id, indicator.id)
    .filter((year) => year <= last)
    .flatMap((year) => {
      const total = indicatorTotal({ policy, facts }, indicator, year);
      const value = total && total.lacking === 0 ? figureValue(indicator, total) : null;
      return value === null ? [] : [{ year, value }];
    });
}

function judgeOne(
  rule: RuleOf<'trend'>,
  policy: Policy,
  facts: LedgerFacts,
  indicator: Indicator,
): Judgement {
  const subject = officeSubject(facts);
  const falling = rule.parameters.direction === 'falling';
  const direction = falling ? '逐年降低' : '逐年提高';
  const known = points(policy, facts, indicator);
  const figures = roundedApart(known.map(({ value }) => value));
  const series = known
    .map(({ year }, index) => `${year} 年 ${withUnit(figures[index] ?? 0, indicator)}`)
    .join('、');
  const found = { indicator: indicator.name, series: series || null };
  const steps = known.slice(1).map((point, index) => ({ before: known[index] as Point, point }));
  const wrong = steps.find(({ before, point }) =>
    falling ? point.value >= before.value : point.value <= before.value,
  );
  const gap = steps.find(({ before, point }) => point.year !== before.year + 1);
  // Two years so far apart show nothing of the years between.
  if (wrong && wrong.point.year === wrong.before.year + 1) {
    return {
      subject,
      outcome: whenNotMet(rule.modality) ?? 'pass',
      facts: found,
      message: `“${indicator.name}”${wrong.point.year} 年没有比上一年${falling ? '降低' : '提高'}（${series}），应${direction}。`,
      remedy: '请核对指标数据；属实的，请列入改进安排。',
    };
  }
  if (steps.length === 0 || gap) {
    const lacking = gap ? `${gap.before.year + 1} 年` : known.length === 0 ? '各年' : '另一年';
    return {
      subject,
      outcome: 'unknown',
      facts: found,
      message: `“${indicator.name}”缺${lacking}的数据，不能判定是否${direction}，至少要相连的两年${series ? `（现有${series}）` : ''}。`,
      remedy: '请在指标数据表里补上后重新导入。',
      missing: ['indicators'],
    };
  }
  return {
    subject,
    outcome: 'pass',
    facts: found,
    message: `“${indicator.name}”${direction}（${series}）。`,
    remedy: '',
  };
}

/** Whether figures move the wanted way from every year to the next (逐年降低); equal is not lower. */
export const judgeTrend: JudgeOffice<'trend'> = (rule, { policy, facts }) => {
  if (!whenNotMet(rule.modality)) return [];
  return rule.parameters.indicators.flatMap((id) => {
    const indicator = policy.indicators.find((each) => each.id === id);
    return indicator ? [judgeOne(rule, policy, facts, indicator)] : [];
  });
};
