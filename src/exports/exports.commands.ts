import type { CommandDefinition, OptionDefinition } from '../cli/command.ts';

const output: OptionDefinition = { flags: '-o, --output <file>', description: '存为哪个文件（.xlsx）' };
const on: OptionDefinition = { flags: '--on <date>', description: '按哪一天的情况导出（默认今天）' };
const policy: OptionDefinition = {
  flags: '--policy <id>',
  description: '依据哪一份政策（只有一份时可省略）；标题和“主导园”“联盟园”等称呼随政策',
};
const masked: OptionDefinition = { flags: '--masked', description: '隐去电话号码中间几位（138****8000）' };
const reporter: OptionDefinition = { flags: '--reporter <name>', description: '表下的填报人' };
const date: OptionDefinition = { flags: '--date <date>', description: '表下的日期' };
const format: OptionDefinition = {
  flags: '--format <format>',
  description: 'xlsx 表格（默认），或 json 数据：没有 --output 时输出到屏幕',
  choices: ['xlsx', 'json'],
  default: 'xlsx',
};

export const exportCommands: readonly CommandDefinition[] = [
  {
    path: ['template'],
    alias: '模板',
    summary: '生成空表，发给各园、各区县填写',
    description:
      '空表带下拉选项和打印设置，填好后用 youlian import 导入。有台账时，标题带本单位和政策的名称。',
    arguments: [
      {
        name: '<table>',
        description:
          'leadership（领导小组）、alliance-list（联盟名单）、application（申请表）或 roster（园所信息表）',
      },
    ],
    options: [output, policy],
    writes: true,
    makesFiles: true,
    examples: ['youlian template roster --output 园所信息表.xlsx', 'youlian 模板 申请表 -o 申请表.xlsx'],
    load: () => import('./commands/template.ts'),
  },
  {
    path: ['export', 'leadership'],
    alias: '领导小组',
    summary: '导出领导小组（附件1）',
    options: [output, on, policy, masked, format],
    writes: true,
    makesFiles: true,
    examples: ['youlian export leadership --output 领导小组.xlsx'],
    load: () => import('./commands/leadership.ts'),
  },
  {
    path: ['export', 'alliance-list'],
    alias: '联盟名单',
    summary: '导出联盟名单（附件2）',
    description: '按区县、主导园、成员顺序排列；到期待续的联盟照列。',
    options: [
      output,
      on,
      policy,
      { flags: '--tier <tier>', description: '只导出这一层级（如 city、county、town）' },
      masked,
      reporter,
      date,
      format,
    ],
    writes: true,
    makesFiles: true,
    examples: [
      'youlian export alliance-list --output 联盟名单.xlsx --reporter 苏晓棠 --date 2021-03-16',
      'youlian 导出 联盟名单 --tier county -o 区级名单.xlsx',
    ],
    load: () => import('./commands/alliance-list.ts'),
  },
  {
    path: ['export', 'roster'],
    alias: '园所信息表',
    summary: '导出园所信息表',
    options: [output, on, masked, reporter, date, format],
    writes: true,
    makesFiles: true,
    examples: [
      'youlian export roster --output 园所信息表.xlsx',
      'youlian export roster --format json --masked',
    ],
    load: () => import('./commands/roster.ts'),
  },
];
