import type { CommandDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const number = { name: '<number>', description: '派驻记录的编号，见 youlian posting list' };
const tier = '市级、县级、乡镇或村级';

const selection = [
  { flags: '--group <group>', description: '只看一个联盟（集团、学区）的：编号、名称或主导园名称' },
  { flags: '--person <person>', description: '只看一个人的：姓名，或 姓名（单位）' },
  { flags: '--kindergarten <name>', description: '只看从一所园派出或派到它的' },
  { flags: '--kind <kind>', description: '只看一种：跟岗、支教、挂职、派驻、蹲点' },
  { flags: '--since <date>', description: '从哪一天起（起止日期碰到的都算）' },
  { flags: '--until <date>', description: '到哪一天为止（含当天）' },
];

export const postingCommands: readonly CommandDefinition[] = [
  {
    path: ['posting', 'record'],
    alias: '登记',
    summary: '登记一次派驻：谁、从哪里、到哪里、什么时候',
    description:
      '跟岗、支教、挂职、派驻、蹲点都记在这里。人以姓名和单位相区别。起止日期都含当天；还没有结束的不写 --to，结束时用 youlian posting end。\n园所层级和贫困县是派驻那段时间的情况，农村教育经历按它认定。',
    options: [
      {
        flags: '--person <person>',
        description: '姓名，或 姓名（单位），如 周岚（东湖区实验幼儿园）',
        required: true,
      },
      { flags: '--kind <kind>', description: '跟岗、支教、挂职、派驻或蹲点', required: true },
      { flags: '--rank <rank>', description: '人员身份：园长、中层管理人员、骨干教师、教师' },
      { flags: '--origin <kindergarten>', description: '派出园（默认由单位看出）' },
      { flags: '--destination <kindergarten>', description: '派驻到哪一所园', required: true },
      { flags: '--from <date>', description: '第一天', required: true },
      { flags: '--to <date>', description: '最后一天（含当天）' },
      { flags: '--days <number>', description: '实际到岗天数' },
      { flags: '--origin-tier <tier>', description: `派出园的层级：${tier}` },
      { flags: '--destination-tier <tier>', description: `派驻园的层级：${tier}` },
      { flags: '--poor', description: '派驻园属国家扶贫开发工作重点县' },
      { flags: '--group <group>', description: '哪一个联盟的（默认两所园共同所在的）' },
      { flags: '--note <text>', description: '备注' },
    ],
    json: 'posting-change',
    writes: true,
    asks: true,
    examples: [
      'youlian posting record --person "周岚（东湖区实验幼儿园）" --kind 派驻 --rank 骨干教师 --destination 星星幼儿园 --from 2025-03-01 --to 2026-02-28',
    ],
    load: () => import('./commands/record.ts'),
  },
  {
    path: ['posting', 'list'],
    alias: '列表',
    summary: '列出派驻记录',
    options: selection,
    json: 'posting-list',
    examples: ['youlian posting list --since 2025-09-01', 'youlian posting list --person 周岚 --json'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['posting', 'show'],
    alias: '查看',
    summary: '查看一条派驻记录，和这个人连续派驻了多久',
    arguments: [number],
    json: 'posting',
    examples: ['youlian posting show 3'],
    load: () => import('./commands/show.ts'),
  },
  {
    path: ['posting', 'end'],
    alias: '结束',
    summary: '登记派驻结束的日期',
    arguments: [number],
    options: [
      { flags: '--date <date>', description: '最后一天（默认今天）' },
      { flags: '--reason <text>', description: '结束的原因' },
      { flags: '--correct', description: '改正已登记的结束日期' },
    ],
    json: 'posting-change',
    writes: true,
    asks: true,
    examples: ['youlian posting end 3 --date 2026-02-28 --reason 期满'],
    load: () => import('./commands/end.ts'),
  },
  {
    path: ['posting', 'remove'],
    alias: '去掉',
    summary: '去掉一条登记错了的派驻记录',
    arguments: [number],
    json: 'posting-change',
    writes: true,
    asks: true,
    examples: ['youlian posting remove 3'],
    load: () => import('./commands/remove.ts'),
  },
  {
    path: ['posting', 'due'],
    alias: '应派',
    summary: '这学期谁还欠派，谁到哪一天连续满一年',
    description:
      '应派的来自政策（如成员园园长每学期挂职、教师每学期跟岗），学期按本单位登记的校历。同一次跟岗既登记了活动又登记了派驻的，只算一次。\n满一年从第一天起算，起止都含；中断后从头计，容许间断几天由政策文件的 gapDays 规定。',
    options: [
      { flags: '--group <group>', description: '只看一个联盟：编号、名称或主导园名称' },
      { flags: '--period <period>', description: '只看一段时间：2026-2027:1（学期）、2026 等' },
      { flags: '--policy <id>', description: '只看一个政策', repeatable: true },
      { flags: '--on <date>', description: '截至哪一天（默认今天）' },
      { flags: '--all', description: '已经派足的也列出' },
    ],
    json: 'posting-due',
    examples: ['youlian posting due', 'youlian posting due --group 3 --all'],
    load: () => import('./commands/due.ts'),
  },
  {
    path: ['export', 'posting'],
    alias: '跟岗派驻台账',
    summary: '导出跟岗派驻台账，改好后可再导入',
    options: [
      exportOptions.output,
      ...selection,
      exportOptions.policy,
      exportOptions.reporter,
      exportOptions.date,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian export posting --since 2025-09-01 --output 跟岗派驻台账.xlsx'],
    load: () => import('./commands/export.ts'),
  },
];
