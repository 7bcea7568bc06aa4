import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { loadRubric } from '../load-rubric.ts';
import {
  combinationNames,
  dimensionWorth,
  entitledScorers,
  methodNames,
  type Rubric,
  type RubricIndicator,
  type RubricSubject,
  scorerName,
} from '../rubric.ts';

function detail(indicator: RubricIndicator): string {
  if (indicator.method === 'formula') return indicator.formula;
  if (indicator.method !== 'bands') return indicator.standard;
  const bands = indicator.bands.map(({ name, from, points }) => `${name}（${from} 起）${points} 分`);
  return [indicator.standard, bands.join('，')].filter((part) => part !== '').join('；');
}

function subjectText(rubric: Rubric, subject: RubricSubject, wide: boolean): string {
  const scorers = subject.scorers.map(({ by, weight }) =>
    subject.combine === 'weighted' ? `${scorerName(rubric, by)} ${weight}%` : scorerName(rubric, by),
  );
  const rows = subject.dimensions.flatMap((dimension) =>
    dimension.indicators.map((indicator, index) => ({ dimension, indicator, isFirst: index === 0 })),
  );
  const table = renderTable(
    rows,
    [
      {
        heading: '一级指标',
        value: ({ dimension, isFirst }) =>
          isFirst ? `${dimension.name}（${dimensionWorth(dimension)}${dimension.bonus ? ' 加分' : ''}）` : '',
      },
      { heading: '二级指标', value: ({ indicator }) => indicator.name },
      { heading: '分值', value: ({ indicator }) => indicator.points, align: 'right' },
      { heading: '评分方式', value: ({ indicator }) => methodNames[indicator.method] },
      {
        heading: '评分方',
        value: ({ indicator }) =>
          entitledScorers(subject, indicator)
            .map(({ by }) => scorerName(rubric, by))
            .join('、') || '台账',
      },
      { heading: '评分标准', value: ({ indicator }) => detail(indicator) },
    ],
    wide,
  );
  const gates = subject.gates.map(
    ({ name, fails, cap }) => `否决项：${name}，答“${fails}”的等次不高于${cap}\n`,
  );
  const head = `\n── ${subject.name}（${subject.full} 分；${scorers.join('、')}，${combinationNames[subject.combine]}）──\n`;
  return `${head}${table}${gates.join('')}`;
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const rubric = loadRubric(String(input.arguments[0] ?? ''), context.templateFolders);
  if (flagOption(input.options, 'json')) {
    context.stdout.write(renderJson(rubric));
    return 0;
  }
  const grades = rubric.grades.map(({ name, from }) => `${name} ${from} 分起`).join('，');
  context.stdout.write(`${rubric.title}（${rubric.id}，政策 ${rubric.policy}）\n等次：${grades}\n`);
  if (rubric.weights === 'office') context.stdout.write('分值和权重由本单位确定：政策没有规定。\n');
  if (rubric.note !== '') context.stdout.write(`${rubric.note}\n`);
  for (const subject of rubric.subjects) {
    context.stdout.write(subjectText(rubric, subject, context.ambiguousIsWide));
  }
  return 0;
}
