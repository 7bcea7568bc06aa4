import type { FindingCode } from '../../findings/catalogue.ts';
import {
  type MadeCell,
  type MadeSheet,
  type MakeXlsxOptions,
  xlsxParts,
  zipParts,
} from '../../workbook/testing/make-xlsx.ts';
import type { FieldValue, SkipReason } from '../record.ts';

/** One thing that real sheets do, as a file, with everything that must come of it. */
export interface RealSheet {
  readonly sheets: readonly (Omit<MadeSheet, 'name'> & { readonly name?: string })[];
  readonly options?: MakeXlsxOptions;
  /** The rows stand in the file from the last to the first. */
  readonly backwards?: true;
  /** Values of all records of all sheets, each with its row; a rejected one with what could be read. */
  readonly records: readonly (Readonly<Record<string, FieldValue>> & { readonly row: number })[];
  readonly skipped?: readonly (readonly [row: number, reason: SkipReason])[];
  readonly footer?: Readonly<Record<string, string>>;
  /** All findings with their cells. */
  readonly said?: readonly (readonly [code: FindingCode, cell: string | undefined])[];
}

const heads = ['学校标识码', '园所名称', '所属区县', '办园性质', '班级数', '联系电话'];
const first: readonly MadeCell[] = ['3799010001', '东湖区阳光幼儿园', '东湖区', '民办', 6, '13900001234'];
const second: readonly MadeCell[] = ['3799010002', '东湖区海棠幼儿园', '东湖区', '公办', 9, '0632-3312345'];
const one = {
  code: '3799010001',
  name: '东湖区阳光幼儿园',
  district: '东湖区',
  ownership: '民办',
  classes: 6,
  phone: '13900001234',
};
const two = {
  code: '3799010002',
  name: '东湖区海棠幼儿园',
  district: '东湖区',
  ownership: '公办',
  classes: 9,
  phone: '0632-3312345',
};

const listTop: MadeSheet['rows'] = [
  ['序号', '区（市）教体局', '主导园', null, null, null, '联盟园', null, null, null],
  [null, null, '园所名称', '现类别', '办园性质', '责任人', '园所名称', '现类别', '办园性质', '责任人'],
];
const lead = ['东湖区', '东湖区实验幼儿园', '省级示范', '教育部门办', '邓淇'];
const listed: MadeSheet['rows'] = [
  [1, ...lead, '东湖区阳光幼儿园', '二类', '民办', '李明'],
  [2, null, null, null, null, null, '东湖区海棠幼儿园', '一类', '公办', '王芳'],
];
const group = {
  office: '东湖区',
  leadName: '东湖区实验幼儿园',
  leadCategory: '省级示范',
  leadOwnership: '教育部门办',
  leadResponsible: '邓淇',
};
const members = [
  {
    ...group,
    sequence: '1',
    memberName: '东湖区阳光幼儿园',
    memberCategory: '二类',
    memberOwnership: '民办',
    memberResponsible: '李明',
  },
  {
    ...group,
    sequence: '2',
    memberName: '东湖区海棠幼儿园',
    memberCategory: '一类',
    memberOwnership: '公办',
    memberResponsible: '王芳',
  },
] as const;

/** A roster of two with some cells changed by heading, in the first row. */
function changed(cells: Readonly<Record<string, MadeCell>>): MadeSheet['rows'] {
  return [heads, first.map((cell, index) => (heads[index]! in cells ? cells[heads[index]!] : cell)), second];
}

/** A roster with one more column. */
function added(heading: string, above: MadeCell, below: MadeCell): MadeSheet['rows'] {
  return [
    [...heads, heading],
    [...first, above],
    [...second, below],
  ];
}

/** Headings replaced. */
const renamed = (names: Readonly<Record<string, string>>): MadeSheet['rows'] => [
  heads.map((heading) => names[heading] ?? heading),
  first,
  second,
];

const both = [
  { row: 2, ...one },
  { row: 3, ...two },
] as const;
const lower = (by: number) => both.map((record) => ({ ...record, row: record.row + by }));

