import type { Group } from '../groups/group.ts';
import { renderCitation } from '../policy/evaluate.ts';
import type { Policy, Rule, RuleOf } from '../policy/schema.ts';
import type { StepRecord } from '../workflow/procedure.ts';
import type { YearEvaluation } from './evaluation-meant.ts';
import { isScored, type Outcome } from './outcomes.ts';

/** What follows from the results of a year, for those who decide: nothing here decides by itself. */
export interface Conclusions {
  /** Proposed for commendation (表扬). */
  readonly commendations: readonly Outcome[];
  /** Candidates for criticism (批评): named in no document before the clerk confirmed them. */
  readonly criticisms: readonly Outcome[];
  readonly coefficients: readonly Coefficient[];
  readonly renewals: readonly Renewal[];
  readonly plaques: readonly Plaque[];
}

/** What a lead's principal may apply for (绩效考核系数). */
interface Coefficient {
  readonly group: Group;
  readonly members: number;
  readonly value: number;
  /** Whether the yearly evaluation was passed; null while it is not complete. */
  readonly isPassed: boolean | null;
  readonly words: string;
  readonly citation: string;
  /** How the clause is read, where it is unclear. */
  readonly readings: readonly string[];
}

/** Whether a group whose round is over should go on (延续) or be changed (调整). */
interface Renewal {
  readonly group: Group;
  readonly cycleEnd: string;
  readonly advice: 'renew' | 'adjust' | 'open';
  readonly words: string;
}

/** How far a member has come towards a plaque (挂牌). */
interface Plaque {
  readonly group: Group;
  readonly kindergartenId: number;
  readonly name: string;
  readonly procedure: string;
  readonly done: readonly string[];
  /** Null once everything is done. */
  readonly next: string | null;
  /** Everything before the last step is done. */
  readonly isReady: boolean;
  readonly words: string;
}

const citationOf = (policy: Policy, clause: string) => {
  const document = policy.number ?? `《${policy.title}》`;
  return renderCitation({ document, clause }, policy.status);
};

/** The clause that a rubric names, as it is cited. */
export const clauseCitation = citationOf;

const isCoefficient = (rule: Rule): rule is RuleOf<'coefficient'> => rule.kind === 'coefficient';

/** The outcome that speaks for a group: its own sheet, else its lead's. */
function groupOutcome({ outcomes }: Pick<YearEvaluation, 'outcomes'>, group: Group): Outcome | undefined {
  const own = outcomes.filter((each) => each.group.id === group.id && each.subject.whom === 'unit');
  return (
    own.find(({ subject }) => subject.of === 'group') ?? own.find(({ subject }) => subject.of === 'lead')
  );
}

function passedIn(evaluation: YearEvaluation, group: Group): { passed: boolean | null; grade: string } {
  const outcome = groupOutcome(evaluation, group);
  if (!outcome || !isComplete(outcome)) return { passed: null, grade: '' };
  const { grade } = outcome.result;
  return { passed: evaluation.rubric.passing.includes(grade), grade };
}

/** Whether nothing is missing that somebody could still score. */
function isComplete(outcome: Outcome): boolean {
  return isScored(outcome) && outcome.result.missing.every(({ kind }) => kind === 'fact');
}

