import type { CommandDefinition } from '../cli/command.ts';

/** What the commands of the year-end evaluation (年度考核) are. */
export const evaluationCommands: readonly CommandDefinition[] = [
  {
    path: ['evaluate', 'sheets'],
    alias: '评分册',
    summary: '按考核细则制作各组的考核评分册和主管部门的汇总册',
    description:
      '每个组一份工作簿：封面、每个考核对象一张评分表、佐证清单、汇总；公式随填随算，台账数据已填好。\n' +
      '参加的是周期包括这一年的组。同一份台账、同样的选项，做出的文件逐字节相同。发出的内容记入台账，可撤销。',
    options: [
      { flags: '--year <year>', description: '考核年度，如 2026', required: true },
      { flags: '--output <folder>', description: '放在哪个文件夹' },
      { flags: '--policy <id>', description: '只做这一份政策的组' },
      { flags: '--rubric <id>', description: '用哪一份考核细则：编号，或 .yaml 文件' },
      { flags: '--group <names...>', description: '只做这些组：名称、组号或主导园', repeatable: true },
      { flags: '--filled', description: '把已经导入的评分填在表里（默认是空表）' },
      { flags: '--on <date>', description: '台账数据算到哪一天（默认今天，最晚年底）' },
    ],
    json: 'evaluate-sheets',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian evaluate sheets --year 2026 --output 考核评分册',
      'youlian evaluate sheets --year 2026 --output 补做 --group 东湖区第一幼儿园联盟',
    ],
    load: () => import('./commands/sheets.ts'),
  },
  {
    path: ['evaluate', 'import'],
    alias: '导入',
    summary: '导入填好交回的考核评分册，重新计算，找出被改动的地方',
    description:
      '分数、是否题、佐证说明和意见逐格读入；总分由幼联按细则重新计算，不取表里的结果。\n' +
      '几方各交一份的，按格合并；先交的先导，没填的以后再导，空格不会冲掉已有的评分。\n' +
      '文件可以是 Excel、WPS、LibreOffice 存过的；同一文件夹里的汇总册自动跳过。',
    arguments: [{ name: '<paths...>', description: '评分册，或放评分册的文件夹、压缩包' }],
    options: [
      { flags: '--year <year>', description: '考核年度（默认取多数文件写的年度）' },
      { flags: '--return-dir <folder>', description: '有问题的评分册标出问题，存到这个文件夹，供退回改正' },
    ],
    json: 'evaluate-import',
    writes: true,
    asks: true,
    examples: [
      'youlian evaluate import 交回 --return-dir 退回',
      'youlian evaluate import 交回/考核评分册_2026_东湖区实验幼儿园联盟.xlsx --dry-run',
    ],
    load: () => import('./commands/import.ts'),
  },
];
