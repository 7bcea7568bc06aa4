import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const group = {
  flags: '--group <group>',
  description: '哪一个联盟（集团、学区）的：编号、名称或主导园名称；默认本单位',
};
const onlyGroup = { flags: '--group <group>', description: '只看一个联盟（集团、学区）的，或写“本单位”' };
const year = { flags: '--year <year>', description: '年度，如 2026' };
const policy = { flags: '--policy <id>', description: '依据哪一份政策（只有一份规定了经费用途时可省略）' };
const purpose = '用途，如 师资培训；规定的用途见政策文件的 funds';

export const fundCommands: readonly CommandDefinition[] = [
  {
    path: ['fund', 'record'],
    alias: '登记',
    summary: '登记一笔专项经费支出，或冲销以前的支出',
    description: '金额可写 12345.60、12,345.60 或 1.2万。冲销写负数，并用 --reverses 写明被冲销的凭证号。',
    options: [
      { flags: '--amount <yuan>', description: '金额（元）', required: true },
      { flags: '--purpose <purpose>', description: purpose, required: true },
      { flags: '--date <date>', description: '日期（默认今天）' },
      group,
      { flags: '--voucher <number>', description: '凭证号' },
      { flags: '--reverses <number>', description: '被冲销的凭证号' },
      { flags: '--account <account>', description: '核算账户：专账，或日常经费账' },
      { flags: '--summary <text>', description: '摘要' },
      { flags: '--kindergarten <name>', description: '受益园' },
      { ...year, description: '哪一年的经费（默认支出那一年）' },
      { flags: '--note <text>', description: '备注' },
      policy,
    ],
    json: 'fund-change',
    writes: true,
    asks: true,
    examples: [
      'youlian fund record --amount 3200.50 --purpose 讲座 --group 3 --date 2026-04-01 --voucher 记12 --account 专账 --summary 专家讲座费',
      'youlian fund record --amount -200 --purpose 讲座 --group 3 --reverses 记12 --account 专账',
    ],
    load: () => import('./commands/record.ts'),
  },
  {
    path: ['fund', 'budget'],
    alias: '预算',
    summary: '登记、调整一年的专项经费预算，全年的或一项用途的',
    options: [
      { flags: '--amount <yuan>', description: '金额（元）' },
      year,
      group,
      { flags: '--purpose <purpose>', description: `${purpose}（不写就是全年的）` },
      { flags: '--date <date>', description: '批复日期' },
      { flags: '--document <number>', description: '批复文号' },
      { flags: '--note <text>', description: '备注' },
      { flags: '--remove', description: '去掉已登记的' },
      policy,
    ],
    json: 'fund-budget',
    writes: true,
    asks: true,
    examples: ['youlian fund budget --year 2026 --group 3 --amount 2万 --document 财教〔2026〕3号'],
    load: () => import('./commands/budget.ts'),
  },
  {
    path: ['fund', 'list'],
    alias: '列表',
    summary: '列出专项经费支出',
    options: [year, onlyGroup, policy],
    json: 'fund-list',
    examples: ['youlian fund list --year 2026', 'youlian fund list --group 3 --json'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['fund', 'remove'],
    alias: '去掉',
    summary: '去掉一笔登记错了的支出',
    arguments: [{ name: '<number>', description: '支出的编号，见 youlian fund list' }],
    json: 'fund-change',
    writes: true,
    asks: true,
    examples: ['youlian fund remove 5'],
    load: () => import('./commands/remove.ts'),
  },
  {
    path: ['fund', 'audit'],
    alias: '审计',
    summary: '一年的专项经费：各项用途的预算、支出、结余，和要说明的事项',
    description:
      '列出用途在规定之外、与日常经费混用、超过预算、冲销对不上、没有凭证的。加 --output 存为工作簿：汇总、明细、例外三张，公式是活的。有要说明的事项时退出码是 1。',
    options: [year, onlyGroup, policy, exportOptions.output],
    json: 'fund-audit',
    writes: true,
    makesFiles: true,
    examples: ['youlian fund audit --year 2026 --output 专项经费审计.xlsx'],
    load: () => import('./commands/audit.ts'),
  },
  {
    path: ['export', 'fund'],
    alias: '专项经费台账',
    summary: '导出专项经费台账，改好后可再导入',
    options: [
      exportOptions.output,
      year,
      onlyGroup,
      exportOptions.policy,
      exportOptions.reporter,
      exportOptions.date,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian export fund --year 2026 --output 专项经费台账.xlsx'],
    load: () => import('./commands/export.ts'),
  },
];
