import type { CommandDefinition } from '../cli/command.ts';

/** Measuring documents (公文), made here or elsewhere. */
export const verifyCommands: readonly CommandDefinition[] = [
  {
    path: ['document', 'verify'],
    alias: '核对',
    summary: '逐条核对一个 Word 文件是不是符合公文版式',
    description:
      '量纸张、页边、行数字数、各级标题和正文的字体字号、附件说明、署名日期、页码、版记、表格，不论文件是不是幼联生成的。\n' +
      '文件里没有的部分（如附件、版记）不核对。不改动文件。',
    arguments: [{ name: '<file>', description: '.docx 文件' }],
    options: [
      { flags: '--profile <id>', description: '公文版式的编号（默认 standard，国家标准的版式）' },
      { flags: '--all', description: '符合的项目也列出' },
    ],
    json: 'document-verify',
    examples: [
      'youlian document verify 通报.docx',
      'youlian document verify 通知.docx --profile compact --all',
    ],
    load: () => import('./commands/verify.ts'),
  },
];
