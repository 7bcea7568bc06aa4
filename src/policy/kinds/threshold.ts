import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { Truth } from '../three-valued.ts';
import {
  countedKindergartens,
  figureValue,
  indicatorTotal,
  reachesBound,
  shown,
  withUnit,
} from './indicator-total.ts';
import { type Judgement, type JudgeOffice, officeSubject } from './kind.ts';
import { describeDeadline } from './percentage.ts';
import {
  describeThreshold,
  outcomeOf,
  remedyFor,
  type ThresholdWork,
  withoutFigures,
  yearJudged,
} from './threshold-work.ts';
import { townsCovered } from './towns-covered.ts';

/** Whether a yearly figure reaches its bound (达标): of the office, of each kindergarten, or town by town. */
export const judgeThreshold: JudgeOffice<'threshold'> = (rule, { policy, facts }) => {
  const indicator = policy.indicators.find(({ id }) => id === rule.parameters.indicator);
  if (!whenNotMet(rule.modality) || !indicator) return [];
  const work = { rule, policy, facts, indicator };
  if (rule.parameters.years) return [judgeSum(work, rule.parameters.years)];
  if (rule.parameters.of === 'towns') return [townsCovered(work)];
  return rule.parameters.of === 'kindergarten' ? judgeEach(work) : [judgeWhole(work)];
};

function judgeWhole(work: ThresholdWork): Judgement {
  const { rule, policy, facts, indicator } = work;
  const { bound, strict, by, among } = rule.parameters;
  const year = yearJudged(facts.indicators.years(policy.id, indicator.id), facts.on, by);
  const wanted =
    bound ?? (year === null ? null : facts.indicators.of(policy.id, indicator.id, year).office?.target);
  const due = describeDeadline(rule.parameters, facts.on);
  const words =
    wanted == null ? '标准由本单位填写' : `应${describeThreshold(indicator, wanted, strict)}${due}`;
  const total = year === null ? null : indicatorTotal(work, indicator, year, among);
  if (year === null || total === null) return withoutFigures(work, words);
  const { numerator, denominator, lacking } = total;
  const value = figureValue(indicator, total);
  const found = {
    indicator: indicator.name,
    year,
    part: total.result === null ? numerator : null,
    whole: total.result === null ? denominator : null,
    value: value === null ? null : shown(value, wanted, strict),
    bound: wanted ?? null,
    lacking,
  };
  const subject = officeSubject(facts);
  const missing: FactKey[] = [...total.missing, 'indicators'];
  if (wanted == null) {
    return {
      subject,
      outcome: 'unknown',
      facts: found,
      message: `${year} 年“${indicator.name}”没有填写目标值，不能判定。`,
      remedy: '请在指标数据表的“目标值”一栏填上标准后重新导入。',
      missing,
    };
  }
  const reaches = (part: number, whole: number | null): Truth => {
    const then = figureValue(indicator, { numerator: part, denominator: whole, result: total.result });
    return then === null ? null : reachesBound(then, wanted, strict);
  };
  let reached = reaches(numerator, denominator);
  if (lacking > 0) {
    // Those without an answer may turn out yes or no; how much a share or an amount would change nobody can tell.
    const whole = (denominator ?? 0) + lacking;
    const [least, most] = [reaches(numerator, whole), reaches(numerator + lacking, whole)];
    reached = indicator.measure === 'yes-no' && least === most ? least : null;
  }
  const outcome = outcomeOf(reached, rule.modality, rule.parameters, facts.on);
  const stand =
    value === null
      ? ''
      : `${year} 年“${indicator.name}”为 ${withUnit(shown(value, wanted, strict), indicator)}`;
  const parts = total.result !== null || denominator === null ? '' : `（${numerator}/${denominator}）`;
  const wants = total.missing.length > 0 ? `，或缺少${describeMissing(total.missing)}` : '';
  return {
    subject,
    outcome,
    facts: found,
    message:
      outcome === 'unknown'
        ? `还不能算出 ${year} 年“${indicator.name}”，有 ${lacking} 所园没有数据${wants}；${words}。`
        : `${stand}${parts}，${words}。`,
    remedy: remedyFor[outcome],
    ...(outcome === 'unknown' ? { missing } : {}),
  };
}