const { phone: _phone, ...withoutPhone } = one;
const { code: _code, ...withoutCode } = one;

/** 指标记录: an office's own table, with a day and a share. */
const measured = (day: MadeCell, share: MadeCell): MadeSheet['rows'] => [
  ['园所名称', '核查日期', '达标率'],
  ['东湖区阳光幼儿园', day, share],
];
const measure = (day: string, share: number) => [{ row: 2, name: '东湖区阳光幼儿园', day, share }];

/** “What real sheets look like”, item by item in its order. */
export const realSheets = {
  'title rows above the header': {
    sheets: [{ rows: [['附件'], ['云溪市幼儿园园所信息表'], [], ...renamed({})], merges: ['A2:F2'] }],
    records: lower(3),
  },
  'a unit line': {
    sheets: [{ rows: [['填报单位：东湖区教体局', null, null, null, null, '单位：人'], ...renamed({})] }],
    records: lower(1),
  },
  'header cells merged in both directions': {
    sheets: [{ rows: [...listTop, ...listed], merges: ['A1:A2', 'B1:B2', 'C1:F1', 'G1:J1'] }],
    records: [
      { row: 3, ...members[0] },
      { row: 4, ...members[1] },
    ],
  },
  'header cells not merged at all': {
    sheets: [{ rows: [...listTop, ...listed] }],
    records: [
      { row: 3, ...members[0] },
      { row: 4, ...members[1] },
    ],
  },
  'line breaks inside headings': {
    sheets: [
      { rows: renamed({ 学校标识码: '学校\n标识码', 园所名称: '园所\r\n名称', 联系电话: '联系\n电话\n' }) },
    ],
    records: both,
  },
  'spaces inside headings': {
    sheets: [
      { rows: renamed({ 园所名称: '园 所 名 称', 班级数: '班　级　数', 办园性质: ' 办园\u00a0性质 ' }) },
    ],
    records: both,
  },
  '（） in headings': {
    sheets: [
      {
        rows: renamed({ 学校标识码: '学校（机构）标识码', 班级数: '班级数（个）', 所属区县: '所属区（市）' }),
      },
    ],
    records: both,
  },
  '() in headings': {
    sheets: [
      { rows: renamed({ 学校标识码: '学校(机构)标识码', 班级数: '班级数(个)', 所属区县: '所属区(市)' }) },
    ],
    records: both,
  },
  'synonym 幼儿园名称': { sheets: [{ rows: renamed({ 园所名称: '幼儿园名称' }) }], records: both },
  'synonym 园名': { sheets: [{ rows: renamed({ 园所名称: '园名' }) }], records: both },
  'synonym 单位名称': { sheets: [{ rows: renamed({ 园所名称: '单位名称' }) }], records: both },
  'moved columns': {
    sheets: [{ rows: [heads, first, second].map((row) => [...row].reverse()) }],
    records: both,
  },
  'missing columns': {
    sheets: [{ rows: [heads, first, second].map((row) => row.slice(1, 3)) }],
    records: [
      { row: 2, name: one.name, district: one.district },
      { row: 3, name: two.name, district: two.district },
    ],
  },
  'extra columns': {
    sheets: [{ rows: added('占地面积', 3000, 4500) }],
    records: both,
    said: [['heading-unknown', 'G1']],
  },
  'a second header in the middle of the sheet': {
    sheets: [
      {
        rows: [
          heads,
          first,
          ['云溪市幼儿园园所信息表'],
          ['园所名称', '学校标识码', '办园性质', '所属区县', '联系电话', '班级数'],
          ['东湖区海棠幼儿园', '3799010002', '公办', '东湖区', '0632-3312345', 9],
        ],
        merges: ['A3:F3'],
      },
    ],
    records: [
      { row: 2, ...one },
      { row: 5, ...two },
    ],
    skipped: [
      [3, 'note'],
      [4, 'repeated-header'],
    ],
    said: [['header-changed', 'A4']],
  },
  'blank rows': {
    sheets: [{ rows: [heads, [], first, [' ', '\u3000', null], [], second] }],
    records: [
      { row: 3, ...one },
      { row: 6, ...two },
    ],
  },
  小计: {
    sheets: [{ rows: [heads, first, [null, '小 计', null, null, { formula: 'SUM(E2)', value: 6 }], second] }],
    records: [
      { row: 2, ...one },
      { row: 4, ...two },
    ],
    skipped: [[3, 'subtotal']],
  },
  合计: {
    sheets: [{ rows: [heads, first, second, ['合　计', 2, null, null, 15]] }],
    records: both,
    skipped: [[4, 'subtotal']],
  },
  'notes below': {
    sheets: [
      {
        rows: [
          ...renamed({}),
          ['注：1.班级数含托班。'],
          ['2.电话填办公电话。'],
          ['填报人：王芳', null, null, '日期：', '2021.3.16'],
        ],
      },
    ],
    records: both,
    skipped: [
      [4, 'note'],
      [5, 'note'],
    ],
    footer: { reporter: '王芳', reportDate: '2021-03-16' },
  },
  '填表说明 below': {
    sheets: [
      {
        rows: [
          ...renamed({}),
          [],
          ['填表说明：'],
          ['一行一所，不合并单元格。'],
          [null, '以上各栏均应填写。'],
        ],
      },
    ],
    records: both,
    skipped: [
      [5, 'note'],
      [6, 'note'],
      [7, 'note'],
    ],
  },
  'several sheets, one a district': {
    sheets: [
      { name: '东湖区', rows: [heads, first] },
      {
        name: '西岭区',
        rows: [heads, ['3799020001', '西岭区新苗幼儿园', '西岭区', '民办', 3, '13900005678']],
      },
      { name: '空表', rows: [] },
    ],
    records: [
      { row: 2, ...one },
      {
        row: 2,
        code: '3799020001',
        name: '西岭区新苗幼儿园',
        district: '西岭区',
        ownership: '民办',
        classes: 3,
        phone: '13900005678',
      },
    ],
  },
  'hidden rows': {
    sheets: [{ rows: renamed({}), hiddenRows: [3] }],
    records: both,
    said: [['hidden-rows', undefined]],
  },
  'hidden columns': {
    sheets: [{ rows: renamed({}), hiddenColumns: [1] }],
    records: both,
    said: [['hidden-columns', undefined]],
  },
  'full-width digits': {
    sheets: [
      {
        rows: changed({
          学校标识码: '３７９９０１０００１',
          班级数: '６',
          联系电话: '１３９００００１２３４',
        }),
      },
    ],
    records: both,
  },
  'full-width letters': {
    sheets: [
      { rows: added('统一社会信用代码', '９１３５０１００Ｍ０００１００Ｙ４３', '52379901mj123456an') },
    ],
    records: [
      { row: 2, ...one, creditCode: '91350100M000100Y43' },
      { row: 3, ...two, creditCode: '52379901MJ123456AN' },
    ],
    said: [['value-normalised', 'G3']],
  },
  'non-breaking spaces': {
    sheets: [
      {
        rows: changed({
          学校标识码: '\u00a03799010001\u00a0',
          园所名称: '东湖区\u00a0阳光幼儿园',
          班级数: '6\u00a0',
          所属区县: '东湖区\u00a0',
        }),
      },
    ],
    records: both,
  },
  'ideographic spaces': {
    sheets: [
      { rows: changed({ 园所名称: '东湖区　阳光幼儿园　', 办园性质: '民　办', 联系电话: '　13900001234' }) },
    ],
    records: both,
  },
  'numbers stored as text': {
    sheets: [{ rows: changed({ 班级数: '6' }) }],
    records: both,
  },
  'text stored as numbers: a phone as 1.38E+10': {
    sheets: [
      {
        rows: [
          ...changed({ 联系电话: { number: 13_800_000_000, format: '0.00E+00' } }),
          ['3799010003', '东湖区果果幼儿园', '东湖区', '民办', 3, '1.38E+10'],
          ['3799010004', '东湖区晨曦幼儿园', '东湖区', '民办', 3, 13_900_001_234],
        ],
      },
    ],
    records: [
      { row: 2, ...withoutPhone },
      { row: 3, ...two },
      {
        row: 4,
        code: '3799010003',
        name: '东湖区果果幼儿园',
        district: '东湖区',
        ownership: '民办',
        classes: 3,
      },
      {
        row: 5,
        code: '3799010004',
        name: '东湖区晨曦幼儿园',
        district: '东湖区',
        ownership: '民办',
        classes: 3,
        phone: '13900001234',
      },
    ],
    said: [
      ['number-truncated', 'F2'],
      ['number-truncated', 'F4'],
    ],
  },
  'text stored as numbers: a code that lost its leading zero': {
    sheets: [
      {
        rows: [
          ...changed({ 学校标识码: 379_901_000 }),
          [
            { number: 137_000_003, format: '0000000000' },
            '东湖区果果幼儿园',
            '东湖区',
            '民办',
            3,
            6_323_312_345,
          ],
        ],
      },
    ],
    records: [
      { row: 2, ...withoutCode },
      { row: 3, ...two },
      // Its format still shows the zero: nothing is lost.
      {
        row: 4,
        code: '0137000003',
        name: '东湖区果果幼儿园',
        district: '东湖区',
        ownership: '民办',
        classes: 3,
      },
    ],
    said: [
      ['code-lost-zero', 'A2'],
      ['code-lost-zero', 'F4'],
    ],
  },
  'text stored as numbers: a long code with fifteen digits left': {
    sheets: [{ rows: added('统一社会信用代码', 913_701_234_567_890_000, '9.13701E+17') }],
    records: both,
    said: [
      ['number-truncated', 'G2'],
      ['number-truncated', 'G3'],
    ],
  },
  'a date as a serial': {
    sheets: [{ rows: measured({ date: '2021-03-16' }, '95%') }, { rows: measured(44_271, '95%') }],
    records: [...measure('2021-03-16', 95), ...measure('2021-03-16', 95)],
    said: [['value-normalised', 'B2']],
  },
  'a date as 2021.3.16': {
    sheets: [{ rows: measured('2021.3.16', '95%') }],
    records: measure('2021-03-16', 95),
  },
  'a date as 2021年3月16日': {
    sheets: [{ rows: measured('2021年3月16日', '95%') }],
    records: measure('2021-03-16', 95),
  },
  'a date as 20210316': {
    sheets: [{ rows: measured('20210316', '95%') }, { rows: measured(20_210_316, '95%') }],
    records: [...measure('2021-03-16', 95), ...measure('2021-03-16', 95)],
  },
  'a date as 2021-03': {
    sheets: [{ rows: measured('2021-03', '95%') }],
    records: measure('2021-03-01', 95),
    said: [['date-without-day', 'B2']],
  },
  'a percentage as 95%': {
    sheets: [
      { rows: measured('2021-03-16', '95%') },
      { rows: measured('2021-03-16', { number: 0.95, format: '0%' }) },
      { rows: measured('2021-03-16', { number: 0.955, format: '0.00%' }) },
    ],
    records: [...measure('2021-03-16', 95), ...measure('2021-03-16', 95), ...measure('2021-03-16', 95.5)],
  },
  'a percentage as 0.95': {
    sheets: [{ rows: measured('2021-03-16', 0.95) }],
    records: measure('2021-03-16', 95),
    said: [['value-normalised', 'C2']],
  },
  'a percentage as 95': {
    sheets: [{ rows: measured('2021-03-16', 95) }, { rows: measured('2021-03-16', 1) }],
    records: [...measure('2021-03-16', 95), { row: 2, name: '东湖区阳光幼儿园', day: '2021-03-16' }],
    said: [['percentage-unclear', 'C2']],
  },
  '是/否': {
    sheets: [{ rows: added('是否普惠', '是', '否') }],
    records: [
      { row: 2, ...one, inclusive: true },
      { row: 3, ...two, inclusive: false },
    ],
  },
  '√': {
    sheets: [{ rows: added('是否普惠', '√', '×') }],
    records: [
      { row: 2, ...one, inclusive: true },
      { row: 3, ...two, inclusive: false },
    ],
  },
  '有/无': {
    sheets: [{ rows: added('是否薄弱', '有', '无') }],
    records: [
      { row: 2, ...one, isWeak: true },
      { row: 3, ...two, isWeak: false },
    ],
  },
  '〃': {
    sheets: [{ rows: [heads, first, ['3799010002', '东湖区海棠幼儿园', '〃', '"', 9, '0632-3312345']] }],
    records: [
      { row: 2, ...one },
      { row: 3, ...two, ownership: '民办' },
    ],
  },
  同上: {
    sheets: [
      {
        rows: [
          heads,
          first,
          ['3799010002', '东湖区海棠幼儿园', '同上', '同 上', 9, '0632-3312345'],
          heads,
          ['3799010003', '东湖区果果幼儿园', '同上', '公办', '同上', null],
        ],
      },
    ],
    records: [
      { row: 2, ...one },
      { row: 3, ...two, ownership: '民办' },
      {
        row: 5,
        code: '3799010003',
        name: '东湖区果果幼儿园',
        district: '东湖区',
        ownership: '公办',
        classes: 9,
      },
    ],
    skipped: [[4, 'repeated-header']],
  },
  'formulas whose cached value counts': {
    sheets: [
      {
        rows: changed({
          园所名称: { formula: 'C2&"阳光幼儿园"', value: '东湖区阳光幼儿园' },
          班级数: { formula: 'SUM(G2:H2)', value: 6 },
          联系电话: { formula: 'VLOOKUP(B2,通讯录!A:B,2,0)' },
        }),
      },
    ],
    records: [
      { row: 2, ...withoutPhone },
      { row: 3, ...two },
    ],
    said: [['formula-without-value', 'F2']],
  },
  'error cells': {
    sheets: [{ rows: changed({ 联系电话: { error: '#REF!' }, 班级数: '#N/A' }) }],
    records: [
      { row: 2, code: one.code, name: one.name, district: one.district, ownership: one.ownership },
      { row: 3, ...two },
    ],
    said: [
      ['cell-error', 'E2'],
      ['cell-error', 'F2'],
    ],
  },
  'WPS picture formulas': {
    sheets: [
      { rows: changed({ 联系电话: { formula: '_xlfn.DISPIMG("ID_4F",1)', value: '=DISPIMG("ID_4F",1)' } }) },
    ],
    records: [
      { row: 2, ...withoutPhone },
      { row: 3, ...two },
    ],
    said: [['cell-picture', 'F2']],
  },
  'XML with a namespace prefix': {
    sheets: [{ rows: renamed({}) }],
    options: { prefix: 'x' },
    records: both,
  },
  'inline strings': {
    sheets: [{ rows: renamed({}) }],
    options: { inlineStrings: true },
    records: both,
  },
  'rows out of order': {
    sheets: [{ rows: [['云溪市幼儿园园所信息表'], ...renamed({})] }],
    backwards: true,
    records: lower(1),
  },
} as const satisfies Record<string, RealSheet>;

/** The item's file. */
export function realSheetBytes({ sheets, options, backwards }: RealSheet): Buffer {
  const named = sheets.map((sheet, index) => ({ name: `Sheet${index + 1}`, ...sheet }));
  const parts = xlsxParts(named, options);
  if (backwards) {
    for (const [name, part] of Object.entries(parts)) {
      if (!name.startsWith('xl/worksheets/') || typeof part !== 'string') continue;
      const rows = part.match(/<row [\s\S]*?<\/row>/g) ?? [];
      parts[name] = part.replace(rows.join(''), [...rows].reverse().join(''));
    }
  }
  return zipParts(parts);
}
