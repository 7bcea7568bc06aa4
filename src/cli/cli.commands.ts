import type { CommandDefinition } from './command.ts';

export const cliCommands: readonly CommandDefinition[] = [
  {
    path: ['reference'],
    alias: '手册',
    summary: '列出全部命令、JSON 输出的形式和问题编号',
    options: [
      { flags: '--part <part>', description: '只列一部分', choices: ['commands', 'json', 'findings'] },
    ],
    examples: ['youlian reference --part findings'],
    load: () => import('./commands/reference.ts'),
  },
];
