import type { CommandDefinition } from '../cli/command.ts';

export const dueCommands: readonly CommandDefinition[] = [
  {
    path: ['activity', 'due'],
    alias: '应办',
    summary: '应办、已办、欠办：按政策逐期对账',
    description:
      '从联盟成立（园所加入）那天起，到 --on 那天为止，逐期列出政策要求办的、办过的和欠的。本期还没有过的不算欠；周期结束、园所退出以后不再应办。本期办足以后多办的，补最早欠的一期。图里：办 已办足，补 后来补办，多 多于上限，欠 欠办，待 本期还没有过。',
    options: [
      { flags: '--group <group>', description: '只看一个联盟：编号、名称或主导园名称' },
      {
        flags: '--period <period>',
        description: '只看一段时间：2026-10、2026-Q4、2026-H2、2026、2026-2027（学年）、2026-2027:1（学期）',
      },
      { flags: '--policy <id>', description: '只看一个政策', repeatable: true },
      { flags: '--on <date>', description: '截至哪一天（默认今天）' },
      { flags: '-o, --output <file>', description: '存为工作簿：一览表、逐期情况图和明细' },
    ],
    json: 'due',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian activity due',
      'youlian activity due --group 3 --period 2026-10',
      'youlian activity due --output 应办已办.xlsx',
    ],
    load: () => import('./commands/due.ts'),
  },
  {
    path: ['activity', 'dispatch'],
    alias: '调度',
    summary: '一月一调度：给每个联盟做一份调度表，给本单位做汇总表',
    description:
      '调度表列出这个联盟到期欠办的、这个月应办已办的和下个月排好的；联盟填上办理情况（已办、取消、改期）、日期、承办园、参加园所和原因，报回后用 youlian import 导入。前面的栏目锁着，改了也以台账为准。',
    options: [
      { flags: '--month <month>', description: '哪个月，如 2026-10', required: true },
      { flags: '-o, --output <folder>', description: '放进哪个文件夹' },
      { flags: '--group <group>', description: '只做一个联盟的：编号、名称或主导园名称' },
      { flags: '--policy <id>', description: '只做一个政策的', repeatable: true },
      { flags: '--on <date>', description: '按哪一天的情况（默认今天）' },
    ],
    json: 'dispatch',
    writes: true,
    makesFiles: true,
    examples: ['youlian activity dispatch --month 2026-10 --output 十月调度'],
    load: () => import('./commands/dispatch.ts'),
  },
];
