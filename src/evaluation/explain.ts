import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { CellPlace } from './evaluation.ts';
import type { YearEvaluation } from './evaluation-meant.ts';
import { indicatorNamed, type Outcome } from './outcomes.ts';
import { combinationNames, methodNames, type Rubric, scorerName } from './rubric.ts';
import type { IndicatorResult } from './scoring.ts';

/**
 * The outcomes that a text means: of the kindergartens of that name (all the sheets of each), else of a group (its own
 * sheet, its lead's and its members').
 * @throws Failure `evaluation-subject-unknown`, `group-ambiguous`
 */
export function outcomesMeant({ outcomes, groups, year }: YearEvaluation, text: string): Outcome[] {
  const wanted = squeezeText(text);
  const named = outcomes.filter(
    ({ kindergartenId, name }) => kindergartenId !== null && squeezeText(name) === wanted,
  );
  if (named.length > 0) return named;
  const lookup = lookUpGroup(groups, text);
  if (lookup.group) return outcomes.filter(({ group }) => group.id === lookup.group.id);
  if (lookup.code === 'group-ambiguous') throw new Failure(lookup.code, lookup.parameters);
  throw new Failure('evaluation-subject-unknown', { value: text, year });
}

/** `甲联盟.xlsx 联盟园评分 F7`; 手工登记 where no cell is known. */
function placeInWords({ file, sheet, cell }: CellPlace): string {
  if (file === null) return '手工登记';
  return [file, sheet, cell].filter((part) => part !== null).join(' ');
}

/** Where each point of one indicator comes from. */
export interface ExplainedIndicator {
  readonly indicator: string;
  readonly dimension: string;
  readonly points: number;
  readonly method: string;
  readonly standard: string;
  readonly score: number;
  /** How the score comes from its parts, in words. */
  readonly how: string;
  readonly formula: string | null;
  readonly parts: readonly {
    readonly scorer: string;
    readonly entered: number | null;
    readonly counts: number | null;
    readonly weight: number;
    readonly source: string | null;
  }[];
  readonly facts: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly unit: string;
    readonly basis: string;
    readonly source: string;
  }[];
  readonly evidence: string | null;
}

const factSources = { ledger: '台账', live: '本年各表', sheet: '评分册' } as const;

function explainIndicator(
  rubric: Rubric,
  outcome: Outcome,
  dimension: string,
  result: IndicatorResult,
): ExplainedIndicator {
  const { stored, subject, computed } = outcome;
  const indicator = indicatorNamed(outcome, result.indicator);
  const own = computed.get(result.indicator);
  const parts = result.parts.map(({ by, weight, value }) => {
    const entry = stored?.scores.find((each) => each.indicator === result.indicator && each.scorer === by);
    return {
      scorer: scorerName(rubric, by),
      entered: entry?.value ?? null,
      counts: value,
      weight,
      source: entry ? placeInWords(entry) : null,
    };
  });
  const facts = (own?.facts ?? []).map(({ name, value, unit, basis, source, ...place }) => ({
    name,
    value,
    unit,
    basis,
    source: source === 'sheet' && place.cell !== null ? placeInWords(place) : factSources[source],
  }));
  const note = stored?.evidence.find((each) => each.indicator === result.indicator);
  return {
    indicator: result.name,
    dimension,
    points: result.points,
    method: indicator ? methodNames[indicator.method] : '',
    standard: indicator?.standard ?? '',
    score: result.score,
    how: own ? computedInWords(own.result) : combinedInWords(subject.combine, parts),
    formula: indicator?.method === 'formula' ? indicator.formula : null,
    parts,
    facts,
    evidence: note?.note ?? null,
  };
}

function computedInWords(result: NonNullable<ReturnType<Outcome['computed']['get']>>['result']): string {
  if (result.value !== null) return '按公式计算';
  return result.reason === 'division' ? '除数为 0，无法计算，计 0 分' : '台账数据不全，无法计算，计 0 分';
}

