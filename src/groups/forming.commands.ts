import type { CommandDefinition } from '../cli/command.ts';

/** Forming groups: plans are made, looked at, compared and adopted. */
export const formingCommands: readonly CommandDefinition[] = [
  {
    path: ['group', 'propose'],
    alias: '方案',
    summary: '做组建方案：给主导园配上联盟园，距离合计最短',
    description: [
      '先照政策的上下限尽量多编入，人数够时每个主导园都有联盟，再使距离合计最短，并给出证明。方案只存为草稿，采用后才生效。',
      '不写 --leads 时由政策认定的园所担任主导园。有园所编不进去时退出码为 1。',
    ].join('\n'),
    options: [
      { flags: '--policy <id>', description: '依据的政策（本台账只有一份生效政策时可省略）' },
      { flags: '--tier <tier>', description: '层级（如 city、county、town）', required: true },
      {
        flags: '--leads <names...>',
        description: '主导园的名称（可写多个），或列有主导园的 .xlsx 文件',
        repeatable: true,
      },
      {
        flags: '--pin <pairs...>',
        description: '一定要结对的，写成“联盟园=主导园”，可写多个',
        repeatable: true,
      },
      { flags: '--on <date>', description: '按哪一天的情况做（默认今天）' },
      { flags: '-o, --output <file>', description: '把方案写成联盟名单样式的 .xlsx 文件' },
    ],
    json: 'group-propose',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian group propose --tier county --output 组建方案.xlsx',
      'youlian group propose --tier town --pin 东湖区星河幼儿园=东湖区柳泉镇中心幼儿园',
    ],
    load: () => import('./commands/propose.ts'),
  },
  {
    path: ['group', 'plans'],
    alias: '方案列表',
    summary: '列出做过的组建方案',
    json: 'group-plans',
    load: () => import('./commands/plans.ts'),
  },
  {
    path: ['group', 'adopt'],
    alias: '采用',
    summary: '采用一份组建方案，其中的联盟由此生效',
    arguments: [{ name: '<plan>', description: '方案的编号' }],
    options: [{ flags: '--since <date>', description: '从哪一天起生效（默认今天）；周期按政策推定' }],
    writes: true,
    asks: true,
    examples: ['youlian group adopt 1 --since 2021-03-01'],
    load: () => import('./commands/adopt.ts'),
  },
];
