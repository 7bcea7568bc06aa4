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
];