function coefficientsOf(evaluation: YearEvaluation): Coefficient[] {
  const { policy, groups, run } = evaluation;
  return policy.rules.filter(isCoefficient).flatMap((rule) =>
    groups.flatMap((group): Coefficient[] => {
      const members = group.members.length;
      const value = rule.parameters.bands.find(
        ({ from, to }) => members >= from && (to === null || members <= to),
      )?.value;
      if (value === undefined) return [];
      const { passed: isPassed } = passedIn(evaluation, group);
      const count = `${members} 个${policy.names.member}`;
      const [open, when] = run.finalisedOn === null ? ['（未定稿）', '定稿后'] : ['', ''];
      const words =
        isPassed === null
          ? `年度考核还不完整，暂不能申请；有 ${count}，合格后的系数为 ${value}。`
          : !isPassed
            ? `年度考核不合格${open}，不能申请放大系数。`
            : value === 1
              ? `年度考核合格${open}，有 ${count}，不到放大系数的数目。`
              : `年度考核合格${open}，有 ${count}，${when}可以申请将绩效考核系数放大至 ${value}；是否放大由教育行政部门定。`;
      return [
        {
          group,
          members,
          value: isPassed === true ? value : 1,
          isPassed,
          words,
          citation: renderCitation(rule.citation, policy.status),
          readings: rule.readings.map(({ question, reading }) => `${question}：${reading}`),
        },
      ];
    }),
  );
}

function renewalsOf(evaluation: YearEvaluation): Renewal[] {
  const { rubric, policy, groups, year, run } = evaluation;
  const open = run.finalisedOn === null ? '（未定稿）' : '';
  const { renewal } = rubric;
  if (!renewal) return [];
  return groups.flatMap((group): Renewal[] => {
    const { cycleEnd } = group;
    if (cycleEnd === null || cycleEnd > `${year}-12-31`) return [];
    const outcome = groupOutcome(evaluation, group);
    const citation = citationOf(policy, renewal.clause);
    if (!outcome || !isComplete(outcome)) {
      return [{ group, cycleEnd, advice: 'open', words: `考核还不完整，暂不提出建议（${citation}）。` }];
    }
    const { grade } = outcome.result;
    const isGood = renewal.grades.includes(grade);
    const words = isGood
      ? `年度考核${grade}${open}，建议延续下一周期（${citation}）；由教育部门决定。`
      : `年度考核${grade}${open}，建议调整（${citation}）；由教育部门决定。`;
    return [{ group, cycleEnd, advice: isGood ? 'renew' : 'adjust', words }];
  });
}

function plaquesOf({ policy, groups }: YearEvaluation, steps: readonly StepRecord[]): Plaque[] {
  const procedures = policy.procedures.filter(({ optional, of }) => optional && of === 'member');
  return procedures.flatMap((procedure) =>
    groups
      .filter(({ tier }) => procedure.tier === undefined || tier === null || procedure.tier === tier)
      .flatMap((group) =>
        group.members.flatMap(({ kindergartenId, name }): Plaque[] => {
          const own = new Set(
            steps
              .filter(
                (each) =>
                  each.groupId === group.id &&
                  each.kindergartenId === kindergartenId &&
                  each.procedureId === procedure.id,
              )
              .map(({ step }) => step),
          );
          if (own.size === 0) return [];
          const done = procedure.steps.filter(({ id }) => own.has(id)).map((step) => step.name);
          const next = procedure.steps.find(({ id }) => !own.has(id));
          const isReady = next !== undefined && next === procedure.steps.at(-1);
          const words = next
            ? isReady
              ? `前面各步都已办完，可以${next.name}。`
              : `已办：${done.join('、')}；下一步：${next.name}（${next.by}）。`
            : `已办完：${done.join('、')}。`;
          return [
            {
              group,
              kindergartenId,
              name,
              procedure: procedure.name,
              done,
              next: next?.name ?? null,
              isReady,
              words,
            },
          ];
        }),
      ),
  );
}

/** @param steps all recorded steps of procedures up to the day asked about */
export function concludeFrom(evaluation: YearEvaluation, steps: readonly StepRecord[]): Conclusions {
  const { rubric, outcomes } = evaluation;
  const graded = (grades: readonly string[] | undefined) =>
    outcomes.filter((outcome) => isComplete(outcome) && (grades ?? []).includes(outcome.result.grade));
  return {
    commendations: graded(rubric.commendation?.grades),
    criticisms: graded(rubric.criticism?.grades),
    coefficients: coefficientsOf(evaluation),
    renewals: renewalsOf(evaluation),
    plaques: plaquesOf(evaluation, steps),
  };
}
