import type { CommandDefinition, OptionDefinition } from '../cli/command.ts';

const region = '行政区划代码，例如 370400（也可以是 2、4、9、12 位）';
const termOption: OptionDefinition = {
  flags: '--term <term...>',
  description: '学期，写成 2021-2022:1=2021-09-01..2022-01-20；可写多个',
  repeatable: true,
};
const seatOption: OptionDefinition = {
  flags: '--seat <district...>',
  description: '市驻地所在的区（县），可写多个',
  repeatable: true,
};
const number = { name: '<number>', description: '操作的编号，见 youlian history' };

export const ledgerCommands: readonly CommandDefinition[] = [
  {
    path: ['init'],
    alias: '建账',
    summary: '建立台账：单位、级别、政策、学期',
    description:
      '在当前文件夹（或 --ledger 指明的位置）建立台账。在终端里会逐项询问；没有登记学期的，暂按通常日期。',
    options: [
      { flags: '--name <name>', description: '单位名称，例如 云溪市教育局' },
      {
        flags: '--level <level>',
        description: '级别：province 省、city 市、county 县（区）、town 镇街',
        choices: ['province', 'city', 'county', 'town'],
      },
      { flags: '--region <code>', description: region },
      {
        flags: '--policy <id...>',
        description: '执行的政策，可写多个，见 youlian policy list',
        repeatable: true,
      },
      { ...termOption },
      {
        flags: '--district <district...>',
        description: '下属的区（县），可写多个；导入时写错的区县按它们认',
        repeatable: true,
      },
      { flags: '--area <area>', description: '地名（默认取自单位名称，例如 云溪市）' },
      { ...seatOption },
    ],
    json: 'init',
    writes: true,
    asks: true,
    examples: [
      'youlian init',
      'youlian init --name 云溪市教育局 --level city --region 379900 --policy zaozhuang-2021 --yes',
    ],
    load: () => import('./commands/init.ts'),
  },
  {
    path: ['office', 'show'],
    alias: '查看',
    summary: '查看本单位、执行的政策、学期和下属机构',
    options: [{ flags: '--on <date>', description: '按哪一天的情况看（默认今天）' }],
    json: 'office',
    examples: ['youlian office show', 'youlian office show --json'],
    load: () => import('./commands/office-show.ts'),
  },
  {
    path: ['office', 'set'],
    alias: '修改',
    summary: '修改本单位的名称、代码、驻地、政策、学期',
    options: [
      { flags: '--name <name>', description: '单位名称' },
      { flags: '--area <area>', description: '地名' },
      { flags: '--region <code>', description: region },
      { ...seatOption },
      { flags: '--no-seat', description: '不再登记市驻地' },
      { flags: '--add-district <names...>', description: '登记下属的区县，可写多个', repeatable: true },
      { flags: '--add-city <names...>', description: '省级：登记下属的市，可写多个', repeatable: true },
      { flags: '--add-town <names...>', description: '区县：登记下属的镇街，可写多个', repeatable: true },
      { flags: '--add-policy <id...>', description: '加上执行的政策，可写多个', repeatable: true },
      { flags: '--remove-policy <id...>', description: '不再执行的政策，可写多个', repeatable: true },
      {
        flags: '--since <date>',
        description: '政策从哪一天起加上或停止（默认：加上的一直有效，停止的从今天起）',
      },
      { ...termOption },
    ],
    json: 'office-set',
    writes: true,
    examples: [
      'youlian office set --seat 东湖区',
      'youlian office set --term 2021-2022:2=2022-02-20..2022-07-08',
      'youlian office set --add-policy helan-2022 --since 2022-09-01',
    ],
    load: () => import('./commands/office-set.ts'),
  },
  {
    path: ['history'],
    alias: '历史',
    summary: '列出对台账的每一次操作',
    options: [
      { flags: '--last <n>', description: '只列最后几次（默认 30）' },
      { flags: '--all', description: '全部列出' },
    ],
    json: 'history',
    examples: ['youlian history', 'youlian history --all --json'],
    load: () => import('./commands/history.ts'),
  },
  {
    path: ['history', 'show'],
    alias: '查看',
    summary: '查看一次操作读了哪些文件、改了哪些记录',
    arguments: [number],
    options: [{ flags: '--limit <n>', description: '最多列多少条记录（默认 50）' }],
    json: 'operation',
    examples: ['youlian history show 3', 'youlian history show 3 --limit 1000 --json'],
    load: () => import('./commands/history-show.ts'),
  },
  {
    path: ['undo'],
    alias: '撤销',
    summary: '撤销一次操作，恢复它改动前的内容',
    description:
      '可以撤销任何一次操作，不限最后一次；后来的操作改过同样的记录或依赖它时，会指出是哪几次。撤销本身也是一次操作，撤销它就等于重做。',
    arguments: [number],
    json: 'undo',
    writes: true,
    asks: true,
    examples: ['youlian undo 3', 'youlian undo 3 --dry-run'],
    load: () => import('./commands/undo.ts'),
  },
  {
    path: ['backup'],
    alias: '备份',
    summary: '把台账备份成一个文件',
    arguments: [{ name: '<file>', description: '备份文件' }],
    json: 'backup',
    makesFiles: true,
    examples: ['youlian backup 台账备份.db'],
    load: () => import('./commands/backup.ts'),
  },
  {
    path: ['restore'],
    alias: '恢复',
    summary: '用备份恢复台账；现有的台账先另存一份',
    arguments: [{ name: '<file>', description: '备份文件' }],
    json: 'restore',
    writes: true,
    asks: true,
    examples: ['youlian restore 台账备份.db'],
    load: () => import('./commands/restore.ts'),
  },
  {
    path: ['doctor'],
    alias: '体检',
    summary: '检查台账是否完好、操作历史是否相符',
    json: 'doctor',
    examples: ['youlian doctor', 'youlian doctor --json'],
    load: () => import('./commands/doctor.ts'),
  },
];
