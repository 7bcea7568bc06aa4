import type { FactKey } from '../fact-names.ts';
import type { Outcome } from '../policy.ts';
import { allTrue, anyTrue, type Truth } from '../three-valued.ts';
import { countedKindergartens, reachesBound, shown } from './indicator-total.ts';
import { type Judgement, officeSubject } from './kind.ts';
import { describeDeadline } from './percentage.ts';
import {
  describeThreshold,
  outcomeOf,
  remedyFor,
  type ThresholdWork,
  withoutFigures,
  yearJudged,
} from './threshold-work.ts';

interface Towns {
  readonly whole: number;
  readonly covered: number;
  /** Towns that may turn out covered once more is known. */
  readonly open: number;
  /** Kindergartens whose town is not known. */
  readonly unplaced: number;
}

/** Towns by whether the kindergartens in question answer yes there: all of them, or at least one. */
function countTowns(work: ThresholdWork, year: number, how: 'all' | 'any', missing: Set<FactKey>): Towns {
  const { facts, rule, indicator } = work;
  const answers = new Map<number, Truth[]>();
  let unplaced = 0;
  for (const { townId, districtLevel } of facts.roster) {
    // What hangs on the city or the province itself lies in no town.
    if (townId === null && (districtLevel === 'city' || districtLevel === 'province')) continue;
    if (townId === null) unplaced += 1;
    else answers.set(townId, []);
  }
  const { among } = rule.parameters;
  for (const { kindergarten, figure, counts } of countedKindergartens(
    work,
    indicator,
    year,
    among,
    missing,
  )) {
    const own = kindergarten.townId === null ? undefined : answers.get(kindergarten.townId);
    const yes: Truth = figure?.numerator == null ? null : figure.numerator > 0;
    if (yes === null) missing.add('indicators');
    // One that may not count at all cannot spoil a town for certain, nor make one.
    own?.push(counts === null ? null : yes);
  }
  if (unplaced > 0) missing.add('town');
  const judged = [...answers.values()].map((own) =>
    own.length === 0 ? false : how === 'all' ? allTrue(own) : anyTrue(own),
  );
  return {
    whole: judged.length,
    covered: judged.filter((each) => each === true).length,
    open: judged.filter((each) => each === null).length,
    unplaced,
  };
}

/** How many towns there are and how many a rule finds covered by the figures of a year; null where none has any. */
export function townsIn(work: ThresholdWork, year: number): { covered: number; whole: number } | null {
  const { policy, facts, indicator, rule } = work;
  if (facts.indicators.of(policy.id, indicator.id, year).kindergartens.size === 0) return null;
  const { covered, whole } = countTowns(work, year, rule.parameters.towns, new Set());
  return { covered, whole };
}

function reachedBy({ whole, covered, open, unplaced }: Towns, bound: number, strict: boolean): Truth {
  if (whole === 0 || unplaced > 0) return null;
  const least = reachesBound((covered * 100) / whole, bound, strict);
  const most = reachesBound(((covered + open) * 100) / whole, bound, strict);
  return least === most ? least : null;
}

/** The share of towns (街镇) that a yes of their kindergartens covers. */
export function townsCovered(work: ThresholdWork): Judgement {
  const { rule, policy, facts, indicator } = work;
  const { strict, by, towns: how, alternative } = rule.parameters;
  const bound = rule.parameters.bound ?? 100;
  const words = `应${describeThreshold({ ...indicator, measure: 'ratio' }, bound, strict)}${describeDeadline({ by }, facts.on)}`;
  const year = yearJudged(facts.indicators.years(policy.id, indicator.id), facts.on, by);
  if (year === null) return withoutFigures(work, words);
  const missing = new Set<FactKey>();
  const judge = (reading: 'all' | 'any', wanted: Set<FactKey>): { towns: Towns; outcome: Outcome } => {
    const towns = countTowns(work, year, reading, wanted);
    const reached = reachedBy(towns, bound, strict);
    return { towns, outcome: outcomeOf(reached, rule.modality, rule.parameters, facts.on) };
  };
  const { towns, outcome } = judge(how, missing);
  const other = alternative && judge(alternative.towns, new Set());
  const { whole, covered, open, unplaced } = towns;
  const percent = whole === 0 ? 0 : shown((covered * 100) / whole, bound, strict);
  return {
    subject: officeSubject(facts),
    outcome,
    facts: { indicator: indicator.name, year, covered, whole, percent, bound, open, unplaced },
    message:
      outcome === 'unknown'
        ? `${year} 年 ${whole} 个街镇里已有 ${covered} 个，还有 ${open} 个不能断定${unplaced > 0 ? `，${unplaced} 所园不知在哪个街镇` : ''}；${words}。`
        : `${year} 年 ${whole} 个街镇里有 ${covered} 个，占 ${percent}%；${words}。`,
    remedy: outcome === 'unknown' ? '请在指标数据表和园所信息表里补上后重新导入。' : remedyFor[outcome],
    ...(outcome === 'unknown' ? { missing: missing.size > 0 ? [...missing] : ['indicators' as const] } : {}),
    ...(other && other.outcome !== outcome
      ? { otherReading: { reading: alternative.reading, outcome: other.outcome } }
      : {}),
  };
}
