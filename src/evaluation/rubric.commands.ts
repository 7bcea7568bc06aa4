import type { CommandDefinition } from '../cli/command.ts';

/** Commands of rubrics (考核细则). */
export const rubricCommands: readonly CommandDefinition[] = [
  {
    path: ['rubric', 'list'],
    alias: '列表',
    summary: '列出自带的和本单位的考核细则',
    json: 'rubric-list',
    examples: ['youlian rubric list'],
    load: () => import('./commands/rubric-list.ts'),
  },
  {
    path: ['rubric', 'show'],
    alias: '查看',
    summary: '查看一份考核细则：考核谁、谁评、各项分值和标准、等次',
    arguments: [{ name: '<id>', description: '细则的编号，见 youlian rubric list' }],
    json: 'rubric',
    examples: ['youlian rubric show zaozhuang-2021'],
    load: () => import('./commands/rubric-show.ts'),
  },
  {
    path: ['rubric', 'lint'],
    alias: '检查',
    summary: '检查考核细则：分值合计、等次空缺或重叠、公式、评分方、重名',
    arguments: [{ name: '[rubric]', description: '细则的编号或文件（默认检查全部）' }],
    json: 'rubric-lint',
    examples: ['youlian rubric lint', 'youlian rubric lint 我的细则.yaml'],
    load: () => import('./commands/rubric-lint.ts'),
  },
  {
    path: ['rubric', 'facts'],
    alias: '可用数据',
    summary: '列出公式可以用的台账数据：名称、单位、怎么数',
    json: 'rubric-facts',
    examples: ['youlian rubric facts'],
    load: () => import('./commands/rubric-facts.ts'),
  },
  {
    path: ['rubric', 'new'],
    alias: '新建',
    summary: '照现有的细则另建一份，放进本单位的模板文件夹',
    arguments: [{ name: '<id>', description: '新细则的编号，如 yunxi-2026' }],
    options: [{ flags: '--from <id>', description: '照哪一份', required: true }],
    writes: true,
    makesFiles: true,
    examples: ['youlian rubric new yunxi-2026 --from zaozhuang-2021'],
    load: () => import('./commands/rubric-new.ts'),
  },
  {
    path: ['rubric', 'import'],
    alias: '读入',
    summary: '把本单位的考核细则表（.xlsx 等）读成细则文件',
    description:
      '认“一级指标、二级指标、分值、评分标准、评分方式、佐证材料”等栏，合并的单元格也行；一张表是一类考核对象。\n评分方式写“扣分”的按扣分，写“否决”的作否决项，其余按给分。',
    arguments: [{ name: '<file>', description: '考核细则表' }],
    options: [
      { flags: '--id <id>', description: '新细则的编号，如 yunxi-2026', required: true },
      { flags: '--policy <id>', description: '属于哪一份政策', required: true },
      {
        flags: '--of <subject>',
        description: '考核谁：group 整个联盟、lead 主导园、member 成员园（默认看表名）',
        choices: ['group', 'lead', 'member'],
      },
      { flags: '--title <text>', description: '细则的名称（默认用文件名）' },
    ],
    json: 'rubric-import',
    writes: true,
    makesFiles: true,
    examples: ['youlian rubric import 考核细则.xlsx --id yunxi-2026 --policy zaozhuang-2021'],
    load: () => import('./commands/rubric-import.ts'),
  },
];
