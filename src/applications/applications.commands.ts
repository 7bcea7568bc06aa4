import type { CommandDefinition } from '../cli/command.ts';
import { fontOption } from '../cli/pdf-options.ts';

export const applicationCommands: readonly CommandDefinition[] = [
  {
    path: ['application', 'list'],
    alias: '列表',
    summary: '列出收到的申请表',
    json: 'application-list',
    examples: ['youlian application list', 'youlian application list --json'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['application', 'print'],
    alias: '打印',
    summary: '把申请表打印成文件：Excel、Word 或 PDF，各占一张 A4 竖页',
    description:
      '文件名为“申请表_园名”。写园所名称或学校标识码打印指定的园，--all 打印全部；--blank 出空白表，--lead 出只填好主导园信息的表。\n' +
      'Word 的申请表填好可以直接导入；PDF 用这台电脑上的中文字体，不用装 Office。',
    arguments: [{ name: '[names...]', description: '园所的名称或标识码，可写多个' }],
    options: [
      { flags: '--all', description: '打印收到的全部申请表' },
      { flags: '--blank', description: '另出一份空白申请表' },
      {
        flags: '--lead <names>',
        description: '按这些主导园各出一份：只填好主导园信息，其余空白；可写多个，用顿号隔开',
        repeatable: true,
      },
      { flags: '--lead-only', description: '收到的申请表也只填主导园信息，其余空白' },
      { flags: '--format <format>', description: '文件格式，不写为 xlsx', choices: ['xlsx', 'docx', 'pdf'] },
      { flags: '--pdf', description: '出 PDF，同 --format pdf' },
      { flags: '--combined', description: '合订成一个文件（不写为一园一份；PDF 每 100 份一册）' },
      { flags: '-o, --output <folder>', description: '放进哪个文件夹（没有就新建）' },
      { flags: '--policy <id>', description: '只打印依据这份政策的申请' },
      { flags: '--masked', description: '隐去电话号码中间几位（138****8000）' },
      fontOption,
    ],
    json: 'application-print',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian application print --all --output 申请表',
      'youlian application print 东湖区星星幼儿园 -o 申请表',
      'youlian application print --all --pdf --combined -o 申请表',
      'youlian application print --lead 市实验幼儿园 --format docx -o 空白表',
      'youlian 申请表 打印 --blank -o 空白表',
    ],
    load: () => import('./commands/print.ts'),
  },
  {
    path: ['application', 'completeness'],
    alias: '完整情况',
    summary: '列出每份申请表缺填哪几栏，可出完整情况表',
    description: '推荐单位和推荐意见由推荐单位填，不算缺填。有缺填的退出码为 1。',
    options: [
      { flags: '-o, --output <file>', description: '另存为 Excel 的完整情况表' },
      { flags: '--policy <id>', description: '只看依据这份政策的申请' },
    ],
    json: 'application-completeness',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian application completeness',
      'youlian application completeness -o 申请表完整情况表.xlsx',
    ],
    load: () => import('./commands/completeness.ts'),
  },
];
