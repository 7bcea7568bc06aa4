import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';
import { selectionOptions } from './selection.ts';

const { group, policy, kind, since, until } = selectionOptions;

/** Planning activities (活动计划): a year placed at once, days fixed and blocked by hand. */
export const planningCommands: readonly CommandDefinition[] = [
  {
    path: ['activity', 'plan'],
    alias: '计划',
    summary: '排一学年的活动计划：按政策要求的次数，排在上课日，人员、场地不冲突',
    description: [
      '照政策规定的频次，给每个联盟（集团、学区）和本单位排日期、时段和承办园（轮值），同一个园长、专家、督学和场地不会一天排两场。',
      '再次运行时，已经过去的、举行过的和定死的（activity fix）不动，其余只移动非动不可的，并写明原因。排不下的写明理由，退出码为 1。',
      '已过去、没有登记的另列出来，登记以前算没有办，期限没到的重新排上；登记以后再排一次，多出的会取消。',
      '时段、优先的星期、间隔、每天上限、到场人员写在 planning.yaml 里，可以复制到“幼联模板”里改。',
    ].join('\n'),
    options: [
      { flags: '--year <year>', description: '学年，如 2026-2027（默认明天所在的学年）' },
      {
        flags: '--term <number>',
        description: '只排一个学期；跨学期的归到期的那个学期',
        choices: ['1', '2'],
      },
      {
        flags: '--group <groups...>',
        description: '只排这些联盟的：编号、名称或主导园名称，可写多个；别的照旧，但会避开',
        repeatable: true,
      },
      { flags: '--policy <ids...>', description: '只排这些政策的（默认所有生效的政策）', repeatable: true },
      {
        flags: '--seconds <seconds>',
        description: '最多算多少秒（默认 120），到时取已找到的最好的；按 Ctrl+C 也是',
      },
    ],
    json: 'activity-plan',
    writes: true,
    asks: true,
    examples: ['youlian activity plan --year 2026-2027', 'youlian activity plan --term 2 --group 3 --yes'],
    load: () => import('./commands/plan.ts'),
  },
  {
    path: ['activity', 'block'],
    alias: '避开',
    summary: '登记哪些天不排活动：全部，或一个联盟、一所园、一个人的',
    options: [
      { flags: '--from <date>', description: '第一天' },
      { flags: '--to <date>', description: '最后一天（默认同第一天）' },
      { flags: '--group <group>', description: '只是一个联盟不便：编号、名称或主导园名称' },
      { flags: '--kindergarten <name>', description: '只是一所园不便' },
      { flags: '--person <person>', description: '只是一个人不便，写成 姓名（单位）' },
      { flags: '--reason <reason>', description: '原因，如 全市会议' },
      { flags: '--remove <number>', description: '取消登记过的一条（编号见 --list）' },
      { flags: '--list', description: '列出登记过的' },
    ],
    json: 'activity-blocks',
    writes: true,
    asks: true,
    examples: [
      'youlian activity block --from 2026-11-02 --to 2026-11-06 --reason 全市督导评估',
      'youlian activity block --from 2026-10-21 --person 王芳（云溪市教研室） --reason 外出学习',
    ],
    load: () => import('./commands/block.ts'),
  },
  {
    path: ['activity', 'fix'],
    alias: '定',
    summary: '把一项计划中的活动定在一天，以后重新排也不动',
    arguments: [{ name: '<activity>', description: '活动的编号' }],
    options: [
      { flags: '--date <date>', description: '改到哪一天（默认原定的日子）' },
      { flags: '--from <time>', description: '几点开始，如 09:00' },
      { flags: '--to <time>', description: '几点结束' },
      { flags: '--release', description: '放开：以后可以移动' },
    ],
    json: 'activity-fix',
    writes: true,
    asks: true,
    examples: ['youlian activity fix 12 --date 2026-10-14', 'youlian activity fix 12 --release'],
    load: () => import('./commands/fix.ts'),
  },
  {
    path: ['export', 'activity-plan'],
    alias: '活动计划表',
    summary: '导出活动计划（活动计划表），各联盟写上意愿交回后可再导入',
    description:
      '交回的表里，期望日期会定下来，期望承办园会换上，不便日期以后避开；导入后再运行 youlian activity plan，其余的照此调整。',
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
      'youlian export activity-plan --group 3 --output 活动计划表.xlsx',
      'youlian export activity-plan --since 2026-09-01 --format json',
    ],
    load: () => import('./commands/export-plan.ts'),
  },
];
