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
];
