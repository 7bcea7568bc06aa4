import type { CommandDefinition, OptionDefinition } from '../cli/command.ts';

const region = '行政区划代码，例如 370400（也可以是 2、4、9、12 位）';
const termOption: OptionDefinition = {
  flags: '--term <term...>',
  description: '学期，写成 2021-2022:1=2021-09-01..2022-01-20；可写多个',
  repeatable: true,
};
const seatOption: OptionDefinition = {
  flags: '--seat <district...>',
  description: '市驻地所在的区（县），可写多个',
  repeatable: true,
};
export const ledgerCommands: readonly CommandDefinition[] = [
  {
    path: ['init'],
    alias: '建账',
    summary: '建立台账：单位、级别、政策、学期',
    description:
      '在当前文件夹（或 --ledger 指明的位置）建立台账。在终端里会逐项询问；没有登记学期的，暂按通常日期。',
    options: [
      { flags: '--name <name>', description: '单位名称，例如 云溪市教育局' },
      {
        flags: '--level <level>',
        description: '级别：province 省、city 市、county 县（区）、town 镇街',
        choices: ['province', 'city', 'county', 'town'],
      },
      { flags: '--region <code>', description: region },
      {
        flags: '--policy <id...>',
        description: '执行的政策，可写多个，见 youlian policy list',
        repeatable: true,
      },
      { ...termOption },
      { flags: '--area <area>', description: '地名（默认取自单位名称，例如 云溪市）' },
      { ...seatOption },
    ],
    json: 'init',
    writes: true,
    asks: true,
    examples: [
      'youlian init',
      'youlian init --name 云溪市教育局 --level city --region 379900 --policy zaozhuang-2021 --yes',
    ],
    load: () => import('./commands/init.ts'),
  },
];
