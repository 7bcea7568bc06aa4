import type { CommandDefinition, OptionDefinition } from '../cli/command.ts';
import { exportOptions } from '../exports/export-options.ts';

const kindergarten = {
  name: '<kindergarten>',
  description: '园所：名称、名称@区县、学校标识码，或 #编号',
};
const on: OptionDefinition = { flags: '--on <date>', description: '按哪一天的情况看（默认今天）' };
const masked: OptionDefinition = { flags: '--masked', description: '隐去电话号码中间几位' };

/** One option for each field of the roster table, named after its key. */
const fields: readonly OptionDefinition[] = [
  { flags: '--name <text>', description: '园所名称' },
  { flags: '--district <text>', description: '所属区县；市直园写“市直”' },
  { flags: '--town <text>', description: '所属镇街' },
  { flags: '--code <digits>', description: '学校标识码，10 位数字' },
  { flags: '--credit-code <code>', description: '统一社会信用代码，18 位' },
  { flags: '--address <text>', description: '通讯地址' },
  { flags: '--longitude <degrees>', description: '经度，如 117.32' },
  { flags: '--latitude <degrees>', description: '纬度，如 34.81' },
  { flags: '--ownership <term>', description: '办园性质，如 教育部门办、民办、普惠性民办' },
  { flags: '--inclusive <yes-no>', description: '是否普惠：是 或 否' },
  { flags: '--category <term>', description: '现类别，如 省级示范、一类' },
  { flags: '--is-new <yes-no>', description: '是否新建：是 或 否' },
  { flags: '--is-weak <yes-no>', description: '是否薄弱：是 或 否' },
  { flags: '--build-state <term>', description: '建设状态，如 在办、筹建' },
  { flags: '--classes <count>', description: '班级数' },
  { flags: '--children <count>', description: '在园幼儿数' },
  { flags: '--staff <count>', description: '教职工数' },
  { flags: '--teachers <count>', description: '专任教师数' },
  { flags: '--preschool-teachers <count>', description: '学前教育专业教师数' },
  { flags: '--middle-titles <count>', description: '中级职称数' },
  { flags: '--senior-titles <count>', description: '高级职称数' },
  { flags: '--principal <name>', description: '园长' },
  { flags: '--phone <number>', description: '联系电话' },
];

