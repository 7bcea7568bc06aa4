import type { CommandDefinition } from '../cli/command.ts';
import { officePdfOptions } from '../cli/pdf-options.ts';

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
      { flags: '--without-charts', description: '不要图' },
      ...officePdfOptions,
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
  {
    path: ['bulletin', 'trace'],
    alias: '追溯',
    summary: '看通报里一个数字从哪里来，文件里改过没有，台账变了没有',
    description: '不写数字时列出全部。数字可以是序号、编号，或印出来的数。',
    arguments: [
      { name: '<file>', description: '通报的 .docx' },
      { name: '[figure]', description: '第几个数字、编号，或印出来的数' },
    ],
    options: [{ ...quarter, required: false }, policy],
    json: 'bulletin-trace',
    examples: ['youlian bulletin trace 通报.docx', 'youlian bulletin trace 通报.docx 12'],
    load: () => import('./commands/trace.ts'),
  },
  {
    path: ['bulletin', 'mark'],
    alias: '标为突出',
    summary: '把举行过的活动标为突出，写进通报的成效',
    arguments: [{ name: '<activities...>', description: '活动的编号，见 youlian activity list' }],
    options: [
      { flags: '--outcome <text>', description: '成效，写进通报' },
      { flags: '--remove', description: '取消' },
    ],
    json: 'bulletin-mark',
    writes: true,
    asks: true,
    examples: ['youlian bulletin mark 12 15', 'youlian bulletin mark 12 --outcome 形成优秀案例12个'],
    load: () => import('./commands/mark.ts'),
  },
  {
    path: ['bulletin', 'confirmations'],
    alias: '待确认',
    summary: '列出可以通报批评的事项，哪些已经确认',
    description: '应办未办的、核查不符合规定的、整改逾期的。没有确认的，通报里只说数目，不点名。',
    options: [quarter, policy, on],
    json: 'bulletin-confirmations',
    examples: ['youlian bulletin confirmations --quarter 2026Q3'],
    load: () => import('./commands/confirmations.ts'),
  },
  {
    path: ['bulletin', 'confirm'],
    alias: '确认',
    summary: '确认一件事属实，通报里点名批评；或撤回',
    arguments: [{ name: '<findings...>', description: '事项的编号，见 youlian bulletin confirmations' }],
    options: [
      quarter,
      policy,
      on,
      { flags: '--reason <text>', description: '怎么核实的、为什么批评，写进通报' },
      { flags: '--by <name>', description: '谁确认的（默认操作人）' },
      { flags: '--date <date>', description: '哪天确认的（默认今天）' },
      { flags: '--withdraw', description: '撤回确认' },
    ],
    json: 'bulletin-confirm',
    writes: true,
    asks: true,
    examples: ['youlian bulletin confirm owed:H9.research:g3 --quarter 2026Q3 --reason 两次催办后仍未开展'],
    load: () => import('./commands/confirm.ts'),
  },
  {
    path: ['bulletin', 'issue'],
    alias: '印发',
    summary: '登记通报已经印发：发文字号、日期，文件归档',
    description:
      '文件按内容存进档案，数字同起草时核对。政策规定季通报的，同时登记为本单位的一次活动，算作这个季度应办的。\n' +
      '登记错了的用 youlian undo 撤销。',
    arguments: [
      { name: '<quarter>', description: '季度，如 2026Q3' },
      { name: '<file>', description: '印发的 .docx' },
    ],
    options: [
      { flags: '--number <text>', description: '发文字号', required: true },
      { flags: '--date <date>', description: '印发日期（默认今天）' },
      policy,
    ],
    json: 'bulletin-issue',
    writes: true,
    asks: true,
    examples: ['youlian bulletin issue 2026Q3 通报.docx --number 云教字〔2026〕31号 --date 2026-10-15'],
    load: () => import('./commands/issue.ts'),
  },
  {
    path: ['bulletin', 'list'],
    alias: '列表',
    summary: '列出起草和印发的通报',
    options: [policy],
    json: 'bulletin-list',
    examples: ['youlian bulletin list'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['bulletin', 'show'],
    alias: '查看',
    summary: '看一期通报：字号、日期、文件、全部数字',
    arguments: [{ name: '<quarter>', description: '季度，如 2026Q3' }],
    options: [policy, { flags: '--draft', description: '看草稿（默认先看已印发的）' }],
    json: 'bulletin-show',
    examples: ['youlian bulletin show 2026Q3'],
    load: () => import('./commands/show.ts'),
  },
];
