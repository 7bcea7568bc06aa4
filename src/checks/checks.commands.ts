import type { CommandDefinition } from '../cli/command.ts';

export const checkCommands: readonly CommandDefinition[] = [
  {
    path: ['check'],
    alias: '核查',
    summary: '按政策核查联盟',
    description:
      '逐条核查联盟是否合乎政策，每个结论都写明依据的条款。不加 --policy 时按执行中的政策核查。\n' +
      '不加 --on 时按今天的情况核查；周期已结束的联盟，按周期最后一天的情况核查。\n' +
      '结论有四种：符合、请留意、不符合、不能判定（缺少资料）。有不符合时退出码为 1。',
    options: [
      { flags: '--policy <id...>', description: '按哪个政策核查，可写多个', repeatable: true },
      { flags: '--group <group>', description: '只核查这个联盟（编号、名称或主导园名称）' },
      { flags: '--on <date>', description: '按哪一天的情况核查，如 2023-12-31' },
      { flags: '--explain', description: '逐项说明依据的事实、条款的读法和另一种读法' },
    ],
    json: 'check',
    examples: [
      'youlian check',
      'youlian check --group 东湖区实验幼儿园联盟 --explain',
      'youlian check --policy zaozhuang-2021 --on 2023-12-31 --json',
    ],
    load: () => import('./commands/check.ts'),
  },
  {
    path: ['policy', 'list'],
    alias: '列表',
    summary: '列出有哪些政策',
    description: '列出内置的和本单位自备的政策文件，不论是否执行。没有台账也能用。',
    json: 'policy-list',
    examples: ['youlian policy list'],
    load: () => import('./commands/policy-list.ts'),
  },
  {
    path: ['policy', 'show'],
    alias: '查看',
    summary: '查看一个政策的规则',
    description: '不写规则编号时列出全部规则；写了则说明这条规则的依据、读法、所需资料和例子。',
    arguments: [
      { name: '<policy>', description: '政策编号，如 zaozhuang-2021' },
      { name: '[rule]', description: '规则编号（Z3.size）或要求编号（Z3）' },
    ],
    json: 'policy',
    examples: ['youlian policy show zaozhuang-2021', 'youlian policy show zaozhuang-2021 Z4'],
    load: () => import('./commands/policy-show.ts'),
  },
];
