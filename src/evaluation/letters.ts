import type { OfficialDocument } from '../documents/document.ts';
import { asDocument } from '../documents/wording/as-document.ts';
import { renderWording } from '../documents/wording/render-wording.ts';
import type { WordingValues } from '../documents/wording/values.ts';
import type { Wording } from '../documents/wording/wording.ts';
import type { Finding } from '../findings/finding.ts';
import { concludeFrom } from './conclusions.ts';
import type { YearEvaluation } from './evaluation-meant.ts';
import { averageOf } from './fact-value.ts';
import { isScored, type Outcome } from './outcomes.ts';
import { byRank } from './summary-workbook.ts';

/** What the clerk says of a document besides the results. */
export interface LetterHead {
  readonly office: string;
  readonly addressee: string;
  readonly number: string | null;
  readonly date: string;
}

export interface Letter {
  readonly document: OfficialDocument;
  readonly findings: readonly Finding[];
}

function compose(wording: Wording, values: WordingValues, usual: Parameters<typeof asDocument>[1]): Letter {
  const made = renderWording(wording, values);
  return { document: asDocument(made, usual), findings: made.findings };
}

const named = ({ name, subject, result }: Outcome): WordingValues => ({
  名称: name,
  考核表: subject.name,
  等次: result.grade,
  总分: result.total,
});

/**
 * 考核结果通报: who did how well. Criticised is only who the clerk named.
 * @param criticised the outcomes that the clerk confirmed
 */
export function resultNotice(
  evaluation: YearEvaluation,
  wording: Wording,
  head: LetterHead,
  criticised: readonly Outcome[],
): Letter {
  const { policy, rubric, year, groups, outcomes, run } = evaluation;
  const { commendations, coefficients } = concludeFrom(evaluation, []);
  const scored = outcomes.filter(isScored);
  const sheets = rubric.subjects.flatMap((subject): WordingValues[] => {
    const own = byRank(scored.filter((outcome) => outcome.subject === subject));
    if (own.length === 0) return [];
    const totals = own.map(({ result }) => result.total);
    return [
      {
        名称: subject.name,
        份数: own.length,
        等次: rubric.grades.map(({ name }) => ({
          名称: name,
          数量: own.filter(({ result }) => result.grade === name).length,
        })),
        平均: averageOf(totals),
        最高: Math.max(...totals),
        最低: Math.min(...totals),
        否决数: own.filter(({ result }) => result.failed.length > 0).length,
        所在: `所在${policy.names.kind}`,
        结果: own.map((outcome) => ({
          名次: outcome.rank,
          名称: outcome.name,
          所在组: outcome.group.name,
          总分: outcome.result.total,
          等次: outcome.result.grade,
        })),
      },
    ];
  });
  const values = {
    单位: head.office,
    文号: head.number,
    主送: head.addressee,
    年度: year,
    联盟: policy.names.kind,
    主导园: policy.names.lead,
    联盟数: groups.length,
    政策: policy.title,
    政策文号: policy.number,
    细则: rubric.title,
    草稿: run.finalisedOn === null,
    考核表: sheets,
    表扬: commendations.map(named),
    批评: criticised.map(named),
    系数: coefficients
      .filter(({ isPassed, value }) => isPassed === true && value > 1)
      .map(({ group, value }) => ({ 名称: group.lead?.name ?? group.name, 系数: value })),
    落款日期: head.date,
  };
  return compose(wording, values, { date: head.date, title: `${year}年度考核结果通报` });
}

/** 反馈单: what one kindergarten or group was scored, sheet by sheet. */
export function feedbackLetter(
  evaluation: YearEvaluation,
  wording: Wording,
  head: Pick<LetterHead, 'office' | 'date'>,
  outcomes: readonly Outcome[],
  previous: (outcome: Outcome) => number | null,
): Letter {
  const { rubric, year, run, policy, opinions } = evaluation;
  const sheets = outcomes.map((outcome): WordingValues => {
    const { result, subject, group, kindergartenId, rank, among } = outcome;
    const before = previous(outcome);
    const facts = result.missing.filter(({ kind }) => kind === 'fact').length;
    const change = before === null ? null : Math.round((result.total - before) * 100) / 100;
    const indicators = result.dimensions.flatMap((dimension) =>
      dimension.indicators.map((each) => ({ dimension: dimension.name, bonus: dimension.bonus, ...each })),
    );
    const told = ({ name, score, points }: (typeof indicators)[number]) => ({
      名称: name,
      得分: score,
      分值: points,
    });
    const opinion = opinions.find(
      (each) =>
        each.groupId === group.id && each.kindergartenId === kindergartenId && each.subject === subject.id,
    );
    return {
      考核表: subject.name,
      所在组: group.name,
      总分: result.total,
      等次: result.grade,
      总分等次: result.gradeByTotal,
      名次: rank,
      参评: among,
      上年: before,
      增减: change,
      差: change === null ? null : Math.abs(change),
      否决: result.failed.map(({ name }) => ({ 名称: name })),
      空白数: result.missing.length - facts,
      缺数据数: facts,
      指标: indicators.map((each) => ({
        一级指标: each.dimension,
        二级指标: each.name,
        分值: each.points,
        得分: each.score,
      })),
      长处: indicators.filter(({ score, points }) => score >= points * 0.9).map(told),
      不足: indicators.filter(({ score, points, bonus }) => !bonus && score < points * 0.6).map(told),
      意见: opinion?.opinion ?? null,
      主导园: policy.names.lead,
    };
  });
  const values = {
    单位: head.office,
    年度: year,
    细则: rubric.title,
    名称: outcomes[0]?.name ?? '',
    草稿: run.finalisedOn === null,
    考核表: sheets,
    落款日期: head.date,
  };
  return compose(wording, values, { date: head.date, title: `${year}年度考核反馈单` });
}
