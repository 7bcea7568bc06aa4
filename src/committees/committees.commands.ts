import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const on = { flags: '--on <date>', description: '按哪一天的情况看（默认今天）' };

export const committeeCommands: readonly CommandDefinition[] = [
  {
    path: ['committee', 'show'],
    alias: '查看',
    summary: '查看领导小组的组长、副组长和成员',
    options: [on],
    json: 'committee',
    examples: ['youlian committee show', 'youlian committee show --on 2022-09-01 --json'],
    load: () => import('./commands/show.ts'),
  },
  {
    path: ['committee', 'end'],
    alias: '卸任',
    summary: '登记某人不再担任领导小组的职务',
    arguments: [{ name: '<name>', description: '姓名；同名的写成 姓名@单位' }],
    options: [
      { flags: '--role <role>', description: '职务（此人担任几个职务时）' },
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
    summary: '导出领导小组（附件1）',
    options: [
      exportOptions.output,
      exportOptions.on,
      exportOptions.policy,
      exportOptions.masked,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian export leadership --output 领导小组.xlsx'],
    load: () => import('./commands/export.ts'),
  },
];
