import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';
import { selectionOptions } from './selection.ts';

const { group, policy, kind, since, until } = selectionOptions;

export const recordCommands: readonly CommandDefinition[] = [
  {
    path: ['export', 'activity-record'],
    alias: '活动记录表',
    summary: '导出已举行的活动（活动记录表），改好后可再导入',
    options: [
      exportOptions.output,
      group,
      kind,
      since,
      until,
      policy,
      exportOptions.reporter,
      exportOptions.date,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: [
      'youlian export activity-record --since 2026-09-01 --output 活动记录表.xlsx',
      'youlian export activity-record --group 3 --format json',
    ],
    load: () => import('./commands/export-records.ts'),
  },
];
