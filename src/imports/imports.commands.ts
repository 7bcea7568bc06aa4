import type { CommandDefinition } from '../cli/command.ts';

export const importCommands: readonly CommandDefinition[] = [
  {
    path: ['import'],
    alias: '导入',
    summary: '把园所信息表、联盟名单、领导小组、申请表、活动记录表等表格读进台账',
    description: [
      '可以一次给多个文件、文件夹或压缩包（.zip），程序自己认出是哪张表；同一批里先读园所信息表，再读名单、领导小组、申请表，最后读活动记录表、培训签到表。',
      'Word 文档（.docx）里的每个表格当作一张表来读。',
      '先核对并列出将要做的改动，问过之后才写入；整批是一次操作，可用 youlian undo 撤销。',
      '同一文件再导入一次不会改变什么。名称相近但不完全相同的园所要由您判断，--yes 不会替您认。',
    ].join('\n'),
    arguments: [{ name: '<files...>', description: '表格文件、文件夹或压缩包' }],
    options: [
      {
        flags: '--table <id>',
        description: '指明是哪张表，不再自动识别',
        choices: [
          'roster',
          'alliance-list',
          'leadership',
          'application',
          'activity-plan',
          'activity-record',
          'attendance',
          'posting',
          'inspection',
          'fund',
        ],
      },
      {
        flags: '--map <pair>',
        description:
          '指明栏目，写成“表里的栏目=表样的栏目”，如 "园名=园所名称"；左边也可写列号（C）、两层栏目（主导园>名称）或申请表里栏目所在的格子（B5），右边空着表示不读；可以重复。写入后按这种表头记住，见 youlian mapping list',
        repeatable: true,
      },
      { flags: '--policy <id>', description: '名单和申请表所依据的政策（默认：唯一在用的政策）' },
      { flags: '--tier <tier>', description: '联盟的层级：city、county、town（默认：由主导园判断）' },
      { flags: '--since <date>', description: '自哪一天起有效，如 2021-03-01' },
      {
        flags: '--body <number>',
        description: '名单是哪个机构的（默认看标题：领导小组、理事会 …），编号见 youlian committee list',
      },
      {
        flags: '--on-conflict <how>',
        description:
          '与台账不一致时：fill 只补空缺，update 以表为准，skip 跳过该行，fail 有一处不同就整批不写入、逐处列出',
        choices: ['fill', 'update', 'skip', 'fail'],
        default: 'fill',
      },
      {
        flags: '--accept-shifted',
        description: '已经核对过：看上去错了列的也照收（默认：整张表不写入，列出是哪几列）',
      },
      {
        flags: '--return-dir <folder>',
        description:
          '有问题的文件各生成一份退改稿，放在这个文件夹；已有同名的，另加编号；名称相近、要由人认的园所列成待认园所表',
      },
      {
        flags: '--accept-matches <file>',
        description: '填好“是哪一所”的待认园所表（--return-dir 导入时生成），按其中的回答认园',
      },
    ],
    json: 'import',
    writes: true,
    asks: true,
    examples: [
      'youlian import 园所信息表.xlsx --dry-run',
      'youlian import 收到的申请表 --return-dir 退改稿',
      'youlian import 各区报送.zip --dry-run',
      'youlian import 新园所信息表.xlsx --on-conflict update --yes',
      'youlian import 某区报来.xlsx --map "园名=园所名称" --map "备注="',
    ],
    load: () => import('./commands/import.ts'),
  },
  {
    path: ['mapping', 'list'],
    alias: '列表',
    summary: '列出按表头记住的栏目对应',
    json: 'mapping-list',
    examples: ['youlian mapping list', 'youlian mapping list --json'],
    load: () => import('./commands/mapping-list.ts'),
  },
  {
    path: ['mapping', 'forget'],
    alias: '忘记',
    summary: '忘记一种表头的栏目对应',
    description: '以后再来这样的表头，就不再照记住的对应读取；可用 youlian undo 撤销。',
    arguments: [{ name: '<number>', description: '编号，见 youlian mapping list' }],
    json: 'mapping-forget',
    writes: true,
    asks: true,
    examples: ['youlian mapping forget 3', 'youlian mapping forget 3 --yes'],
    load: () => import('./commands/mapping-forget.ts'),
  },
];
