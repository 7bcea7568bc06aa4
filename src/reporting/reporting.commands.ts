import type { CommandDefinition } from '../cli/command.ts';

const policy = (description: string) => ({ flags: '--policy <id>', description, repeatable: true });

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
];