/** A number over several years: what is reached early is reached; what is not may still come in the years to go. */
function judgeSum(work: ThresholdWork, years: { readonly from: number; readonly to: number }): Judgement {
  const { rule, facts, indicator } = work;
  const { bound, strict } = rule.parameters;
  const wanted = bound ?? 0;
  const words = `${years.from}–${years.to} 年合计应${describeThreshold(indicator, wanted, strict)}${describeDeadline(rule.parameters, facts.on)}`;
  const now = Number(facts.on.slice(0, 4));
  const asked = Array.from({ length: years.to - years.from + 1 }, (_, index) => years.from + index);
  const totals = asked
    .filter((year) => year <= now)
    .map((year) => ({ year, total: indicatorTotal(work, indicator, year) }));
  const known = totals.filter(({ total }) => total !== null);
  if (known.length === 0) return withoutFigures(work, words);
  const sum = known.reduce((all, { total }) => all + (total ? (figureValue(indicator, total) ?? 0) : 0), 0);
  const without = asked.filter((year) => !known.some((each) => each.year === year));
  const reached = reachesBound(sum, wanted, strict) ? true : without.length > 0 ? null : false;
  // Before the deadline a number that grows is only something to look at.
  const waiting = reached === null && rule.parameters.by !== undefined && facts.on <= rule.parameters.by;
  const outcome = waiting ? 'notice' : outcomeOf(reached, rule.modality, rule.parameters, facts.on);
  const gap = without.length > 0 && !reached ? `，${without.join('、')} 年没有数据` : '';
  return {
    subject: officeSubject(facts),
    outcome,
    facts: { indicator: indicator.name, value: sum, bound: wanted, lackingYears: without.join('、') || null },
    message: `“${indicator.name}”合计 ${withUnit(sum, indicator)}${gap}；${words}。`,
    remedy: remedyFor[outcome],
    ...(outcome === 'unknown' ? { missing: ['indicators' as const] } : {}),
  };
}

/** Each kindergarten for itself; those without a figure are told together. */
function judgeEach(work: ThresholdWork): Judgement[] {
  const { rule, policy, facts, indicator } = work;
  const { bound, strict, by, among } = rule.parameters;
  const year = yearJudged(facts.indicators.years(policy.id, indicator.id), facts.on, by);
  const words = bound === null ? '标准由本单位填写' : `每园应${describeThreshold(indicator, bound, strict)}`;
  if (year === null) return [withoutFigures(work, words)];
  const ofAll = bound ?? facts.indicators.of(policy.id, indicator.id, year).office?.target ?? null;
  const judgements: Judgement[] = [];
  const missing = new Set<FactKey>(['indicators']);
  const open: string[] = [];
  for (const { kindergarten, figure, counts } of countedKindergartens(
    work,
    indicator,
    year,
    among,
    missing,
  )) {
    const { numerator, denominator, result } = figure ?? { numerator: null, denominator: null, result: null };
    const value =
      numerator === null && result === null
        ? null
        : figureValue(indicator, { numerator: numerator ?? 0, denominator, result });
    const wanted = bound ?? figure?.target ?? ofAll;
    if (value === null || wanted === null || counts === null) {
      open.push(kindergarten.name);
      continue;
    }
    const outcome = outcomeOf(reachesBound(value, wanted, strict), rule.modality, rule.parameters, facts.on);
    judgements.push({
      subject: { type: 'kindergarten', id: String(kindergarten.id), name: kindergarten.name },
      outcome,
      facts: { indicator: indicator.name, year, value: shown(value, wanted, strict), bound: wanted },
      message:
        indicator.measure === 'yes-no'
          ? `${year} 年“${indicator.name}”：${value > 0 ? '是' : '否'}。`
          : `${year} 年“${indicator.name}”为 ${withUnit(shown(value, wanted, strict), indicator)}，应${describeThreshold(indicator, wanted, strict)}。`,
      remedy: remedyFor[outcome],
    });
  }
  if (open.length === 0) return judgements;
  const named = `${open.slice(0, 3).join('、')}${open.length > 3 ? ' 等' : ''}`;
  judgements.push({
    subject: officeSubject(facts),
    outcome: 'unknown',
    facts: { indicator: indicator.name, year, lacking: open.length },
    message: `有 ${open.length} 所园（${named}）没有 ${year} 年“${indicator.name}”的数据或目标值。`,
    remedy: remedyFor.unknown,
    missing: [...missing],
  });
  return judgements;
}
