import type { CommandDefinition } from '../cli/command.ts';
import { fontOption, officeOption } from '../cli/pdf-options.ts';

/** Commands of papers (公文、文书): what can be made, and making it. */
export const paperCommands: readonly CommandDefinition[] = [
  {
    path: ['document', 'list'],
    alias: '列表',
    summary: '列出能生成的文书：每种按什么生成、有哪些字段',
    arguments: [{ name: '[kind]', description: '只看一种，连同各字段的来源' }],
    json: 'document-list',
    examples: ['youlian document list', 'youlian document list 支教证明'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['document', 'make'],
    alias: '生成',
    summary: '生成一种文书（Word 文件），数字和名称取自台账',
    description:
      '台账里没有的内容用 --field 名称=内容 填写（\\n 表示另起一段）；不写的，必须填的不生成，其余的留空白“＿＿”并一一列出。\n' +
      '加 --all 为每一个联盟（成员园、记录）各生成一个文件，这时 --output 写文件夹。',
    arguments: [{ name: '<kind>', description: '哪一种文书：名称或编号，见 youlian document list' }],
    options: [
      { flags: '--group <group>', description: '哪一个联盟（集团、学区）：编号、名称或主导园名称' },
      { flags: '--member <name>', description: '哪一所成员园' },
      { flags: '--posting <number>', description: '哪一条派驻记录' },
      { flags: '--inspection <number>', description: '哪一次督导' },
      { flags: '--activity <number>', description: '哪一次计划中的活动' },
      { flags: '--all', description: '全部生成，一个一份' },
      { flags: '--field <text>', description: '填写一个字段：名称=内容', repeatable: true },
      {
        flags: '--period <period>',
        description: '哪一段时间：2026-H1（半年）、2026（年）、2026-Q3（季度）等',
      },
      { flags: '--policy <id>', description: '依据哪一份政策（只有一份生效时可省略）' },
      { flags: '--tier <tier>', description: '只要一个层级的联盟' },
      { flags: '--on <date>', description: '按哪一天的情况（默认今天）' },
      { flags: '--date <date>', description: '成文日期（默认与 --on 相同）' },
      { flags: '--number <text>', description: '发文字号，如 云教〔2026〕12号' },
      { flags: '--profile <id>', description: '公文版式（默认 standard，国家标准的版式）' },
      { flags: '-o, --output <path>', description: '存为哪个文件；加 --all 时是哪个文件夹' },
      { flags: '--pdf', description: '另出一份 PDF：证书用这台电脑上的字体，其余要用 LibreOffice' },
      fontOption,
      officeOption,
    ],
    json: 'document-make',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian document make 半年工作报告 --group 东湖联盟 --period 2026-H1 --output 东湖联盟半年报告.docx',
      'youlian document make 整改通知 --all --output 整改通知',
      'youlian document make 组建批复 --group 东湖联盟 --field 来文=关于组建东湖联盟的请示 --output 批复.docx',
    ],
    load: () => import('./commands/make.ts'),
  },
];
