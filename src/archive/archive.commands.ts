import type { CommandDefinition } from '../cli/command.ts';
import { fileOptions } from './selection.ts';

export const archiveCommands: readonly CommandDefinition[] = [
  {
    path: ['archive', 'list'],
    alias: '列表',
    summary: '列出归档的佐证材料',
    options: [...fileOptions],
    json: 'archive-list',
    examples: ['youlian archive list --group 3', 'youlian archive list --since 2026-09-01 --json'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['archive', 'verify'],
    alias: '核对',
    summary: '逐个重算校验值，核对档案文件夹：有没有缺少、被改动或没人用的文件',
    json: 'archive-verify',
    examples: ['youlian archive verify'],
    load: () => import('./commands/verify.ts'),
  },
  {
    path: ['archive', 'export'],
    alias: '导出',
    summary: '把佐证材料按单位、种类、日期拷成文件夹，附带可打印、可点开的档案目录',
    arguments: [{ name: '<folder>', description: '放在哪个文件夹（应是空的或还没有的）' }],
    options: [...fileOptions],
    writes: true,
    makesFiles: true,
    examples: ['youlian archive export 迎检档案 --since 2025-09-01 --until 2026-07-31'],
    load: () => import('./commands/export.ts'),
  },
];
