import type { CommandDefinition } from '../cli/command.ts';

const group = { name: '<group>', description: '联盟的编号、名称或主导园名称' };
const groups = { name: '<group>', description: '联盟的编号、名称或主导园名称；几个联盟用逗号隔开，如 1,2,3' };
const members = {
  flags: '--member <names>',
  description: '对哪些联盟园（只用于逐园办理的事项）：几所用顿号隔开，写“全部”就是每一所',
};
const document = { flags: '--document <file>', description: '有关的文件：记下文件名和校验值，文件留在原处' };
const note = { flags: '--note <text>', description: '备注' };

export const workflowCommands: readonly CommandDefinition[] = [
  {
    path: ['group', 'steps'],
    alias: '办理',
    summary: '查看一个联盟的办理步骤、材料清单和豁免',
    description: '步骤和材料由所依据的政策规定；没有登记的也列出来。',
    arguments: [group],
    json: 'group-steps',
    examples: ['youlian group steps 3'],
    load: () => import('./commands/steps.ts'),
  },
  {
    path: ['group', 'advance'],
    alias: '推进',
    summary: '登记一个办理步骤',
    description:
      '步骤要按政策规定的先后登记，日期不能颠倒；成立、加入以前的步骤可以早于成立、加入的那一天；登记过的再登记一次就是更正。步骤可以写名称、名称的一部分或编号。',
    arguments: [groups, { name: '<step>', description: '步骤，如 核准成立' }],
    options: [
      { flags: '--procedure <id>', description: '哪一个事项（几个事项里有同名步骤时写明）' },
      members,
      { flags: '--date <date>', description: '办理日期（默认今天）' },
      { flags: '--by <office>', description: '办理单位（默认按政策规定的）' },
      document,
      note,
    ],
    json: 'group-advance',
    writes: true,
    asks: true,
    examples: [
      'youlian group advance 3 评定龙头园 --date 2026-09-01 --document 评定意见.pdf',
      'youlian group advance 5 联盟园申请 --member 星星幼儿园 --procedure plaque',
    ],
    load: () => import('./commands/advance.ts'),
  },
  {
    path: ['group', 'document'],
    alias: '材料',
    summary: '登记材料清单里的材料有没有',
    description: '日期在周期以内的，核查时才算数；联盟成立以前就有的，用 --date 写明那时的日期。',
    arguments: [groups, { name: '[items...]', description: '材料，如 联盟章程，可写几份' }],
    options: [
      { flags: '--checklist <id>', description: '哪一张清单（几张清单里有同名材料时写明）' },
      members,
      { flags: '--all', description: '清单里的全部材料（已经这样登记过的不动）' },
      { flags: '--absent', description: '登记为缺' },
      { flags: '--date <date>', description: '登记日期（默认今天）' },
      document,
      note,
    ],
    json: 'group-document',
    writes: true,
    asks: true,
    examples: [
      'youlian group document 3 联盟章程 --document 联盟章程.docx',
      'youlian group document 1,2,3 --all --date 2026-09-20',
      'youlian group document 3 联盟协议 --absent',
    ],
    load: () => import('./commands/document.ts'),
  },
  {
    path: ['group', 'waive'],
    alias: '豁免',
    summary: '写明理由，准予一个联盟不按某条规则',
    description:
      '只用于条文没有写“必须”的规则。豁免后核查仍会列出，结论由“不符合”改为“请留意”并写明理由；--end 终止豁免。',
    arguments: [{ name: '<rule>', description: '规则编号，如 Z3.size' }],
    options: [
      { flags: '--group <group>', description: '联盟的编号、名称或主导园名称', required: true },
      { flags: '--member <name>', description: '只对这一所联盟园' },
      { flags: '--reason <text>', description: '理由' },
      { flags: '--by <office>', description: '批准单位（默认本单位）' },
      { flags: '--since <date>', description: '从哪一天起（默认今天）；与 --end 同用时是不再豁免的第一天' },
      { flags: '--until <date>', description: '豁免的最后一天（默认不限）' },
      { flags: '--end', description: '终止豁免' },
    ],
    json: 'group-waive',
    writes: true,
    asks: true,
    examples: ['youlian group waive Z3.size --group 3 --reason "园所偏远，经研究只结对一所"'],
    load: () => import('./commands/waive.ts'),
  },
];
