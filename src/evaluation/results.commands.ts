import type { CommandDefinition } from '../cli/command.ts';

const year = { flags: '--year <year>', description: '考核年度（公历年），如 2026', required: true };
const policy = { flags: '--policy <id>', description: '哪一份政策的考核（只有一份时可省略）' };

/** Commands of the results of a year-end evaluation (年度考核). */
export const resultCommands: readonly CommandDefinition[] = [
  {
    path: ['evaluate', 'results'],
    alias: '结果',
    summary: '年度考核的总分、等次、名次、否决、与上年比较，以及由此而来的建议',
    description:
      '名次并列的同名次，下一名顺延（1、1、3）；被否决的排在没有被否决的后面。\n批评只列出候选，系数只写“可以申请”，都由教育部门决定。',
    options: [year, policy],
    json: 'evaluate-results',
    examples: ['youlian evaluate results --year 2026', 'youlian evaluate results --year 2026 --json'],
    load: () => import('./commands/results.ts'),
  },
  {
    path: ['evaluate', 'explain'],
    alias: '说明',
    summary: '一所园（或一个联盟）的每一分从哪里来：文件和单元格、台账数据、公式',
    arguments: [{ name: '<name>', description: '园所名称，或联盟的名称、编号' }],
    options: [year, policy],
    json: 'evaluate-explain',
    examples: ['youlian evaluate explain 东湖区星星幼儿园 --year 2026'],
    load: () => import('./commands/explain.ts'),
  },
  {
    path: ['evaluate', 'preview'],
    alias: '试算',
    summary: '同样的评分换一份细则会怎样：谁的名次、等次会变；不写入台账',
    description: '考核表、指标、否决项按编号（id）对应；满分改了的按比例折算。',
    options: [
      year,
      policy,
      { flags: '--rubric <rubric>', description: '另一份细则的编号或文件', required: true },
    ],
    json: 'evaluate-preview',
    examples: ['youlian evaluate preview --year 2026 --rubric yunxi-2026'],
    load: () => import('./commands/preview.ts'),
  },
  {
    path: ['evaluate', 'opinion'],
    alias: '意见',
    summary: '登记主导园（集团园、中心园）对一所成员园的考核意见，或更改、删除',
    arguments: [{ name: '<kindergarten>', description: '成员园的名称' }],
    options: [
      year,
      policy,
      { flags: '--text <text>', description: '意见的内容' },
      { flags: '--on <date>', description: '听取意见的日期（默认今天）' },
      { flags: '--remove', description: '删除已登记的意见' },
    ],
    json: 'evaluate-opinion',
    writes: true,
    asks: true,
    examples: ['youlian evaluate opinion 东湖区星星幼儿园 --year 2026 --text 同意评为良好'],
    load: () => import('./commands/opinion.ts'),
  },
  {
    path: ['evaluate', 'finalise'],
    alias: '定稿',
    summary: '年度考核定稿：意见听全、评分齐了才行，缺的逐一列出',
    description: '定稿后不能再读入评分；确需更改的用 evaluate reopen 重开，写明理由。',
    options: [
      year,
      policy,
      { flags: '--with-blanks', description: '评分有空白也定稿，空白计 0 分（意见不能缺）' },
    ],
    json: 'evaluate-finalise',
    writes: true,
    asks: true,
    examples: ['youlian evaluate finalise --year 2026'],
    load: () => import('./commands/finalise.ts'),
  },
  {
    path: ['evaluate', 'reopen'],
    alias: '重开',
    summary: '把已定稿的年度考核重开，理由记入台账',
    options: [year, policy, { flags: '--reason <text>', description: '为什么重开', required: true }],
    json: 'evaluate-reopen',
    writes: true,
    asks: true,
    examples: ['youlian evaluate reopen --year 2026 --reason 更正一处评分'],
    load: () => import('./commands/reopen.ts'),
  },
];
