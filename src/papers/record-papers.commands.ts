import type { CommandDefinition } from '../cli/command.ts';

const making = [
  { flags: '--field <text>', description: '填写一个字段：名称=内容', repeatable: true },
  { flags: '--policy <id>', description: '依据哪一份政策（只有一份生效时可省略）' },
  { flags: '--on <date>', description: '按哪一天的情况（默认今天）' },
  { flags: '--date <date>', description: '成文日期（默认与 --on 相同）' },
  { flags: '--number <text>', description: '发文字号' },
  { flags: '-o, --output <file>', description: '存为哪个文件（.docx）' },
];

/** Papers that belong to one record, made where the record is worked on. */
export const recordPaperCommands: readonly CommandDefinition[] = [
  {
    path: ['posting', 'certificate'],
    alias: '证明',
    summary: '为连续派驻满一年的人出具支教经历证明（Word 文件）',
    description:
      '没有满一年的不出具，会说明还差几天。文样是文书“支教证明”，见 youlian document list 支教证明。',
    arguments: [{ name: '<number>', description: '派驻记录的编号，见 youlian posting list' }],
    options: making,
    json: 'document-make',
    writes: true,
    makesFiles: true,
    examples: ['youlian posting certificate 3 --output 周岚支教证明.docx'],
    load: () => import('./commands/certificate.ts'),
  },
  {
    path: ['inspection', 'notice'],
    alias: '通知书',
    summary: '为一次督导出具整改通知书（Word 文件），列出还没有整改的问题和期限',
    description:
      '文样是文书“整改通知”，见 youlian document list 整改通知。先用 youlian inspection advance 登记整改通知和期限：列出登记过的问题，各写各的期限，落款是登记的通知日期（用 --date 可另写）；没有登记的不列，会说明。',
    arguments: [{ name: '<number>', description: '督导的编号，见 youlian inspection list' }],
    options: making.map((option) =>
      option.flags.startsWith('--date')
        ? { ...option, description: '落款日期（默认登记的整改通知日期）' }
        : option,
    ),
    json: 'document-make',
    writes: true,
    makesFiles: true,
    examples: ['youlian inspection notice 1 --output 整改通知书.docx'],
    load: () => import('./commands/notice.ts'),
  },
];
