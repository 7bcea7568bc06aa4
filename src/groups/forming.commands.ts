import type { CommandDefinition } from '../cli/command.ts';

/** Forming groups: plans are made, looked at, compared and adopted. */
export const formingCommands: readonly CommandDefinition[] = [
  {
    path: ['group', 'propose'],
    alias: '方案',
    summary: '做组建方案：给主导园配上联盟园，或划分学区，距离合计最短',
    description: [
      '先照政策的上下限尽量多编入，人数够时每个主导园都有联盟，再使距离合计最短，并给出证明。方案只存为草稿，采用后才生效。',
      '不写 --leads 时由政策认定的园所担任主导园。有园所编不进去时退出码为 1。',
      '加 --regroup 时从现有的联盟（到期待续的也在内）出发，变动的园所最少，并列出多变动几所可以短多少；采用后没有变动的园所原样不动。',
      '政策写明把园所全部划分成学区的，中心园也一并选定：不写 --leads 时从政策认定的园所里选，写了的一定当中心园，不够的另选。结果写明下界和差距，没有证明最短的不说最短。',
      '条件和目标各有名称、分量和一句话，随结果列出。距离按经纬度的球面距离；缺的按村居、镇街、区县估算；--distances 给出的表优先。',
    ].join('\n'),
    options: [
      { flags: '--policy <id>', description: '依据的政策（本台账只有一份生效政策时可省略）' },
      {
        flags: '--tier <tier>',
        description: '层级（如 city、county、town）；用 --from 的和政策不分层级的不写',
      },
      {
        flags: '--leads <names...>',
        description: '主导园的名称（可写多个），或列有主导园的 .xlsx 文件；调整时指另外增加的主导园',
        repeatable: true,
      },
      { flags: '--max-leads <n>', description: '主导园最多选用几所' },
      { flags: '--count <n>', description: '划分成几个学区（默认：编得下的最少个数）' },
      {
        flags: '--pin <pairs...>',
        description: '一定要结对的，写成“联盟园=主导园”，可写多个',
        repeatable: true,
      },
      {
        flags: '--together <pairs...>',
        description: '一定要编在一个联盟的，写成“甲园=乙园”，可写多个',
        repeatable: true,
      },
      {
        flags: '--forbid <pairs...>',
        description: '不能编在一个联盟的，写成“甲园=乙园”，可写多个',
        repeatable: true,
      },
      {
        flags: '--wishes <mode>',
        description:
          '申请表写的主导园：keep 只编给它，prefer 尽量编给它，ignore 只列出合了几项（默认，见 forming.yaml）',
        choices: ['keep', 'prefer', 'ignore'],
      },
      { flags: '--regroup', description: '从现有的联盟出发，变动最少' },
      { flags: '--max-moves <n>', description: '与 --regroup 同用：变动不超过几所时距离最短' },
      {
        flags: '--distances <file>',
        description: '本单位的距离表或行车时间表（.xlsx、.csv）：首行、首列是园所，或起点、终点、距离三列',
      },
      {
        flags: '--crs <system>',
        description: '园所经纬度的坐标系：wgs84（GPS，默认）、gcj02（高德、腾讯）、bd09（百度）',
      },
      { flags: '--time-limit <seconds>', description: '最多算多少秒（默认 120），到时给出最好的结果' },
      { flags: '--on <date>', description: '按哪一天的情况做（默认今天）' },
      {
        flags: '--from <file>',
        description: '照改过的方案重做：--output 写出的 .xlsx，在“调整”一栏填写要求',
      },
      {
        flags: '-o, --output <file>',
        description: '把方案写成联盟名单样式的 .xlsx 文件，带“调整”一栏，可以改好再用 --from 重做',
      },
    ],
    json: 'group-propose',
    writes: true,
    makesFiles: true,
    examples: [
      'youlian group propose --tier county --output 组建方案.xlsx',
      'youlian group propose --from 组建方案.xlsx --output 新方案.xlsx',
      'youlian group propose --policy shenzhen-draft --count 12',
      'youlian group propose --tier town --pin 东湖区星河幼儿园=东湖区柳泉镇中心幼儿园',
      'youlian group propose --tier county --regroup --max-moves 3',
      'youlian group propose --tier county --distances 行车时间.xlsx --forbid 东湖区星河幼儿园=东湖区春芽幼儿园',
    ],
    load: () => import('./commands/propose.ts'),
  },
  {
    path: ['group', 'plans'],
    alias: '方案列表',
    summary: '列出做过的组建方案',
    json: 'group-plans',
    load: () => import('./commands/plans.ts'),
  },
  {
    path: ['group', 'plan'],
    alias: '看方案',
    summary: '查看一份组建方案：编组、各联盟的距离、公办民办搭配',
    description: '指标与做方案时的现状并列。方案做出以后台账有了改动的，会说明。',
    arguments: [{ name: '<plan>', description: '方案的编号' }],
    json: 'group-plan',
    examples: ['youlian group plan 3', 'youlian group plan 3 --json'],
    load: () => import('./commands/plan.ts'),
  },
  {
    path: ['group', 'compare'],
    alias: '比较',
    summary: '比较两份组建方案，或一份方案与现状：谁变动、距离、规则',
    description: [
      '两个对象各写方案的编号，其中一个可以写“现状”，即生效中的联盟（与方案同一政策、同一层级）。',
      '两边都按后一个对象的政策核查，只看谁与谁编在一起；豁免不计。',
    ].join('\n'),
    arguments: [
      { name: '<one>', description: '方案的编号，或“现状”' },
      { name: '<other>', description: '方案的编号，或“现状”' },
    ],
    options: [
      { flags: '--on <date>', description: '“现状”指哪一天（默认做方案的那一天）' },
      { flags: '-o, --output <file>', description: '把对比表存为 .xlsx 文件' },
    ],
    json: 'group-compare',
    writes: true,
    makesFiles: true,
    examples: ['youlian group compare 现状 3', 'youlian group compare 3 4 --output 方案对比.xlsx'],
    load: () => import('./commands/compare.ts'),
  },
  {
    path: ['group', 'explain'],
    alias: '解释',
    summary: '解释一份组建方案里一所园的安排：为什么是它，要改须怎样',
    description: [
      '编入的：比它近的主导园由谁占了，换过去合计多多少、谁要变动，放宽一个名额会怎样。没有编入的：哪些园所争哪几个名额，放宽哪里最省。主导园：多一个名额能省多少。',
      '每句话都是照改动重新求解得来的，不是估计。台账在方案之后有改动的，会说明，并按现在的台账解释。',
    ].join('\n'),
    arguments: [
      { name: '<plan>', description: '方案的编号' },
      { name: '<name>', description: '园所的名称或标识码' },
    ],
    json: 'group-explain',
    examples: ['youlian group explain 1 东湖区星星幼儿园'],
    load: () => import('./commands/explain.ts'),
  },
  {
    path: ['group', 'map'],
    alias: '地图',
    summary: '把一份组建方案或现状画成分布图：可查找的网页，或 .svg 图形',
    description:
      '网页只有一个文件，不用联网：可按名称查找、放大、打印（A4 横向）。.svg 可插入公文。缺经纬度的园所列在图外。',
    arguments: [{ name: '<plan>', description: '方案的编号，或“现状”' }],
    options: [
      { flags: '-o, --output <file>', description: '存为哪个文件（.html 或 .svg）' },
      { flags: '--on <date>', description: '“现状”指哪一天（默认今天）' },
      { flags: '--policy <id>', description: '“现状”只画依据这份政策的联盟（只有一份时可省略）' },
      { flags: '--tier <tier>', description: '“现状”只画这一层级的联盟' },
    ],
    writes: true,
    makesFiles: true,
    examples: ['youlian group map 3 --output 方案3.html', 'youlian group map 现状 --output 现状.svg'],
    load: () => import('./commands/map.ts'),
  },
  {
    path: ['group', 'adopt'],
    alias: '采用',
    summary: '采用一份组建方案，其中的联盟由此生效',
    arguments: [{ name: '<plan>', description: '方案的编号' }],
    options: [{ flags: '--since <date>', description: '从哪一天起生效（默认今天）；周期按政策推定' }],
    writes: true,
    asks: true,
    examples: ['youlian group adopt 1 --since 2021-03-01'],
    load: () => import('./commands/adopt.ts'),
  },
];