function combinedInWords(
  combine: Outcome['subject']['combine'],
  parts: readonly { readonly counts: number | null; readonly weight: number }[],
): string {
  if (parts.every(({ counts }) => counts === null)) return '没有评分，计 0 分';
  if (parts.length === 1) return '一方评分';
  if (combine !== 'weighted') return combinationNames[combine];
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const terms = parts.map(({ counts, weight }) => `${counts ?? 0}×${weight}`);
  return `(${terms.join('+')})÷${whole}`;
}

/** Everything that one outcome rests on. */
export function explainOutcome({ rubric, opinions }: YearEvaluation, outcome: Outcome) {
  const { subject, stored, result, group, kindergartenId, name } = outcome;
  const opinion = opinions.find(
    (each) =>
      each.groupId === group.id && each.kindergartenId === kindergartenId && each.subject === subject.id,
  );
  return {
    name,
    role: subject.of,
    subject: subject.name,
    group: group.name,
    total: result.total,
    grade: result.grade,
    gradeByTotal: result.gradeByTotal,
    rank: outcome.rank,
    among: outcome.among,
    gates: subject.gates.map((gate) => {
      const answer = stored?.gates.find((each) => each.gate === gate.id);
      return {
        name: gate.name,
        answer: answer?.answer ?? null,
        failed: result.failed.includes(gate),
        cap: gate.cap,
        source: answer ? placeInWords(answer) : null,
      };
    }),
    dimensions: result.dimensions.map(({ name: dimension, score, subtotal, worth, bonus }) => ({
      name: dimension,
      score,
      subtotal,
      worth,
      bonus,
    })),
    indicators: result.dimensions.flatMap((dimension) =>
      dimension.indicators.map((each) => explainIndicator(rubric, outcome, dimension.name, each)),
    ),
    opinion: opinion
      ? { heardOn: opinion.heardOn, text: opinion.opinion, source: placeInWords(opinion) }
      : null,
  };
}

export type Explanation = ReturnType<typeof explainOutcome>;

/** An explanation as lines for the terminal. */
export function explanationText(explanation: Explanation): string {
  const { name, subject, group, total, grade, gradeByTotal, rank, among, gates, opinion } = explanation;
  const place = rank === null ? '没有评分' : `第 ${rank} 名（共 ${among} 个）`;
  const lines = [`── ${name}（${subject}，${group}）──`, `总分 ${total}，${grade}，${place}`];
  for (const gate of gates) {
    const effect = gate.failed ? `，等次不高于${gate.cap}（按总分是${gradeByTotal}）` : '';
    lines.push(
      `否决项“${gate.name}”：${gate.answer ?? '未填'}${gate.source ? `（${gate.source}）` : ''}${effect}`,
    );
  }
  for (const dimension of explanation.dimensions) {
    const share =
      dimension.score === dimension.subtotal ? '' : `（各项合计 ${dimension.subtotal}，按权重折算）`;
    lines.push('', `${dimension.name}：${dimension.score} / ${dimension.worth}${share}`);
    for (const each of explanation.indicators.filter((one) => one.dimension === dimension.name)) {
      lines.push(`  ${each.indicator}：${each.score} / ${each.points}　${each.method}，${each.how}`);
      if (each.formula !== null) lines.push(`    公式：${each.formula}`);
      for (const { scorer, entered, counts, source } of each.parts) {
        const value =
          entered === null
            ? '空白，计 0 分'
            : entered === counts
              ? `${entered}`
              : `填 ${entered}，计 ${counts}`;
        lines.push(`    ${scorer}：${value}${source === null ? '' : `（${source}）`}`);
      }
      for (const fact of each.facts) {
        lines.push(
          `    ${fact.name}：${fact.value === null ? '无' : `${fact.value}${fact.unit}`}（${fact.source}；${fact.basis}）`,
        );
      }
      if (each.evidence !== null) lines.push(`    佐证：${each.evidence}`);
    }
  }
  if (opinion) lines.push('', `意见（${opinion.heardOn}）：${opinion.text}（${opinion.source}）`);
  return `${lines.join('\n')}\n`;
}
