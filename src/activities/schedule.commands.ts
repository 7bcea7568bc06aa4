import type { CommandDefinition } from '../cli/command.ts';

export const scheduleCommands: readonly CommandDefinition[] = [
  {
    path: ['activity', 'export'],
    alias: '导出',
    summary: '导出活动安排：日历文件（.ics），或可以打印的活动安排表（.xlsx）',
    description:
      '日历文件可以导入手机、电脑和邮箱的日历；活动改期、取消以后重新导出再导入，原来的会改过来，不会变成两个。活动安排表每月一页月历，另有清单。含有姓名，请按规定保管。',
    options: [
      {
        flags: '--format <format>',
        description: 'ics 日历文件，xlsx 活动安排表（默认看 --output 的扩展名）',
        choices: ['ics', 'xlsx'],
      },
      { flags: '-o, --output <file>', description: '存为哪个文件' },
      { flags: '--group <group>', description: '只要一个联盟的：编号、名称或主导园名称' },
      { flags: '--person <person>', description: '只要一个人的：姓名，重名的写 姓名（单位）' },
      { flags: '--office <office>', description: '只要一个区县（单位）的，含它的联盟' },
      { flags: '--year <year>', description: '只要一个学年的，如 2026-2027' },
      { flags: '--term <number>', description: '只要一个学期的', choices: ['1', '2'] },
      { flags: '--month <month>', description: '只要一个月的，如 2026-10' },
      {
        flags: '--remind <minutes>',
        description: '日历文件：提前多少分钟提醒（默认 1440，即一天）；全天的活动在前一天上午9点提醒',
      },
      {
        flags: '--removed',
        description: '连同从计划中删去的活动（标为已取消），导入过日历的人再导入一次就会去掉它们',
      },
      { flags: '--no-remind', description: '日历文件：不提醒' },
    ],
    writes: true,
    makesFiles: true,
    examples: [
      'youlian activity export --format ics --output 活动.ics',
      'youlian activity export --person 王芳 --output 王芳.ics',
      'youlian activity export --year 2026-2027 --term 1 --output 活动安排表.xlsx',
    ],
    load: () => import('./commands/export.ts'),
  },
];
