import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from './export-options.ts';

export const templateCommands: readonly CommandDefinition[] = [
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
          'leadership（领导小组）、alliance-list（联盟名单）、application（申请表）、roster（园所信息表）、activity-plan（活动计划表）、activity-record（活动记录表）或 attendance（培训签到表）',
      },
    ],
    options: [exportOptions.output, exportOptions.policy],
    writes: true,
    makesFiles: true,
    examples: ['youlian template roster --output 园所信息表.xlsx', 'youlian 模板 申请表 -o 申请表.xlsx'],
    load: () => import('./commands/template.ts'),
  },
];
