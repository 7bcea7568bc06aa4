import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const register = { name: '<register>', description: '登记簿的名称或编号，见 youlian register list' };
const about = [
  { flags: '--group <name>', description: '哪一个联盟（集团、学区）的' },
  { flags: '--kindergarten <name>', description: '哪一所园的' },
];

export const registerCommands: readonly CommandDefinition[] = [
  {
    path: ['register', 'list'],
    alias: '列表',
    summary: '列出各种登记簿、各有多少项登记、有哪些栏目',
    json: 'register-list',
    examples: ['youlian register list'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['register', 'show'],
    alias: '查看',
    summary: '查看一种登记簿的登记',
    arguments: [register],
    options: about,
    json: 'register-show',
    examples: ['youlian register show 薄弱园档案', 'youlian register show shared-resources --group 星星联盟'],
    load: () => import('./commands/show.ts'),
  },
  {
    path: ['register', 'check'],
    alias: '核对',
    summary: '核对一种登记簿：哪些登记不完整，哪些园该有而没有',
    arguments: [register],
    json: 'register-check',
    examples: ['youlian register check 薄弱园档案'],
    load: () => import('./commands/check.ts'),
  },
  {
    path: ['register', 'add'],
    alias: '登记',
    summary: '登记一项',
    description:
      '内容写成“栏目=内容”，一栏一个；栏目用名称或编号。\n多项的，填好空表（youlian template 登记簿名称）用 youlian import 导入。',
    arguments: [register, { name: '<contents...>', description: '栏目=内容' }],
    options: [...about, { flags: '--since <date>', description: '从哪天起算（默认今天），如 2025-09-01' }],
    json: 'register-change',
    writes: true,
    asks: true,
    examples: [
      'youlian register add 共享资源清单 --group 星星联盟 资源名称=户外游戏场地 资源类别=场地设施 提供单位=星星幼儿园',
    ],
    load: () => import('./commands/add.ts'),
  },
  {
    path: ['register', 'set'],
    alias: '修改',
    summary: '修改一项登记；“栏目=”后面空着，表示清除这一栏',
    arguments: [
      { name: '<id>', description: '登记的编号，见 youlian register show' },
      { name: '<contents...>', description: '栏目=内容' },
    ],
    json: 'register-change',
    writes: true,
    asks: true,
    examples: ['youlian register set 3 进展=已完成环境改造'],
    load: () => import('./commands/set.ts'),
  },
  {
    path: ['register', 'remove'],
    alias: '删除',
    summary: '删除一项登错的登记',
    arguments: [{ name: '<id>', description: '登记的编号，见 youlian register show' }],
    json: 'register-change',
    writes: true,
    asks: true,
    examples: ['youlian register remove 3'],
    load: () => import('./commands/remove.ts'),
  },
  {
    path: ['export', 'register'],
    alias: '登记簿',
    summary: '导出一种登记簿',
    arguments: [register],
    options: [
      ...about,
      exportOptions.output,
      exportOptions.reporter,
      exportOptions.date,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian export register 薄弱园档案 --output 薄弱园档案.xlsx'],
    load: () => import('./commands/export.ts'),
  },
];
