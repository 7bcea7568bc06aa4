import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Indicator } from '../../policy/schema.ts';
import { listEntries } from '../indicators.store.ts';
import { policyWithIndicators } from '../policy-meant.ts';

const measures: Readonly<Record<Indicator['measure'], string>> = {
  ratio: '百分比',
  'per-head': '生均数',
  'yes-no': '是或否',
  number: '数',
};

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const named = textOption(options, 'policy');
    const policy = policyWithIndicators(ledger, named, today(context), context.templateFolders);
    const entries = listEntries(ledger, { policyId: policy.id });
    const rows = policy.indicators.map((indicator) => {
      const own = entries.filter((entry) => entry.indicator === indicator.id);
      const years = [...new Set(own.map(({ year }) => year))].sort((a, b) => a - b);
      return {
        id: indicator.id,
        name: indicator.name,
        measure: indicator.measure,
        numerator: indicator.numerator ?? null,
        denominator: indicator.denominator ?? null,
        unit: indicator.unit ?? null,
        years: years.map((year) => ({
          year,
          office: own.some((entry) => entry.year === year && entry.officeId !== null),
          kindergartens: own.filter((entry) => entry.year === year && entry.kindergartenId !== null).length,
        })),
      };
    });
    if (options.json) context.stdout.write(renderJson(rows));
    else {
      const table = renderTable(
        rows,
        [
          { heading: '编号', value: ({ id }) => id },
          { heading: '指标', value: ({ name }) => name },
          {
            heading: '填法',
            value: ({ measure, unit }) => `${measures[measure]}${unit ? `（${unit}）` : ''}`,
          },
          { heading: '分子', value: ({ numerator }) => numerator ?? '' },
          { heading: '分母', value: ({ denominator }) => denominator ?? '' },
          {
            heading: '已有数据',
            value: ({ years }) =>
              years
                .map(({ year, office, kindergartens }) => {
                  const parts = [
                    ...(office ? ['全区'] : []),
                    ...(kindergartens > 0 ? [`${kindergartens} 园`] : []),
                  ];
                  return `${year}（${parts.join('、')}）`;
                })
                .join('、'),
          },
        ],
        context.ambiguousIsWide,
      );
      context.stdout.write(table);
    }
    return 0;
  } finally {
    ledger.close();
  }
}
