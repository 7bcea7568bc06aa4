import type { CommandDefinition } from '../cli/command.ts';

const policy = (description: string) => ({ flags: '--policy <id>', description, repeatable: true });

const periodOption = {
  flags: '--period <period>',
  description: '哪一期：2026、2026年下半年、2026-Q3、2026-09、2026-2027:1',
  required: true,
};

const belowArgument = { name: '<office>', description: '下级单位，如 东湖区' };

export const reportingCommands: readonly CommandDefinition[] = [
  {
    path: ['submit', 'record'],
    alias: '登记',
    summary: '登记一份报送了（收到）的材料',
    description:
      '材料、逐级报送和期限由政策规定（youlian submit due 列出）。期限当天算按时。登记过的再登记一次就是更正。',
    arguments: [{ name: '<report>', description: '材料：编号或名称，如 集团数量和名单' }],
    options: [
      {
        flags: '--period <period>',
        description: '哪一期：2026、2026-H2（2026年下半年）、2026-2027:1；只有一期没有报的可以不写',
      },
      { flags: '--from <office>', description: '哪个区县报来的（默认本单位）' },
      { flags: '--group <group>', description: '哪个联盟报来的：编号、名称或主导园名称' },
      { flags: '--date <date>', description: '报送（收到）的日期（默认今天）' },
      { flags: '--document <file>', description: '材料文件：记下文件名和校验值，文件留在原处' },
      { flags: '--note <text>', description: '备注' },
      policy('材料是哪个政策的（几个政策有同名材料时写明）'),
    ],
    json: 'submission',
    writes: true,
    asks: true,
    examples: [
      'youlian submit record 集团数量和名单 --from 河口县 --period 2026 --date 2026-10-15',
      'youlian submit record group-report --group 3 --period 2026-H1 --document 报告.docx',
    ],
    load: () => import('./commands/record.ts'),
  },
  {
    path: ['submit', 'list'],
    alias: '列表',
    summary: '列出登记过的报送材料',
    json: 'submissions',
    examples: ['youlian submit list'],
    load: () => import('./commands/list.ts'),
  },
  {
    path: ['submit', 'due'],
    alias: '应报',
    summary: '应报送的材料：谁报给谁、期限、按时没有、谁没有报',
    description: '有过了期限还没有报的，退出码是 1。',
    options: [
      policy('只看一个政策'),
      { flags: '--report <name>', description: '只看一份材料：编号或名称' },
      {
        flags: '--state <state>',
        description: '只看一种情况',
        choices: ['未报', '已报', '退回', '已审', '锁定', '按时', '迟报', '没有登记', '未到期'],
      },
      { flags: '--period <period>', description: '只看一期，如 2026、2026年下半年、2026-09' },
      { flags: '--on <date>', description: '截至哪一天（默认今天）' },
    ],
    json: 'submissions-due',
    examples: [
      'youlian submit due',
      'youlian submit due --report 集团数量和名单 --state 没有登记',
      'youlian submit due --on 2026-12-31 --json',
    ],
    load: () => import('./commands/due.ts'),
  },
  {
    path: ['submit', 'pack'],
    alias: '打包',
    summary: '把本单位的表和数据打成一个报送包（.zip），报给上级',
    description:
      '包里有各张官方表、清单（带校验值）和上级合并用的数据。同样的台账、同样的选项打出的包一字不差。材料文件用 --document 放进去。',
    options: [
      {
        flags: '--period <period>',
        description: '哪一期：2026、2026年下半年、2026-Q3、2026-09、2026-2027:1',
        required: true,
      },
      { flags: '-o, --output <file>', description: '存为哪个文件（.zip）' },
      { flags: '--masked', description: '隐去电话号码中间几位（默认）' },
      { flags: '--full', description: '含完整的电话号码（上级需要时用）' },
      {
        flags: '--report <name>',
        description: '这个包就是哪份材料：编号或名称，可写多个（默认：这一期由表格组成的材料）',
        repeatable: true,
      },
      { flags: '--document <file>', description: '一并放进包里的材料文件，可写多个', repeatable: true },
    ],
    json: 'package',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian submit pack --period 2026 --full --output 报送包.zip',
      'youlian submit pack --period 2026 --report 集团化办园总结材料 --document 总结.docx',
    ],
    load: () => import('./commands/pack.ts'),
  },
  {
    path: ['submit', 'receive'],
    alias: '收取',
    summary: '收取下级的报送包，核对后并入本单位的台账；也用来打开上级的退回通知',
    description:
      '先核对（有没有改动、是不是这一期、是不是登记过的下级、收没收过），列出要增加、更新、去掉的，同意后一次写入，可以撤销。再报一次时，只收与上次不同的。',
    arguments: [{ name: '<files...>', description: '报送包（.zip），或放报送包的文件夹' }],
    options: [
      { flags: '--period <period>', description: '只收这一期的' },
      { flags: '--date <date>', description: '收到的日期（默认今天）：按它算是否按时' },
      {
        flags: '--on-conflict <way>',
        description: 'keep 与台账不同的照台账（默认），update 照报来的',
        choices: ['keep', 'update'],
        default: 'keep',
      },
      {
        flags: '--match <pair>',
        description: '拿不准的园：东湖区:12=45（报送单位的编号=台账里的编号）或 东湖区:12=new，可写多个',
        repeatable: true,
      },
    ],
    json: 'packages',
    writes: true,
    asks: true,
    examples: [
      'youlian submit receive 东湖区.zip 西岭区.zip --dry-run',
      'youlian submit receive 报送包 --period 2026 --yes',
    ],
    load: () => import('./commands/receive.ts'),
  },
  {
    path: ['submit', 'return'],
    alias: '退回',
    summary: '退回一个下级的报送，写明原因，生成退回通知（含问题清单）',
    arguments: [belowArgument],
    options: [
      periodOption,
      { flags: '--reason <text>', description: '退回的原因' },
      { flags: '-o, --output <file>', description: '退回通知存为哪个文件（.zip）' },
    ],
    json: 'submit-decision',
    writes: true,
    asks: true,
    makesFiles: true,
    examples: ['youlian submit return 东湖区 --period 2026 --reason 名单缺责任人 --output 退回.zip'],
    load: () => import('./commands/return.ts'),
  },
  {
    path: ['submit', 'approve'],
    alias: '审核',
    summary: '审核通过一个下级一期的报送',
    arguments: [belowArgument],
    options: [periodOption, { flags: '--reason <text>', description: '审核意见' }],
    json: 'submit-decision',
    writes: true,
    asks: true,
    examples: ['youlian submit approve 东湖区 --period 2026'],
    load: () => import('./commands/approve.ts'),
  },
  {
    path: ['submit', 'lock'],
    alias: '锁定',
    summary: '锁定一个下级一期的报送：这一期的内容不再收改动',
    arguments: [belowArgument],
    options: [periodOption, { flags: '--reason <text>', description: '说明' }],
    json: 'submit-decision',
    writes: true,
    asks: true,
    examples: ['youlian submit lock 东湖区 --period 2026'],
    load: () => import('./commands/lock.ts'),
  },
  {
    path: ['submit', 'unlock'],
    alias: '解锁',
    summary: '解锁一个下级一期的报送，写明原因',
    arguments: [belowArgument],
    options: [periodOption, { flags: '--reason <text>', description: '解锁的原因' }],
    json: 'submit-decision',
    writes: true,
    asks: true,
    examples: ['youlian submit unlock 东湖区 --period 2026 --reason 补报漏报的园'],
    load: () => import('./commands/unlock.ts'),
  },
  {
    path: ['submit', 'status'],
    alias: '状态',
    summary: '各下级每一期的状态、按时率、谁没有报',
    description: '有过了期限还没有报的，退出码是 1。',
    options: [
      { flags: '--period <period>', description: '只看一期' },
      policy('只看一个政策'),
      { flags: '--on <date>', description: '截至哪一天（默认今天）' },
    ],
    json: 'submit-status',
    examples: ['youlian submit status', 'youlian submit status --period 2026 --json'],
    load: () => import('./commands/status.ts'),
  },
];
