import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const on = { flags: '--on <date>', description: '按哪一天的情况看（默认今天）' };

const bodyArgument = '机构的编号或名称，见 youlian committee list';

export const committeeCommands: readonly CommandDefinition[] = [
  {
    path: ['committee', 'list'],
    alias: '列表',
    summary: '列出领导小组、专家团队、理事会等机构，有没有空缺',
    options: [on, { flags: '--policy <id>', description: '只列一份政策的机构' }],
    json: 'committee-list',
    examples: ['youlian committee list', 'youlian committee list --on 2022-09-01 --json'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['committee', 'create'],
    alias: '登记',
    summary: '登记一个机构：领导小组、专家团队、理事会、监事会、学区治理委员会等',
    description:
      '有哪些机构由政策规定（policies 文件里的 bodies）。本单位的不用写归属；区县的写 --office，联盟（集团、学区）的写 --group。',
    arguments: [{ name: '<kind>', description: '机构的种类，如 理事会' }],
    options: [
      { flags: '--group <group>', description: '哪一个联盟的：编号、名称或主导园名称' },
      { flags: '--office <district>', description: '哪一个区县的' },
      { flags: '--policy <id>', description: '依据哪一份政策（只有一份生效时可省略）' },
      { flags: '--title <text>', description: '全称（默认按政策）' },
      { flags: '--since <date>', description: '从哪一天起（默认不限）' },
    ],
    json: 'committee-create',
    writes: true,
    asks: true,
    examples: [
      'youlian committee create 领导小组 --office 东湖区',
      'youlian committee create 理事会 --group 3 --yes',
    ],
    load: () => import('./commands/create.ts'),
  },
  {
    path: ['committee', 'seat'],
    alias: '任职',
    summary: '登记某人在机构里的职务、单位和任期，或更改',
    description:
      '此人在这个机构里已有这一职务的，就是更改：单位及职务不同，从 --since 起改；写了 --until，就改任期。',
    arguments: [
      { name: '<body>', description: bodyArgument },
      { name: '<name>', description: '姓名' },
    ],
    options: [
      { flags: '--role <role>', description: '机构里的职务，如 理事长', required: true },
      { flags: '--posts <text>', description: '单位及职务，如 东湖区实验幼儿园园长', required: true },
      { flags: '--since <date>', description: '从哪一天起任职（默认今天）' },
      { flags: '--until <date>', description: '任期的最后一天（默认不限）' },
    ],
    json: 'committee-seat',
    writes: true,
    asks: true,
    examples: [
      'youlian committee seat 3 周岚 --role 理事长 --posts 东湖区实验幼儿园园长 --since 2022-09-01 --until 2025-08-31',
    ],
    load: () => import('./commands/seat.ts'),
  },
  {
    path: ['committee', 'show'],
    alias: '查看',
    summary: '查看机构里的人：领导小组、理事会等，不写哪一个就都列出',
    arguments: [{ name: '[body]', description: bodyArgument }],
    options: [on],
    json: 'committee',
    examples: ['youlian committee show', 'youlian committee show 理事会 --on 2022-09-01 --json'],
    load: () => import('./commands/show.ts'),
  },
  {
    path: ['committee', 'end'],
    alias: '卸任',
    summary: '登记某人不再担任机构里的职务',
    arguments: [{ name: '<name>', description: '姓名；同名的写成 姓名@单位' }],
    options: [
      { flags: '--role <role>', description: '职务（此人担任几个职务时）' },
      { flags: '--body <body>', description: '哪一个机构（此人在几个机构时）：编号或名称' },
      { flags: '--on <date>', description: '从哪一天起不再担任（默认今天）' },
    ],
    json: 'committee-end',
    writes: true,
    examples: ['youlian committee end 邓淇', 'youlian committee end 邓淇 --role 副组长 --on 2023-03-01'],
    load: () => import('./commands/end.ts'),
  },
  {
    path: ['export', 'leadership'],
    alias: '领导小组',
    summary: '导出领导小组（附件1），或按同样的格式导出别的机构',
    options: [
      { flags: '--body <body>', description: '哪一个机构（默认本单位的领导小组）：编号或名称' },
      exportOptions.output,
      exportOptions.on,
      exportOptions.policy,
      exportOptions.masked,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: [
      'youlian export leadership --output 领导小组.xlsx',
      'youlian export leadership --body 3 --output 理事会.xlsx',
    ],
    load: () => import('./commands/export.ts'),
  },
];
