import type { CommandDefinition } from '../cli/command.ts';

const quarter = { flags: '--quarter <quarter>', description: '季度，如 2026Q3', required: true };
const policy = { flags: '--policy <id>', description: '哪一份政策的（只有一份生效时可省略）' };
const on = { flags: '--on <date>', description: '统计到季度里的哪一天（默认季末；没过完的季度到今天）' };
const fontFolder = { flags: '--font-dir <path>', description: '画图用的字体文件，或它所在的文件夹' };

export const bulletinCommands: readonly CommandDefinition[] = [
  {
    path: ['bulletin', 'draft'],
    alias: '起草',
    summary: '起草季度通报（一季一通报）：公文、附表和每个数字的出处',
    description:
      '从台账统计一个季度，写成公文格式的 .docx，附件的表另存为 .xlsx，放在同一文件夹。\n' +
      '文稿在 bulletin/quarterly.md，可复制到本单位的“幼联模板”里改；没有内容的一节自动省去。\n' +
      '点名批评的只有用 bulletin confirm 确认过的；突出的活动用 bulletin mark 标。\n' +
      '已经印发的季度重新起草时，逐个说明变了的数字。',
    options: [
      quarter,
      policy,
      on,
      { flags: '--output <file>', description: '存为哪个 .docx（默认以季度命名，放在当前文件夹）' },
      { flags: '--number <text>', description: '发文字号；写了就带版头和版记' },
      { flags: '--date <date>', description: '成文日期（默认统计截止日）' },
      { flags: '--issuer <name>', description: '发文机关（默认本单位）' },
      { flags: '--addressee <names...>', description: '主送机关', repeatable: true },
      { flags: '--copy-to <names...>', description: '抄送机关', repeatable: true },
      { flags: '--sealed', description: '加盖印章的落款位置' },
      { flags: '--profile <id>', description: '公文版式（默认 standard）' },
      fontFolder,
    ],
    json: 'bulletin-draft',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian bulletin draft --quarter 2026Q3',
      'youlian bulletin draft --quarter 2026Q3 --number 云教字〔2026〕31号 --date 2026-10-15 --sealed --output 通报.docx',
    ],
    load: () => import('./commands/draft.ts'),
  },
];
