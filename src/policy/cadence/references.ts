import { isIsoDate } from '../../common/dates.ts';
import type { TemplateProblem } from '../../tables/template-file.ts';
import type { PolicyFile } from '../schema.ts';

/** What the schema cannot say of the parts of a policy file that are about activities and reports. */

/** Kinds of activity belong to task lines that are there, and no word is the name of two of them. */
function checkActivities({ activities, lines: named }: PolicyFile): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const lines = new Set(named.map(({ id }) => id));
  const words = new Map<string, string>();
  for (const [index, { id, name, line, aliases }] of activities.entries()) {
    const at = (...path: (string | number)[]) => ['activities', index, ...path];
    if (line !== undefined && !lines.has(line)) {
      problems.push({
        path: at('line'),
        expected: `应为 lines 中的一个：${[...lines].join('、') || '（没有）'}`,
      });
    }
    for (const [position, word] of [name, ...aliases].entries()) {
      const other = words.get(word);
      words.set(word, id);
      if (other === undefined) continue;
      const path = position === 0 ? at('name') : at('aliases', position - 1);
      problems.push({ path, expected: `“${word}”已是 ${other} 的叫法，同一个词不能指两种活动` });
    }
  }
  return problems;
}

/** The last day of a report is written as its period wants it. */
function checkReports({ reports }: PolicyFile): TemplateProblem[] {
  return reports.flatMap(({ per, chain }, index) =>
    chain.flatMap(({ due }, position) => {
      const isFitting =
        per === 'once' ? isIsoDate(due) : due === 'end' || (per === 'year' && !isIsoDate(due));
      if (isFitting) return [];
      const expected =
        per === 'once'
          ? '只报一次的应写日期，如 2020-09-30'
          : per === 'year'
            ? '每年报的应写月日（如 10-15）或 end'
            : '应写 end（期末）';
      return [{ path: ['reports', index, 'chain', position, 'due'], expected }];
    }),
  );
}

type CadenceRule = Extract<PolicyFile['rules'][number], { kind: 'cadence' }>;

function checkCadence(rule: CadenceRule, index: number, policy: PolicyFile): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const { activity, alternative, subject, atLeast, upTo } = rule.parameters;
  const at = (...path: (string | number)[]) => ['rules', index, 'parameters', ...path];
  const of = subject === 'office' || subject === 'district' ? 'office' : 'group';
  const fitting = policy.activities.filter((each) => each.of === of).map(({ id }) => id);
  const look = (ids: readonly string[], ...path: string[]) => {
    for (const [position, id] of ids.entries()) {
      if (fitting.includes(id)) continue;
      const expected = `应为 activities 中 of: ${of} 的一个：${fitting.join('、') || '（没有）'}`;
      problems.push({ path: at(...path, position), expected });
    }
  };
  look(activity, 'activity');
  look(alternative?.activity ?? [], 'alternative', 'activity');
  if (upTo !== undefined && (atLeast === null || upTo < atLeast)) {
    problems.push({ path: at('upTo'), expected: `应不小于 atLeast（${atLeast ?? '没有写'}）` });
  }
  return problems;
}

/** What is wrong with the kinds of activity and reports of a policy, and with the rules that name them. */
export function checkRegular(policy: PolicyFile): TemplateProblem[] {
  const reports = policy.reports.map(({ id }) => id);
  return [
    ...checkActivities(policy),
    ...checkReports(policy),
    ...policy.rules.flatMap((rule, index): TemplateProblem[] => {
      if (rule.kind === 'cadence') return checkCadence(rule, index, policy);
      if (rule.kind !== 'deadline' || reports.includes(rule.parameters.report)) return [];
      const expected = `应为 reports 中的一个：${reports.join('、') || '（没有）'}`;
      return [{ path: ['rules', index, 'parameters', 'report'], expected }];
    }),
  ];
}
