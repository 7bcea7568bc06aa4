import type { CommandDefinition } from '../cli/command.ts';

export const checkCommands: readonly CommandDefinition[] = [
  {
    path: ['check'],
    alias: '核查',
    summary: '按政策核查联盟',
    description:
      '逐条核查联盟是否合乎政策，每个结论都写明依据的条款。不加 --policy 时按执行中的政策核查。\n' +
      '不加 --on 时按今天的情况核查；周期已结束的联盟，按周期最后一天的情况核查。\n' +
      '结论有四种：符合、请留意、不符合、不能判定（缺少资料）。有不符合时退出码为 1。',
    options: [
      { flags: '--policy <id...>', description: '按哪个政策核查，可写多个', repeatable: true },
      { flags: '--group <group>', description: '只核查这个联盟（编号、名称或主导园名称）' },
      { flags: '--on <date>', description: '按哪一天的情况核查，如 2023-12-31' },
      {
        flags: '--compare <id...>',
        description: '把全部联盟分别当作按这两个政策组建的来核查，只列出结论不同的',
        repeatable: true,
      },
      { flags: '--explain', description: '逐项说明依据的事实、条款的读法和另一种读法' },
    ],
    json: 'check',
    jsonUnder: { '--compare': 'check-comparison' },
    examples: [
      'youlian check',
      'youlian check --group 东湖区实验幼儿园联盟 --explain',
      'youlian check --compare zaozhuang-2021 guangxi-2020',
      'youlian check --policy zaozhuang-2021 --on 2023-12-31 --json',
    ],
    load: () => import('./commands/check.ts'),
  },
  {
    path: ['policy', 'list'],
    alias: '列表',
    summary: '列出有哪些政策',
    description: '列出内置的和本单位自备的政策文件，不论是否执行。没有台账也能用。',
    json: 'policy-list',
    examples: ['youlian policy list'],
    load: () => import('./commands/policy-list.ts'),
  },
  {
    path: ['policy', 'show'],
    alias: '查看',
    summary: '查看一个政策的规则',
    description: '不写规则编号时列出全部规则；写了则说明这条规则的依据、读法、所需资料和例子。',
    arguments: [
      { name: '<policy>', description: '政策编号，如 zaozhuang-2021' },
      { name: '[rule]', description: '规则编号（Z3.size）或要求编号（Z3）' },
    ],
    json: 'policy',
    examples: ['youlian policy show zaozhuang-2021', 'youlian policy show zaozhuang-2021 Z4'],
    load: () => import('./commands/policy-show.ts'),
  },
  {
    path: ['policy', 'new'],
    alias: '新建',
    summary: '照一个政策新建本单位自己的政策文件',
    description:
      '把现有的政策文件照样复制到本单位的模板文件夹（--templates 指明的，或台账旁边的“幼联模板”），只换编号；内容用记事本等修改。',
    arguments: [{ name: '<id>', description: '新的政策编号：英文小写字母、数字和连字符，如 yunxi-2026' }],
    options: [{ flags: '--from <policy>', description: '照哪个政策，如 zaozhuang-2021', required: true }],
    writes: true,
    makesFiles: true,
    examples: ['youlian policy new yunxi-2026 --from zaozhuang-2021'],
    load: () => import('./commands/policy-new.ts'),
  },
  {
    path: ['policy', 'lint'],
    alias: '检查',
    summary: '检查政策文件写得对不对',
    description:
      '逐处指出写法、层级、分档的空缺和重叠、用不到的规则、没有声明的读法，并执行文件里的例子。有错误时退出码为 1。',
    arguments: [{ name: '<file>', description: '政策文件，或政策编号' }],
    json: 'policy-lint',
    examples: ['youlian policy lint yunxi-2026', 'youlian policy lint 下载/yunxi-2026.yaml --json'],
    load: () => import('./commands/policy-lint.ts'),
  },
  {
    path: ['policy', 'import'],
    alias: '收入',
    summary: '把别处写好的政策文件收进本单位的模板文件夹',
    description: '先检查，有错误就不收；文件名就是政策编号。',
    arguments: [{ name: '<file>', description: '政策文件，如 yunxi-2026.yaml' }],
    writes: true,
    makesFiles: true,
    examples: ['youlian policy import 下载/yunxi-2026.yaml'],
    load: () => import('./commands/policy-import.ts'),
  },
  {
    path: ['policy', 'remove'],
    alias: '移除',
    summary: '移除本单位自己的政策文件',
    description: '正在执行的、还有联盟依据的不能移除。原文件只改名，需要时可以改回来。',
    arguments: [{ name: '<id>', description: '政策编号' }],
    writes: true,
    asks: true,
    examples: ['youlian policy remove yunxi-2026 --yes'],
    load: () => import('./commands/policy-remove.ts'),
  },
  {
    path: ['policy', 'schema'],
    alias: '格式',
    summary: '打印政策文件的 JSON Schema，供编辑器提示和检查',
    examples: ['youlian policy schema > 政策文件.schema.json'],
    load: () => import('./commands/policy-schema.ts'),
  },
];
