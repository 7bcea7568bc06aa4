import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const policy = { flags: '--policy <id>', description: '哪一份政策的指标（只有一份生效时可省略）' };
const year = { flags: '--year <year>', description: '年度，如 2025' };
const indicator = '指标的名称或编号，见 youlian indicator list';

export const indicatorCommands: readonly CommandDefinition[] = [
  {
    path: ['indicator', 'list'],
    alias: '列表',
    summary: '列出政策的指标，各年有没有数据',
    options: [policy],
    json: 'indicator-list',
    examples: ['youlian indicator list --policy jingan-2023'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['indicator', 'set'],
    alias: '填写',
    summary: '填写一个指标一年的数，或更改、删除',
    description:
      '不写 --kindergarten 时填的是本单位全部园所的数，核查时以它为准；没有它才把各园的加起来。\n' +
      '是否类的指标按园填“是”或“否”；百分比的尽量写分子和分母；面积等的标准用 --target 填。',
    arguments: [{ name: '<indicator>', description: indicator }],
    options: [
      { ...year, required: true },
      policy,
      { flags: '--kindergarten <name>', description: '哪一所园的（默认本单位全部园所）' },
      { flags: '--numerator <number>', description: '分子' },
      { flags: '--denominator <number>', description: '分母' },
      { flags: '--result <text>', description: '数值：是、否、85%、4.2 等' },
      { flags: '--target <text>', description: '目标值' },
      { flags: '--note <text>', description: '备注' },
      { flags: '--remove', description: '删除已填的' },
    ],
    json: 'indicator-set',
    writes: true,
    asks: true,
    examples: [
      'youlian indicator set 残疾儿童入园率 --year 2025 --numerator 46 --denominator 50',
      'youlian indicator set 创建园 --year 2025 --kindergarten 东湖区星星幼儿园 --result 是',
    ],
    load: () => import('./commands/set.ts'),
  },
  {
    path: ['export', 'indicators'],
    alias: '指标数据表',
    summary: '导出指标数据表：已填的，或加 --blank 导出各园待填的',
    options: [
      exportOptions.output,
      year,
      exportOptions.policy,
      { flags: '--indicator <names...>', description: '只导出这些指标', repeatable: true },
      { flags: '--blank', description: '列出每一所园、每一个指标，已填的填上，没填的空着' },
      exportOptions.reporter,
      exportOptions.date,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian export indicators --year 2025 --blank --output 指标数据表.xlsx'],
    load: () => import('./commands/export.ts'),
  },
];
