import type { CommandDefinition } from '../cli/command.ts';

const year = { flags: '--year <year>', description: '考核年度（公历年），如 2026', required: true };
const policy = { flags: '--policy <id>', description: '哪一份政策的考核（只有一份时可省略）' };

const letterOptions = [
  { flags: '--draft', description: '没有定稿也出（标题注明未定稿）' },
  { flags: '--issuer <name>', description: '署名单位（默认本单位）' },
  { flags: '--date <date>', description: '落款日期（默认定稿日期）' },
  { flags: '--profile <id>', description: '公文版式（默认 standard）' },
];

/** Commands of the results of a year-end evaluation (年度考核). */
export const resultCommands: readonly CommandDefinition[] = [
  {
    path: ['evaluate', 'results'],
    alias: '结果',
    summary: '年度考核的总分、等次、名次、否决、与上年比较，以及由此而来的建议',
    description:
      '名次并列的同名次，下一名顺延（1、1、3）；被否决的排在没有被否决的后面。\n“空白几格”是还没有人填的；“几项没有台账数据”是指标按台账计算而台账里没有，补录台账后会自动算出。\n批评只列出候选，系数只写“可以申请”，都由教育部门决定。',
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
    summary: '登记主导园（集团园、中心园）对一所成员园或其园长的考核意见，或更改、删除',
    description:
      '园和园长分开考核的（如深圳的学区），意见也分开：不写 --subject 是对园的，对园长的写 --subject 成员园园长。',
    arguments: [{ name: '<kindergarten>', description: '成员园的名称' }],
    options: [
      year,
      policy,
      { flags: '--text <text>', description: '意见的内容' },
      { flags: '--subject <name>', description: '对哪一张考核表的意见，如 成员园园长（默认是园的那一张）' },
      { flags: '--on <date>', description: '听取意见的日期（默认今天）' },
      { flags: '--group <name>', description: '哪个组的意见（这所园在几个组里时写明名称或编号）' },
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
    description:
      '没有台账数据、不能计算的指标不妨碍定稿（有的园确实没有），计 0 分，逐一提示；空白的评分要补齐，或加 --with-blanks。\n定稿后不能再读入评分；确需更改的用 evaluate reopen 重开，写明理由。',
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
  {
    path: ['evaluate', 'summary'],
    alias: '汇总表',
    summary: '生成年度考核汇总表（.xlsx）：各考核对象一张表，按名次排列',
    options: [year, policy, { flags: '--output <file>', description: '存为哪个 .xlsx 文件' }],
    writes: true,
    makesFiles: true,
    examples: ['youlian evaluate summary --year 2026 --output 年度考核汇总表.xlsx'],
    load: () => import('./commands/summary.ts'),
  },
  {
    path: ['evaluate', 'notice'],
    alias: '结果通报',
    summary: '生成考核结果通报（.docx 公文），附各考核对象的结果',
    description:
      '文稿是 evaluation/notice.md，可以复制到自己的模板文件夹修改。批评只写 --criticise 点名确认的，而且只能是候选里的。',
    options: [
      year,
      policy,
      { flags: '--output <file>', description: '存为哪个 .docx 文件' },
      { flags: '--to <text>', description: '主送单位' },
      { flags: '--number <text>', description: '发文字号，写了就带红头' },
      { flags: '--criticise <names...>', description: '确认通报批评的单位', repeatable: true },
      ...letterOptions,
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian evaluate notice --year 2026 --output 考核结果通报.docx'],
    load: () => import('./commands/notice.ts'),
  },
  {
    path: ['evaluate', 'feedback'],
    alias: '反馈单',
    summary: '每所园、每个联盟一份考核反馈单（.docx），放进一个文件夹',
    options: [
      year,
      policy,
      { flags: '--output <folder>', description: '放在哪个文件夹' },
      { flags: '--only <names...>', description: '只出这些园所或联盟的', repeatable: true },
      ...letterOptions,
    ],
    json: 'evaluate-feedback',
    writes: true,
    makesFiles: true,
    examples: ['youlian evaluate feedback --year 2026 --output 考核反馈单'],
    load: () => import('./commands/feedback.ts'),
  },
];
