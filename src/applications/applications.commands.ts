import type { CommandDefinition } from '../cli/command.ts';

export const applicationCommands: readonly CommandDefinition[] = [
  {
    path: ['application', 'list'],
    alias: '列表',
    summary: '列出收到的申请表',
    json: 'application-list',
    examples: ['youlian application list', 'youlian application list --json'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['application', 'print'],
    alias: '打印',
    summary: '把收到的申请表打印成文件，一园一份，各占一张 A4 竖页',
    description: '文件名为“申请表_园名.xlsx”。写园所名称或学校标识码打印指定的园，--all 打印全部。',
    arguments: [{ name: '[names...]', description: '园所的名称或标识码，可写多个' }],
    options: [
      { flags: '--all', description: '打印收到的全部申请表' },
      { flags: '--blank', description: '另出一份空白申请表' },
      { flags: '-o, --output <folder>', description: '放进哪个文件夹（没有就新建）' },
      { flags: '--policy <id>', description: '只打印依据这份政策的申请' },
      { flags: '--masked', description: '隐去电话号码中间几位（138****8000）' },
    ],
    json: 'application-print',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian application print --all --output 申请表',
      'youlian application print 东湖区星星幼儿园 -o 申请表',
      'youlian 申请表 打印 --blank -o 空白表',
    ],
    load: () => import('./commands/print.ts'),
  },
];