export const rosterCommands: readonly CommandDefinition[] = [
  {
    path: ['kindergarten', 'list'],
    alias: '列表',
    summary: '列出园所',
    options: [
      { flags: '--district <name>', description: '只列这个区县的园所；“市直”为市直园' },
      { flags: '--town <name>', description: '只列这个镇街的园所' },
      { flags: '--ownership <term>', description: '只列这种办园性质的园所；“公办”“民办”含其下各种' },
      { flags: '--category <term>', description: '只列这个类别的园所' },
      { flags: '--new', description: '只列新建园' },
      { flags: '--weak', description: '只列薄弱园' },
      { flags: '--inclusive', description: '只列普惠园' },
      on,
      masked,
    ],
    json: 'kindergarten-list',
    examples: [
      'youlian kindergarten list --district 东湖区 --inclusive',
      'youlian kindergarten list --weak --on 2022-09-01 --json',
    ],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['kindergarten', 'find'],
    alias: '查找',
    summary: '按拼音首字母、名称片段或代码查找园所',
    description: [
      '可写拼音首字母（dhsy）、全拼（donghu）、名称中的几个字（简体、繁体都行）、曾用名、学校标识码或统一社会信用代码中的几位（至少 4 位）、园长姓名、联系电话中的几位。',
      '写几个词就要都符合；最相近的排在前面，并说明是怎么找到的。',
    ].join('\n'),
    arguments: [{ name: '<text...>', description: '要找的内容，可写几个词' }],
    options: [{ flags: '--limit <count>', description: '最多列出多少所（默认 20）' }, on],
    json: 'kindergarten-find',
    examples: ['youlian kindergarten find dhsy', 'youlian kindergarten find 东湖 中心 --json'],
    load: () => import('./commands/find.ts'),
  },
  {
    path: ['kindergarten', 'show'],
    alias: '查看',
    summary: '查看一所园的全部情况、所在联盟和申请表',
    arguments: [kindergarten],
    options: [
      on,
      { flags: '--provenance', description: '列出每一项的来历：哪个文件、哪张表、哪一格、哪次操作' },
      masked,
    ],
    json: 'kindergarten',
    examples: [
      'youlian kindergarten show 东湖区实验幼儿园',
      'youlian kindergarten show 实验幼儿园@东湖区 --provenance',
    ],
    load: () => import('./commands/show.ts'),
  },
  {
    path: ['kindergarten', 'add'],
    alias: '登记',
    summary: '登记一所台账里没有的园',
    description: '与已有园所名称相近时会再问一次；确是另一所园，加 --allow-similar（--yes 不算答复）。',
    options: [
      ...fields,
      { flags: '--since <date>', description: '从哪一天起有这所园（默认视为一直都有）' },
      { flags: '--allow-similar', description: '确认与名称相近的园所不是同一所' },
    ],
    json: 'kindergarten-add',
    writes: true,
    asks: true,
    examples: ['youlian kindergarten add --name 东湖区新芽幼儿园 --district 东湖区 --ownership 普惠性民办'],
    load: () => import('./commands/add.ts'),
  },
  {
    path: ['kindergarten', 'edit'],
    alias: '修改',
    summary: '改正或更新一所园的情况',
    description:
      '默认是改正：原来记错了，从错处起一并改过来。情况真的变了，用 --since 写明从哪一天起，此前的记录保留。',
    arguments: [kindergarten],
    options: [
      {
        flags: '--set <pairs...>',
        description: '写成“栏目=值”，可写多个；栏目用表头或英文名，“栏目=”表示清空',
        repeatable: true,
        required: true,
      },
      { flags: '--since <date>', description: '情况从哪一天起变成这样' },
      { flags: '--on <date>', description: '改正哪一天的记录（默认今天；不能与 --since 同用）' },
    ],
    json: 'kindergarten-edit',
    writes: true,
    asks: true,
    examples: [
      'youlian kindergarten edit 东湖区新芽幼儿园 --set 班级数=9 在园幼儿数=240 --since 2023-09-01',
      'youlian kindergarten edit 3799020001 --set 联系电话=0632-3311234',
    ],
    load: () => import('./commands/edit.ts'),
  },
  {
    path: ['kindergarten', 'merge'],
    alias: '合并',
    summary: '把台账里的两条合并成一所园',
    description: [
      '同一所园登记了两条时用：前一条（A）留下，后一条（B）并入，联盟、申请表、人员、认过的园名都转到 A 名下，B 的名称记作曾用的写法，以后导入时认作 A。',
      '一处空着的由另一处补上；两处不同的逐项列出来历，由您选以哪一处为准（--yes 不算答复）。两条同时在两个联盟、在同一联盟里身份不同，或互相申请的，不能合并。',
      '合并是一次操作，可用 youlian undo 完整撤销。',
    ].join('\n'),
    arguments: [
      { name: '<a>', description: '留下的一条：名称、名称@区县、学校标识码，或 #编号' },
      { name: '<b>', description: '并入的一条' },
    ],
    options: [
      { flags: '--prefer <a-or-b>', description: '两处不同的，以 A 还是以 B 为准', choices: ['A', 'B'] },
      {
        flags: '--take-b <fields...>',
        description: '只有这些栏目取 B 的，如 班级数 联系电话',
        repeatable: true,
      },
    ],
    json: 'kindergarten-merge',
    writes: true,
    asks: true,
    examples: [
      'youlian kindergarten merge 东湖区实验幼儿园 #27 --dry-run --prefer A',
      'youlian kindergarten merge 3799020001 东湖实验幼儿园 --prefer A --take-b 联系电话 --yes',
    ],
    load: () => import('./commands/merge.ts'),
  },
  {
    path: ['export', 'roster'],
    alias: '园所信息表',
    summary: '导出园所信息表',
    options: [
      exportOptions.output,
      exportOptions.on,
      exportOptions.masked,
      exportOptions.reporter,
      exportOptions.date,
      exportOptions.format,
    ],
    writes: true,
    makesFiles: true,
    examples: [
      'youlian export roster --output 园所信息表.xlsx',
      'youlian export roster --format json --masked',
    ],
    load: () => import('./commands/export.ts'),
  },
];
